import { CompensatedSums } from "../sources/compensated.ts";
import {
  type Auxiliary,
  type AuxiliaryBlock,
  type AuxiliaryMatrix,
  auxiliaryMatrix,
  columnTotals,
  independentColumns,
} from "../survey/auxiliaries.ts";
import { InputError, type Place } from "../text/errors.ts";
import { type Bounds, type CalibrationMethod, distanceOf, distances } from "./distances.ts";
import { explainImpossible } from "./feasibility.ts";
import { type CalibrationEquations, solveCalibration } from "./newton.ts";

/** An auxiliary variable with its population totals: one of each level, or one of a number. */
export interface Target {
  readonly auxiliary: Auxiliary;
  readonly totals: readonly number[];
  readonly place: Place;
}

export interface Calibrated {
  /** Of each row. */
  readonly weights: Float64Array;
  /** Margins that follow from others and were left out: a variable's name, or `variable=level`. */
  readonly redundant: readonly string[];
  readonly iterations: number;
}

/** Calibration equations with what they were made from. */
export interface Prepared {
  readonly equations: CalibrationEquations;
  readonly targets: readonly Target[];
  readonly redundant: readonly string[];
  /** The same without one of the targets. */
  readonly without: (target: number) => Prepared;
}

/**
 * Calibrated weights w = d·F(x·λ), the nearest to the weights before in the distance of the method among those that meet
 * the totals (Deville and Särndal 1992). Rows of weight zero keep it. Throws when totals contradict each other or cannot
 * be met.
 */
export function calibrate(
  weights: Float64Array,
  targets: readonly Target[],
  method: CalibrationMethod,
  bounds?: Bounds,
): Calibrated {
  if (method === "raking" || method === "logit") refuseSigns(weights, targets);
  const prepared = prepare(weights, targets);
  const { equations, redundant } = prepared;
  const { range, functionIn } = distanceOf(method);
  const allowed = bounds ?? range;
  const solution = solveCalibration(equations, functionIn(allowed), allowed);
  if (!solution) throw explainImpossible(prepared, allowed);
  const { group } = equations.matrix;
  return {
    weights: weights.map((weight, row) => (weight === 0 ? 0 : weight * solution.ratios[group[row]!]!)),
    redundant,
    iterations: solution.iterations,
  };
}

/** Throws for the total of a number that no positive weights have: one of another sign than all its values, or zero. */
function refuseSigns(weights: Float64Array, targets: readonly Target[]): void {
  for (const { auxiliary, totals, place } of targets) {
    if ("codes" in auxiliary) continue;
    const values = auxiliary.numbers.filter((value, row) => weights[row]! > 0 && value !== 0);
    const sign = Math.sign(values[0] ?? 0);
    const [total] = totals as [number];
    if (sign === 0 || Math.sign(total) === sign || values.some((value) => Math.sign(value) !== sign))
      continue;
    throw new InputError(`no positive weights have this total of ${auxiliary.name}`, place, {
      value: total,
      advice: `All its values are ${sign > 0 ? "positive" : "negative"} or zero`,
    });
  }
}

/** The equations without redundant columns; throws when a redundant one contradicts the others. */
export function prepare(weights: Float64Array, targets: readonly Target[]): Prepared {
  const matrix = auxiliaryMatrix(
    weights.length,
    targets.map(({ auxiliary }) => auxiliary),
  );
  const sums = new CompensatedSums(matrix.count);
  for (let row = 0; row < weights.length; row++)
    if (matrix.group[row]! >= 0) sums.add(matrix.group[row]!, weights[row]!);
  const sizes = sums.values();
  const referred = referenceTotal(matrix, targets);
  const totals = new Float64Array(matrix.width);
  matrix.blocks.forEach((block, at) => {
    targets[at]!.totals.forEach((total, k) => {
      totals[block.first + k] = "codes" in block ? total : (total - shareIn(block, referred)) / block.scale;
    });
  });
  const kept = independentColumns(matrix, sizes);
  const equations = { matrix, sizes, totals, kept };
  const prepared: Prepared = {
    equations,
    targets,
    redundant: redundantOf(targets, matrix.blocks, kept),
    without: (target) =>
      prepare(
        weights,
        targets.filter((_, at) => at !== target),
      ),
  };
  refuseContradiction(prepared, referred);
  return prepared;
}

/** What a number's total has of the reference. */
const shareIn = ({ centre }: { readonly centre: number }, referred: number) =>
  centre === 0 ? 0 : centre * referred;

/** The total of the reference: of the constant 1 that levels or a constant number make, or of the number that it is. */
function referenceTotal({ reference }: AuxiliaryMatrix, targets: readonly Target[]): number {
  if (reference !== undefined) return targets[reference]!.totals[0]!;
  for (const { auxiliary, totals } of targets) {
    if ("codes" in auxiliary) return totals.reduce((sum, total) => sum + total, 0);
    const values = auxiliary.numbers.filter((value) => !Number.isNaN(value));
    if (values[0] !== 0 && values.every((value) => value === values[0])) return totals[0]! / values[0]!;
  }
  return Number.NaN;
}

/**
 * What was left out as redundant. Of every variable after the first, one level follows from the totals of the whole, which
 * is no news.
 */
function redundantOf(
  targets: readonly Target[],
  blocks: readonly AuxiliaryBlock[],
  kept: readonly number[],
): string[] {
  const isKept = new Set(kept);
  let whole = false;
  return blocks.flatMap(({ first, size }, at) => {
    const { auxiliary } = targets[at]!;
    const dropped = Array.from({ length: size }, (_, k) => k).filter((k) => !isKept.has(first + k));
    if (!("codes" in auxiliary)) return dropped.map(() => auxiliary.name);
    const expected = whole ? 1 : 0;
    whole = true;
    if (dropped.length <= expected) return [];
    if (dropped.length === size) return [auxiliary.name];
    return dropped.map((k) => `${auxiliary.name}=${auxiliary.levels[k]}`);
  });
}

/** Totals of redundant columns are met, whatever the weights, as the others are; to this part of their own size … */
const agreement = 1e-7;
/** … and of the whole that they are a part of. */
const partOfWhole = 1e-9;

function refuseContradiction({ equations, targets }: Prepared, referred: number): void {
  const { matrix, sizes, totals, kept } = equations;
  const isKept = new Set(kept);
  if (kept.length === matrix.width) return;
  const solution = solveCalibration(equations, distances.linear.functionIn(), distances.linear.range);
  if (!solution) return;
  const achieved = columnTotals(
    matrix,
    solution.ratios.map((ratio, at) => ratio * sizes[at]!),
  );
  matrix.blocks.forEach((block, at) => {
    const { auxiliary, place, totals: own } = targets[at]!;
    const whole = "codes" in block ? own.reduce((sum, total) => sum + total, 0) : Math.abs(referred || 0);
    for (let k = 0; k < block.size; k++) {
      const column = block.first + k;
      const [wanted, implied] = [totals[column]!, achieved[column]!];
      const allowed = agreement * Math.max(Math.abs(wanted), Math.abs(implied)) + partOfWhole * whole;
      if (isKept.has(column) || Math.abs(wanted - implied) <= allowed) continue;
      const original = (value: number) =>
        "codes" in block ? value : value * block.scale + shareIn(block, referred);
      const name = "codes" in auxiliary ? `${auxiliary.name}=${auxiliary.levels[k]}` : auxiliary.name;
      throw new InputError(
        `the total of ${name} contradicts the other margins, from which it follows in this sample`,
        place,
        {
          value: original(wanted),
          advice: `The others make it ${Number(original(implied).toPrecision(10))}; correct it or leave it out`,
        },
      );
    }
  });
}
