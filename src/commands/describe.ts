import { describe } from "../analyses/describe.ts";
import { describeReport } from "../reports/describeReport.ts";
import { readerOf } from "../text/reader.ts";
import { openTable, type SampleOptions } from "./openSample.ts";
import { formatOf, type OutputOptions, openFor, putReport } from "./output.ts";

/** `panel describe`: the variables of a file or dataset. */
export async function describeCommand(
  options: SampleOptions & OutputOptions,
  dataFolder: string,
): Promise<void> {
  formatOf(options);
  const opened = await openFor([options.out], () => openTable(options, dataFolder));
  await putReport(describeReport(opened, describe(opened.table), readerOf(options.lang)), options);
}
