/** How many numbers lie from `low` up to `high`; in the last bin `high` counts too. */
export interface Bin {
  readonly low: number;
  readonly high: number;
  readonly n: number;
}

const steps = [1, 2, 5, 10];
/** Numbers that lie below a bound by less, relative to the bins' width, count as at it. */
const tolerance = 1e-12;

/** Bins of one width, a 1, 2 or 5 with zeros, at multiples of it: as narrow as `most` bins allow. The empty ones stand too. */
export function binsOf(values: ArrayLike<number>, most: number): Bin[] {
  if (values.length === 0) return [];
  let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let at = 0; at < values.length; at++) {
    least = Math.min(least, values[at]!);
    greatest = Math.max(greatest, values[at]!);
  }
  const span = greatest - least || Math.abs(least) || 1;
  const power = 10 ** Math.floor(Math.log10(span / most));
  const width = power * steps.find((step) => span / (power * step) <= most)!;
  const first = Math.floor(least / width + tolerance);
  const count = Math.max(1, Math.ceil(greatest / width - tolerance) - first);
  const counts = new Array<number>(count).fill(0);
  for (let at = 0; at < values.length; at++) {
    const bin = Math.floor(values[at]! / width - first + tolerance);
    counts[Math.min(bin, count - 1)]!++;
  }
  const bound = (at: number) => Number(((first + at) * width).toPrecision(12));
  return counts.map((n, at) => ({ low: bound(at), high: bound(at + 1), n }));
}
