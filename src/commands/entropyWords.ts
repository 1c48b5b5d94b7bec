import type { EntropyPanel } from "../figures/synthesis/entropy/synthesise.ts";
import { unfixedIn } from "../figures/synthesis/entropy/unfixed.ts";
import type { DatasetDescription } from "../sources/datasets/description.ts";
import {
  distanceFromPopulation,
  emptyNumbers,
  entropyPanelMade,
  freeVariables,
  sizesNotMet,
  untiedVariables,
} from "../text/messages/synthesis.ts";
import { formatNumber } from "../text/numbers.ts";
import { tell } from "./tell.ts";

/** Tells how far a panel is from the population of maximum entropy, and what of that no figure fixes. */
export function tellEntropy({ panel, population, distances }: EntropyPanel, description: DatasetDescription) {
  const written = (value: number) => ({
    fr: formatNumber(value, 3, "fr"),
    en: formatNumber(value, 3, "en"),
  });
  tell(entropyPanelMade);
  const sizes = population.published.unseen.filter(({ reason }) => reason === "size");
  if (sizes.length > 0) tell(sizesNotMet(sizes.map(({ key }) => key)));
  for (const { wave, divergence, ofRandomSample } of distances) {
    const count = panel.waves.get(wave)!.length;
    tell(distanceFromPopulation(wave, count, written(divergence), written(ofRandomSample)));
    const { groups, free, empty } = unfixedIn(population, description, wave);
    if (groups.length > 1) tell(untiedVariables(wave, groups.slice(1)));
    if (free.length > 0) tell(freeVariables(wave, free));
    if (empty.length > 0) tell(emptyNumbers(wave, empty));
  }
}
