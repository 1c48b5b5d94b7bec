import { aliasesOf, inBasis, isDetermined } from "../../numerics/orthonormal.ts";
import type { Comparison } from "../../survey/comparison.ts";
import { ratios } from "../fit/families.ts";
import type { LinkName } from "../fit/links.ts";
import type { FittedModel } from "../fit/model.ts";
import type { ModelColumn } from "../formula/coding.ts";
import { infer, quadraticForm } from "./inference.ts";

/** A line of a model's table of coefficients. */
export interface Term {
  /** The coefficient's name, as R writes it. */
  readonly term: string;
  /** The term of the formula that it belongs to. */
  readonly variable: string;
  /** Its level; of an interaction the levels joined by colons; empty for a number. */
  readonly level: string;
  /** A reference level is zero by definition; an aliased column is a combination of the others. */
  readonly role: "estimated" | "reference" | "aliased";
  readonly comparison: Comparison | null;
}

/** The coefficients in the formula's order, a factor's levels as they are declared, with its reference level. */
export function termsOf(model: FittedModel): Term[] {
  const position = new Map(model.orthonormal.kept.map((at, k) => [at, k]));
  const lineOf = ({ name, variable, level }: ModelColumn, at: number): Term => {
    const k = position.get(at);
    const line = { term: name, variable, level };
    return k === undefined
      ? { ...line, role: "aliased", comparison: null }
      : { ...line, role: "estimated", comparison: coefficient(model, k) };
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
          comparison: null,
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

/** The ratio that a comparison on the scale of the link stands for; nulls where the link has none. */
export function ratioOf(link: LinkName, comparison: Comparison | null, isReference = false): Ratio {
  if (!hasRatio(link) || (!comparison && !isReference)) return { exp: null, exp_low: null, exp_high: null };
  const exp = (value: number | null) => (value === null ? null : Math.exp(value));
  return comparison
    ? { exp: exp(comparison.estimate), exp_low: exp(comparison.low), exp_high: exp(comparison.high) }
    : { exp: 1, exp_low: null, exp_high: null };
}

/** Whether exp(coefficient) is a ratio of odds, rates or hazards. */
export const hasRatio = (link: LinkName) => ratios[link] !== undefined;
