import { extname } from "node:path";
import { synthesise } from "../figures/synthesis/synthesise.ts";
import { checkWritable, writeWhole } from "../reports/files/folder.ts";
import { panelWorkbook } from "../reports/files/panelWorkbook.ts";
import { checkStudy } from "../study/check.ts";
import { loadPopulation } from "../study/population.ts";
import { loadStudy, studiesOf } from "../study/study.ts";
import { InputError } from "../text/errors.ts";
import { generating, panelIsWorkbook, panelWritten } from "../text/messages/reproduction.ts";
import { tell } from "./tell.ts";

interface Options {
  readonly seed: number;
  readonly out: string;
}

/** `panel synth`: generates the synthetic panel that a study runs on, from the figures of all studies of its dataset. */
export async function synthCommand(id: string, { seed, out }: Options, dataFolder: string): Promise<void> {
  if (extname(out).toLowerCase() !== ".xlsx") throw new InputError(panelIsWorkbook, { file: out });
  await checkWritable(out);
  const { declaration: description } = await loadStudy(id, dataFolder);
  const studies = await studiesOf(description.id, dataFolder);
  for (const study of studies) checkStudy(study);
  tell(generating);
  const figures = studies.flatMap((study) => study.figures);
  const panel = synthesise(description, loadPopulation(description.source), figures, seed);
  await writeWhole(out, await panelWorkbook(description, panel, seed));
  tell(panelWritten(seed, out));
}
