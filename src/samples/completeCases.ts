import { completeRows } from "../sources/tables/completeRows.ts";
import { variableOf } from "../sources/tables/table.ts";
import { designOfRows } from "../survey/design.ts";
import { InputError } from "../text/errors.ts";
import { completeNotCalibrated } from "../text/messages/samples.ts";
import { replicatedByDesign } from "./replicated.ts";
import type { Sample } from "./sample.ts";
import { selectAny } from "./selection.ts";

/**
 * The sample of the rows that have an answer to all of some variables, whether they meet the conditions or not. The other rows
 * are taken out of the design, as Stata and SAS do: clusters and strata without rows are gone from variances and degrees of
 * freedom (R: `svydesign` of the complete rows). Throws for calibrated weights.
 */
export function completeCases(sample: Sample, variables: readonly string[]): Sample {
  const { table, design, selection, made } = sample;
  if (design.calibration) throw new InputError(completeNotCalibrated, { field: "--missing" });
  const known = variables.map((name) => variableOf(table, name, "--missing").name);
  const rows = completeRows(table, known);
  const { deleted = 0 } = selection;
  const kept = table.reify(rows);
  const complete = {
    ...sample,
    table: kept,
    design: designOfRows(made?.from ?? design, rows),
    selection: { ...selectAny(kept, selection), deleted: deleted + table.observations - kept.observations },
  };
  // Of no rows no replicates are made: the analysis tells that nobody answered.
  return made && rows.length > 0 ? replicatedByDesign(complete, made.request) : complete;
}
