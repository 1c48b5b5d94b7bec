import { CompensatedSums } from "../numerics/compensatedSums.ts";
import { calibrated } from "../numerics/tolerances.ts";
import {
  type Auxiliary,
  type AuxiliaryBlock,
  type AuxiliaryMatrix,
  auxiliaryMatrix,
  columnTotals,
  independentColumns,
} from "../survey/auxiliaries.ts";
import { InputError, type Place } from "../text/errors.ts";
import type { Label } from "../text/language.ts";
import { contradiction } from "../text/messages/calibration.ts";
import { distances } from "./distances.ts";
import { type CalibrationEquations, solveCalibration } from "./newton.ts";

/** An auxiliary variable with its population totals: one of each level, or one of a number. */
export interface Constraint {
  readonly auxiliary: Auxiliary;
  readonly totals: readonly number[];
  readonly place: Place;
  /** How people call the variable and its levels. */
  readonly labels?: { readonly variable: Label; readonly levels: readonly Label[] } | undefined;
}

/** Calibration equations with what they were made from. */
export interface Prepared {
  readonly equations: CalibrationEquations;
  readonly constraints: readonly Constraint[];
  readonly redundant: readonly string[];
  /** The same without one of the constraints. */
  readonly without: (target: number) => Prepared;
}

/** The equations without redundant columns; throws when a redundant one contradicts the others. */
export function prepare(weights: Float64Array, constraints: readonly Constraint[]): Prepared {
  const matrix = auxiliaryMatrix(
    weights.length,
    constraints.map(({ auxiliary }) => auxiliary),
  );
  const sums = new CompensatedSums(matrix.count);
  for (let row = 0; row < weights.length; row++)
    if (matrix.group[row]! >= 0) sums.add(matrix.group[row]!, weights[row]!);
  const sizes = sums.values();
  const referred = referenceTotal(matrix, constraints);
  const totals = new Float64Array(matrix.width);
  matrix.blocks.forEach((block, at) => {
    constraints[at]!.totals.forEach((total, k) => {
      totals[block.first + k] = "codes" in block ? total : (total - shareIn(block, referred)) / block.scale;
    });
  });
  const kept = independentColumns(matrix, sizes);
  const equations = { matrix, sizes, totals, kept };
  const prepared: Prepared = {
    equations,
    constraints,
    redundant: redundantOf(constraints, matrix.blocks, kept),
    without: (target) =>
      prepare(
        weights,
        constraints.filter((_, at) => at !== target),
      ),
  };
  refuseContradiction(prepared, referred);
  return prepared;
}

/** What a number's total has of the reference. */
const shareIn = ({ centre }: { readonly centre: number }, referred: number) =>
  centre === 0 ? 0 : centre * referred;

/** The total of the reference: of the constant 1 that levels or a constant number make, or of the number that it is. */
function referenceTotal({ reference }: AuxiliaryMatrix, constraints: readonly Constraint[]): number {
  if (reference !== undefined) return constraints[reference]!.totals[0]!;
  for (const { auxiliary, totals } of constraints) {
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
  constraints: readonly Constraint[],
  blocks: readonly AuxiliaryBlock[],
  kept: readonly number[],
): string[] {
  const isKept = new Set(kept);
  let whole = false;
  return blocks.flatMap(({ first, size }, at) => {
    const { auxiliary } = constraints[at]!;
    const dropped = Array.from({ length: size }, (_, k) => k).filter((k) => !isKept.has(first + k));
    if (!("codes" in auxiliary)) return dropped.map(() => auxiliary.name);
    const expected = whole ? 1 : 0;
    whole = true;
    if (dropped.length <= expected) return [];
    if (dropped.length === size) return [auxiliary.name];
    return dropped.map((k) => `${auxiliary.name}=${auxiliary.levels[k]}`);
  });
}

function refuseContradiction({ equations, constraints }: Prepared, referred: number): void {
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
    const { auxiliary, place, totals: own } = constraints[at]!;
    const whole = "codes" in block ? own.reduce((sum, total) => sum + total, 0) : Math.abs(referred || 0);
    for (let k = 0; k < block.size; k++) {
      const column = block.first + k;
      const [wanted, implied] = [totals[column]!, achieved[column]!];
      const allowed =
        calibrated.agreement * Math.max(Math.abs(wanted), Math.abs(implied)) + calibrated.partOfWhole * whole;
      if (isKept.has(column) || Math.abs(wanted - implied) <= allowed) continue;
      const original = (value: number) =>
        "codes" in block ? value : value * block.scale + shareIn(block, referred);
      const name = "codes" in auxiliary ? `${auxiliary.name}=${auxiliary.levels[k]}` : auxiliary.name;
      const fault = contradiction(name, Number(original(implied).toPrecision(10)));
      throw new InputError(fault, place, { value: original(wanted) });
    }
  });
}
