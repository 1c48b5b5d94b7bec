import { aliasesOf, inBasis, isDetermined } from "../../numerics/orthonormal.ts";
import type { LevelGroup } from "../../sources/tables/codebook.ts";
import { type Comparison, type Tested, untested } from "../../survey/comparison.ts";
import { ratios } from "../fit/families.ts";
import type { LinkName } from "../fit/links.ts";
import type { FittedModel } from "../fit/model.ts";
import type { ModelColumn } from "../formula/coding.ts";
import { infer, quadraticForm } from "./inference.ts";

/** A line of a model's table of coefficients; on the scale of the linear predictor. */
export interface Term extends Tested {
  /** The coefficient's name, as R writes it. */
  readonly term: string;
  /** The term of the formula that it belongs to. */
  readonly variable: string;
  /** Its level; of an interaction the levels joined by colons; empty for a number. */
  readonly level: string;
  /** A reference level is zero by definition; an aliased column is a combination of the others. Neither has an estimate. */
  readonly role: TermRole;
}

export const termRoles = ["estimated", "reference", "aliased"] as const;
export type TermRole = (typeof termRoles)[number];

/** The coefficients in the formula's order, a factor's levels as they are declared, with its reference level. */
export function termsOf(model: FittedModel): Term[] {
  const position = new Map(model.orthonormal.kept.map((at, k) => [at, k]));
  const lineOf = ({ name, variable, level }: ModelColumn, at: number): Term => {
    const k = position.get(at);
    const line = { term: name, variable, level };
    return k === undefined
      ? { ...line, role: "aliased", ...untested }
      : { ...line, role: "estimated", ...coefficient(model, k) };
  };
  const lines = model.columns.map(lineOf);
  const { formula, factors } = model.frame;
  const ofIntercept = lines.filter((_, at) => model.columns[at]!.term < 0);
  const ofTerms = formula.terms.flatMap((term, at) => {
    const own = lines.filter((_, column) => model.columns[column]!.term === at);
    const factor = term.length === 1 ? factors[term[0]!] : undefined;
    if (!factor) return own;
    const { label } = formula.atoms[term[0]!]!;
    return factor.declared.map(
      (level): Term =>
        own.find((line) => line.level === level) ?? {
          term: label + level,
          variable: label,
          level,
          role: "reference",
          ...untested,
        },
    );
  });
  return [...ofIntercept, ...ofTerms];
}

function coefficient({ coefficients, covariance, df, request }: FittedModel, at: number): Comparison {
  return infer(coefficients[at]!, covariance[at]![at]!, df, request.level);
}

/** Whether aliases leave a linear combination of the columns' coefficients determined. */
export const isEstimable = ({ orthonormal }: FittedModel, weights: readonly number[]) =>
  isDetermined(orthonormal, aliasesOf(orthonormal), (column) => weights[column]!);

/** A linear combination of the columns' coefficients with its test; undefined where aliases leave it undetermined. */
function combination(model: FittedModel, weights: readonly number[]): Comparison | undefined {
  const { orthonormal, fitted, basisCovariance, df, request } = model;
  if (!isEstimable(model, weights)) return undefined;
  const gradient = inBasis(
    orthonormal,
    orthonormal.kept.map((column) => weights[column]!),
  );
  const estimate = gradient.reduce((sum, weight, k) => sum + weight * fitted.fit.coefficients[k]!, 0);
  return infer(estimate, quadraticForm(gradient, basisCovariance()), df, request.level);
}

/**
 * A group of levels of a factor minus another, on the scale of the link, as weights of the columns' coefficients; undefined
 * where a level does not occur. A group's coefficient is the mean of its levels' by their weighted shares among the rows of
 * the model, which are taken as fixed: against all levels this is weighted effect coding (Sweeney and Ulveling 1972; te
 * Grotenhuis et al. 2017).
 */
export function levelContrast(
  { columns, frame, fitted }: FittedModel,
  variable: string,
  level: LevelGroup,
  versus: LevelGroup,
): readonly number[] | undefined {
  const term = frame.formula.terms.find(
    ([atom, ...others]) => others.length === 0 && frame.formula.atoms[atom!]!.label === variable,
  );
  const factor = term && frame.factors[term[0]!];
  const groups = [level, versus].map((group) => (group === "*" ? (factor?.levels ?? []) : group));
  if (!factor || !groups.flat().every((name) => factor.levels.includes(name))) return undefined;
  const position = frame.values[frame.bases.findIndex((base) => base.factor === factor)]!;
  const weightOf = (name: string) => {
    const at = factor.levels.indexOf(name);
    return fitted.problem.observations.weights.reduce(
      (sum, weight, pattern) => (position[pattern] === at ? sum + weight : sum),
      0,
    );
  };
  const [shares, others] = groups.map((names) => {
    if (names.length === 1) return new Map([[names[0]!, 1]]);
    const weights = names.map(weightOf);
    const whole = weights.reduce((sum, weight) => sum + weight, 0);
    return new Map(names.map((name, at) => [name, weights[at]! / whole]));
  });
  return columns.map((column) =>
    column.variable === variable ? (shares!.get(column.level) ?? 0) - (others!.get(column.level) ?? 0) : 0,
  );
}

/** The same contrast, estimated; undefined also where aliases leave the difference undetermined. */
export function compareLevels(
  model: FittedModel,
  variable: string,
  level: LevelGroup,
  versus: LevelGroup,
): Comparison | undefined {
  const weights = levelContrast(model, variable, level, versus);
  return weights && combination(model, weights);
}

/** exp of an estimate and its bounds. */
export interface Ratio {
  readonly exp: number | null;
  readonly exp_low: number | null;
  readonly exp_high: number | null;
}

/**
 * The ratio that a result on the scale of the link stands for, 1 of a reference level; nulls where the link has none, and
 * where there is no estimate.
 */
export function ratioOf(
  link: LinkName,
  { estimate, low, high, role }: Pick<Tested, "estimate" | "low" | "high"> & { readonly role?: TermRole },
): Ratio {
  const exp = (value: number | null) => (value === null || !hasRatio(link) ? null : Math.exp(value));
  return { exp: exp(role === "reference" ? 0 : estimate), exp_low: exp(low), exp_high: exp(high) };
}

/** Whether exp(coefficient) is a ratio of odds, rates or hazards. */
export const hasRatio = (link: LinkName) => ratios[link] !== undefined;
