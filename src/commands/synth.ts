import { extname } from "node:path";
import { synthesise } from "../figures/synthesis/synthesise.ts";
import { writeOutputs } from "../reports/files/outputs.ts";
import { panelWorkbook } from "../reports/files/panelWorkbook.ts";
import { checkStudy } from "../study/check.ts";
import { loadPopulation } from "../study/population.ts";
import { loadStudy, studiesOf } from "../study/study.ts";
import { InputError } from "../text/errors.ts";
import { generating, panelIsWorkbook, panelWritten } from "../text/messages/reproduction.ts";
import { openFor } from "./output.ts";
import { tell } from "./tell.ts";

interface Options {
  readonly seed: number;
  readonly out: string;
}

/** `panel synth`: generates the synthetic panel that a study runs on, from the figures of all studies of its dataset. */
export async function synthCommand(id: string, { seed, out }: Options, dataFolder: string): Promise<void> {
  if (extname(out).toLowerCase() !== ".xlsx") throw new InputError(panelIsWorkbook, { file: out });
  const { description, figures, population } = await openFor([out], () => openSources(id, dataFolder));
  tell(generating);
  const panel = synthesise(description, population, figures, seed);
  await writeOutputs([{ file: out, content: await panelWorkbook(description, panel, seed) }]);
  tell(panelWritten(seed, out));
}

async function openSources(id: string, dataFolder: string) {
  const { declaration: description } = await loadStudy(id, dataFolder);
  const studies = await studiesOf(description.id, dataFolder);
  for (const study of studies) checkStudy(study);
  const figures = studies.flatMap((study) => study.figures);
  return { description, figures, population: loadPopulation(description.source) };
}
