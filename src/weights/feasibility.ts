import { calibrated } from "../numerics/tolerances.ts";
import { numberAt } from "../survey/auxiliaries.ts";
import { InputError } from "../text/errors.ts";
import {
  incompatibleMargins,
  noPositiveWeights,
  noRatios,
  obstructingMargins,
  tightestAre,
  unreachableMargin,
} from "../text/messages/calibration.ts";
import { type Bounds, type CalibrationMethod, distanceOf } from "./distances.ts";
import type { Constraint, Prepared } from "./equations.ts";
import { solveCalibration } from "./newton.ts";

/** In thousandths, bounds that are wider than anybody would accept. */
const widest = 1e6;

/**
 * The tightest bounds 1/b and b within which the totals can be met, so that no weight changes by more than the factor b: b
 * in thousandths, and 1/b rounded down to a thousandth. Undefined where no positive weights meet the totals.
 */
export function tightestBounds(
  prepared: Prepared,
  method: CalibrationMethod = "truncated",
): Bounds | undefined {
  const within = (thousandths: number): Bounds => ({
    low: Math.floor(1e6 / thousandths) / 1000,
    high: thousandths / 1000,
  });
  const isMet = (thousandths: number) => canBeMet(prepared, within(thousandths), method);
  let [unmet, met] = [1000, 1001];
  while (!isMet(met)) {
    if (met >= widest) return undefined;
    unmet = met;
    met = Math.min(1000 + 4 * (met - 1000), widest);
  }
  while (met - unmet > 1) {
    const middle = Math.floor((unmet + met) / 2);
    if (isMet(middle)) met = middle;
    else unmet = middle;
  }
  return within(met);
}

function canBeMet({ equations }: Prepared, bounds: Bounds, method: CalibrationMethod = "truncated"): boolean {
  return solveCalibration(equations, distanceOf(method).functionIn(bounds), bounds) !== undefined;
}

/** Why totals cannot be met by ratios within bounds: margins that alone cannot be, or that stand in the way of the others. */
export function explainImpossible(prepared: Prepared, bounds: Bounds): InputError {
  const bounded = Number.isFinite(bounds.high);
  const tightest = bounded ? tightestBounds(prepared) : undefined;
  const advice = tightest ? tightestAre(tightest) : bounded ? noRatios : noPositiveWeights;
  const alone = unreachable(prepared, bounds);
  if (alone.length > 0) {
    const [{ target, name, wanted, least, most }, ...others] = alone as [Unreachable, ...Unreachable[]];
    const reach = { low: round(least), high: round(most) };
    const fault = unreachableMargin(
      name,
      bounds,
      reach,
      others.map((other) => other.name),
      advice,
    );
    return new InputError(fault, target.place, { value: wanted });
  }
  const culprits = obstacles(prepared, bounds);
  if (culprits.length > 0) return new InputError(obstructingMargins(culprits, bounds, advice));
  const all = prepared.constraints.map(({ auxiliary }) => auxiliary.name);
  return new InputError(incompatibleMargins(all, bounds, advice));
}

const round = (value: number) => (Number.isFinite(value) ? Number(value.toPrecision(6)) : value);

interface Unreachable {
  readonly target: Constraint;
  readonly name: string;
  readonly wanted: number;
  readonly least: number;
  readonly most: number;
}

/** The margins out of reach whatever becomes of the others, given the size of the population where they tell it. */
function unreachable({ equations, constraints }: Prepared, { low, high }: Bounds): Unreachable[] {
  const { sizes, matrix } = equations;
  const sized = constraints.find(({ auxiliary }) => "codes" in auxiliary);
  const population = sized?.totals.reduce((sum, total) => sum + total, 0);
  return matrix.blocks.flatMap((block, at) => {
    const target = constraints[at]!;
    const { auxiliary, totals } = target;
    return totals.flatMap((wanted, k) => {
      let [least, most] = [0, 0];
      let [smallest, largest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
      for (let pattern = 0; pattern < sizes.length; pattern++) {
        if (sizes[pattern] === 0) continue;
        const x = "codes" in block ? Number(block.codes[pattern] === k) : numberAt(matrix, at, pattern);
        [smallest, largest] = [Math.min(smallest, x), Math.max(largest, x)];
        const size = sizes[pattern]! * x;
        if (size === 0) continue;
        least += size * (size > 0 ? low : high);
        most += size * (size > 0 ? high : low);
      }
      if (population !== undefined) {
        least = Math.max(least, population * smallest);
        most = Math.min(most, population * largest);
      }
      const slack = calibrated.reach * Math.abs(wanted);
      if (wanted >= least - slack && wanted <= most + slack) return [];
      const name = "codes" in auxiliary ? `${auxiliary.name}=${auxiliary.levels[k]}` : auxiliary.name;
      return [{ target, name, wanted, least, most }];
    });
  });
}

/** The margins without any one of which the others can be met. */
function obstacles(prepared: Prepared, bounds: Bounds): string[] {
  const { constraints } = prepared;
  if (constraints.length < 2) return [];
  return constraints.flatMap(({ auxiliary }, at) =>
    canBeMet(prepared.without(at), bounds) ? [auxiliary.name] : [],
  );
}
