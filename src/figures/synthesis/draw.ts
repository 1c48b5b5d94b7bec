import { type Domain, membership } from "../../study/domain.ts";
import type { Population } from "../../study/population.ts";
import type { Person } from "./population.ts";

type WaveRules = Population["waves"][string];

/**
 * The panel: of each stratum the first people, who are a simple random sample, since people come in no order. Its members are
 * in such an order that the first of them hold all strata in proportion.
 */
export function drawPanel(people: readonly Person[], { panel }: Population): Person[] {
  return Object.entries(panel.sizes)
    .flatMap(([stratum, size]) =>
      people
        .filter((person) => person[panel.stratum] === stratum)
        .slice(0, size)
        .map((person, rank) => ({ person, at: (rank + 0.5) / size })),
    )
    .sort((one, other) => one.at - other.at)
    .map(({ person }) => person);
}

/** The people that a wave is about. */
export function eligible(people: readonly Person[], { among }: WaveRules): Person[] {
  return people.filter(personsIn(among));
}

/**
 * Those members of the panel who answer a wave: a fixed number, more likely those of a high propensity. It is an order sample,
 * sequential Poisson sampling (Ohlsson 1998), whose uniform numbers are the places in the panel.
 */
export function drawRespondents(panel: readonly Person[], wave: WaveRules): Person[] {
  const shifts = wave.propensity.map(({ when, add }) => ({ holds: personsIn(when), add }));
  const propensity = (person: Person) =>
    Math.exp(shifts.reduce((sum, { holds, add }) => sum + (holds(person) ? add : 0), 0));
  const members = eligible(panel, wave);
  const waits = new Map(members.map((person, at) => [person, (at + 0.5) / propensity(person)]));
  const chosen = new Set(
    [...members].sort((one, other) => waits.get(one)! - waits.get(other)!).slice(0, wave.respondents),
  );
  return members.filter((person) => chosen.has(person));
}

/** Whether a person is in a domain. */
function personsIn(domain: Domain): (person: Person) => boolean {
  const isInside = membership(domain);
  return (person) => isInside((name) => person[name] ?? null);
}
