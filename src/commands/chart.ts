import { chartOfDocument } from "../reports/chartOfDocument.ts";
import type { CrosstabChart } from "../reports/tableChart.ts";
import { readText } from "../sources/files/input.ts";
import { parseJson } from "../sources/files/json.ts";
import { isOfKind } from "../sources/files/kinds.ts";
import { InputError } from "../text/errors.ts";
import type { Language } from "../text/language.ts";
import { rowsForChart } from "../text/messages/charts.ts";
import { chartOutputs, checkChart } from "./chartOutput.ts";
import { openFor, putFiles } from "./output.ts";
import { standardInput } from "./standardInput.ts";

interface Options {
  readonly out: string;
  readonly chartType?: CrosstabChart;
  readonly lang: Language;
}

/** `panel chart`: the chart of a command's JSON document, which is read from a file, or from standard input where it is `-`. */
export async function chartCommand(named: string, { out, chartType, lang }: Options): Promise<void> {
  checkChart(out, "--out");
  if (isOfKind("workbook", named) || isOfKind("text", named))
    throw new InputError(rowsForChart, { file: named });
  const file = named === "-" ? undefined : named;
  const text = await openFor([out], () => (file === undefined ? standardInput() : readText(file)));
  const document = { content: parseJson(text, file), file, type: chartType };
  await putFiles(await chartOutputs(out, lang, (reader) => chartOfDocument(document, reader)));
}
