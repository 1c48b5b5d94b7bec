import type { Random } from "../../numerics/random.ts";
import type { Value } from "../../sources/tables/codebook.ts";
import { membership } from "../../study/domain.ts";
import type { Estimand } from "../../study/figures.ts";
import type { Answers, Complete } from "./answers.ts";

/** A weighted figure that the synthetic answers must meet: it lies from `low` to `high`. */
export interface Target {
  readonly id: string;
  readonly estimand: Estimand;
  readonly low: number;
  readonly high: number;
}

/** A respondent in a wave, or in several: raw answers, which tuning changes in place, and weights, which it does not. */
export interface Respondent {
  readonly answers: Map<string, Answers>;
  readonly weights: ReadonlyMap<string, number>;
}

export interface TuningWave {
  readonly name: string;
  readonly complete: Complete;
  /** The earlier wave, and which of its variables each linked name stands for. */
  readonly link: string | undefined;
  readonly linked: ReadonlyMap<string, string>;
}

export interface Tuning {
  readonly waves: readonly TuningWave[];
  readonly targets: readonly Target[];
  /** The levels that a tuned variable may take. */
  readonly levels: ReadonlyMap<string, readonly Value[]>;
  readonly proposals: number;
}

/** A respondent's part in the ratio that a target is: w·y over w. */
interface Part {
  readonly total: number;
  readonly weight: number;
}

const absent: Part = { total: 0, weight: 0 };

/**
 * Tunes the answers by local search: changes one or two answers of a random respondent and keeps each change that brings the
 * weighted figures nearer to their targets, or the answers back to those that were drawn, so that dependences which no
 * target speaks of survive. Missing answers stay missing, and so do answers that are none of the levels. Returns the targets
 * that are still missed.
 */
export function tune(panel: readonly Respondent[], tuning: Tuning, random: Random): Target[] {
  const { waves, targets, levels, proposals } = tuning;
  if (targets.length === 0) return [];
  const respondents = panel.filter(({ answers }) => waves.some(({ name }) => answers.has(name)));
  const drawn = respondents.map(
    ({ answers }) => new Map([...answers].map(([wave, own]) => [wave, { ...own }])),
  );
  const completed = respondents.map(
    ({ answers }) => new Map(waves.flatMap((wave) => completedIn(wave, answers))),
  );
  const measures = targets.map(({ estimand }) => measureOf(estimand));
  const parts = respondents.map(({ weights }, at) => partsOf(completed[at]!, weights, waves, measures));
  const sums: Part[] = targets.map((_, at) => ({
    total: parts.reduce((sum, own) => sum + own[at]!.total, 0),
    weight: parts.reduce((sum, own) => sum + own[at]!.weight, 0),
  }));
  const miss = (at: number, { total, weight }: Part) => distance(targets[at]!, total / weight);

  for (let proposal = 0; proposal < proposals; proposal++) {
    const index = random.integer(0, respondents.length - 1);
    const { answers, weights } = respondents[index]!;
    const wave = random.pick(waves.filter(({ name }) => answers.has(name)));
    const change = changeAnswers(answers.get(wave.name)!, drawn[index]!.get(wave.name)!, levels, random);
    const was = parts[index]!;
    const changed = new Map([...completed[index]!, ...completedIn(wave, answers)]);
    const now = partsOf(changed, weights, waves, measures);
    const moved = targets.flatMap((_, at) =>
      now[at]!.total !== was[at]!.total || now[at]!.weight !== was[at]!.weight ? [at] : [],
    );
    const next = moved.map((at) => ({
      total: sums[at]!.total + now[at]!.total - was[at]!.total,
      weight: sums[at]!.weight + now[at]!.weight - was[at]!.weight,
    }));
    const nearer = moved.reduce((sum, at, k) => sum + miss(at, sums[at]!) - miss(at, next[k]!), 0);
    if (nearer > attachment * change.departures) {
      parts[index] = now;
      completed[index] = changed;
      moved.forEach((at, k) => {
        sums[at] = next[k]!;
      });
    } else change.undo();
  }
  return targets.filter((target, at) => isMissed(target, sums[at]!.total / sums[at]!.weight));
}

/** What an answer that differs from the drawn one costs, in the unit of `distance`. */
const attachment = 0.003;

interface Change {
  /** How many more answers differ from the drawn ones than before. */
  readonly departures: number;
  undo(): void;
}

/** Changes one or two of a respondent's answers in place. */
function changeAnswers(own: Answers, drawn: Answers, levels: Tuning["levels"], random: Random): Change {
  const before = { ...own };
  const variables = [...levels.keys()].filter((variable) => levels.get(variable)!.includes(own[variable]!));
  const departuresOf = (answers: Answers) =>
    variables.filter((variable) => answers[variable] !== drawn[variable]).length;
  for (let change = random.integer(1, 2); change > 0 && variables.length > 0; change--) {
    const variable = random.pick(variables);
    own[variable] = random.pick(levels.get(variable)!.filter((level) => level !== before[variable]));
  }
  return { departures: departuresOf(own) - departuresOf(before), undo: () => Object.assign(own, before) };
}

/** The part of a target's interval on either side that tuning keeps clear of. */
const clearance = 0.15;

/** The squared distance to the inner part of the target's interval, in units of half its width. */
function distance({ low, high }: Target, value: number): number {
  if (Number.isNaN(value)) return Number.POSITIVE_INFINITY;
  const width = high - low;
  const outside = Math.max(0, low + clearance * width - value, value - high + clearance * width);
  return ((2 * outside) / width) ** 2;
}

function isMissed({ low, high }: Target, value: number): boolean {
  return !(value >= low && value <= high);
}

function completedIn({ name, complete }: TuningWave, answers: Respondent["answers"]): [string, Answers][] {
  const own = answers.get(name);
  return own ? [[name, complete(own)]] : [];
}

function partsOf(
  completed: ReadonlyMap<string, Answers>,
  weights: Respondent["weights"],
  waves: readonly TuningWave[],
  measures: readonly Measure[],
): Part[] {
  const lookups = new Map<string, (variable: string) => Value>();
  for (const { name, link, linked } of waves) {
    const own = completed.get(name);
    const earlier = link === undefined ? undefined : completed.get(link);
    if (own)
      lookups.set(name, (variable) => {
        const original = linked.get(variable);
        return (original === undefined ? own[variable] : earlier?.[original]) ?? null;
      });
  }
  return measures.map(({ wave, partOf }) => {
    const lookup = lookups.get(wave);
    return lookup ? partOf(lookup, weights.get(wave)!) : absent;
  });
}

/** What a respondent's answers and weight in a wave are of a figure. */
interface Measure {
  readonly wave: string;
  readonly partOf: (lookup: (variable: string) => Value, weight: number) => Part;
}

function measureOf({ statistic, wave, variable, levels, domain }: Estimand): Measure {
  const isInside = membership(domain);
  return {
    wave,
    partOf: (lookup, weight) => {
      const value = lookup(variable!);
      if (value === null || !isInside(lookup)) return absent;
      const y = statistic === "percent" ? 100 * Number(levels.includes(String(value))) : Number(value);
      return { total: weight * y, weight };
    },
  };
}
