import type { Answers } from "../../../coherence/answers.ts";
import { type LevelSizes, type MaximumEntropy, maximumEntropy } from "../../../coherence/maximumEntropy.ts";
import type { Statement } from "../../../coherence/publication.ts";
import { type Published, publishedStatements } from "../../../coherence/publishedStatements.ts";
import type { Solver } from "../../../coherence/solver.ts";
import type { DatasetDescription } from "../../../sources/datasets/description.ts";
import type { Registered } from "../../../study/registry.ts";
import { InputError } from "../../../text/errors.ts";
import { contradictoryFigures } from "../../../text/messages/synthesis.ts";

/** The population of maximum entropy among those that have the calibrated figures of publications. */
export interface EntropyPopulation {
  readonly published: Published;
  readonly found: MaximumEntropy;
  /** The same with some room between figures and the ends of their intervals, so that a sample of it can have them too. */
  readonly withRoom: MaximumEntropy;
}

/** The parts of an interval that are left on either side, the widest with which figures can still hold at once. */
const rooms = [0.25, 0.2, 0.15, 0.1, 0.05] as const;

/**
 * The population of maximum entropy, by the definitions of a dataset: each wave has a distribution over the answers to its questions,
 * and to those of the earlier wave that it is linked to. Each answer counts alike, and so does each class of a number. Throws where
 * no population has all calibrated figures.
 */
export function entropyPopulation(
  description: DatasetDescription,
  figures: readonly Registered[],
  solver: Solver,
): EntropyPopulation {
  const calibrated = figures.filter(({ figure }) => figure.use === "calibrated");
  const published = publishedStatements(description, calibrated, new Map());
  const sizes = classSizes(published);
  const found = maximumEntropy(published, solver, sizes);
  if (!found) {
    const studies = [...new Set(calibrated.map(({ study }) => study.id))];
    throw new InputError(contradictoryFigures(studies));
  }
  const withRoom = rooms.reduce<MaximumEntropy | undefined>(
    (wider, room) =>
      wider ??
      maximumEntropy({ ...published, statements: narrowed(published.statements, room) }, solver, sizes),
    undefined,
  );
  return { published, found, withRoom: withRoom ?? found };
}

/**
 * Statements with room on either side: a part of the interval, or of a hundredth of the largest score where the interval is wider, for
 * wide intervals, such as those of words, often overlap a little with what other figures leave.
 */
export const narrowed = (statements: readonly Statement[], room: number): Statement[] =>
  statements.map((own) => {
    const by = room * Math.min(own.high - own.low, 0.01 * Math.max(...own.numerator));
    return { ...own, low: own.low + by, high: own.high - by };
  });

/** A variable that is asked, and not derived. */
export const isAsked = ({ inputs }: Answers) => inputs.length === 0;

/** How many answers the classes of each variable that is asked stand for; what is derived follows from these. */
const classSizes = ({ variables, classes }: Published): LevelSizes =>
  new Map(
    [...variables.values()].filter(isAsked).map(({ key }) => {
      const own = classes.get(key)!;
      const sizes = new Array<number>(1 + Math.max(...own)).fill(0);
      for (const each of own) sizes[each]!++;
      return [key, sizes];
    }),
  );
