/**
 * Σ a·b over the first `length` numbers of a, and those of b from `from` on, in four sums side by side, so that an addition need
 * not wait for the one before it.
 */
export function dot(a: Float64Array, b: Float64Array, length = a.length, from = 0): number {
  let [first, second, third, fourth] = [0, 0, 0, 0];
  const whole = length - (length % 4);
  for (let at = 0; at < whole; at += 4) {
    first += a[at]! * b[from + at]!;
    second += a[at + 1]! * b[from + at + 1]!;
    third += a[at + 2]! * b[from + at + 2]!;
    fourth += a[at + 3]! * b[from + at + 3]!;
  }
  for (let at = whole; at < length; at++) first += a[at]! * b[from + at]!;
  return first + second + third + fourth;
}

/**
 * Adds Σ a·b of a vector with each of the first `count` columns, of which rows `from` on meet it, to `sums` from `start` on, four
 * at a time, so that the vector is read less often.
 */
export function addDots(
  vector: Float64Array,
  columns: readonly Float64Array[],
  count: number,
  sums: Float64Array,
  start: number,
  from = 0,
): void {
  const whole = count - (count % 4);
  for (let k = 0; k < whole; k += 4) {
    const a = columns[k]!;
    const b = columns[k + 1]!;
    const c = columns[k + 2]!;
    const d = columns[k + 3]!;
    let first = 0;
    let second = 0;
    let third = 0;
    let fourth = 0;
    for (let at = 0; at < vector.length; at++) {
      const value = vector[at]!;
      first += value * a[from + at]!;
      second += value * b[from + at]!;
      third += value * c[from + at]!;
      fourth += value * d[from + at]!;
    }
    sums[start + k]! += first;
    sums[start + k + 1]! += second;
    sums[start + k + 2]! += third;
    sums[start + k + 3]! += fourth;
  }
  for (let k = whole; k < count; k++) sums[start + k]! += dot(vector, columns[k]!, vector.length, from);
}

/** So many rows of some hundreds of columns stay in a processor's cache. */
const tile = 512;

/** Visits columns by stretches of their rows, so that what is done with all pairs of columns reads them once from memory. */
export function inTiles(length: number, visit: (from: number, to: number) => void): void {
  for (let from = 0; from < length; from += tile) visit(from, Math.min(from + tile, length));
}

/** The lower triangle of Σ w·q·qᵀ, line after line, for the columns q; rows of weight zero count nowhere. */
export function crossProducts(columns: readonly Float64Array[], weights: Float64Array): Float64Array {
  const size = columns.length;
  const lower = new Float64Array(size * size);
  inTiles(weights.length, (from, to) => {
    const scaled = new Float64Array(to - from);
    for (let j = 0; j < size; j++) {
      multiply(weights, columns[j]!, scaled, from);
      addDots(scaled, columns, j + 1, lower, j * size, from);
    }
  });
  return lower;
}

/** w·q row by row, from the row `from` on; 0 where the weight is zero. */
export function multiply(weights: Float64Array, column: Float64Array, into: Float64Array, from = 0): void {
  for (let at = 0; at < into.length; at++) {
    const weight = weights[from + at]!;
    into[at] = weight === 0 ? 0 : weight * column[from + at]!;
  }
}

/** Σ w·v². */
export function weightedSquares(values: Float64Array, weights: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += weights[at]! * values[at]! * values[at]!;
  return sum;
}

/** Σ_j factors[j]·columns[j]. */
export function combined(factors: ArrayLike<number>, columns: readonly Float64Array[]): Float64Array {
  const sums = new Float64Array(columns[0]!.length);
  eachFour(factors, columns, (p, a, q, b, r, c, s, d) => {
    for (let at = 0; at < sums.length; at++) sums[at]! += p * a[at]! + q * b[at]! + r * c[at]! + s * d[at]!;
  });
  return sums;
}

/** Σ_j factors[j]·columns[j] for each of several lists of factors. */
export function combinedAll(
  factors: readonly ArrayLike<number>[],
  columns: readonly Float64Array[],
): Float64Array[] {
  const length = columns[0]!.length;
  const sums = factors.map(() => new Float64Array(length));
  inTiles(length, (from, to) => {
    const parts = columns.map((column) => column.subarray(from, to));
    factors.forEach((own, k) => {
      sums[k]!.set(combined(own, parts), from);
    });
  });
  return sums;
}

/** Takes factors[j]·columns[j] from `rest`, and adds their magnitudes to `magnitude`. */
export function subtractAll(
  factors: ArrayLike<number>,
  columns: readonly Float64Array[],
  rest: Float64Array,
  magnitude: Float64Array,
): void {
  eachFour(factors, columns, (p, a, q, b, r, c, s, d) => {
    for (let at = 0; at < rest.length; at++) {
      const first = p * a[at]!;
      const second = q * b[at]!;
      const third = r * c[at]!;
      const fourth = s * d[at]!;
      rest[at]! -= first + second + third + fourth;
      magnitude[at]! += Math.abs(first) + Math.abs(second) + Math.abs(third) + Math.abs(fourth);
    }
  });
}

type Four = (
  p: number,
  a: Float64Array,
  q: number,
  b: Float64Array,
  r: number,
  c: Float64Array,
  s: number,
  d: Float64Array,
) => void;

/** Visits four columns at a time with their factors, so that what is summed is read and written less often. */
function eachFour(factors: ArrayLike<number>, columns: readonly Float64Array[], visit: Four): void {
  const column = (j: number) => columns[Math.min(j, columns.length - 1)]!;
  const factor = (j: number) => factors[j] ?? 0;
  for (let j = 0; j < columns.length; j += 4)
    visit(
      ...([factor(j), column(j)] as const),
      ...([factor(j + 1), column(j + 1)] as const),
      ...([factor(j + 2), column(j + 2)] as const),
      ...([factor(j + 3), column(j + 3)] as const),
    );
}
