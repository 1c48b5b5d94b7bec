import type { Random } from "../../numerics/random.ts";
import { type Domain, membership } from "../../study/domain.ts";
import type { Population } from "../../study/population.ts";
import type { Person } from "./population.ts";

type WaveRules = Population["waves"][string];

/** The panel: a stratified random sample of the population, with its over-sampled strata. */
export function drawPanel(people: readonly Person[], { panel }: Population, random: Random): Person[] {
  return Object.entries(panel.sizes).flatMap(([stratum, size]) =>
    take(
      people.filter((person) => person[panel.stratum] === stratum),
      size,
      () => 1,
      random,
    ),
  );
}

/** The people that a wave is about. */
export function eligible(people: readonly Person[], { among }: WaveRules): Person[] {
  return people.filter(personsIn(among));
}

/** Those members of the panel who answer a wave: a fixed number, more likely those of a high propensity. */
export function drawRespondents(panel: readonly Person[], wave: WaveRules, random: Random): Person[] {
  const shifts = wave.propensity.map(({ when, add }) => ({ holds: personsIn(when), add }));
  const propensity = (person: Person) =>
    Math.exp(shifts.reduce((sum, { holds, add }) => sum + (holds(person) ? add : 0), 0));
  return take(eligible(panel, wave), wave.respondents, propensity, random);
}

/** Whether a person is in a domain. */
function personsIn(domain: Domain): (person: Person) => boolean {
  const isInside = membership(domain);
  return (person) => isInside((name) => person[name] ?? null);
}

/**
 * A sample of fixed size without replacement, with probabilities that grow with `propensity`, in the order of `people`:
 * those with the smallest exponential waiting times (Efraimidis and Spirakis 2006).
 */
function take(
  people: readonly Person[],
  size: number,
  propensity: (person: Person) => number,
  random: Random,
): Person[] {
  const waits = people.map((person) => -Math.log(1 - random.uniform()) / propensity(person));
  const chosen = new Set(
    people
      .map((_, at) => at)
      .sort((a, b) => waits[a]! - waits[b]!)
      .slice(0, size),
  );
  return people.filter((_, at) => chosen.has(at));
}
