import { checkCrosstab, crosstab } from "../analyses/crosstab.ts";
import { crosstabReport } from "../reports/crosstabReport.ts";
import type { AssociationTestName } from "../survey/association.ts";
import type { PercentBase } from "../survey/crosstab.ts";
import type { Freedom, MissingRule } from "../survey/domains.ts";
import type { Replacement } from "../survey/estimators.ts";
import type { IntervalMethod } from "../survey/intervals.ts";
import { words } from "../text/words.ts";
import { describeRequest, openSample, type SampleOptions, sampleFor } from "./openSample.ts";
import { formatOf, type OutputOptions, openFor, putReport } from "./output.ts";

/** What tables by groups are told. */
export interface GroupOptions {
  readonly by?: readonly string[];
  readonly level: number;
  readonly df: Freedom;
  readonly missing: MissingRule | "as-level";
  readonly deff?: Replacement | true;
}

export interface CrosstabOptions extends Omit<SampleOptions, "df" | "missing">, OutputOptions, GroupOptions {
  readonly percent: PercentBase;
  readonly ci: IntervalMethod;
  readonly test?: AssociationTestName | true;
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
  const { percent, ci: interval, test, missing, deff } = options;
  const asked = {
    ...groupRequest(options),
    ...{ outcome, percent, interval },
    test: test === true ? "second" : test,
  } as const;
  checkCrosstab(asked, options.wave?.length ?? 0);
  const variables = [outcome, ...(options.by ?? [])];
  const opened = await openFor([options.out], () => openSample(options, variables, dataFolder));
  const sample = await sampleFor(variables, opened, options);
  const result = crosstab(sample, asked);
  const { by, level, freedom, replacement } = result;
  const request = {
    command: "crosstab",
    ...{ outcome, by, percent, ci: interval, level, df: freedom, missing, deff: replacement },
    ...describeRequest(sample),
  };
  await putReport(crosstabReport(sample, result, { effects: deff !== undefined, request }), options);
}
