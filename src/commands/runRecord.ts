import type { RunRecord } from "../reports/formats/renderReport.ts";
import { inputsRead } from "../sources/files/digests.ts";
import { version } from "./version.ts";

/** What every JSON document and every report's folder tells of the run: the program's version, and what it has read. */
export async function runRecord(): Promise<RunRecord> {
  return { panel: version, inputs: await inputsRead() };
}
