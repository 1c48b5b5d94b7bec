import type { Answers as Variable } from "../../../coherence/answers.ts";
import { shuffle } from "../../../numerics/evenDraws.ts";
import { type Random, streamOf } from "../../../numerics/random.ts";
import type { ContextTable, DatasetDescription } from "../../../sources/datasets/description.ts";
import type { Value } from "../../../sources/tables/codebook.ts";
import type { Answers } from "../answers.ts";
import type { Person, UnitsByTable } from "../population.ts";
import type { Respondent } from "../tune.ts";
import { numberIn } from "./numbers.ts";

/** So many units a table has at least. */
const fewestUnits = 100;

/**
 * Makes the units of the dataset's context tables, all of one size: each combination of the answers that figures tell of is that of
 * equally many, so that classes between quantiles hold what they have to. Each respondent belongs to one that has its answers.
 */
export function joinUnits(
  description: DatasetDescription,
  variables: readonly Variable[],
  respondents: readonly Respondent[],
  seed: number,
): UnitsByTable {
  return new Map(
    description.context.map((table) => {
      const random = streamOf(seed, `units ${table.name}`);
      const names = new Set([...table.variables, ...table.derived].map(({ name }) => name));
      const known = new Map(
        variables
          .filter(({ asked }) => names.has(asked.variable))
          .map(({ asked, values }) => [asked.variable, values.filter((value) => value !== null)]),
      );
      const units = unitsOf(table, known, description, random);
      const byAnswers = new Map<string, Person[]>();
      const keyOf = (answers: Answers) =>
        JSON.stringify([...known.keys()].map((name) => answers[name] ?? null));
      for (const { classes, unit } of units)
        byAnswers.set(keyOf(classes), [...(byAnswers.get(keyOf(classes)) ?? []), unit]);
      for (const wave of table.columns.keys())
        for (const { answers } of respondents) {
          const own = answers.get(wave);
          if (own) own[table.key] = random.pick(byAnswers.get(keyOf(own)) ?? [{}])[table.key] ?? null;
        }
      return [table.name, units.map(({ unit }) => unit)];
    }),
  );
}

interface Unit {
  /** The answers that figures tell of; a number is the one by which its class counts. */
  readonly classes: Answers;
  readonly unit: Person;
}

function unitsOf(
  table: ContextTable,
  known: ReadonlyMap<string, readonly Value[]>,
  description: DatasetDescription,
  random: Random,
): Unit[] {
  const combinations = [...known].reduce<Answers[]>(
    (all, [name, values]) => all.flatMap((own) => values.map((value) => ({ ...own, [name]: value }))),
    [{}],
  );
  const times = Math.ceil(fewestUnits / combinations.length);
  const classes = Array.from({ length: times }, () => combinations).flat();
  const columns = table.variables.map(({ name, levels }): [string, readonly Value[]] => {
    if (levels) return [name, classes.map((own) => own[name] ?? random.pick(levels).name)];
    if (known.has(name)) return [name, classes.map((own) => numberIn(name, own[name]!, description, random))];
    const quantiles = table.derived.find((own) => own.recipe.of === name && known.has(own.name));
    return [
      name,
      ranksBy(
        classes.map((each) => rankOf(quantiles, each)),
        random,
      ),
    ];
  });
  return classes.map((own, at) => ({
    classes: own,
    unit: {
      ...Object.fromEntries(columns.map(([name, values]) => [name, values[at]!])),
      [table.key]: `SYN${String(at + 1).padStart(4, "0")}`,
      [table.weight]: 1,
    },
  }));
}

/** The number of a unit's class between quantiles. */
const rankOf = (quantiles: ContextTable["derived"][number] | undefined, classes: Answers): number =>
  quantiles ? quantiles.levels!.findIndex(({ name }) => name === classes[quantiles.name]) : 0;

/** Numbers from 1 on that are in the order of classes, and within these in random order. */
function ranksBy(classes: readonly number[], random: Random): number[] {
  const order = shuffle([...classes.keys()], random).sort((a, b) => classes[a]! - classes[b]!);
  const ranks = new Array<number>(classes.length);
  order.forEach((unit, rank) => {
    ranks[unit] = rank + 1;
  });
  return ranks;
}
