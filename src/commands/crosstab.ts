import { checkCrosstab, crosstab } from "../analyses/crosstab.ts";
import { crosstabReport } from "../reports/crosstabReport.ts";
import { chartSubject } from "../reports/report.ts";
import { type CrosstabChart, checkCrosstabChart, crosstabChart } from "../reports/tableChart.ts";
import type { AssociationTestName } from "../survey/association.ts";
import type { PercentBase } from "../survey/crosstab.ts";
import type { Freedom, MissingRule } from "../survey/domains.ts";
import type { Replacement } from "../survey/estimators.ts";
import type { IntervalMethod } from "../survey/intervals.ts";
import type { Reader } from "../text/reader.ts";
import { words } from "../text/words.ts";
import { chartOutputs, checkChart } from "./chartOutput.ts";
import { describeRequest, openSample, type SampleOptions, sampleFor } from "./openSample.ts";
import { formatOf, type OutputOptions, openFor, putReport } from "./output.ts";

/** What tables by groups are told. */
export interface GroupOptions {
  readonly by?: readonly string[];
  readonly level: number;
  readonly df: Freedom;
  readonly missing: MissingRule | "as-level";
  readonly deff?: Replacement | true;
  readonly chart?: string;
}

export interface CrosstabOptions extends Omit<SampleOptions, "df" | "missing">, OutputOptions, GroupOptions {
  readonly percent: PercentBase;
  readonly ci: IntervalMethod;
  readonly test?: AssociationTestName | true;
  readonly chartType: CrosstabChart;
}

/** What both kinds of tables make of their options. */
export function groupRequest({
  by,
  level,
  df,
  missing,
  deff,
  lang,
}: GroupOptions & Pick<OutputOptions, "lang">) {
  return {
    by,
    level,
    freedom: df,
    replacement: deff === true ? undefined : deff,
    missingLevel: missing === "as-level" ? words.missing[lang] : undefined,
  };
}

/** `panel crosstab`: weighted proportions of an outcome's levels by other variables. */
export async function crosstabCommand(
  outcome: string,
  options: CrosstabOptions,
  dataFolder: string,
): Promise<void> {
  formatOf(options);
  const { chart, chartType } = options;
  checkChart(chart);
  checkCrosstabChart(chartType, options.percent);
  const { percent, ci: interval, test, missing, deff } = options;
  const asked = {
    ...groupRequest(options),
    ...{ outcome, percent, interval },
    test: test === true ? "second" : test,
  } as const;
  checkCrosstab(asked, options.wave?.length ?? 0);
  const variables = [outcome, ...(options.by ?? [])];
  const opened = await openFor([options.out, chart], () => openSample(options, variables, dataFolder));
  const sample = await sampleFor(variables, opened, options);
  const result = crosstab(sample, asked);
  const { by, level, freedom, replacement } = result;
  const request = {
    command: "crosstab",
    ...{ outcome, by, percent, ci: interval, level, df: freedom, missing, deff: replacement },
    ...describeRequest(sample),
  };
  const report = crosstabReport(sample, result, { effects: deff !== undefined, request });
  const drawn = (reader: Reader) => crosstabChart(result, chartType, chartSubject(report), reader);
  await putReport(report, options, await chartOutputs(chart, options.lang, drawn));
}
