import { standardNormalQuantile } from "../../numerics/distributions.ts";
import { type Random, streamOf } from "../../numerics/random.ts";
import { type DatasetDescription, entryOf } from "../../sources/datasets/description.ts";
import { withClasses } from "../../sources/datasets/units.ts";
import type { Value } from "../../sources/tables/codebook.ts";
import { tableOf } from "../../sources/tables/table.ts";
import { computedColumn } from "../../sources/tables/typedColumn.ts";
import { type Domain, membership } from "../../study/domain.ts";
import type { Attribute, Member, Population } from "../../study/population.ts";

/** One doctor of the synthetic population, or one unit of a context table: attributes by name. */
export type Person = Record<string, Value>;

/** The units of each context table by its name. */
export type UnitsByTable = ReadonlyMap<string, readonly Person[]>;

/** Draws the units of the dataset's context tables, with their classes between quantiles. */
export function drawUnits(
  { context }: DatasetDescription,
  population: Population,
  seed: number,
): UnitsByTable {
  return new Map(
    context.map((table) => {
      const { rows, attributes } = population.context[table.name]!;
      const units = drawAttributes(rows, attributes, new Map(), seed, `${table.name} `);
      units.forEach((unit, at) => {
        unit[table.key] = `SYN${String(at + 1).padStart(4, "0")}`;
      });
      const answers = tableOf(
        table.variables.map((variable) =>
          computedColumn(entryOf(variable), rows, (row) => units[row]![variable.name] ?? null),
        ),
      );
      const sizes = Float64Array.from(units, (unit) => Number(unit[table.weight]));
      const classified = withClasses(table, answers, sizes);
      for (const { name } of table.derived)
        units.forEach((unit, row) => {
          unit[name] = classified.typed(name).at(row);
        });
      return [table.name, units];
    }),
  );
}

/** Draws the whole population, attribute after attribute, each given the earlier ones and from a stream of its own. */
export function drawPopulation(
  { size, attributes }: Population,
  units: UnitsByTable,
  seed: number,
): Person[] {
  return drawAttributes(size, attributes, units, seed, "");
}

function drawAttributes(
  size: number,
  attributes: readonly Attribute[],
  units: UnitsByTable,
  seed: number,
  prefix: string,
): Person[] {
  const people = Array.from({ length: size }, (): Person => ({}));
  for (const attribute of attributes) {
    const random = streamOf(seed, prefix + attribute.name);
    if ("member" in attribute) joinUnits(people, attribute.member, units.get(attribute.member.of)!, random);
    else {
      const draw = drawerOf(attribute, random);
      for (const person of people) person[attribute.name] = draw(person);
    }
  }
  return people;
}

/** Gives each person what a unit has that matches it: one of the larger ones more likely, by the product of the sizes. */
function joinUnits(
  people: readonly Person[],
  { matching, sizes }: Member,
  units: readonly Person[],
  random: Random,
): void {
  const keyOf = (person: Person) => matching.map((name) => person[name]).join("\0");
  const sized = units.map((unit) => {
    const size = sizes.reduce((product, name) => product * Number(unit[name]), 1);
    return { unit, size };
  });
  const groups = new Map<string, (typeof sized)[number][]>();
  for (const own of sized) groups.set(keyOf(own.unit), [...(groups.get(keyOf(own.unit)) ?? []), own]);
  for (const person of people) {
    const candidates = groups.get(keyOf(person)) ?? sized;
    Object.assign(person, pickBySize(candidates, random.uniform()).unit);
  }
}

/** The item at a place from 0 to 1 on a line that each item takes its size of. */
function pickBySize<Item extends { readonly size: number }>(items: readonly Item[], at: number): Item {
  let rest = at * items.reduce((sum, { size }) => sum + size, 0);
  for (const item of items) {
    rest -= item.size;
    if (rest < 0) return item;
  }
  return items.at(-1)!;
}

/** What draws an attribute of a person, given those that were drawn before. */
function drawerOf(
  attribute: Exclude<Attribute, { readonly member: unknown }>,
  random: Random,
): (person: Person) => Value {
  if ("plus" in attribute) return (person) => Number(person[attribute.plus.of]) + attribute.plus.add;
  if ("uniform" in attribute) {
    const { ranges, of } = attribute.uniform;
    return (person) => random.integer(...ranges[String(person[of])]!);
  }
  if ("lognormal" in attribute) {
    const { median, spread, decimals } = attribute.lognormal;
    const effectsOn = holding(attribute.effects);
    return (person) => {
      const shift = effectsOn(person).reduce((sum, { add }) => sum + add, 0);
      const deviate = standardNormalQuantile(Math.max(random.uniform(), Number.EPSILON));
      return Number((median * Math.exp(shift + spread * deviate)).toFixed(decimals));
    };
  }
  const effectsOn = holding(attribute.effects);
  const shares = Object.entries(attribute.shares);
  const drawers = new Map<string, () => string>();
  return (person) => {
    const effects = effectsOn(person);
    const profile = effects.map((effect) => attribute.effects.indexOf(effect)).join(" ");
    const known = drawers.get(profile);
    if (known) return known();
    const odds = shares.map(([level, share], rank) => {
      const shift = effects.reduce((sum, { add, slope }) => sum + (add[level] ?? 0) + slope * rank, 0);
      return { level, size: share * Math.exp(shift) };
    });
    const next = evenly(random);
    const drawer = () => pickBySize(odds, next()).level;
    drawers.set(profile, drawer);
    return drawer();
  };
}

/**
 * Uniform numbers of which every eight in turn fall into the eighths of their range, in random order: so people alike
 * in what matters answer in the shares that are meant, and samples vary less than by independent draws.
 */
function evenly(random: Random): () => number {
  const parts = 8;
  let left: number[] = [];
  return () => {
    if (left.length === 0) left = Array.from({ length: parts }, (_, part) => part);
    const [part] = left.splice(random.integer(0, left.length - 1), 1);
    return (part! + random.uniform()) / parts;
  };
}

/** Those of some effects whose condition a person meets. */
function holding<Effect extends { readonly when: Domain }>(
  effects: readonly Effect[],
): (person: Person) => Effect[] {
  const compiled = effects.map((effect) => ({ effect, holds: membership(effect.when) }));
  return (person) => {
    const lookup = (name: string) => person[name] ?? null;
    return compiled.flatMap(({ effect, holds }) => (holds(lookup) ? [effect] : []));
  };
}

/** The value that a person has for a variable in a wave: its own attribute of that wave, or a lasting one. */
export function answerOf(person: Person, variable: string, wave: string): Value {
  return person[`${variable}_${wave}`] ?? person[variable] ?? null;
}
