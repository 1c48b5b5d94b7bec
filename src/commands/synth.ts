import { extname } from "node:path";
import { synthesise } from "../figures/synthesis/synthesise.ts";
import { checkWritable, writeWhole } from "../reports/folder.ts";
import { panelWorkbook } from "../reports/panelWorkbook.ts";
import { checkStudy } from "../study/check.ts";
import { embeddedFile, loadDataset } from "../study/dataset.ts";
import { loadPopulation } from "../study/population.ts";
import { loadStudy } from "../study/study.ts";
import { InputError } from "../text/errors.ts";

interface Options {
  readonly seed: number;
  readonly out: string;
}

/** `panel synth`: generates the synthetic panel of a study's dataset. */
export async function synthCommand(id: string, { seed, out }: Options, dataFolder: string): Promise<void> {
  if (extname(out).toLowerCase() !== ".xlsx")
    throw new InputError("the panel is written as .xlsx", { file: out });
  await checkWritable(out);
  const study = await loadStudy(id, dataFolder);
  const description = loadDataset(embeddedFile(study.dataset, dataFolder), dataFolder);
  checkStudy(study, description, dataFolder);
  process.stderr.write("Generating the synthetic panel; this takes some tens of seconds\n");
  const rows = synthesise(description, loadPopulation(description.source), study.figures, seed);
  await writeWhole(out, await panelWorkbook(description, rows, seed));
  process.stderr.write(`Synthetic panel (seed ${seed}) written to ${out}\n`);
}
