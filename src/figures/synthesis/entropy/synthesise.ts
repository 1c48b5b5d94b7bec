import type { Solver } from "../../../coherence/solver.ts";
import { streamOf } from "../../../numerics/random.ts";
import type { DatasetDescription } from "../../../sources/datasets/description.ts";
import type { Figure } from "../../../study/figures.ts";
import type { Registered } from "../../../study/registry.ts";
import { InputError } from "../../../text/errors.ts";
import { entropyNotTuned } from "../../../text/messages/synthesis.ts";
import { panelOf, type SyntheticPanel } from "../panel.ts";
import { targetsOf } from "../targets.ts";
import { type Respondent, tune } from "../tune.ts";
import { type Distance, distanceOf } from "./distance.ts";
import { drawRespondents } from "./draw.ts";
import { linkRespondents } from "./link.ts";
import { spreadNumbers } from "./numbers.ts";
import { type EntropyPopulation, entropyPopulation, isAsked } from "./population.ts";
import { entropyStages, type Stages } from "./stages.ts";
import { joinUnits } from "./units.ts";

/** A panel from the population of maximum entropy, and how far it is from it. */
export interface EntropyPanel {
  readonly panel: SyntheticPanel;
  readonly population: EntropyPopulation;
  readonly distances: readonly Distance[];
}

/** As many answer a wave of which no calibrated figure says how many. */
const respondentsUntold = 1000;

/**
 * Makes a synthetic panel from declarations alone: draws the respondents of each wave from the population of maximum entropy, all with
 * one weight, links those of one wave to the earlier one, and tunes answers until the figures meet the calibrated ones. Throws where
 * they cannot be met.
 */
export function synthesiseByEntropy(
  description: DatasetDescription,
  figures: readonly Registered[],
  solver: Solver,
  seed: number,
): EntropyPanel {
  const population = entropyPopulation(description, figures, solver);
  const printed = figures.map(({ figure }) => figure);
  const counts = new Map(description.waves.map(({ name }) => [name, respondentsIn(name, printed)]));
  const most = Math.max(...counts.values());
  const respondents = description.waves.reduce<Respondent[]>((before, wave) => {
    const count = counts.get(wave.name)!;
    const drawn = drawRespondents(population, description, wave.name, count, seed);
    return linkRespondents(before, drawn, wave, Number((most / count).toFixed(4)));
  }, []);
  tuneInStages(respondents, entropyStages(description, population.published, targetsOf(printed)), seed);
  const distances = description.waves.map(({ name }) => distanceOf(population, name, respondents));
  const asked = [...population.published.variables.values()].filter(isAsked);
  const units = joinUnits(description, asked, respondents, seed);
  spreadNumbers(description, respondents, streamOf(seed, "numbers"));
  return { panel: panelOf(description, respondents, units, true), population, distances };
}

/** After so many rounds in which all variables are tuned together, figures count as missed. */
const mostRounds = 30;

/** Tunes the answers, in place, to all figures; throws where some are missed. */
function tuneInStages(respondents: readonly Respondent[], { stages, together }: Stages, seed: number): void {
  let missed = stages.flatMap((stage) =>
    tune(respondents, stage, streamOf(seed, `tune ${[...stage.levels.keys()].join(" ")}`)),
  );
  for (let round = 1; round <= mostRounds && missed.length > 0; round++)
    missed = tune(respondents, together, streamOf(seed, `tune together ${round}`));
  if (missed.length === 0) return;
  throw new InputError(
    entropyNotTuned(
      seed,
      missed.map(({ id }) => id),
    ),
  );
}

/** How many answered a wave, by the calibrated figure that says so of all of them. */
function respondentsIn(wave: string, figures: readonly Figure[]): number {
  const told = figures.find(
    ({ use, estimand }) =>
      use === "calibrated" &&
      estimand?.statistic === "respondents" &&
      estimand.wave === wave &&
      estimand.domain === undefined,
  );
  return told ? Math.ceil(told.published.value ?? told.published.low!) : respondentsUntold;
}
