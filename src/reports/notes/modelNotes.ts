import type { ModelResults } from "../../analyses/model.ts";
import type { FittedModel } from "../../models/fit/model.ts";
import type { Label } from "../../text/language.ts";
import {
  absentLevelsNote,
  aliasedColumns,
  alsoLeftAside,
  covarianceKinds,
  crossedFactors,
  discardedFitsNote,
  fitNote,
  influenceNote,
  joinedLevels,
  lonelyLevelsNote,
  marginNote,
  modelCautions,
  modelMethod,
  noCriteria,
  normalTests,
  slopeNote,
  studentTests,
} from "../../text/messages/modelNotes.ts";

/** Footnotes on the method, the fit and what was left out. */
export function modelNotes(results: ModelResults): Label[] {
  const { model, fit, influence, margins, effects } = results;
  return [
    methodNote(model, model.df),
    fitNote(fit),
    ...criteriaNotes(results),
    ...(influence ? [influenceNote(influence)] : []),
    ...cautions(results),
    ...(margins.some(({ seSample }) => seSample !== null) ? [marginNote] : []),
    ...(effects.some(({ level }) => level === "") ? [slopeNote] : []),
  ];
}

/** Why criteria are missing, where some are. */
function criteriaNotes({ model, fit }: ModelResults): Label[] {
  if (model.request.covariance !== "design") return [noCriteria.otherErrors];
  return [
    ...(fit.aic === null ? [noCriteria.noCovariance] : []),
    ...(model.link === "identity" ? [noCriteria.linear] : []),
  ];
}

/** How the coefficients and standard errors were made; with the degrees of freedom where those are one model's. */
export function methodNote({ request, fitted }: FittedModel, df?: number): Label {
  return modelMethod(errorsTold(request, fitted), request.normal ? normalTests : studentTests(df));
}

/** What standard errors are, and what of the design they leave aside. */
function errorsTold(request: FittedModel["request"], fitted: FittedModel["fitted"]): Label {
  const kind = errorsOf(request, fitted);
  const told = covarianceKinds[kind];
  const { calibration, replication } = fitted.design;
  if (!/^(HC|CR)/.test(kind) || !(calibration || replication)) return told;
  return alsoLeftAside[calibration ? "calibration" : "replication"](told);
}

/** What standard errors are: those of the design by what its variances rest on. */
function errorsOf(
  { covariance }: FittedModel["request"],
  { design, problem }: FittedModel["fitted"],
): keyof typeof covarianceKinds {
  if (covariance === "model" && problem.family.dispersion === "estimated") return "precisions";
  if (covariance === "CR1" && !design.cluster) return "CR1 of rows";
  if (covariance !== "design") return covariance;
  if (design.replication) return "replicated";
  return design.calibration ? "calibrated" : "design";
}

/** What a reader must know of the coefficients: what was dropped, and why numbers are missing. */
export function cautions(results: ModelResults): Label[] {
  const { model, terms, tests, margins, effects, contrasts } = results;
  const { absentLevels, lonelyLevels, discardedFits } = results;
  const { ones } = model.outcome;
  const crossed = factorsCrossed(results);
  const aliased = terms.filter(({ role }) => role === "aliased").map(({ term }) => term);
  const errors = terms.filter(({ role }) => role === "estimated").map(({ se }) => se);
  const isUntested = model.df >= 1 && tests.some(({ F, df1 }) => F === null && df1 > 0);
  const isUndetermined = [...margins, ...effects, ...contrasts].some(({ estimate }) => estimate === null);
  return [
    ...(ones.length > 1 ? [joinedLevels(ones)] : []),
    ...(crossed.length > 0 ? [crossedFactors(crossed)] : []),
    ...(aliased.length > 0 ? [aliasedColumns(aliased)] : []),
    ...(absentLevels.length > 0 ? [absentLevelsNote(absentLevels)] : []),
    ...(lonelyLevels.length > 0 ? [lonelyLevelsNote(lonelyLevels)] : []),
    ...discardedFitsNotes(results),
    ...(model.df < 1 ? [modelCautions.noFreedom] : []),
    ...(errors.includes(null) && discardedFits < replicatesOf(model) ? [modelCautions.noError] : []),
    ...(errors.includes(0) ? [modelCautions.zeroError] : []),
    ...(isUntested ? [modelCautions.noWald] : []),
    ...(isUndetermined ? [modelCautions.undetermined] : []),
  ];
}

/** How many replicates the variances are without, where they are without any. */
export const discardedFitsNotes = ({ model, discardedFits }: ModelResults): Label[] =>
  discardedFits > 0 ? [discardedFitsNote(discardedFits, replicatesOf(model))] : [];

const replicatesOf = ({ fitted }: FittedModel) =>
  fitted.design.replication?.factors.length ?? Number.POSITIVE_INFINITY;

/** The factors that are compared by their margins alone. */
function factorsCrossed({ contrasts }: ModelResults): string[] {
  const onLink = new Set(
    contrasts.filter(({ scale }) => scale === "coefficient").map(({ variable }) => variable),
  );
  return [...new Set(contrasts.map(({ variable }) => variable))].filter((name) => !onLink.has(name));
}
