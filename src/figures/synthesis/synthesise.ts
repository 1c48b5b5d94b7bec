import { levelNames, type Value } from "../../sources/codebook.ts";
import type { DatasetDescription } from "../../sources/description.ts";
import { factorOf } from "../../sources/factor.ts";
import { codebookOf } from "../../sources/wave.ts";
import { acceptedRange, type Estimand, type Figure } from "../../study/figures.ts";
import type { Population } from "../../study/population.ts";
import { InputError } from "../../text/errors.ts";
import { calibrate, type Target } from "../../weights/calibrate.ts";
import { makeRandom } from "../../weights/random.ts";
import { type Answers, completion, linkedVariables } from "./answers.ts";
import { drawPanel, drawRespondents, eligible } from "./draw.ts";
import { answerOf, drawPopulation, type Person } from "./population.ts";
import { type Respondent, type Target as TuningTarget, tune } from "./tune.ts";

/** One row of a synthetic wave. */
export interface SyntheticRow {
  readonly key: string;
  readonly answers: Answers;
  readonly weight: number;
}

const proposals = 300_000;

/**
 * Makes a synthetic panel: draws a dependent population, a panel from it with its over-sampled strata, and the
 * respondents of each wave; calibrates each wave's weights on the population; and tunes answers, never weights, until
 * the weighted figures meet the published ones. Of the figures it uses only the calibrated ones. Throws when they
 * cannot be met.
 */
export function synthesise(
  description: DatasetDescription,
  population: Population,
  figures: readonly Figure[],
  seed: number,
): ReadonlyMap<string, readonly SyntheticRow[]> {
  const random = makeRandom(seed);
  const people = drawPopulation(population, random);
  const panel = drawPanel(people, population, random);
  const waves = description.waves.map((wave) => ({
    name: wave.name,
    link: wave.link,
    linked: linkedVariables(description, wave),
    complete: completion(description, wave),
    variables: description.variables.filter(({ columns }) => columns.has(wave.name)).map(({ name }) => name),
    codebook: codebookOf(description, wave),
  }));
  const respondents = new Map<Person, { answers: Map<string, Answers>; weights: Map<string, number> }>(
    panel.map((person) => [person, { answers: new Map(), weights: new Map() }]),
  );
  for (const wave of waves) {
    const rules = population.waves[wave.name]!;
    const chosen = drawRespondents(panel, rules, random);
    const answersOf = (person: Person): Answers =>
      Object.fromEntries(wave.variables.map((variable) => [variable, answerOf(person, variable, wave.name)]));
    const weights = calibratedWeights(
      chosen.map((person) => wave.complete(answersOf(person))),
      eligible(people, rules).map((person) => wave.complete(answersOf(person))),
      population,
    );
    chosen.forEach((person, at) => {
      const answers = answersOf(person);
      for (const { variables, rate } of population.missing)
        for (const variable of variables)
          if (variable in answers && random.uniform() < rate) answers[variable] = null;
      respondents.get(person)!.answers.set(wave.name, answers);
      respondents.get(person)!.weights.set(wave.name, weights[at]!);
    });
  }
  const levels = new Map(
    population.tune.map((variable) => {
      const declared = waves
        .map(({ codebook }) => codebook.get(variable))
        .find((entry) => entry !== undefined);
      return [variable, declared?.type === "categorical" ? levelNames(declared) : []];
    }),
  );
  const taking = [...respondents.values()].filter(({ answers }) => answers.size > 0);
  const missed = tune(taking, { waves, targets: targetsOf(figures), levels, proposals }, random);
  if (missed.length > 0)
    throw new InputError(
      `with seed ${seed} the answers cannot be tuned to ${missed.map(({ id }) => id).join(", ")}`,
      {},
      {
        advice: "Try another seed, or mend population.yaml",
      },
    );
  return new Map(waves.map(({ name }) => [name, rowsOf(taking, name)]));
}

/** Weights from the inverse sampling rates of the strata, raked to the population's margins, rounded for the file. */
function calibratedWeights(
  sample: readonly Answers[],
  field: readonly Answers[],
  { panel, weights }: Population,
): number[] {
  const count = (rows: readonly Answers[], variable: string) => {
    const counts = new Map<Value, number>();
    for (const row of rows) counts.set(row[variable] ?? null, (counts.get(row[variable] ?? null) ?? 0) + 1);
    return counts;
  };
  const sampled = count(sample, panel.stratum);
  const totals = count(field, panel.stratum);
  const start = sample.map((row) => totals.get(row[panel.stratum]!)! / sampled.get(row[panel.stratum]!)!);
  const targets = weights.margins.map((variable): Target => {
    const counts = count(field, variable);
    const levels = [...counts.keys()].map(String);
    const { codes } = factorOf(
      sample.map((row) => row[variable]!),
      levels,
    );
    return { auxiliary: { name: variable, levels, codes }, totals: [...counts.values()], place: {} };
  });
  return Array.from(calibrate(Float64Array.from(start), targets, "raking").weights, (weight) =>
    Number(weight.toFixed(weights.decimals)),
  );
}

/** Tuning moves ratios alone: the weights, and so the sizes, are calibrated before. */
const isRatio = ({ statistic }: Estimand) => statistic === "percent" || statistic === "mean";

/** The calibrated figures as targets; one for each estimand. */
function targetsOf(figures: readonly Figure[]): TuningTarget[] {
  const targets = new Map<string, TuningTarget>();
  for (const { id, use, estimand, published } of figures) {
    if (use !== "calibrated" || !estimand || !isRatio(estimand)) continue;
    const { low, high } = acceptedRange(published);
    const key = JSON.stringify(estimand);
    const same = targets.get(key) ?? { id, low, high };
    targets.set(key, {
      id: same.id,
      estimand,
      low: Math.max(low, same.low),
      high: Math.min(high, same.high),
    });
  }
  return [...targets.values()];
}

/** The rows of a wave; a respondent has the same key in every wave. */
function rowsOf(respondents: readonly Respondent[], wave: string): SyntheticRow[] {
  return respondents.flatMap(({ answers, weights }, at) => {
    const own = answers.get(wave);
    return own ? [{ key: String(10_001 + at), answers: own, weight: weights.get(wave)! }] : [];
  });
}
