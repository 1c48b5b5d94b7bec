import { estimate, type Statistic } from "../analyses/estimate.ts";
import { checkVariables } from "../analyses/groups.ts";
import { estimateReport } from "../reports/estimateReport.ts";
import { chartSubject } from "../reports/report.ts";
import { estimateChart } from "../reports/tableChart.ts";
import type { Reader } from "../text/reader.ts";
import { chartOutputs, checkChart } from "./chartOutput.ts";
import { type GroupOptions, groupRequest, tellReplicates } from "./crosstabTable.ts";
import { describeRequest, type SampleOptions, sampleFor, withGroups } from "./openSample.ts";
import { formatOf, type OutputOptions, openFor, putReport } from "./output.ts";

export interface EstimateOptions extends Omit<SampleOptions, "df" | "missing">, OutputOptions, GroupOptions {
  readonly stat: Statistic;
  readonly test?: true;
  readonly chart?: string;
}

/** `panel estimate`: a mean, total, ratio or quantile of a numeric variable by other variables. */
export async function estimateCommand(
  variable: string,
  options: EstimateOptions,
  dataFolder: string,
): Promise<void> {
  formatOf(options);
  checkChart(options.chart);
  checkVariables(variable, options.by);
  const { stat: statistic, test, missing, deff, digits } = options;
  const denominator = statistic.kind === "ratio" ? [statistic.denominator] : [];
  const variables = [variable, ...denominator, ...(options.by ?? [])];
  const { sample, result } = await openFor([options.out, options.chart], () =>
    withGroups(async (open) => {
      const own = await sampleFor(variables, await open(options, variables, dataFolder), options);
      return { sample: own, result: estimate(own, { ...groupRequest(options), variable, statistic, test }) };
    }),
  );
  const { by, level, freedom, replacement } = result;
  const request = {
    command: "estimate",
    ...{ variable, statistic, by, level, df: freedom, missing, deff: replacement },
    ...describeRequest(sample),
  };
  tellReplicates([result]);
  const report = estimateReport(sample, result, { effects: deff !== undefined, digits, request });
  const drawn = (reader: Reader) => estimateChart({ ...result, digits }, chartSubject(report), reader);
  await putReport(report, options, await chartOutputs(options.chart, options.lang, drawn));
}
