import type { Layer } from "./suppressionProblem.ts";

/** What a cell counts. */
export interface Count {
  /** Respondents. */
  readonly n: number;
  /** Their sum of weights. */
  readonly total: number;
}

/** The share of its sum of weights to which a reader may not come near, above or below. */
const nearness = 0.2;

/**
 * The counts of cells, and their sums of weights to the same scale, with what small ones keep open: by the counts they may be empty and
 * may have `least` respondents, by the sums of weights a fifth on both sides. Negative weights are no sums that a reader can bound.
 */
export function layersOf(counts: readonly Count[], small: readonly number[], least: number): Layer[] {
  const sum = (key: keyof Count) => counts.reduce((all, own) => all + own[key], 0);
  const scale = sum("n") / sum("total");
  const weights = counts.map(({ total }) => total * scale);
  const byCounts = small.map((cell) => {
    const { n } = counts[cell]!;
    return { cell, below: n, above: least - n };
  });
  const byWeights = small.map((cell) => {
    const open = nearness * weights[cell]!;
    return { cell, below: open, above: open };
  });
  return [
    { values: counts.map(({ n }) => n), protections: byCounts },
    ...(weights.every((own) => own >= 0) ? [{ values: weights, protections: byWeights }] : []),
  ];
}
