import { describe } from "../analyses/describe.ts";
import { describeReport } from "../reports/describeReport.ts";
import { readerOf } from "../text/reader.ts";
import { openTables, type SampleOptions } from "./openSample.ts";
import { formatOf, type OutputOptions, openFor, putReport } from "./output.ts";

/** `panel describe`: the variables of a file or dataset. */
export async function describeCommand(
  options: SampleOptions & OutputOptions,
  dataFolder: string,
): Promise<void> {
  formatOf(options);
  const tables = await openFor([options.out], () => openTables(options, dataFolder));
  const found = tables.flatMap(({ table }) => describe(table));
  await putReport(describeReport(tables[0]!, found, readerOf(options.lang)), options);
}
