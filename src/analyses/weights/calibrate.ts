import type { WeightedSample } from "../../samples/weighted.ts";
import { type Fault, InputError } from "../../text/errors.ts";
import { oneMarginOfCells, rakesCategories } from "../../text/messages/weightSteps.ts";
import { calibrate } from "../../weights/calibrate.ts";
import { byLevelNames } from "../../weights/constraints.ts";
import { checkMargins, type MarginCheck } from "../../weights/diagnosis.ts";
import type { Bounds, CalibrationMethod } from "../../weights/distances.ts";
import type { Constraint } from "../../weights/equations.ts";
import { recordOfMargins } from "../../weights/history.ts";
import { changeInside, countOutside } from "./change.ts";
import { checkBounds, constraintsIn, type MarginRequest, tightestFor, variablesIn } from "./onMargins.ts";
import { newColumn, type Weighting, type WeightingStep } from "./step.ts";

export interface CalibrateRequest extends MarginRequest {
  /** The name of the new column. */
  readonly column?: string | undefined;
  /** The distance; `linear` by default. */
  readonly method?: CalibrationMethod | undefined;
  /** Of the ratios of the weights; the tightest are the least b for bounds 1/b and b. */
  readonly bounds?: Bounds | "tightest" | undefined;
}

export type RakeRequest = Omit<CalibrateRequest, "method" | "bounds">;

export interface CalibrateResult extends Weighting {
  readonly method: CalibrationMethod;
  readonly bounds: Bounds | undefined;
  readonly iterations: number;
  /** Margins that follow from others and were left out. */
  readonly redundant: readonly string[];
  readonly checks: readonly MarginCheck[];
  /** Rows that were not to be weighted. */
  readonly outside: number;
}

/** A way to calibrate. */
interface Way {
  /** Of the name of the new column. */
  readonly suffix: string;
  /** The distance by default. */
  readonly method: CalibrationMethod;
  /** Why some constraints are not for it. */
  readonly refuse?: (constraints: readonly Constraint[]) => Fault | undefined;
}

const isOfLevels = ({ auxiliary }: Constraint) => "codes" in auxiliary;

/** Weights that meet population margins, as near as can be to those before (Deville and Särndal 1992). */
export const calibrateStep = calibration({ suffix: "calibrated", method: "linear" });

/** Weights that meet margins of categories, by raking ratios. */
export const rakeStep: WeightingStep<RakeRequest, CalibrateResult> = calibration({
  suffix: "raked",
  method: "raking",
  refuse: (constraints) => (constraints.every(isOfLevels) ? undefined : rakesCategories),
});

/** Weights that meet the totals of the cells of one table. */
export const postStratifyStep: WeightingStep<RakeRequest, CalibrateResult> = calibration({
  suffix: "poststratified",
  method: "linear",
  refuse: (constraints) =>
    constraints.length === 1 && isOfLevels(constraints[0]!) ? undefined : oneMarginOfCells,
});

function calibration(way: Way): WeightingStep<CalibrateRequest, CalibrateResult> {
  return {
    check: ({ method = way.method, bounds }) => checkBounds(method, bounds),
    variables: ({ margins }, header) => variablesIn(margins, header),
    compute: (sample, request) => calibrated(sample, request, way),
    record: ({ table }, request, { columns, change: { scale }, method, bounds, iterations, redundant }) => {
      const used = bounds ? [bounds.low, bounds.high] : null;
      return {
        column: columns[0]!.name,
        margins: recordOfMargins(byLevelNames(table, request.margins)),
        options: {
          method,
          bounds: request.bounds === "tightest" ? request.bounds : used,
          population: request.population ?? null,
          scale: request.scale ?? "auto",
        },
        result: { iterations, redundant, scale, bounds: used },
      };
    },
  };
}

function calibrated(
  sample: WeightedSample,
  request: CalibrateRequest,
  { suffix, method: usual, refuse }: Way,
): CalibrateResult {
  const { method = usual } = request;
  checkBounds(method, request.bounds);
  const { before } = sample;
  const name = newColumn(sample, request.column, suffix);
  const { constraints, scale } = constraintsIn(sample, request);
  const refusal = refuse?.(constraints);
  if (refusal) throw new InputError(refusal, constraints.at(-1)!.place);
  const scaled = before.map((value) => value * scale);
  const bounds = request.bounds === "tightest" ? tightestFor(scaled, constraints, method) : request.bounds;
  const { weights, redundant, iterations } = calibrate(scaled, constraints, method, bounds);
  const again = (own: Float64Array) =>
    calibrate(
      own.map((value) => value * scale),
      constraints,
      method,
      bounds,
    ).weights;
  return {
    columns: [{ name, weights }],
    change: changeInside(sample, weights, { scale, bounds }),
    again,
    method,
    bounds,
    iterations,
    redundant,
    checks: checkMargins(constraints, before, weights),
    outside: countOutside(sample),
  };
}
