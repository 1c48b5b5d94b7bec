import type { Value } from "../../sources/codebook.ts";
import { satisfies } from "../../sources/condition.ts";
import type { Attribute, Population } from "../../study/population.ts";
import type { Random } from "../../weights/random.ts";

/** One doctor of the synthetic population: attributes by name. */
export type Person = Record<string, Value>;

/** Draws the whole population, attribute after attribute, each given the earlier ones. */
export function drawPopulation({ size, attributes }: Population, random: Random): Person[] {
  return Array.from({ length: size }, () => {
    const person: Person = {};
    for (const attribute of attributes) person[attribute.name] = drawAttribute(attribute, person, random);
    return person;
  });
}

function drawAttribute(attribute: Attribute, person: Person, random: Random): Value {
  if ("plus" in attribute) return Number(person[attribute.plus.of]) + attribute.plus.add;
  if ("uniform" in attribute) {
    const [from, to] = attribute.uniform.ranges[String(person[attribute.uniform.of])]!;
    return random.integer(from, to);
  }
  const effects = attribute.effects.filter(({ when }) => satisfies(when, (name) => person[name] ?? null));
  const odds = Object.entries(attribute.shares).map(([level, share]) => {
    const shift = effects.reduce((sum, { add }) => sum + (add[level] ?? 0), 0);
    return [level, share * Math.exp(shift)] as const;
  });
  let rest = random.uniform() * odds.reduce((sum, [, odd]) => sum + odd, 0);
  for (const [level, odd] of odds) {
    rest -= odd;
    if (rest < 0) return level;
  }
  return odds.at(-1)![0];
}

/** The value that a person has for a variable in a wave: its own attribute of that wave, or a lasting one. */
export function answerOf(person: Person, variable: string, wave: string): Value {
  return person[`${variable}_${wave}`] ?? person[variable] ?? null;
}
