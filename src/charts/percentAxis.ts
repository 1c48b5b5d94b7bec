/** An axis of percentages with few lines, and no number beyond 100. */
export function percentAxis(most: number, least = 0) {
  const step = [1, 2, 5, 10].find((own) => (most - least) / own <= 6) ?? 20;
  const from = Math.max(least, 0);
  const first = Math.ceil(from / step);
  const count = Math.floor(Math.min(most, 100) / step) - first + 1;
  return {
    scale: { domain: [from, most], nice: false, zero: false },
    axis: { title: null, grid: true, values: Array.from({ length: count }, (_, at) => (first + at) * step) },
  };
}
