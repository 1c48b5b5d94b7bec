import { compileExpression } from "../sources/expressions/evaluate.ts";
import type { Value } from "../sources/tables/codebook.ts";
import { askedMissing } from "../study/domain.ts";
import { type Estimand, variablesOf } from "../study/figures.ts";
import { type Answers, productOf, type WaveAnswers, withInputs } from "./answers.ts";
import { domainAnswers } from "./domainAnswers.ts";
import type { Ratio } from "./publication.ts";

/**
 * Why a figure is not seen: it counts respondents, or it is a size or a change of size, which shares do not tell; a variable is a
 * number without classes; or too many answers make it.
 */
export const unseenReasons = ["respondents", "size", "number", "cells"] as const;
export type Unseen = (typeof unseenReasons)[number];

/** The ratio of an estimand, and its variables. */
export interface Seen {
  readonly ratio: Ratio;
  readonly variables: readonly Answers[];
}

/** The variables, by their keys, that are without answer where an estimand's domain asks for it. */
export const keysAskedMissing = ({ domain }: Estimand, { answersTo }: WaveAnswers): string[] =>
  askedMissing(domain).flatMap((name) => {
    const answers = answersTo(name);
    return typeof answers === "string"
      ? []
      : withInputs(answers).flatMap(({ key, inputs }) => (inputs.length === 0 ? [key] : []));
  });

/**
 * The estimand as a ratio of sums over the product of its variables' answers, by the rules of estimates: whoever lacks an answer to
 * the variable or to the domain is not in its base.
 */
export function estimandRatio(estimand: Estimand, wave: WaveAnswers): Seen | { readonly unseen: Unseen } {
  const { statistic } = estimand;
  if (statistic === "respondents") return { unseen: "respondents" };
  if (statistic === "count" || statistic === "percent-change") return { unseen: "size" };
  const names = [...new Set(variablesOf(estimand))].sort();
  const variables: Answers[] = [];
  for (const name of names) {
    const answers = wave.answersTo(name);
    if (typeof answers === "string") return { unseen: answers };
    variables.push(answers);
  }
  if (variables.reduce((product, own) => product * own.values.length, 1) > longest)
    return byDomain(estimand, wave);
  return {
    variables,
    ratio: { scope: variables.map(({ key }) => key), ...sums(estimand, wave, names, variables) },
  };
}

/** A condition on more cells than these is made clause by clause. */
const longest = 4000;

/** The ratio over the answers to the variable and over who is in the domain. */
function byDomain(estimand: Estimand, wave: WaveAnswers): Seen | { readonly unseen: Unseen } {
  const outcome = wave.answersTo(estimand.variable!);
  const domain = estimand.domain && domainAnswers(estimand.domain, wave);
  if (typeof outcome === "string") return { unseen: outcome };
  if (typeof domain === "string") return { unseen: domain };
  const variables = domain ? [outcome, domain] : [outcome];
  const cells = productOf(variables);
  const isBase = ([answer, isIn = 1]: readonly Value[]) => answer !== null && isIn === 1;
  return {
    variables,
    ratio: {
      scope: variables.map(({ key }) => key),
      numerator: Float64Array.from(cells, (own) => (isBase(own) ? scoreOf(estimand, own[0]!) : 0)),
      denominator: Float64Array.from(cells, (own) => Number(isBase(own))),
    },
  };
}

/** What an answer adds to the numerator. */
const scoreOf = ({ statistic, levels }: Estimand, answer: Value): number =>
  statistic === "mean" ? Number(answer) : Number(levels.includes(String(answer)));

/** The scores and the base in each cell of the answers. */
function sums(
  estimand: Estimand,
  { codebook }: WaveAnswers,
  names: readonly string[],
  variables: readonly Answers[],
): Pick<Ratio, "numerator" | "denominator"> {
  const { variable, domain } = estimand;
  const cells = productOf(variables);
  const readerOf = (name: string) => (cell: number) => cells[cell]![names.indexOf(name)]!;
  const condition = domain && compileExpression(domain, codebook, readerOf, {});
  const outcome = readerOf(variable!);
  const mayLack = askedMissing(domain);
  const needed = names.filter((name) => name === variable || !mayLack.includes(name)).map(readerOf);
  const isBase = (cell: number) =>
    needed.every((answer) => answer(cell) !== null) && (condition?.evaluate(cell) ?? true) === true;
  return {
    numerator: Float64Array.from(cells, (_, cell) => (isBase(cell) ? scoreOf(estimand, outcome(cell)) : 0)),
    denominator: Float64Array.from(cells, (_, cell) => Number(isBase(cell))),
  };
}
