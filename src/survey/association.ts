import { Matrix } from "ml-matrix";
import { inverseForm, positiveDefinite } from "../numerics/cholesky.ts";
import { upperF } from "../numerics/distributions.ts";
import type { Label } from "../text/language.ts";
import type { Cells } from "./cells.ts";
import { degreesOfFreedom } from "./domains.ts";
import { covarianceOf, type Estimate, estimate, one } from "./estimators.ts";

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

/** A two-way table as the tests see it: r × c cells in column-major order. */
interface TwoWay {
  readonly r: number;
  readonly c: number;
  readonly proportions: readonly Estimate[];
  readonly totals: readonly Estimate[];
  readonly cells: Cells;
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
  const counted = columns.flatMap((j) =>
    rows.map((i) =>
      weighted.filter((cell) => cells.codes[row]![cell] === i && cells.codes[column]![cell] === j),
    ),
  );
  const estimateAll = (denominator: typeof one | undefined) =>
    counted.map((inCell) => estimate(cells, { domain, counted: inCell, numerator: one, denominator })!);
  return associationTests[name]({
    r: rows.length,
    c: columns.length,
    proportions: estimateAll(one),
    totals: estimateAll(undefined),
    cells,
    df: freedom,
  });
}

function fTest(statistic: number, df1: number, df2: number): AssociationTest | NoTest {
  return df2 > 0 ? { statistic, df1, df2, p: upperF(statistic, df1, df2) } : { reason: tooFewClusters };
}

/**
 * Pearson's X² over the sum of the eigenvalues δ of its design-effect matrix, and (Σδ)²/Σδ². With D the diagonal of the
 * proportions, V their covariance and C a basis of the interaction contrasts, the matrix is
 * (Cᵀ·D⁻¹·C/n)⁻¹·Cᵀ·D⁻¹·V·D⁻¹·C; n cancels against that of X².
 */
function raoScott({ r, c, proportions, cells }: TwoWay): { statistic: number; df: number } | NoTest {
  const p = proportions.map(({ estimate: share }) => share);
  const inverse = p.map((share) => (share === 0 ? 0 : 1 / share));
  const contrasts = interactionContrasts(r, c).map((contrast) =>
    contrast.map((value, at) => value * inverse[at]!),
  );
  const scaled = new Matrix(contrasts);
  const denominator = scaled.mmul(
    new Matrix(contrasts.map((row) => row.map((value, at) => value * p[at]!))).transpose(),
  );
  const solver = positiveDefinite(denominator.to2DArray());
  if (!solver) return { reason: emptyCells };
  const variance = new Matrix(covarianceOf(cells, proportions));
  const effects = solver.solve(scaled.mmul(variance).mmul(scaled.transpose()));
  const trace = effects.trace();
  if (!(trace > 0)) return { reason: tooFewClusters };
  const margins = marginsOf(p, r, c);
  const chiSquare = p.reduce((sum, share, at) => {
    const expected = margins.rows[at % r]! * margins.columns[Math.floor(at / r)]!;
    return sum + (share - expected) ** 2 / expected;
  }, 0);
  return { statistic: chiSquare / trace, df: trace ** 2 / effects.mmul(effects).trace() };
}

/** Products of (level i minus the last) and (level j minus the last), over the cells in column-major order. */
function interactionContrasts(r: number, c: number): number[][] {
  const side = (size: number) =>
    Array.from({ length: size - 1 }, (_, i) =>
      Array.from({ length: size }, (_, at) => Number(at === i) - Number(at === size - 1)),
    );
  return side(c).flatMap((v) => side(r).map((u) => v.flatMap((b) => u.map((a) => a * b))));
}

function marginsOf(values: readonly number[], r: number, c: number) {
  const rows = new Array<number>(r).fill(0);
  const columns = new Array<number>(c).fill(0);
  values.forEach((value, at) => {
    rows[at % r]! += value;
    columns[Math.floor(at / r)]! += value;
  });
  return { rows, columns };
}

/** Wald's χ² of the linearised differences between observed and expected totals, first row and column left out. */
function wald({ r, c, totals, cells }: TwoWay): number | NoTest {
  const observed = totals.map(({ estimate: total }) => total);
  const { rows, columns } = marginsOf(observed, r, c);
  const all = rows.reduce((sum, value) => sum + value, 0);
  const used = observed.map((_, at) => at).filter((at) => at % r > 0 && at >= r);
  const residuals = used.map((at) => observed[at]! - (rows[at % r]! * columns[Math.floor(at / r)]!) / all);
  const jacobian = new Matrix(
    used.map((at) => {
      const [i, j] = [at % r, Math.floor(at / r)];
      return observed.map((_, other) => {
        const [k, l] = [other % r, Math.floor(other / r)];
        const expected = (rows[i]! * columns[j]!) / all;
        return (
          Number(other === at) -
          Number(k === i) * (columns[j]! / all) -
          Number(l === j) * (rows[i]! / all) +
          expected / all
        );
      });
    }),
  );
  const variance = jacobian.mmul(new Matrix(covarianceOf(cells, totals))).mmul(jacobian.transpose());
  const solver = positiveDefinite(variance.to2DArray());
  return solver ? inverseForm(solver, residuals) : { reason: tooFewClusters };
}
