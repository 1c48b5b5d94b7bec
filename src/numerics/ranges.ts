import { ties } from "./tolerances.ts";

/** A closed range of values. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

/** Whether a value is in a range, but for rounding. */
export const holds = ({ low, high }: Range, value: number) =>
  value >= low - ties.roundings && value <= high + ties.roundings;

/** Whether two ranges have a value in common, but for rounding. */
export const meet = (one: Range, other: Range) =>
  one.low <= other.high + ties.roundings && other.low <= one.high + ties.roundings;

/** Whether all of a range is at least as large as all of the other. */
export const isAbove = (one: Range, other: Range) => one.low >= other.high - ties.roundings;

/** a·x ≤ b. */
interface Inequality {
  readonly a: readonly number[];
  readonly b: number;
}

/**
 * Whether some shares of parts, which add up to 1, give several means of the whole at once: for each mean the parts have
 * `parts[part][mean]`, and the whole `whole[mean]`. Exact, by eliminating one share after the other (Fourier–Motzkin), which
 * suits a few parts.
 */
export function isMixture(whole: readonly Range[], parts: readonly (readonly Range[])[]): boolean {
  // The last share is 1 less the others.
  const last = parts.at(-1)!;
  const free = parts.slice(0, -1);
  const means = whole.flatMap(({ low, high }, at): Inequality[] => [
    { a: free.map((part) => part[at]!.low - last[at]!.low), b: high - last[at]!.low + ties.roundings },
    { a: free.map((part) => last[at]!.high - part[at]!.high), b: last[at]!.high - low + ties.roundings },
  ]);
  const shares: Inequality[] = [
    ...free.map((_, at) => ({ a: free.map((__, other) => (other === at ? -1 : 0)), b: 0 })),
    { a: free.map(() => 1), b: 1 },
  ];
  return isFeasible([...means, ...shares]);
}

function isFeasible(inequalities: readonly Inequality[]): boolean {
  if (inequalities[0]!.a.length === 0) return inequalities.every(({ b }) => b >= 0);
  const lastOf = ({ a }: Inequality) => a.at(-1)!;
  const above = inequalities.filter((own) => lastOf(own) > 0);
  const below = inequalities.filter((own) => lastOf(own) < 0);
  // Multiplied by one another's coefficients and not divided by their own, which may be tiny.
  const pairs = above.flatMap((one) =>
    below.map((other): Inequality => {
      const [mine, its] = [-lastOf(other), lastOf(one)];
      const a = one.a.slice(0, -1).map((value, at) => value * mine + other.a[at]! * its);
      return { a, b: one.b * mine + other.b * its };
    }),
  );
  const free = inequalities.filter((own) => lastOf(own) === 0).map(({ a, b }) => ({ a: a.slice(0, -1), b }));
  const rest = [...free, ...pairs];
  return rest.length === 0 || isFeasible(rest);
}
