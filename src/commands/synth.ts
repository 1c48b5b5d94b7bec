import { extname } from "node:path";
import { synthesise } from "../figures/synthesis/synthesise.ts";
import { checkWritable, writeWhole } from "../reports/files/folder.ts";
import { panelWorkbook } from "../reports/files/panelWorkbook.ts";
import { checkStudy } from "../study/check.ts";
import { loadPopulation } from "../study/population.ts";
import { loadStudy, studiesOf } from "../study/study.ts";
import { InputError } from "../text/errors.ts";

interface Options {
  readonly seed: number;
  readonly out: string;
}

/** `panel synth`: generates the synthetic panel that a study runs on, from the figures of all studies of its dataset. */
export async function synthCommand(id: string, { seed, out }: Options, dataFolder: string): Promise<void> {
  if (extname(out).toLowerCase() !== ".xlsx")
    throw new InputError("the panel is written as .xlsx", { file: out });
  await checkWritable(out);
  const { declaration: description } = await loadStudy(id, dataFolder);
  const studies = await studiesOf(description.id, dataFolder);
  for (const study of studies) checkStudy(study);
  process.stderr.write("Generating the synthetic panel; this takes some tens of seconds\n");
  const figures = studies.flatMap((study) => study.figures);
  const panel = synthesise(description, loadPopulation(description.source), figures, seed);
  await writeWhole(out, await panelWorkbook(description, panel, seed));
  process.stderr.write(`Synthetic panel (seed ${seed}) written to ${out}\n`);
}
