import { classesOf } from "../../../coherence/answers.ts";
import { drawLevels } from "../../../coherence/drawLevels.ts";
import { pickEvenly, shuffle } from "../../../numerics/evenDraws.ts";
import { type Random, streamOf } from "../../../numerics/random.ts";
import type { DatasetDescription } from "../../../sources/datasets/description.ts";
import type { Value } from "../../../sources/tables/codebook.ts";
import type { Answers } from "../answers.ts";
import { type EntropyPopulation, isAsked } from "./population.ts";

/** What a respondent answers in a wave, and what in an earlier one. A number is the one by which its class counts. */
export interface Drawn {
  readonly answers: Answers;
  readonly earlier: readonly { readonly variable: string; readonly wave: string; readonly value: Value }[];
}

/**
 * Draws respondents of a wave from the population of maximum entropy. Answers that no figure tells apart are equally frequent, and so
 * are all answers to what no figure is about.
 */
export function drawRespondents(
  { published, withRoom }: EntropyPopulation,
  description: DatasetDescription,
  wave: string,
  count: number,
  seed: number,
): Drawn[] {
  const variables = [...published.variables.values()].filter((own) => own.wave === wave);
  const keys = new Set(variables.map(({ key }) => key));
  const levels = drawLevels(withRoom, count, streamOf(seed, `draw ${wave}`), (key) => keys.has(key));
  const asked = variables.filter(isAsked).map(({ key, values, asked: { variable, wave: of } }) => {
    const random = streamOf(seed, `answers ${key}`);
    const classes = published.classes.get(key)!;
    const drawn = levels.get(key) ?? new Int32Array(count);
    return { variable, wave: of, values: answersIn(values, classes, drawn, random) };
  });
  const known = new Set(asked.flatMap((own) => (own.wave === wave ? [own.variable] : [])));
  const others = freeVariables(description, wave)
    .filter(({ variable }) => !known.has(variable))
    .map(({ variable, values }) => {
      const random = streamOf(seed, `answers ${wave}:${variable}`);
      return { variable, wave, values: evenAnswers(values, count, random) };
    });
  const own = [...asked.filter((each) => each.wave === wave), ...others];
  const linked = asked.filter((each) => each.wave !== wave);
  return Array.from({ length: count }, (_, at) => ({
    answers: Object.fromEntries(own.map(({ variable, values }) => [variable, values[at]!])),
    earlier: linked.map(({ variable, wave: of, values }) => ({ variable, wave: of, value: values[at]! })),
  }));
}

/** The answers of draws by the class that each has drawn: those of one class equally often. */
function answersIn(
  values: readonly Value[],
  classes: readonly number[],
  drawn: Int32Array,
  random: Random,
): Value[] {
  const answers = new Array<Value>(drawn.length).fill(null);
  for (const own of new Set(classes)) {
    const among = values.filter((_, level) => classes[level] === own);
    const draws = [...drawn.keys()].filter((draw) => drawn[draw] === own);
    evenAnswers(among, draws.length, random).forEach((value, rank) => {
      answers[draws[rank]!] = value;
    });
  }
  return answers;
}

/** Answers that are equally frequent; none, where there are none to choose from. */
function evenAnswers(values: readonly Value[], count: number, random: Random): Value[] {
  if (values.length === 0) return new Array<Value>(count).fill(null);
  const sizes = values.map(() => 1);
  return shuffle(pickEvenly(sizes, count, random.uniform()), random).map((at) => values[at]!);
}

/** The variables of a wave's file with all their answers; a number that is not cut into classes has none. */
export const freeVariables = (description: DatasetDescription, wave: string) =>
  description.variables
    .filter(({ columns }) => columns.has(wave))
    .map(({ name, levels }) => ({
      variable: name,
      values: levels
        ? levels.map((level): Value => level.name)
        : classesOf(name, description).map(({ value }): Value => value),
    }));
