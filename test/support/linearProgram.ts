/**
 * The x ≥ 0 that maximises objective·x where each of `rows`·x is at most its bound, which is no less than 0: the simplex
 * method from the origin, with the largest coefficient entering (Dantzig 1963). Bounds are loosened by up to a millionth, so
 * that no two steps tie and it cannot cycle.
 */
export function maximise(
  objective: readonly number[],
  rows: readonly (readonly number[])[],
  bounds: readonly number[],
): number[] {
  const [m, n] = [rows.length, objective.length];
  const tableau = rows.map((row, i) => Float64Array.from([...row, bounds[i]! + (1e-6 * (i + 1)) / m]));
  tableau.push(Float64Array.from([...objective.map((c) => -c), 0]));
  const [basic, free] = [rows.map((_, i) => n + i), objective.map((_, j) => j)];
  const costs = tableau[m]!;
  for (;;) {
    let s = 0;
    for (let j = 1; j < n; j++) if (costs[j]! < costs[s]!) s = j;
    if (costs[s]! > -1e-9) break;
    let r = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < m; i++) {
      const ratio = tableau[i]![s]! > 1e-9 ? tableau[i]![n]! / tableau[i]![s]! : Number.POSITIVE_INFINITY;
      if (ratio < least) [r, least] = [i, ratio];
    }
    if (r < 0) throw new Error("the linear program is unbounded");
    pivot(tableau, r, s);
    [basic[r], free[s]] = [free[s]!, basic[r]!];
  }
  const x = new Array<number>(n).fill(0);
  basic.forEach((variable, i) => {
    if (variable < n) x[variable] = tableau[i]![n]!;
  });
  return x;
}

/** Swaps the basic variable of a row with the free one of a column. */
function pivot(tableau: readonly Float64Array[], r: number, s: number): void {
  const row = tableau[r]!;
  const by = 1 / row[s]!;
  for (let j = 0; j < row.length; j++) row[j]! *= by;
  row[s] = by;
  tableau.forEach((other, i) => {
    const factor = other[s]!;
    if (i === r || factor === 0) return;
    for (let j = 0; j < other.length; j++) other[j]! -= factor * row[j]!;
    other[s] = -factor * by;
  });
}
