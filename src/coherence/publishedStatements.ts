import type { DatasetDescription } from "../sources/datasets/description.ts";
import { acceptedRange, type Estimand } from "../study/figures.ts";
import type { Registered } from "../study/registry.ts";
import { type Answers, type Restrictions, waveAnswers, withInputs } from "./answers.ts";
import { estimandRatio, keysAskedMissing, type Unseen } from "./estimandRatio.ts";
import { mergeLevels } from "./mergedLevels.ts";
import type { Definition, Publication, Ratio, Statement } from "./publication.ts";

/** What publications say of one population, as a linear program takes it. */
export interface Published extends Publication {
  /** The variables that the figures are made from, by their keys, and for each of their answers the class that it is in. */
  readonly variables: ReadonlyMap<string, Answers>;
  readonly classes: ReadonlyMap<string, readonly number[]>;
  /** Of each statement, by its id, the figures that say the same of the same quantity, or less. */
  readonly restated: ReadonlyMap<string, readonly string[]>;
  /** The estimands that are asked for, in their order; why not, of those that are not seen. */
  readonly queries: readonly (Ratio | { readonly unseen: Unseen })[];
  readonly unseen: readonly { readonly key: string; readonly reason: Unseen }[];
}

/** Percentages are shares here; a mean is in its own unit. */
export const scaleOf = ({ statistic }: Estimand) => (statistic === "percent" ? 100 : 1);

/**
 * Registered figures as statements on one population, over the coarsest classes that they and the estimands in `asked` tell apart.
 * Each wave is a cross-section with a distribution of its own, which the answers of the earlier wave belong to where it is linked.
 */
export function publishedStatements(
  description: DatasetDescription,
  figures: readonly Registered[],
  restrictions: Restrictions,
  asked: readonly Estimand[] = [],
): Published {
  const measured = figures.flatMap(({ key, figure }) => {
    const { estimand, published } = figure;
    return estimand ? [{ key, estimand, ...acceptedRange(published) }] : [];
  });
  const all = [...measured.map(({ estimand }) => estimand), ...asked];
  const wavesOf = (mayLack?: ReadonlySet<string>) =>
    new Map(
      description.waves.map(({ name }) => [name, waveAnswers(description, name, restrictions, mayLack)]),
    );
  const complete = wavesOf();
  const waves = wavesOf(new Set(all.flatMap((own) => keysAskedMissing(own, complete.get(own.wave)!))));
  const seen = all.map((estimand) => estimandRatio(estimand, waves.get(estimand.wave)!));
  const variables = variablesWithInputs(seen.flatMap((own) => ("ratio" in own ? own.variables : [])));
  const merged = mergeLevels({
    ...structureOf(variables),
    ratios: seen.flatMap((own, at) => ("ratio" in own ? [{ ...own.ratio, at }] : [])),
  });
  const ratioOf = new Map(merged.ratios.map(({ at, ...ratio }) => [at, ratio]));
  const statements = measured.flatMap(({ key, estimand, low, high }, at) => {
    const ratio = ratioOf.get(at);
    const scale = scaleOf(estimand);
    return ratio ? [{ id: key, ...ratio, low: low / scale, high: high / scale }] : [];
  });
  return {
    ...merged,
    variables,
    ...sharpest(statements),
    mayBeEmpty: false,
    queries: asked.map(
      (_, at) => ratioOf.get(measured.length + at) ?? (seen[measured.length + at] as { unseen: Unseen }),
    ),
    unseen: measured.flatMap(({ key }, at) => {
      const own = seen[at]!;
      return "unseen" in own ? [{ key, reason: own.unseen }] : [];
    }),
  };
}

/** Variables with all that they are made from, what is derived before its inputs. */
function variablesWithInputs(variables: readonly Answers[]): ReadonlyMap<string, Answers> {
  const all = new Map<string, Answers>();
  for (const own of variables.flatMap(withInputs)) {
    // What is met again follows what it was met in: inputs stand behind all that is derived from them.
    all.delete(own.key);
    all.set(own.key, own);
  }
  return all;
}

/** The levels of variables, and how these follow from one another. */
function structureOf(all: ReadonlyMap<string, Answers>) {
  return {
    levels: new Map([...all].map(([key, { values }]) => [key, values.length])),
    definitions: [...all.values()].flatMap(({ key, inputs, output }): Definition[] =>
      inputs.length === 0 ? [] : [{ of: key, inputs: inputs.map((input) => input.key), output }],
    ),
  };
}

/** The statements without those that say no more of a quantity than another one, as words do that stand beside a number. */
function sharpest(statements: Publication["statements"]): Pick<Published, "statements" | "restated"> {
  const widthOf = ({ low, high }: Statement) => high - low;
  const kept = new Map<string, Statement[]>();
  const restated = new Map<string, string[]>();
  for (const own of [...statements].sort((a, b) => widthOf(a) - widthOf(b))) {
    const key = JSON.stringify([own.scope, [...own.numerator], [...own.denominator]]);
    const others = kept.get(key) ?? [];
    const sharper = others.find(({ low, high }) => low >= own.low && high <= own.high);
    if (sharper) restated.get(sharper.id)!.push(own.id);
    else {
      restated.set(own.id, []);
      kept.set(key, [...others, own]);
    }
  }
  return { statements: statements.filter(({ id }) => restated.has(id)), restated };
}
