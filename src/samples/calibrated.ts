import { calibrated as tolerated } from "../numerics/tolerances.ts";
import { calibrationOn } from "../survey/calibration.ts";
import { InputError } from "../text/errors.ts";
import { baseNotPositive, marginUnmet } from "../text/messages/samples.ts";
import { constraintsOf, variablesOfMargins } from "../weights/constraints.ts";
import { checkMargins, type MarginCheck } from "../weights/diagnosis.ts";
import type { Margin } from "../weights/margins.ts";
import type { Sample } from "./sample.ts";
import { derived, parseDerivations, select } from "./selection.ts";

/** What the weights of a sample were calibrated on. */
export interface CalibrationSource {
  readonly margins: readonly Margin[];
  /** The variable of the weights before: null where every row counted once; the weights themselves where nothing tells. */
  readonly base?: string | null | undefined;
  /** The conditions that the calibrated rows met; where nothing tells, those rows are the ones of positive weight. */
  readonly where?: readonly string[] | undefined;
  /** The definitions of variables that were made for the calibration. */
  readonly derive?: readonly string[] | undefined;
  /** Whether the weights before were calibrated too. */
  readonly chained?: boolean | undefined;
}

/** The columns that a calibration is about, among those of a file. */
export function columnsOfCalibration(
  { margins, base }: CalibrationSource,
  header: readonly string[],
): string[] {
  return [
    ...variablesOfMargins(margins, (name) => header.includes(name)),
    ...(typeof base === "string" ? [base] : []),
  ];
}

/**
 * The sample with weights known to be calibrated: variances are those of the residuals from the regression on the margins'
 * variables (Deville and Särndal 1992, section 3). The weights stay; throws where they do not meet the margins.
 */
export function calibrated<Given extends Sample>(sample: Given, source: CalibrationSource): Given {
  const { margins, where, derive = [], chained = false } = source;
  const { codebook } = sample.table;
  const table = derived(
    sample.table,
    parseDerivations(derive).filter(({ name }) => !codebook.has(name)),
    sample.file?.header,
  );
  const { weights } = sample.design;
  const inside = where
    ? select(table, { where }).mask
    : Uint8Array.from(weights, (after) => Number(after !== 0));
  const base = baseWeights({ ...sample, table }, source, inside);
  const sumOfWeights = weights.reduce((sum, value) => sum + value, 0);
  const { constraints } = constraintsOf(table, margins, inside, { sumOfWeights });
  refuseUnmet(checkMargins(constraints, base, weights), sample.names.weight);
  const calibration = calibrationOn(
    base,
    constraints.map(({ auxiliary }) => auxiliary),
  );
  return {
    ...sample,
    table,
    design: { ...sample.design, calibration },
    names: { ...sample.names, calibrated: { margins: margins.map(({ name }) => name).join(", "), chained } },
    notices: sample.notices.filter(({ kind }) => kind !== "calibration forgotten"),
  };
}

/** The weights before calibration, zero outside the calibrated rows. */
function baseWeights(
  { table, design: { weights } }: Sample,
  { base }: CalibrationSource,
  inside: Uint8Array,
): Float64Array {
  const before =
    base === undefined ? weights : base === null ? new Float64Array(table.rows).fill(1) : table.numbers(base);
  const odd = before.findIndex((value, row) => inside[row] === 1 && !(value > 0));
  if (odd >= 0)
    throw new InputError(baseNotPositive, table.place(odd, base ?? undefined), { value: before[odd] });
  return before.map((value, row) => (inside[row] ? value : 0));
}

function refuseUnmet(checks: readonly MarginCheck[], weight = "1"): void {
  const off = checks.find(
    ({ target, after, magnitude }) =>
      Math.abs(after - target) > tolerated.unmet * Math.max(Math.abs(target), magnitude),
  );
  if (!off) return;
  const margin = off.level === "" ? off.variable : `${off.variable}=${off.level}`;
  throw new InputError(
    marginUnmet(weight, margin, off.target),
    { field: "--calibrated" },
    { value: off.after },
  );
}
