import type { WeightedSample } from "../../samples/weighted.ts";
import { InputError } from "../../text/errors.ts";
import {
  bootstrapNeedsSeed,
  fayOfHalfSamples,
  tooManyReplicates,
  withoutEffect,
} from "../../text/messages/weightSteps.ts";
import { calibrate } from "../../weights/calibrate.ts";
import { byLevelNames } from "../../weights/constraints.ts";
import type { Bounds, CalibrationMethod } from "../../weights/distances.ts";
import { type ReplicateRecord, recordOfMargins } from "../../weights/history.ts";
import {
  type MadeReplicates,
  makeReplicates,
  type ReplicateMethod,
  type ReplicateProgress,
} from "../../weights/replicates.ts";
import { recordOf, replicateOf } from "./adjustedReplicates.ts";
import { changeInside } from "./change.ts";
import { checkBounds, constraintsIn, type MarginRequest, variablesIn } from "./onMargins.ts";
import { checkedColumn, newColumn, type Unread, type Weighting, type WeightingStep } from "./step.ts";

export interface ReplicateRequest extends Omit<MarginRequest, "margins"> {
  readonly method: ReplicateMethod;
  /** How many bootstrap replicates, 500 by default, and their seed. */
  readonly replicates?: number | undefined;
  readonly seed?: number | undefined;
  /** Fay's factor of balanced half samples; 0 by default. */
  readonly fay?: number | undefined;
  /** The new columns have this name and a number; `rep` by default. */
  readonly prefix?: string | undefined;
  /** Margins on which the weights and each replicate are calibrated, and how; by raking by default. */
  readonly margins?: MarginRequest["margins"] | undefined;
  readonly calibrateMethod?: CalibrationMethod | undefined;
  readonly calibrateBounds?: Bounds | undefined;
  /** The name of the column of the calibrated weights. */
  readonly column?: string | undefined;
  readonly progress?: ReplicateProgress | undefined;
}

export interface ReplicateResult extends Weighting {
  readonly replicates: ReplicateRecord;
  /** The column of the calibrated weights; undefined where the weights before stay. */
  readonly column: string | undefined;
  /** How the weights were calibrated, where they were. */
  readonly calibration:
    | { readonly method: CalibrationMethod; readonly bounds: Bounds | undefined }
    | undefined;
}

/** More numbers than this are no file that anybody could use. */
const mostNumbers = 2e8;

/** Replicate weights of a design, calibrated one by one where margins are given. */
export const replicateStep: WeightingStep<ReplicateRequest, ReplicateResult> = {
  zeros: "outside",
  check,
  variables: ({ margins = [] }, header) => variablesIn(margins, header),
  compute: (sample, request) => {
    check(request);
    const { prefix = "rep" } = request;
    const made = replicatesOf(sample, request);
    const names = Array.from(made.factors, (_, at) => checkedColumn(sample, `${prefix}${at + 1}`));
    const { calibrated, calibration, scale } = calibrator(sample, request);
    const column = calibration && newColumn(sample, request.column, "calibrated");
    const full = calibrated(sample.before);
    const columns = Array.from(made.weights, (weights, at) => ({
      name: names[at]!,
      weights: replicateOf(names[at]!, () => calibrated(weights)),
    }));
    return {
      columns: column === undefined ? columns : [{ name: column, weights: full }, ...columns],
      change: changeInside(sample, full, { scale }),
      replicates: recordOf(made, { prefix, method: request.method }),
      column,
      calibration,
    };
  },
  record: ({ names, table }, request, { column, calibration }) => {
    const { method, seed, fay, margins = [], scale = "auto", calibrateBounds: bounds } = request;
    return {
      column: column ?? null,
      ...(margins.length > 0 && { margins: recordOfMargins(byLevelNames(table, margins)) }),
      options: {
        method,
        strata: names.strata,
        cluster: names.cluster ?? null,
        fpc: names.fpc ?? null,
        seed: seed ?? null,
        fay: fay ?? null,
        calibrateMethod: calibration?.method ?? null,
        calibrateBounds: bounds ? [bounds.low, bounds.high] : null,
        scale: calibration ? scale : null,
      },
      result: {},
    };
  },
};

/** What has an effect only beside something else. */
const conditions: readonly {
  readonly fields: Partial<Record<keyof ReplicateRequest, string>>;
  readonly isUsed: (request: Unread<ReplicateRequest>) => boolean;
  readonly needs: string;
}[] = [
  {
    fields: { replicates: "--replicates", seed: "--seed" },
    isUsed: ({ method }) => method === "bootstrap",
    needs: "--method bootstrap",
  },
  {
    fields: {
      calibrateMethod: "--calibrate-method",
      calibrateBounds: "--calibrate-bounds",
      population: "--population",
      column: "--column",
    },
    isUsed: ({ margins = [] }) => margins.length > 0,
    needs: "--calibrate-replicates",
  },
];

function check(request: Unread<ReplicateRequest>): void {
  const { method, fay, seed, margins = [], calibrateMethod = "raking", calibrateBounds } = request;
  if (fay !== undefined && method !== "brr") throw new InputError(fayOfHalfSamples, { field: "--fay" });
  if (method === "bootstrap" && seed === undefined) throw new InputError(bootstrapNeedsSeed);
  for (const { fields, isUsed, needs } of conditions)
    for (const [field, flag] of Object.entries(fields))
      if (!isUsed(request) && request[field as keyof typeof fields] !== undefined)
        throw new InputError(withoutEffect(needs), { field: flag });
  if (margins.length > 0) checkBounds(calibrateMethod, calibrateBounds);
}

function replicatesOf(
  { design, table }: WeightedSample,
  { method, replicates = 500, seed = 0, fay = 0, progress }: ReplicateRequest,
): MadeReplicates {
  const made = makeReplicates(design, method, { replicates, seed, fay, progress });
  const { length: count } = made.factors;
  if (count * table.rows > mostNumbers)
    throw new InputError(tooManyReplicates(count, table.rows), { file: table.place().file });
  return made;
}

/** What makes weights meet the margins; without margins they stay as they are. */
function calibrator(
  sample: WeightedSample,
  { margins = [], calibrateMethod: method = "raking", calibrateBounds: bounds, ...more }: ReplicateRequest,
) {
  const { constraints, scale } = constraintsIn(sample, { margins, ...more });
  if (constraints.length === 0)
    return { calibrated: (weights: Float64Array) => weights, calibration: undefined, scale };
  const calibrated = (weights: Float64Array) =>
    calibrate(
      weights.map((weight) => weight * scale),
      constraints,
      method,
      bounds,
    ).weights;
  return { calibrated, calibration: { method, bounds }, scale };
}
