type PValues = readonly (number | null)[];

/** A step-wise adjustment: what each p-value is multiplied by, from its rank among m, the smallest having rank 1. */
function stepwise(
  pValues: PValues,
  factor: (rank: number, m: number) => number,
  direction: "down" | "up",
): (number | null)[] {
  const order = pValues
    .flatMap((p, at) => (p === null ? [] : [{ p, at }]))
    .sort((a, b) => a.p - b.p || a.at - b.at);
  const scaled = order.map(({ p }, index) => Math.min(1, p * factor(index + 1, order.length)));
  if (direction === "down")
    for (let k = 1; k < scaled.length; k++) scaled[k] = Math.max(scaled[k]!, scaled[k - 1]!);
  else for (let k = scaled.length - 2; k >= 0; k--) scaled[k] = Math.min(scaled[k]!, scaled[k + 1]!);
  const adjusted: (number | null)[] = pValues.map(() => null);
  order.forEach(({ at }, index) => {
    adjusted[at] = scaled[index]!;
  });
  return adjusted;
}

/** Adjustments of p-values for their number (`p.adjust` in R); those that do not exist are not counted. */
export const adjustments = {
  /** Holm (1979): controls the probability of any false rejection. */
  holm: (pValues) => stepwise(pValues, (rank, m) => m - rank + 1, "down"),
  bonferroni: (pValues) => stepwise(pValues, (_, m) => m, "down"),
  /** Benjamini and Hochberg (1995): controls the expected share of false rejections. */
  bh: (pValues) => stepwise(pValues, (rank, m) => m / rank, "up"),
} satisfies Record<string, (pValues: PValues) => (number | null)[]>;

export type Adjustment = keyof typeof adjustments;
export const adjustmentNames = Object.keys(adjustments) as Adjustment[];
