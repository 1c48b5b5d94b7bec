import type { InputChange, ResultComparison } from "../analyses/compareResults.ts";
import {
  changesFound,
  comparedValues,
  inputsDiffer,
  inputTitles,
  wordsNotCompared,
} from "../text/messages/comparisons.ts";
import type { Report } from "./report.ts";
import { changeColumns, inputColumns } from "./tables/changeColumns.ts";
import { resultTable } from "./tables/column.ts";

export interface ComparisonRequest {
  readonly command: "compare";
  readonly before: string;
  readonly after: string;
  readonly tolerance: number;
}

/** What has changed between the results of two runs. */
export function comparisonReport(
  { records, compared, changes }: ResultComparison,
  inputs: readonly InputChange[],
  request: ComparisonRequest,
): Report {
  return {
    title: changesFound,
    request,
    facts: { summary: { records: records.length, compared, changes: changes.length } },
    main: resultTable("changes", changesFound, changeColumns, changes),
    sections: [resultTable("changedInputs", inputTitles.inputs, inputColumns, inputs)],
    notes: [
      comparedValues(changes.length, compared, records.length, request.tolerance),
      ...(inputs.length > 0 ? [inputsDiffer(inputs.map(({ name }) => name))] : []),
      wordsNotCompared,
    ],
  };
}
