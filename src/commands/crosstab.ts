import { type CrosstabChart, checkCrosstabChart } from "../reports/tableChart.ts";
import { InputError } from "../text/errors.ts";
import { typeOfNoChart } from "../text/messages/charts.ts";
import type { Reader } from "../text/reader.ts";
import { chartOutputs, checkChart } from "./chartOutput.ts";
import { type CrosstabTableOptions, checkTable, makeTable, variablesOfTable } from "./crosstabTable.ts";
import { type SampleOptions, withGroups } from "./openSample.ts";
import { formatOf, type OutputOptions, openFor, putReport } from "./output.ts";

export interface CrosstabOptions
  extends Omit<SampleOptions, "df" | "missing">,
    OutputOptions,
    CrosstabTableOptions {
  readonly chart?: string;
  readonly chartType?: CrosstabChart;
}

/** `panel crosstab`: weighted proportions of an outcome's levels by other variables, or a table of several outcomes. */
export async function crosstabCommand(
  outcomes: readonly string[],
  options: CrosstabOptions,
  dataFolder: string,
): Promise<void> {
  formatOf(options);
  const { chart: file, chartType = "bars", lang } = options;
  checkChart(file);
  if (options.chartType !== undefined && file === undefined)
    throw new InputError(typeOfNoChart, { field: "--chart-type" }, { value: chartType });
  checkCrosstabChart(chartType, options.percent);
  checkTable(outcomes, options, options.wave?.length ?? 0, file);
  const variables = variablesOfTable(outcomes, options);
  const { report, chart } = await openFor([options.out, file], () =>
    withGroups(async (open) => makeTable(await open(options, variables, dataFolder), outcomes, options)),
  );
  const drawn = (reader: Reader) => chart!(chartType, reader);
  await putReport(report, options, await chartOutputs(file, lang, drawn));
}
