import type { Value } from "../../sources/codebook.ts";
import { satisfies } from "../../sources/condition.ts";
import type { Estimand } from "../../study/figures.ts";
import type { Answers, Complete } from "./answers.ts";
import { linkAnswers } from "./answers.ts";
import type { Random } from "./random.ts";

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
  readonly link: string | undefined;
  readonly complete: Complete;
}

export interface Tuning {
  readonly waves: readonly TuningWave[];
  readonly targets: readonly Target[];
  /** The levels that a tuned variable may take. */
  readonly levels: ReadonlyMap<string, readonly string[]>;
  readonly proposals: number;
}

/** A respondent's part in the ratio that a target is: w·y over w. */
interface Part {
  readonly total: number;
  readonly weight: number;
}

const absent: Part = { total: 0, weight: 0 };

/**
 * Tunes the answers by simulated annealing: changes one or two answers of a random respondent, keeps each change that
 * brings the weighted figures nearer to their targets and, while the temperature lasts, some that do not (Kirkpatrick,
 * Gelatt and Vecchi 1983); stops when all targets are met. Missing answers stay missing. Returns the targets missed.
 */
export function tune(respondents: readonly Respondent[], tuning: Tuning, random: Random): Target[] {
  const { waves, targets, levels, proposals } = tuning;
  const parts = respondents.map((respondent) => partsOf(respondent, waves, targets));
  const sums: Part[] = targets.map((_, at) => ({
    total: parts.reduce((sum, own) => sum + own[at]!.total, 0),
    weight: parts.reduce((sum, own) => sum + own[at]!.weight, 0),
  }));
  const miss = (at: number, { total, weight }: Part) => distance(targets[at]!, total / weight);

  for (let proposal = 0; proposal < proposals; proposal++) {
    if (proposal % 1000 === 0 && sums.every((sum, at) => miss(at, sum) === 0)) break;
    const index = random.integer(0, respondents.length - 1);
    const undo = changeAnswers(respondents[index]!, levels, random);
    const was = parts[index]!;
    const now = partsOf(respondents[index]!, waves, targets);
    const moved = targets.flatMap((_, at) =>
      now[at]!.total !== was[at]!.total || now[at]!.weight !== was[at]!.weight ? [at] : [],
    );
    const next = moved.map((at) => ({
      total: sums[at]!.total + now[at]!.total - was[at]!.total,
      weight: sums[at]!.weight + now[at]!.weight - was[at]!.weight,
    }));
    const gain = moved.reduce((sum, at, k) => sum + miss(at, sums[at]!) - miss(at, next[k]!), 0);
    const temperature = hottest * (1 - proposal / proposals) ** 2;
    if (gain > 0 || (gain < 0 && random.uniform() < Math.exp(gain / temperature))) {
      parts[index] = now;
      moved.forEach((at, k) => {
        sums[at] = next[k]!;
      });
    } else undo();
  }
  return targets.filter((_, at) => miss(at, sums[at]!) > 0);
}

/** The temperature at the start, in the unit of `distance`. */
const hottest = 0.05;

/** Changes one or two of a respondent's answers in one wave; the function returned takes the change back. */
function changeAnswers({ answers }: Respondent, levels: Tuning["levels"], random: Random): () => void {
  const own = random.pick([...answers.values()]);
  const before = { ...own };
  const variables = [...levels.keys()].filter((variable) => (own[variable] ?? null) !== null);
  for (let change = random.integer(1, 2); change > 0 && variables.length > 0; change--) {
    const variable = random.pick(variables);
    own[variable] = random.pick(levels.get(variable)!.filter((level) => level !== before[variable]));
  }
  return () => {
    Object.assign(own, before);
  };
}

/** The squared distance to the target's interval, in units of half its width. */
function distance({ low, high }: Target, value: number): number {
  const outside = Math.max(0, low - value, value - high);
  return Number.isNaN(value) ? Number.POSITIVE_INFINITY : ((2 * outside) / (high - low)) ** 2;
}

function partsOf({ answers, weights }: Respondent, waves: readonly TuningWave[], targets: readonly Target[]): Part[] {
  const completed = new Map<string, Answers>();
  for (const { name, link, complete } of waves) {
    const own = answers.get(name);
    if (own) completed.set(name, linkAnswers(complete(own), link === undefined ? undefined : completed.get(link), link!));
  }
  return targets.map(({ estimand }) => {
    const own = completed.get(estimand.wave);
    return own ? partOf(estimand, (variable) => own[variable] ?? null, weights.get(estimand.wave)!) : absent;
  });
}

function partOf({ statistic, variable, levels, domain }: Estimand, valueOf: (variable: string) => Value, weight: number): Part {
  const value = valueOf(variable!);
  if (value === null || !satisfies(domain, valueOf)) return absent;
  const y = statistic === "percent" ? 100 * Number(levels.includes(String(value))) : Number(value);
  return { total: weight * y, weight };
}
