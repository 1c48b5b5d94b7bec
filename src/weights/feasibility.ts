import { InputError } from "../text/errors.ts";
import type { Prepared, Target } from "./calibrate.ts";
import { type Bounds, type CalibrationMethod, distanceOf } from "./distances.ts";
import { solveCalibration } from "./newton.ts";

/** Bounds that are far wider than anybody would accept. */
const widest = 1e6;

/** Decimals of the tightest bounds, which are rounded outwards. */
const step = 1e-3;

/**
 * The tightest bounds 1/b and b within which the totals can be met, b rounded up to a thousandth and 1/b down: no weight
 * changes by more than the factor b. Undefined where no positive weights meet the totals.
 */
export function tightestBounds(
  prepared: Prepared,
  method: CalibrationMethod = "truncated",
): Bounds | undefined {
  const isMet = (bounds: Bounds) => canBeMet(prepared, bounds, method);
  const within = (factor: number): Bounds => ({
    low: Math.floor(1 / factor / step + 1e-9) * step,
    high: Math.ceil(factor / step - 1e-9) * step,
  });
  let [inner, outer] = [1, 2];
  while (!isMet(within(outer))) {
    if (outer > widest) return undefined;
    inner = outer;
    outer *= outer;
  }
  while (outer / inner > 1 + step / 4) {
    const middle = Math.sqrt(inner * outer);
    if (isMet(within(middle))) outer = middle;
    else inner = middle;
  }
  const { low, high } = within(outer);
  return { low: Number(low.toFixed(3)), high: Number(high.toFixed(3)) };
}

function canBeMet({ equations }: Prepared, bounds: Bounds, method: CalibrationMethod = "truncated"): boolean {
  return solveCalibration(equations, distanceOf(method).functionIn(bounds), bounds) !== undefined;
}

/** Why totals cannot be met by ratios within bounds: margins that alone cannot be, or that stand in the way of the others. */
export function explainImpossible(prepared: Prepared, bounds: Bounds): InputError {
  const { low, high } = bounds;
  const bounded = Number.isFinite(high);
  const tightest = bounded ? tightestBounds(prepared) : undefined;
  const advice = tightest
    ? `The tightest bounds within which all margins can be met are ${tightest.low},${tightest.high} (--bounds tightest)`
    : "No positive weights meet these margins together in this sample; merge levels or leave a margin out";
  const within = bounded ? ` with ratios from ${low} to ${high}` : "";
  const alone = unreachable(prepared, bounds);
  if (alone.length > 0) {
    const [{ target, name, wanted, least, most }] = alone as [Unreachable, ...Unreachable[]];
    return new InputError(`the margin ${name} cannot be met${within}`, target.place, {
      value: wanted,
      advice: `In this sample it can go from ${round(least)} to ${round(most)}${
        alone.length > 1
          ? `; ${alone.length - 1} more margins are out of reach (${alone
              .slice(1, 6)
              .map((other) => other.name)
              .join(", ")}${alone.length > 6 ? " …" : ""})`
          : ""
      }. ${advice}`,
    });
  }
  const culprits = obstacles(prepared, bounds);
  const names = culprits.length > 0 ? culprits : prepared.targets.map(({ auxiliary }) => auxiliary.name);
  return new InputError(
    culprits.length > 0
      ? `the margins cannot be met together${within}; without ${names.join(", or without ")} the others can`
      : `the margins of ${names.join(", ")} cannot be met together${within}`,
    {},
    { advice },
  );
}

const round = (value: number) => (Number.isFinite(value) ? Number(value.toPrecision(6)) : value);

interface Unreachable {
  readonly target: Target;
  readonly name: string;
  readonly wanted: number;
  readonly least: number;
  readonly most: number;
}

/** The margins out of reach whatever becomes of the others. */
function unreachable({ equations, targets, blocks }: Prepared, { low, high }: Bounds): Unreachable[] {
  const { sizes } = equations;
  return blocks.flatMap((block, at) => {
    const target = targets[at]!;
    const { auxiliary, totals } = target;
    return totals.flatMap((wanted, k) => {
      let [least, most] = [0, 0];
      for (let pattern = 0; pattern < sizes.length; pattern++) {
        const x =
          "codes" in block
            ? Number(block.codes[pattern] === k)
            : block.values[pattern]! * block.scale + block.centre;
        const size = sizes[pattern]! * x;
        if (size === 0) continue;
        least += size * (size > 0 ? low : high);
        most += size * (size > 0 ? high : low);
      }
      const slack = 1e-9 * Math.abs(wanted);
      if (wanted >= least - slack && wanted <= most + slack) return [];
      const name = "codes" in auxiliary ? `${auxiliary.name}=${auxiliary.levels[k]}` : auxiliary.name;
      return [{ target, name, wanted, least, most }];
    });
  });
}

/** The margins without any one of which the others can be met. */
function obstacles(prepared: Prepared, bounds: Bounds): string[] {
  const { equations, targets, blocks } = prepared;
  if (targets.length < 2) return [];
  return blocks.flatMap(({ first, size }, at) => {
    const kept = equations.kept.filter((column) => column < first || column >= first + size);
    const rest = { ...prepared, equations: { ...equations, kept } };
    return canBeMet(rest, bounds) ? [targets[at]!.auxiliary.name] : [];
  });
}
