import { inverseForm, positiveDefinite } from "../numerics/cholesky.ts";
import { upperF } from "../numerics/distributions.ts";
import { packedLine, wholeLine } from "../numerics/packed.ts";
import { errorNoise } from "../numerics/tolerances.ts";
import type { Label } from "../text/language.ts";
import type { Cells } from "./cells.ts";
import { degreesOfFreedom, sizeOf } from "./domains.ts";
import { mainEffects, tracesOf } from "./interactions.ts";
import {
  covarianceOfProportions,
  covarianceOfTable,
  type TableCells,
  totalsByPlace,
} from "./tableCovariance.ts";

/** A test of independence of the rows and columns of a weighted two-way table. */
export interface AssociationTest {
  readonly statistic: number;
  readonly df1: number;
  readonly df2: number;
  readonly p: number;
}

/** Why a test cannot be made. */
export interface NoTest {
  readonly reason: Label;
}

/** A two-way table as the tests see it: r × c cells in row-major order. */
interface TwoWay extends TableCells {
  readonly r: number;
  readonly c: number;
  /** Clusters minus strata of the table's rows. */
  readonly df: number;
}

type Method = (table: TwoWay) => AssociationTest | NoTest;

/** Tests of independence in F form; `second` is the one to report by default. */
export const associationTests = {
  /** Pearson's X² over the mean of its design effects (Rao and Scott 1981, first order). */
  first: (table) => {
    const pearson = raoScott(table);
    if ("reason" in pearson) return pearson;
    const df1 = (table.r - 1) * (table.c - 1);
    return fTest(pearson.statistic, df1, df1 * table.df);
  },

  /**
   * Pearson's X² with Satterthwaite's degrees of freedom for unequal design effects (Rao and Scott 1984, second order;
   * Thomas and Rao 1987 for the F form; `svychisq(statistic = "F")` in R's survey).
   */
  second: (table) => {
    const pearson = raoScott(table);
    if ("reason" in pearson) return pearson;
    return fTest(pearson.statistic, pearson.df, pearson.df * table.df);
  },

  /** Wald's test of the differences between observed and expected totals (`svychisq(statistic = "Wald")`). */
  wald: (table) => {
    const df1 = (table.r - 1) * (table.c - 1);
    const chiSquare = wald(table);
    return typeof chiSquare === "number" ? fTest(chiSquare / df1, df1, table.df) : chiSquare;
  },

  /** The same, adjusted for few clusters (Fellegi 1980; `svychisq(statistic = "adjWald")`). */
  "adjusted-wald": (table) => {
    const df1 = (table.r - 1) * (table.c - 1);
    const df2 = table.df - df1 + 1;
    const chiSquare = wald(table);
    if (typeof chiSquare !== "number") return chiSquare;
    return df2 > 0 ? fTest((chiSquare * df2) / (df1 * table.df), df1, df2) : { reason: tooFewClusters };
  },
} satisfies Record<string, Method>;

export type AssociationTestName = keyof typeof associationTests;
export const associationTestNames = Object.keys(associationTests) as AssociationTestName[];

const oneLevel: Label = {
  fr: "une des deux variables n'a qu'une modalité parmi les répondants",
  en: "one of the two variables has a single level among the respondents",
};
const emptyCells: Label = {
  fr: "trop de cases du tableau sont vides",
  en: "too many cells of the table are empty",
};
const tooFewClusters: Label = {
  fr: "il y a trop peu de grappes (ou de répondants) pour ce test",
  en: "there are too few clusters (or respondents) for this test",
};

/** Cells of a table, beyond which a test takes minutes or gigabytes. */
const mostCells = {
  raoScott: 10_000,
  wald: 5_000,
  /** Of a calibrated design every row has a residual in every cell. */
  calibrated: 500,
};
const tooManyCells = (cells: number, most: number): Label => ({
  fr: `le tableau a ${cells} cases, et ce test en admet au plus ${most}`,
  en: `the table has ${cells} cells, and this test takes at most ${most}`,
});

/**
 * Tests whether two grouping columns of the cells are independent in a domain, among the levels that occur with weight.
 * `row` and `column` say which of the cells' columns they are; `freedom` is clusters minus strata.
 */
export function testAssociation(
  cells: Cells,
  domain: readonly number[],
  [row, column]: readonly [number, number],
  name: AssociationTestName,
  freedom = degreesOfFreedom(cells, domain),
): AssociationTest | NoTest {
  const weighted = domain.filter((cell) => cells.weighted[cell]! > 0);
  const levelsOf = (of: number) =>
    [...new Set(weighted.map((cell) => cells.codes[of]![cell]!))].sort((a, b) => a - b);
  const [rows, columns] = [levelsOf(row), levelsOf(column)];
  if (rows.length < 2 || columns.length < 2) return { reason: oneLevel };
  const size = rows.length * columns.length;
  const kind = cells.design.calibration
    ? "calibrated"
    : name === "first" || name === "second"
      ? "raoScott"
      : "wald";
  const most = mostCells[kind];
  if (size > most) return { reason: tooManyCells(size, most) };
  const [rowAt, columnAt] = [rows, columns].map((levels) => new Map(levels.map((level, at) => [level, at])));
  const placeOf = new Int32Array(cells.count).fill(-1);
  for (const cell of weighted)
    placeOf[cell] =
      rowAt!.get(cells.codes[row]![cell]!)! * columns.length + columnAt!.get(cells.codes[column]![cell]!)!;
  const totals = totalsByPlace({ domain, placeOf, size }, cells.sums[0]!);
  return associationTests[name]({
    ...{ cells, domain, placeOf, size, totals, total: totals.reduce((sum, value) => sum + value, 0) },
    ...{ r: rows.length, c: columns.length, df: freedom },
  });
}

function fTest(statistic: number, df1: number, df2: number): AssociationTest | NoTest {
  return df2 > 0 ? { statistic, df1, df2, p: upperF(statistic, df1, df2) } : { reason: tooFewClusters };
}

/**
 * Pearson's X² over the sum of the eigenvalues δ of its design-effect matrix, and (Σδ)²/Σδ². With D the diagonal of the
 * proportions, V their covariance and C a basis of the interaction contrasts, the matrix is
 * (Cᵀ·D⁻¹·C/n)⁻¹·Cᵀ·D⁻¹·V·D⁻¹·C; n cancels against that of X². Its traces are those of D⁻¹·X, where X = Πᵀ·V·Π and
 * Π = I − B·(Bᵀ·D·B)⁻¹·Bᵀ·D leaves out the r + c − 1 main effects B, the complement of C: what is solved is as large as
 * the margins, not as the cells.
 */
function raoScott(table: TwoWay): { statistic: number; df: number } | NoTest {
  const { r, c, totals, total } = table;
  const p = totals.map((value) => value / total);
  const effects = mainEffects(p, r, c);
  if (!effects) return { reason: emptyCells };
  const covariance = covarianceOfProportions(table);
  const traces = tracesOf(p, effects, covariance);
  if (!traces) return { reason: emptyCells };
  const { first, second } = traces;
  // What of the proportions' variances the interactions have, where these are more than the rounding of zero.
  let whole = 0;
  p.forEach((share, at) => {
    if (share !== 0) whole += covariance[packedLine(at) + at]! / share;
  });
  if (!(first > Math.max(errorNoise.quadraticForm * whole, noiseOf(table) ** 2)))
    return { reason: tooFewClusters };
  const margins = marginsOf(p, r, c);
  let chiSquare = 0;
  p.forEach((share, at) => {
    const expected = margins.rows[Math.floor(at / c)]! * margins.columns[at % c]!;
    chiSquare += (share - expected) ** 2 / expected;
  });
  // By Cauchy and Schwarz's inequality, which rounding must not break.
  const df = Math.max(1, Math.min(first ** 2 / second, (r - 1) * (c - 1)));
  return { statistic: chiSquare / first, df };
}

/** The standard error that is the rounding of zero, relative to what it is of. */
const noiseOf = ({ cells }: TwoWay) => (cells.design.replication ? errorNoise.replicates : errorNoise.sums);

function marginsOf(values: Float64Array, r: number, c: number) {
  const rows = new Float64Array(r);
  const columns = new Float64Array(c);
  for (let at = 0; at < values.length; at++) {
    rows[Math.floor(at / c)]! += values[at]!;
    columns[at % c]! += values[at]!;
  }
  return { rows, columns };
}

/** Wald's χ² of the linearised differences between observed and expected totals, first row and column left out. */
function wald(table: TwoWay): number | NoTest {
  const { r, c, totals, total } = table;
  const { replication } = table.cells.design;
  const rank = replication ? replication.factors.length : sizeOf(table.cells, table.domain).clusters;
  if ((r - 1) * (c - 1) > rank) return { reason: tooFewClusters };
  const margins = marginsOf(totals, r, c);
  const used = Int32Array.from(totals.keys()).filter((at) => at >= c && at % c > 0);
  const [row, column] = [used.map((at) => Math.floor(at / c)), used.map((at) => at % c)];
  const rowShare = Float64Array.from(row, (i) => margins.rows[i]! / total);
  const columnShare = Float64Array.from(column, (j) => margins.columns[j]! / total);
  /** The differences' coefficients times a vector of the cells, first row and column left out. */
  const differences = (vector: Float64Array): Float64Array => {
    const own = marginsOf(vector, r, c);
    const all = own.rows.reduce((sum, value) => sum + value, 0);
    const found = new Float64Array(used.length);
    for (let at = 0; at < found.length; at++)
      found[at] =
        vector[used[at]!]! -
        columnShare[at]! * own.rows[row[at]!]! -
        rowShare[at]! * own.columns[column[at]!]! +
        rowShare[at]! * columnShare[at]! * all;
    return found;
  };
  const covariance = covarianceOfTable(table);
  const half = Array.from(totals, (_, at) => differences(wholeLine(covariance, totals.length, at)));
  const vector = new Float64Array(totals.length);
  const variance = Array.from(used, (_, j) => {
    for (let at = 0; at < vector.length; at++) vector[at] = half[at]![j]!;
    return differences(vector);
  });
  const residuals = Array.from(used, (at, j) => totals[at]! - rowShare[j]! * columnShare[j]! * total);
  const isZero = variance.some((own, j) => !(own[j]! > (noiseOf(table) * total) ** 2));
  const solver = isZero ? undefined : positiveDefinite(variance);
  return solver ? inverseForm(solver, residuals) : { reason: tooFewClusters };
}
