import { type Packed, packedLine, packedZeros } from "../numerics/packed.ts";
import { errorNoise } from "../numerics/tolerances.ts";
import type { Cells } from "./cells.ts";
import { type Design, isLonely, refuseLonely, varianceFactor } from "./design.ts";
import { covarianceOfTotals, scaleOf } from "./linearisation.ts";
import { packedCovarianceOfReplicates } from "./replication.ts";

/** A table whose cells are sets of the design's cells in a domain. */
export interface TableCells {
  readonly cells: Cells;
  /** The design's cells in the domain. */
  readonly domain: readonly number[];
  /** The table's cell of each of the design's cells; −1 for those in none. */
  readonly placeOf: Int32Array;
  readonly size: number;
  /** The weighted total of each cell, and of them all. */
  readonly totals: Float64Array;
  readonly total: number;
}

/** The covariance of the weighted totals of all cells of a table. */
export function covarianceOfTable(table: TableCells): Packed {
  const { design } = table.cells;
  if (design.replication) return replicated(table, false);
  return design.calibration ? residual(table, false) : linearised(table);
}

/** The covariance of the proportions of all cells of a table. */
export function covarianceOfProportions(table: TableCells): Packed {
  const { design } = table.cells;
  if (design.replication) return replicated(table, true);
  return design.calibration ? residual(table, true) : relative(linearised(table), table);
}

/** The totals of the table's cells, from those of the design's cells. */
export function totalsByPlace(
  { domain, placeOf, size }: Pick<TableCells, "domain" | "placeOf" | "size">,
  sums: Float64Array,
): Float64Array {
  const totals = new Float64Array(size);
  for (const cell of domain) if (placeOf[cell]! >= 0) totals[placeOf[cell]!]! += sums[cell]!;
  return totals;
}

function replicated(table: TableCells, proportions: boolean): Packed {
  const { cells, size, totals, total } = table;
  const [sums] = cells.replicated!.sums();
  const ofReplicates = Array.from(cells.design.replication!.factors, (_, replicate) => {
    const own = totalsByPlace(
      table,
      Float64Array.from(sums!, (ofCell) => ofCell[replicate]!),
    );
    const all = own.reduce((sum, value) => sum + value, 0);
    return proportions ? own.map((value) => value / all) : own;
  });
  return packedCovarianceOfReplicates(
    cells.design.replication!,
    Array.from({ length: size }, (_, at) => ({
      estimate: totals[at]! / (proportions ? total : 1),
      replicates: Float64Array.from(ofReplicates, (own) => own[at]!),
    })),
  );
}

/** Of a calibrated design every row has a residual in every cell of the table. */
function residual({ cells, domain, placeOf, size, totals, total }: TableCells, proportions: boolean): Packed {
  const none = new Float64Array(domain.length);
  const scores = Array.from({ length: size }, (_, at) => {
    const [share, divisor] = proportions ? [totals[at]! / total, total] : [0, 1];
    const own = Float64Array.from(domain, (cell) => (Number(placeOf[cell] === at) - share) / divisor);
    return { cells: domain, coefficients: cells.sums.map((_, j) => (j === 0 ? own : none)) };
  });
  const covariance = packedZeros(size);
  covarianceOfTotals(cells, scores).forEach((line, j) => {
    covariance.set(line.slice(0, j + 1), packedLine(j));
  });
  return covariance;
}

/** The linearised covariance of t/Σt from that of t: of its residuals t − p·Σt, over the total. */
function relative(covariance: Packed, { size, totals, total }: TableCells): Packed {
  const p = totals.map((own) => own / total);
  const sums = linesSummed(covariance, size);
  const all = sums.reduce((sum, value) => sum + value, 0);
  // A proportion whose totals alone vary has a variance of zero, but for the rounding of what cancels.
  const varies = p.map((share, j) => {
    const own = covariance[packedLine(j) + j]!;
    const parts = [own, -2 * share * sums[j]!, share ** 2 * all];
    const size = parts.reduce((sum, part) => sum + Math.abs(part), 0);
    return Number(parts.reduce((sum, part) => sum + part, 0) > errorNoise.quadraticForm * size);
  });
  for (let j = 0, at = 0; j < size; j++)
    for (let k = 0; k <= j; k++, at++) {
      const centred = covariance[at]! - p[j]! * sums[k]! - p[k]! * sums[j]! + p[j]! * p[k]! * all;
      covariance[at] = (varies[j]! * varies[k]! * centred) / total ** 2;
    }
  return covariance;
}

/** The sums of the lines of a symmetric matrix. */
function linesSummed(matrix: Packed, size: number): Float64Array {
  const sums = new Float64Array(size);
  for (let j = 0, at = 0; j < size; j++)
    for (let k = 0; k <= j; k++, at++) {
      sums[j]! += matrix[at]!;
      if (k < j) sums[k]! += matrix[at]!;
    }
  return sums;
}

/** A cluster, or the rows of one cell, with its mean total in each of the table's cells that it meets. */
interface Unit {
  readonly stratum: number;
  readonly multiplicity: number;
  readonly places: number[];
  readonly means: number[];
  /** Σ (u − ū)² of the rows, which are in one cell of the table; 0 of a cluster. */
  readonly scatter: number;
}

/**
 * The covariance that `covarianceOfTotals` gives, as a sum over clusters and strata of products of the totals that are not
 * zero in each, so that it costs what the rows times the table's cells cost. Totals are centred before they are squared
 * in the cells that most clusters of a stratum meet; in the others the mean's square is at most half of the squares.
 */
function linearised(table: TableCells): Packed {
  const { cells, domain, size } = table;
  const { design } = cells;
  const met = new Set<number>();
  for (const cell of domain) met.add(cells.stratum[cell]!);
  refuseLonely(design, met);
  const sums = new SparseSquares(size);
  const units = unitsByStratum(table);
  for (const [at, own] of units) {
    const stratum = design.strata[at]!;
    if (!isLonely(stratum)) addStratum(sums, own, stratum.clusters, varianceFactor(stratum));
  }
  if (design.lonely === "adjust") addLonely(sums, units, design, met);
  const scale = scaleOf(design, met);
  return scale === 1 ? sums.lower : sums.lower.map((value) => value * scale);
}

function unitsByStratum({ cells, domain, placeOf }: TableCells): Map<number, Unit[]> {
  const strata = new Map<number, Unit[]>();
  const clusters = new Map<number, Unit>();
  for (const cell of domain) {
    const place = placeOf[cell]!;
    if (place < 0) continue;
    const cluster = cells.cluster?.[cell];
    const [total, rows] = [cells.sums[0]![cell]!, cells.rows[cell]!];
    const known = cluster === undefined ? undefined : clusters.get(cluster);
    if (known) {
      known.places.push(place);
      known.means.push(total);
      continue;
    }
    const stratum = cells.stratum[cell]!;
    const unit: Unit =
      cluster === undefined
        ? {
            ...{ stratum, multiplicity: rows, places: [place], means: [total / rows] },
            scatter: cells.scatter[0]![0]![cell]!,
          }
        : { stratum, multiplicity: 1, places: [place], means: [total], scatter: 0 };
    if (cluster !== undefined) clusters.set(cluster, unit);
    const others = strata.get(stratum);
    if (others) others.push(unit);
    else strata.set(stratum, [unit]);
  }
  return strata;
}

/** A sum of squares of vectors that are mostly zero. */
class SparseSquares {
  readonly lower: Packed;
  readonly #values: Float64Array;

  constructor(readonly size: number) {
    this.lower = packedZeros(size);
    this.#values = new Float64Array(size);
  }

  /** Adds factor·v·vᵀ, where v is the sum of the numbers at some places. */
  add(factor: number, places: readonly number[], numbers: readonly number[]): void {
    const values = this.#values;
    places.forEach((place, at) => {
      values[place]! += numbers[at]!;
    });
    const ordered = Int32Array.from(new Set(places)).sort();
    for (let i = 0; i < ordered.length; i++) {
      const line = packedLine(ordered[i]!);
      const scaled = factor * values[ordered[i]!]!;
      for (let j = 0; j <= i; j++) this.lower[line + ordered[j]!]! += scaled * values[ordered[j]!]!;
    }
    for (const place of ordered) values[place] = 0;
  }
}

/** Adds factor·Σ (u − ū)(u − ū)ᵀ over the clusters of a stratum, of which those that are no units have u = 0. */
function addStratum(sums: SparseSquares, units: readonly Unit[], clusters: number, factor: number): void {
  if (factor === 0) return;
  const means = new Map<number, number>();
  const meeting = new Map<number, number>();
  let outside = clusters;
  for (const { multiplicity, places, means: own } of units) {
    outside -= multiplicity;
    places.forEach((place, at) => {
      means.set(place, (means.get(place) ?? 0) + (multiplicity * own[at]!) / clusters);
      meeting.set(place, (meeting.get(place) ?? 0) + multiplicity);
    });
  }
  const isCentred = (place: number) => meeting.get(place)! > clusters / 2;
  const centred = [...means.keys()].filter(isCentred);
  const centre = centred.map((place) => -means.get(place)!);
  for (const { multiplicity, places, means: own, scatter } of units) {
    sums.add(factor * multiplicity, [...places, ...centred], [...own, ...centre]);
    if (scatter > 0) sums.add(factor * scatter, places, [1]);
  }
  if (outside > 0) sums.add(factor * outside, centred, centre);
  const others = [...means].filter(([place]) => !isCentred(place));
  sums.add(
    -factor * clusters,
    others.map(([place]) => place),
    others.map(([, mean]) => mean),
  );
}

/** Adds the squares of the lonely strata's distances from the mean c of all clusters: Σ f·(u − c)(u − c)ᵀ. */
function addLonely(
  sums: SparseSquares,
  units: ReadonlyMap<number, readonly Unit[]>,
  { strata }: Design,
  met: ReadonlySet<number>,
): void {
  const { size, lower } = sums;
  const [means, weighted] = [new Float64Array(size), new Float64Array(size)];
  let [clusters, factors] = [0, 0];
  for (const at of met) clusters += strata[at]!.clusters;
  for (const at of met) {
    const factor = isLonely(strata[at]!) ? varianceFactor(strata[at]!) : 0;
    factors += factor;
    for (const { multiplicity, places, means: own } of units.get(at) ?? []) {
      if (factor !== 0) sums.add(factor, places, own);
      places.forEach((place, j) => {
        means[place]! += (multiplicity * own[j]!) / clusters;
        weighted[place]! += factor * own[j]!;
      });
    }
  }
  if (factors === 0) return;
  for (let j = 0, at = 0; j < size; j++)
    for (let k = 0; k <= j; k++, at++)
      lower[at]! += factors * means[j]! * means[k]! - weighted[j]! * means[k]! - means[j]! * weighted[k]!;
}
