import { CompensatedSums } from "../../numerics/compensatedSums.ts";
import { once } from "../../numerics/once.ts";
import { linesOnColumns, type Orthonormal, onColumns } from "../../numerics/orthonormal.ts";
import { combinedAll } from "../../numerics/products.ts";
import { lostShare } from "../../numerics/tolerances.ts";
import { rowsAt } from "../../sources/tables/aggregates.ts";
import type { Table } from "../../sources/tables/table.ts";
import { makeCells } from "../../survey/cells.ts";
import type { Design } from "../../survey/design.ts";
import { designFreedom, type Freedom, freedomOfRows, type Mask } from "../../survey/domains.ts";
import {
  constantOutcome,
  divergence,
  neverOutcome,
  nobody,
  noTerms,
  roundingErrors,
} from "../../text/messages/refusals.ts";
import type { ModelColumn } from "../formula/coding.ts";
import { type Covariates, type FindCovariates, sharedCovariates } from "../formula/covariates.ts";
import { withFactorAtoms } from "../formula/factorAtoms.ts";
import type { Formula } from "../formula/formula.ts";
import type { Frame } from "../formula/frame.ts";
import { type Observations, observe } from "../formula/observations.ts";
import {
  hasOutcome,
  type Outcome,
  type RawOutcome,
  readOutcome,
  settleOutcome,
  valueName,
} from "../formula/outcome.ts";
import { type CovarianceName, covariances, withoutNoise } from "./covariances.ts";
import { dispersionOf } from "./dispersion.ts";
import { explainSeparation } from "./explanation.ts";
import { type Family, type FamilyName, families } from "./families.ts";
import type { Fitted } from "./fitted.ts";
import { type Fit, maximise } from "./irls.ts";
import { type LinkName, links } from "./links.ts";
import type { Refusal } from "./refusals.ts";
import { fitReplicates, replicatesOf } from "./replicates.ts";

/** Degrees of freedom that take the place of `svyglm`'s. */
export type ModelFreedom = Freedom | number;

/** What model is asked for. */
export interface FitRequest {
  /** With a left side. */
  readonly formula: Formula;
  readonly family: FamilyName;
  readonly link?: LinkName | undefined;
  readonly covariance: CovarianceName;
  /** Reference levels by variable; of the outcome the level that counts as 0. */
  readonly references: ReadonlyMap<string, string>;
  /** Whether tests and intervals take the normal distribution in place of Student's t. */
  readonly normal: boolean;
  /** Of the tests and intervals: clusters − strata of the rows used or of the design, or a number; `svyglm`'s by default. */
  readonly freedom?: ModelFreedom | undefined;
  /** Of the confidence intervals. */
  readonly level: number;
}

/** A fitted model: its coefficients with their covariance, and what further results are computed from. */
export interface FittedModel {
  readonly request: FitRequest;
  readonly link: LinkName;
  readonly table: Table;
  readonly frame: Frame;
  readonly outcome: Outcome;
  readonly fitted: Fitted;
  /** All columns of the model matrix; the coefficients are those of the columns at `orthonormal.kept`. */
  readonly columns: readonly ModelColumn[];
  readonly orthonormal: Orthonormal;
  readonly coefficients: readonly number[];
  readonly covariance: readonly (readonly number[])[];
  /** That of the coefficients on the orthonormal basis, from which combinations lose fewer digits. */
  readonly basisCovariance: () => readonly (readonly number[])[];
  /** Rows used, those of weight zero too. */
  readonly n: number;
  /** Rows of the domain left out because an answer is missing. */
  readonly missing: number;
  /**
   * Clusters − strata of the rows used + 1 − coefficients (`svyglm`), or what the request says; infinite where the normal
   * distribution serves. Below 1 there are estimates and standard errors, but no tests.
   */
  readonly df: number;
  /** Clusters − strata, or the number that the request says, which adjusted Wald tests start from. */
  readonly designDf: number;
  /** The mean weight of the domain's rows, by which weights are divided in deviances. */
  readonly meanWeight: number;
}

/** Fits models in domains of a design. */
export type Fitter = (mask: Mask, request: FitRequest) => FittedModel | Refusal;

/** Fits models in domains of a design as `fitModel` does; those that share covariates and rows go through the rows once. */
export function modelFitter(table: Table, design: Design): Fitter {
  const shared = sharedCovariates(table, design);
  const extended = new Map<string, { readonly table: Table; readonly covariates: FindCovariates }>();
  return (mask, request) => {
    const own = withFactorAtoms(table, request.formula);
    if (own.made.length === 0) return fitWith(shared, table, design, mask, request);
    own.check(mask);
    const key = own.made.join("\n");
    const known = extended.get(key) ?? { ...own, covariates: sharedCovariates(own.table, design) };
    extended.set(key, known);
    return fitWith(known.covariates, known.table, design, mask, { ...request, formula: own.formula });
  };
}

/**
 * Fits a generalised linear model by pseudo-maximum likelihood in a domain of a survey design (Binder 1983; `svyglm` in
 * R's survey). Rows with a missing answer are left out as if they were outside the domain. Collinear columns are dropped
 * as R does; a refusal says why a model does not exist. Throws for a formula that does not fit the table.
 */
export function fitModel(
  table: Table,
  design: Design,
  mask: Mask,
  request: FitRequest,
): FittedModel | Refusal {
  return modelFitter(table, design)(mask, request);
}

function fitWith(
  covariatesOf: FindCovariates,
  table: Table,
  design: Design,
  mask: Mask,
  request: FitRequest,
): FittedModel | Refusal {
  const family: Family = families[request.family];
  const link = request.link ?? family.links[0]!;
  const read = readRows(covariatesOf, table, mask, request);
  if ("refusal" in read) return read;
  const { outcome, covariates } = read;
  const { frame, columns } = covariates;
  const observations = observe(design, outcome.values, frame, family, covariates.weights);
  const obstacle = obstacleIn(observations, outcome, family);
  if (obstacle) return obstacle;

  const { orthonormal, offset } = covariates.matrix();
  const rank = orthonormal.kept.length;
  if (rank === 0) return { refusal: noTerms };
  const problem = { basis: orthonormal.basis, observations, offset, family, link: links[link] };
  const fit = maximise(problem);
  if (!("information" in fit))
    return {
      refusal: fit.separation
        ? explainSeparation(frame, outcome, observations, fit.separation, columns, orthonormal)
        : divergence,
    };
  const { onBasis, fitted } = influencesOf(
    { design, values: outcome.values, group: frame.group, problem, fit },
    orthonormal,
  );
  const covarianceOf = (own: Fitted) => withoutNoise(covariances[request.covariance](own), own);
  const covariance = covarianceOf(fitted);
  const lost = lostInRounding(orthonormal, fit, covariance);
  if (lost !== undefined) return { refusal: roundingErrors(columns[orthonormal.kept[lost]!]!.name) };
  return {
    request,
    link,
    table,
    frame,
    outcome,
    fitted,
    columns,
    orthonormal,
    coefficients: onColumns(orthonormal, fit.coefficients),
    covariance,
    basisCovariance: once(() => covarianceOf(onBasis())),
    n: frame.used,
    missing: countOf(design, mask) - frame.used,
    ...freedomsOf(design, frame, rank, request),
    meanWeight: meanWeightIn(design, mask),
  };
}

function freedomsOf(
  design: Design,
  { group }: Frame,
  rank: number,
  { normal, freedom }: FitRequest,
): Pick<FittedModel, "df" | "designDf"> {
  if (normal) return { df: Number.POSITIVE_INFINITY, designDf: Number.POSITIVE_INFINITY };
  if (typeof freedom === "number") return { df: freedom, designDf: freedom };
  const designDf =
    freedom === "design" ? designFreedom(design) : freedomOfRows(design, (row) => group[row]! >= 0);
  return { df: freedom === undefined ? designDf + 1 - rank : designDf, designDf };
}

/** The outcomes of the rows of a domain that have one, and the covariates of these rows. */
function readRows(
  covariatesOf: FindCovariates,
  table: Table,
  mask: Mask,
  { formula, family, references }: FitRequest,
): { readonly outcome: Outcome; readonly covariates: Covariates } | Refusal {
  const left = formula.outcome!;
  const own = left.kind === "variable" ? left.name : "";
  const raw = readOutcome(table, left, family, mask, references.get(own));
  const ofCovariates = new Map([...references].filter(([name]) => name !== own));
  const covariates = covariatesOf(formula, rowsWith(raw, mask), ofCovariates);
  if ("refusal" in covariates) return covariates;
  return { outcome: settleOutcome(raw, covariates.frame.group), covariates };
}

/** The rows of a mask that have an outcome. */
function rowsWith(outcome: RawOutcome, mask: Mask): Mask {
  const rows = new Uint8Array(mask.length);
  for (let row = 0; row < rows.length; row++) rows[row] = Number(mask[row] && hasOutcome(outcome, row));
  return rows;
}

/** Nobody to fit, or an outcome that is always the same and that no finite coefficient reaches. */
function obstacleIn(
  { weights, means, weighted }: Observations,
  outcome: Outcome,
  { boundary }: Family,
): Refusal | undefined {
  if (weighted === 0) return { refusal: nobody };
  const constant = boundary.find((bound) => means.every((mean, at) => weights[at] === 0 || mean === bound));
  if (constant === undefined) return undefined;
  const { label, zero, ones } = outcome;
  if (constant === 1 && zero !== undefined && ones.length > 1) return { refusal: neverOutcome(label, zero) };
  return { refusal: constantOutcome(label, valueName(outcome, constant)) };
}

/** A fit with the influences of its rows on the coefficients: on those of the orthonormal basis, and of the columns. */
function influencesOf(
  own: Pick<Fitted, "design" | "values" | "group" | "problem" | "fit">,
  orthonormal: Orthonormal,
): { readonly onBasis: () => Fitted; readonly fitted: Fitted } {
  const { design, values, group, problem, fit } = own;
  const { basis } = problem;
  const units = basis.map((_, at) => new Float64Array(basis.length).fill(1, at, at + 1));
  const inverse = fit.information.solveAll(units).map((line) => Array.from(line));
  const lines = linesOnColumns(orthonormal, inverse);
  const refits = once(() => fitReplicates(own));
  const fitted: Fitted = {
    ...own,
    cells: once(() =>
      makeCells(design, [{ codes: group, size: fit.means.length }], [values], { products: false }),
    ),
    inverse: lines.map((line) => onColumns(orthonormal, line)),
    changes: combinedAll(lines, basis),
    dispersion: dispersionOf(own),
    replicates: () =>
      replicatesOf(
        onColumns(orthonormal, fit.coefficients),
        refits().map((coefficients) => coefficients && onColumns(orthonormal, coefficients)),
      ),
  };
  const onBasis = (): Fitted => ({
    ...fitted,
    inverse,
    changes: combinedAll(inverse, basis),
    replicates: () => replicatesOf(fit.coefficients, refits()),
  });
  return { onBasis, fitted };
}

/**
 * The first coefficient whose rounding errors may exceed a hundredth of its standard error: they are those of the basis,
 * as large as its columns' cancellation makes them, times the residuals.
 */
function lostInRounding(
  orthonormal: Orthonormal,
  { residualNorm }: Fit,
  covariance: readonly (readonly number[])[],
): number | undefined {
  const errors = orthonormal.cancellation.map((factor) => Number.EPSILON * factor * residualNorm);
  const bounds = orthonormal.kept.map(() => 0);
  errors.forEach((error, j) => {
    const unit = errors.map((_, k) => (k === j ? error : 0));
    onColumns(orthonormal, unit).forEach((value, k) => {
      bounds[k]! += Math.abs(value);
    });
  });
  const lost = bounds.findIndex(
    (bound, k) => covariance[k]![k]! > 0 && bound > lostShare * Math.sqrt(covariance[k]![k]!),
  );
  return lost < 0 ? undefined : lost;
}

function meanWeightIn(design: Design, mask: Mask): number {
  const sum = new CompensatedSums(1);
  design.weights.forEach((weight, row) => {
    if (mask[row]) sum.add(0, weight);
  });
  return sum.at(0) / countOf(design, mask);
}

/** The rows of the data inside a mask. */
function countOf({ aggregates }: Design, mask: Mask): number {
  let count = 0;
  for (let row = 0; row < mask.length; row++) if (mask[row]) count += rowsAt(aggregates, row);
  return count;
}
