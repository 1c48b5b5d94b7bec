import { aliasesOf, inBasis, isDetermined } from "../../numerics/orthonormal.ts";
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

/** A linear combination of the columns' coefficients with its test; undefined where aliases leave it undetermined. */
function combination(model: FittedModel, weights: readonly number[]): Comparison | undefined {
  const { orthonormal, fitted, basisCovariance, df, request } = model;
  if (!isDetermined(orthonormal, aliasesOf(orthonormal), (column) => weights[column]!)) return undefined;
  const gradient = inBasis(
    orthonormal,
    orthonormal.kept.map((column) => weights[column]!),
  );
  const estimate = gradient.reduce((sum, weight, k) => sum + weight * fitted.fit.coefficients[k]!, 0);
  return infer(estimate, quadraticForm(gradient, basisCovariance()), df, request.level);
}

/**
 * The coefficient of one level of a factor minus that of another, on the scale of the link; undefined where one of them
 * does not occur, or aliases leave the difference undetermined.
 */
export function compareLevels(
  model: FittedModel,
  variable: string,
  level: string,
  versus: string,
): Comparison | undefined {
  const { columns, frame } = model;
  const term = frame.formula.terms.find(
    ([atom, ...others]) => others.length === 0 && frame.formula.atoms[atom!]!.label === variable,
  );
  const factor = term && frame.factors[term[0]!];
  if (!factor || ![level, versus].every((name) => factor.levels.includes(name))) return undefined;
  const isOf = (column: ModelColumn, name: string) => column.variable === variable && column.level === name;
  return combination(
    model,
    columns.map((column) => Number(isOf(column, level)) - Number(isOf(column, versus))),
  );
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
