import { streamOf } from "../../numerics/random.ts";
import type { DatasetDescription, WaveDescription } from "../../sources/datasets/description.ts";
import { type Needed, restrictTo } from "../../sources/datasets/restrict.ts";
import type { Value } from "../../sources/tables/codebook.ts";
import { factorOf } from "../../sources/tables/factor.ts";
import { acceptedRange, type Estimand, type Figure, variablesOf } from "../../study/figures.ts";
import type { Population } from "../../study/population.ts";
import { InputError } from "../../text/errors.ts";
import { cannotBeTuned } from "../../text/messages/studies.ts";
import { calibrate } from "../../weights/calibrate.ts";
import type { Constraint } from "../../weights/equations.ts";
import { type Answers, completion, linkedVariables } from "./answers.ts";
import { drawPanel, drawRespondents, eligible } from "./draw.ts";
import { answerOf, drawPopulation, drawUnits, type Person, type UnitsByTable } from "./population.ts";
import { type Respondent, type Tuning, type Target as TuningTarget, tune } from "./tune.ts";

/** One row of a synthetic wave. */
export interface SyntheticRow {
  readonly key: string;
  readonly answers: Answers;
  readonly weight: number;
}

/** A synthetic panel: the rows of each wave, and the units of each context table. */
export interface SyntheticPanel {
  readonly waves: ReadonlyMap<string, readonly SyntheticRow[]>;
  readonly units: UnitsByTable;
}

const proposalsPerVariable = 30_000;

/**
 * Makes a synthetic panel: draws a dependent population, a panel from it with its over-sampled strata, and the
 * respondents of each wave; calibrates each wave's weights on the population; and tunes answers, never weights, until
 * the weighted figures meet the published ones. Of the figures it uses only the calibrated ones. Every variable is drawn,
 * and every stage of the tuning done, with random numbers of its own, so that a new variable leaves the others as they
 * are. Throws when the figures cannot be met.
 */
export function synthesise(
  description: DatasetDescription,
  population: Population,
  figures: readonly Figure[],
  seed: number,
): SyntheticPanel {
  const units = drawUnits(description, population, seed);
  const people = drawPopulation(population, units, seed);
  const panel = drawPanel(people, population);
  const respondents = new Map<Person, { answers: Map<string, Answers>; weights: Map<string, number> }>(
    panel.map((person) => [person, { answers: new Map(), weights: new Map() }]),
  );
  for (const wave of description.waves) {
    const rules = population.waves[wave.name]!;
    const chosen = drawRespondents(panel, rules);
    const answersOf = answering(description, wave);
    const complete = completion(description, wave);
    const weights = calibratedWeights(
      chosen.map((person) => complete(answersOf(person))),
      eligible(people, rules).map((person) => complete(answersOf(person))),
      population,
    );
    const answers = chosen.map(answersOf);
    for (const { variables, rate } of population.missing)
      for (const variable of variables) {
        const random = streamOf(seed, `missing ${variable} ${wave.name}`);
        for (const own of answers) if (variable in own && random.uniform() < rate) own[variable] = null;
      }
    chosen.forEach((person, at) => {
      respondents.get(person)!.answers.set(wave.name, answers[at]!);
      respondents.get(person)!.weights.set(wave.name, weights[at]!);
    });
  }
  const taking = [...respondents.values()].filter(({ answers }) => answers.size > 0);
  const missed = stagesOf(description, population, targetsOf(figures)).flatMap((stage) =>
    tune(taking, stage, streamOf(seed, `tune ${[...stage.levels.keys()].join(" ")}`)),
  );
  if (missed.length > 0)
    throw new InputError(
      cannotBeTuned(
        seed,
        missed.map(({ id }) => id),
      ),
    );
  return { waves: new Map(description.waves.map(({ name }) => [name, rowsOf(taking, name)])), units };
}

/** What a person answers in a wave, with the identifier and variables of the units that it belongs to. */
function answering(
  description: DatasetDescription,
  { name: wave }: WaveDescription,
): (person: Person) => Answers {
  const asked = [
    ...description.variables.filter(({ columns }) => columns.has(wave)).map(({ name }) => name),
    ...description.context
      .filter(({ columns }) => columns.has(wave))
      .flatMap(({ key, variables, derived }) => [key, ...[...variables, ...derived].map(({ name }) => name)]),
  ];
  return (person) => Object.fromEntries(asked.map((name) => [name, answerOf(person, name, wave)]));
}

/** The tuning stage by stage: each figure is met in the last stage whose variables it depends on. */
function stagesOf(
  description: DatasetDescription,
  { tune: groups, untuned }: Population,
  targets: readonly TuningTarget[],
): Tuning[] {
  const restricted = (own: readonly TuningTarget[]) => restrictTo(description, neededFor(own));
  const stageOf = (target: TuningTarget) => {
    const { variables } = restricted([target]);
    return groups.findLastIndex((group) => variables.some(({ name }) => group.includes(name)));
  };
  const stages = targets.map((target) => Math.max(0, stageOf(target)));
  return groups.map((group, stage) => {
    const own = targets.filter((_, at) => stages[at] === stage);
    const needed = restricted(own);
    const levels = group.map((name): [string, readonly string[]] => {
      const declared = description.variables.find((variable) => variable.name === name);
      const names = (declared?.levels ?? []).map((level) => level.name);
      return [name, names.filter((level) => !untuned.includes(level))];
    });
    return {
      waves: needed.waves.map((wave) => ({
        name: wave.name,
        link: wave.link,
        linked: linkedVariables(needed, wave),
        complete: completion(needed, wave),
      })),
      targets: own,
      levels: new Map(levels),
      proposals: proposalsPerVariable * group.length,
    };
  });
}

/** The variables of each wave that targets are made from. */
function neededFor(targets: readonly TuningTarget[]): Needed {
  const needed = new Map<string, Set<string>>();
  for (const { estimand } of targets) {
    const own = needed.get(estimand.wave) ?? new Set();
    needed.set(estimand.wave, own);
    for (const name of variablesOf(estimand)) own.add(name);
  }
  return needed;
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
  const targets = weights.margins.map((variable): Constraint => {
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
