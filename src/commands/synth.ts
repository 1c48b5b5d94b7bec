import { extname } from "node:path";
import { synthesiseByEntropy } from "../figures/synthesis/entropy/synthesise.ts";
import type { SyntheticPanel } from "../figures/synthesis/panel.ts";
import { synthesise } from "../figures/synthesis/synthesise.ts";
import { writeOutputs } from "../reports/files/outputs.ts";
import { panelWorkbook } from "../reports/files/panelWorkbook.ts";
import type { DatasetDescription } from "../sources/datasets/description.ts";
import { checkStudy } from "../study/check.ts";
import { findPopulation } from "../study/population.ts";
import { type Registered, registryOf } from "../study/registry.ts";
import { loadStudy, studiesOf } from "../study/study.ts";
import { InputError } from "../text/errors.ts";
import { generating, panelIsWorkbook, panelWritten } from "../text/messages/reproduction.ts";
import { toldTooLarge } from "./boundEstimand.ts";
import { tellEntropy } from "./entropyWords.ts";
import { openFor } from "./output.ts";
import { tell } from "./tell.ts";

interface Options {
  readonly seed: number;
  readonly out: string;
  readonly maximumEntropy?: boolean;
}

/**
 * `panel synth`: generates a synthetic panel from the calibrated figures of a study and of the embedded studies of its dataset: from
 * the population that the dataset declares, or else from that of maximum entropy.
 */
export async function synthCommand(
  id: string,
  { seed, out, maximumEntropy = false }: Options,
  dataFolder: string,
): Promise<void> {
  if (extname(out).toLowerCase() !== ".xlsx") throw new InputError(panelIsWorkbook, { file: out });
  const { description, figures, population } = await openFor([out], () => openSources(id, dataFolder));
  tell(generating);
  const panel =
    population && !maximumEntropy
      ? synthesise(
          description,
          population,
          figures.map(({ figure }) => figure),
          seed,
        )
      : await byEntropy(description, figures, seed);
  await writeOutputs([{ file: out, content: await panelWorkbook(description, panel, seed) }]);
  tell(panelWritten(seed, out));
}

async function openSources(id: string, dataFolder: string) {
  const own = await loadStudy(id, dataFolder);
  const description = own.declaration;
  const embedded = await studiesOf(description.id, dataFolder);
  const isEmbedded = embedded.some(({ path }) => path === own.path);
  const studies = isEmbedded ? embedded : [...embedded.filter((study) => study.id !== own.id), own];
  for (const study of studies) checkStudy(study);
  const figures = [...registryOf(description, studies).figures.values()];
  return { description, figures, population: findPopulation(description.source) };
}

async function byEntropy(
  description: DatasetDescription,
  figures: readonly Registered[],
  seed: number,
): Promise<SyntheticPanel> {
  const { loadSolver } = await import("../coherence/solver.ts");
  const solver = await loadSolver("few");
  const made = toldTooLarge(() => synthesiseByEntropy(description, figures, solver, seed));
  tellEntropy(made, description);
  return made.panel;
}
