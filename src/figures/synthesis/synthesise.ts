import { streamOf } from "../../numerics/random.ts";
import type { DatasetDescription, WaveDescription } from "../../sources/datasets/description.ts";
import type { Value } from "../../sources/tables/codebook.ts";
import { factorOf } from "../../sources/tables/factor.ts";
import type { Figure } from "../../study/figures.ts";
import type { Population } from "../../study/population.ts";
import { InputError } from "../../text/errors.ts";
import { cannotBeTuned } from "../../text/messages/studies.ts";
import { calibrate } from "../../weights/calibrate.ts";
import type { Constraint } from "../../weights/equations.ts";
import { type Answers, completion } from "./answers.ts";
import { drawPanel, drawRespondents, eligible } from "./draw.ts";
import { panelOf, type SyntheticPanel } from "./panel.ts";
import { answerOf, drawPopulation, drawUnits, type Person } from "./population.ts";
import { neededFor, targetsOf, tuningOf } from "./targets.ts";
import { type Tuning, type Target as TuningTarget, tune } from "./tune.ts";

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
  return panelOf(description, taking, units, false);
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
  const stageOf = (target: TuningTarget) => {
    const { variables } = neededFor(description, [target]);
    return groups.findLastIndex((group) => variables.some(({ name }) => group.includes(name)));
  };
  const stages = targets.map((target) => Math.max(0, stageOf(target)));
  return groups.map((group, stage) => {
    const levels = group.map((name): [string, readonly string[]] => {
      const declared = description.variables.find((variable) => variable.name === name);
      const names = (declared?.levels ?? []).map((level) => level.name);
      return [name, names.filter((level) => !untuned.includes(level))];
    });
    const own = targets.filter((_, at) => stages[at] === stage);
    return tuningOf(description, own, new Map(levels), proposalsPerVariable * group.length);
  });
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
