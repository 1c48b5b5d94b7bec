import type { Cells } from "./cells.ts";
import { type Design, isLonely, refuseLonely, varianceFactor } from "./design.ts";

/**
 * A linearised variable z of a domain: zero outside the listed cells, and within each a linear form of the cells'
 * numeric columns, z = Σ_j coefficients[j]·q_j. All cells of the domain are listed, those where z is zero too, in ascending
 * order.
 */
export interface Score {
  readonly cells: readonly number[];
  /** `coefficients[j][at]`, for the cell at that position of the list. */
  readonly coefficients: readonly Float64Array[];
}

/**
 * Covariance matrix of the weighted totals Σ w·z of linearised variables:
 * Σ over strata h of (1 − f_h)·n_h/(n_h − 1) · Σ over clusters i of (u_i − ū_h)(u_i − ū_h)ᵀ, where u_i is the cluster's
 * sum of w·z, and clusters outside the domain count with u_i = 0 (Woodruff 1971; Särndal, Swensson and Wretman 1992,
 * sections 4.3 and 5.5; `svyrecvar` in R's survey).
 *
 * A stratum with a single cluster counts by the design's rule: `certainty` as zero, `adjust` with its distance from the
 * mean of all clusters in the strata of the domain (survey 4.3 and later; 4.1 took zero for it), `average` as the mean of
 * the other strata of the domain, NaN when there are none.
 */
export function covarianceOfTotals(cells: Cells, scores: readonly Score[]): number[][] {
  if (cells.design.calibration) return covarianceOfResiduals(cells, scores);
  const met = strataMet(cells, scores);
  const units = cells.cluster ? clusterTotals(cells, scores) : cellMeans(cells, scores);
  return covarianceOfUnits(cells.design, units, met);
}

/** The strata that each score's domain meets; scores of one domain share them. */
function strataMet({ stratum }: Cells, scores: readonly Score[]): ReadonlySet<number>[] {
  const known = new Map<Score["cells"], Set<number>>();
  return scores.map(({ cells: listed }) => {
    const met = known.get(listed) ?? new Set<number>();
    if (!known.has(listed)) for (const cell of listed) met.add(stratum[cell]!);
    known.set(listed, met);
    return met;
  });
}

/**
 * The same of a calibrated design: z gives way to its residual z − x·B from the regression on the auxiliaries with the
 * weights before calibration, which is not zero outside the domain either (Deville and Särndal 1992, section 3; `svyrecvar`
 * after `calibrate` and `postStratify` in R's survey).
 */
function covarianceOfResiduals({ design, calibrated }: Cells, scores: readonly Score[]): number[][] {
  const { pattern, baseSums } = calibrated!;
  const { cells: whole, pattern: patterns } = calibrated!.whole();
  const all = Array.from(patterns.keys());
  const residuals = scores.map(({ cells: listed, coefficients }): Score => {
    const cross = new Float64Array(design.calibration!.count);
    listed.forEach((cell, at) => {
      coefficients.forEach((own, j) => {
        cross[pattern[cell]!]! += own[at]! * baseSums[j]![cell]!;
      });
    });
    const fitted = design.calibration!.fitted(cross);
    const residual = whole.sums.map((_, j) =>
      Float64Array.from(patterns, (own) => (j === 0 ? -fitted[own]! : 0)),
    );
    listed.forEach((cell, at) => {
      coefficients.forEach((own, j) => {
        residual[j]![cell]! += own[at]!;
      });
    });
    return { cells: all, coefficients: residual };
  });
  const units = whole.cluster ? clusterTotals(whole, residuals) : cellMeans(whole, residuals);
  const met = new Set(whole.stratum);
  return covarianceOfUnits(
    design,
    units,
    scores.map(() => met),
  );
}

/** What the variance adds up: rows in bundles of equal stratum and score, or clusters; units of no other rows are 0. */
export interface Units {
  readonly stratum: Int32Array;
  /** How many rows, or clusters, the unit stands for. */
  readonly multiplicity: Float64Array;
  /** Writes the mean of u in a unit, one number for each score. */
  mean(unit: number, into: Float64Array): void;
  /**
   * Adds to the lower triangle of a matrix `factor` times Σ (u − ū)(u − ū)ᵀ over the rows of a unit, ū being the centre
   * of its stratum, but for some times ū·ūᵀ, whose number it returns.
   */
  addSquares(unit: number, centre: Float64Array, factor: number, lower: Float64Array): number;
}

/** The same of units; `met` has the strata that each score's domain meets. */
export function covarianceOfUnits(
  design: Design,
  units: Units,
  met: readonly ReadonlySet<number>[],
): number[][] {
  for (const strata of new Set(met)) refuseLonely(design, strata);
  const size = met.length;
  const { stratum, multiplicity } = units;
  // Strata without units add nothing.
  const { found: strata, numbers: placeOf } = numbered(stratum);
  const means = meansOfStrata(design, units, met, strata, placeOf);
  const factors = Float64Array.from(strata, (at) => factorOf(design, at));
  const rest = Float64Array.from(strata, (at) => design.strata[at]!.clusters);
  const lower = new Float64Array(size * size);
  const centreOf = (at: number) => means.subarray(at * size, (at + 1) * size);
  let [last, centre] = [-1, means];
  for (let unit = 0; unit < stratum.length; unit++) {
    const at = placeOf[unit]!;
    rest[at]! -= multiplicity[unit]!;
    if (factors[at] === 0) continue;
    if (at !== last) [last, centre] = [at, centreOf(at)];
    rest[at]! += units.addSquares(unit, centre, factors[at]!, lower);
  }
  rest.forEach((outside, at) => {
    const factor = outside > 0 ? outside * factors[at]! : 0;
    if (factor !== 0) addSquare(lower, centreOf(at), factor);
  });
  const scale = Float64Array.from(met, (own) => scaleOf(design, own));
  return met.map((_, j) =>
    met.map((__, k) => lower[Math.max(j, k) * size + Math.min(j, k)]! * Math.sqrt(scale[j]! * scale[k]!)),
  );
}

/**
 * The codes that occur, in the order of their first places, and the number of each place's code among them. Equal codes often
 * stand side by side.
 */
export function numbered(codes: Int32Array): {
  readonly found: readonly number[];
  readonly numbers: Int32Array;
} {
  const known = new Map<number, number>();
  const numbers = new Int32Array(codes.length);
  const found: number[] = [];
  let [last, number] = [-1, -1];
  for (let at = 0; at < codes.length; at++) {
    const code = codes[at]!;
    if (code !== last) {
      last = code;
      number = known.get(code) ?? found.push(code) - 1;
      known.set(code, number);
    }
    numbers[at] = number;
  }
  return { found, numbers };
}

/** Adds factor·v·vᵀ to the lower triangle of a matrix. */
export function addSquare(lower: Float64Array, vector: Float64Array, factor: number): void {
  const size = vector.length;
  for (let j = 0; j < size; j++) {
    const scaled = factor * vector[j]!;
    if (scaled === 0) continue;
    const line = j * size;
    for (let k = 0; k <= j; k++) lower[line + k]! += scaled * vector[k]!;
  }
}

function cellMeans(cells: Cells, scores: readonly Score[]): Units {
  const { listed, positions } = unionOf(scores.map((score) => score.cells));
  const mean = (unit: number, into: Float64Array) => {
    scores.forEach((score, j) => {
      into[j] = totalIn(cells, score, positions[j]![unit]!) / cells.rows[listed[unit]!]!;
    });
  };
  const addWithin = (unit: number, factor: number, lower: Float64Array) => {
    if (cells.rows[listed[unit]!] === 1) return;
    for (let j = 0; j < scores.length; j++)
      for (let k = 0; k <= j; k++) {
        const [first, second] = [positions[j]![unit]!, positions[k]![unit]!];
        if (first < 0 || second < 0) continue;
        let sum = 0;
        for (let q = 0; q < cells.sums.length; q++)
          for (let r = 0; r < cells.sums.length; r++)
            sum +=
              scores[j]!.coefficients[q]![first]! *
              scores[k]!.coefficients[r]![second]! *
              cells.scatter[Math.max(q, r)]![Math.min(q, r)]![listed[unit]!]!;
        lower[j * scores.length + k]! += factor * sum;
      }
  };
  const deviations = new Float64Array(scores.length);
  return {
    stratum: Int32Array.from(listed, (cell) => cells.stratum[cell]!),
    multiplicity: Float64Array.from(listed, (cell) => cells.rows[cell]!),
    mean,
    addSquares: (unit, centre, factor, lower) => {
      mean(unit, deviations);
      for (let j = 0; j < deviations.length; j++) deviations[j]! -= centre[j]!;
      addSquare(lower, deviations, factor * cells.rows[listed[unit]!]!);
      addWithin(unit, factor, lower);
      return 0;
    },
  };
}

/** The cells of several lists, each once and in ascending order, and where each list has them; −1 where it does not. */
export interface CellUnion {
  readonly listed: readonly number[];
  readonly positions: readonly Int32Array[];
}

/** Brings lists together that are each in ascending order. */
export function unionOf(lists: readonly Score["cells"][]): CellUnion {
  const [first = []] = lists;
  if (lists.every((list) => list === first)) {
    const own = Int32Array.from(first.keys());
    return { listed: first, positions: lists.map(() => own) };
  }
  const all = Int32Array.from(lists.flat()).sort();
  const listed: number[] = [];
  for (let at = 0; at < all.length; at++) if (at === 0 || all[at] !== all[at - 1]) listed.push(all[at]!);
  const positions = lists.map((list) => {
    const position = new Int32Array(listed.length).fill(-1);
    for (let at = 0, to = 0; at < list.length; at++) {
      while (listed[to]! < list[at]!) to++;
      position[to] = at;
    }
    return position;
  });
  return { listed, positions };
}

function clusterTotals(cells: Cells, scores: readonly Score[]): Units {
  const { listed, positions } = unionOf(scores.map((score) => score.cells));
  const { found, numbers } = numbered(Int32Array.from(listed, (cell) => cells.cluster![cell]!));
  const values = scores.map((score, j) => {
    const totals = new Float64Array(found.length);
    for (let at = 0; at < numbers.length; at++)
      totals[numbers[at]!]! += totalIn(cells, score, positions[j]![at]!);
    return totals;
  });
  return {
    stratum: Int32Array.from(found, (cluster) => cells.design.clusterStrata![cluster]!),
    ...clusterUnits(found.length, scores.length, (unit, into) => {
      for (let j = 0; j < values.length; j++) into[j] = values[j]![unit]!;
    }),
  };
}

/** Units that are single clusters. */
export function clusterUnits(count: number, size: number, mean: Units["mean"]): Omit<Units, "stratum"> {
  const deviations = new Float64Array(size);
  return {
    multiplicity: new Float64Array(count).fill(1),
    mean,
    addSquares: (unit, centre, factor, lower) => {
      mean(unit, deviations);
      for (let j = 0; j < size; j++) deviations[j]! -= centre[j]!;
      addSquare(lower, deviations, factor);
      return 0;
    },
  };
}

/** Σ w·z over the rows of the cell at a position of the score's list; 0 at position −1. */
function totalIn(cells: Cells, { cells: listed, coefficients }: Score, at: number): number {
  if (at < 0) return 0;
  let total = 0;
  for (let q = 0; q < coefficients.length; q++) total += coefficients[q]![at]! * cells.sums[q]![listed[at]!]!;
  return total;
}

/**
 * The centre of each stratum's deviations: the mean of u over all its clusters. In a lonely stratum it is zero, but under
 * the rule `adjust` the mean over all clusters of the strata that the score's domain meets.
 */
function meansOfStrata(
  design: Design,
  units: Units,
  met: readonly ReadonlySet<number>[],
  strata: readonly number[],
  placeOf: Int32Array,
): Float64Array {
  const { stratum, multiplicity } = units;
  const size = met.length;
  const adjusts = design.lonely === "adjust";
  const means = new Float64Array(strata.length * size);
  const totals = new Float64Array(size);
  const values = new Float64Array(size);
  for (let unit = 0; unit < stratum.length; unit++) {
    const at = placeOf[unit]!;
    const own = design.strata[stratum[unit]!]!;
    units.mean(unit, values);
    const share = isLonely(own) ? 0 : multiplicity[unit]! / own.clusters;
    for (let j = 0; j < size; j++) means[at * size + j]! += share * values[j]!;
    if (adjusts) for (let j = 0; j < size; j++) totals[j]! += multiplicity[unit]! * values[j]!;
  }
  if (!adjusts) return means;
  met.forEach((own, j) => {
    let clusters = 0;
    for (const at of own) clusters += design.strata[at]!.clusters;
    strata.forEach((at, place) => {
      if (own.has(at) && isLonely(design.strata[at]!)) means[place * size + j] = totals[j]! / clusters;
    });
  });
  return means;
}

function factorOf({ strata, lonely }: Design, stratum: number): number {
  const left = isLonely(strata[stratum]!) && lonely !== "adjust";
  return left ? 0 : varianceFactor(strata[stratum]!);
}

/** Under the rule `average`: the strata of the domain over those that have a variance of their own. */
export function scaleOf({ strata, lonely }: Design, met: ReadonlySet<number>): number {
  if (lonely !== "average") return 1;
  const own = [...met].filter((at) => !isLonely(strata[at]!)).length;
  return own === 0 ? Number.NaN : met.size / own;
}
