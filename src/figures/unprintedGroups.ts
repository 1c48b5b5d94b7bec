import type { Expression } from "../sources/expressions/expression.ts";
import { type Codebook, levelNames } from "../sources/tables/codebook.ts";
import { type Domain, isOneOf } from "../study/domain.ts";
import type { Estimand } from "../study/figures.ts";

/**
 * Estimands that nothing prints and that others of one kind can leave: what a percentage is where its answer is another one, and what an
 * estimand is where one clause of its domain asks for another level (that of a third region, where everybody, the first and the second
 * one are printed).
 */
export function siblingsOf(estimand: Estimand, codebook: Codebook): Estimand[] {
  const { statistic, variable, domain } = estimand;
  const isShare = variable !== undefined && statistic !== "mean" && statistic !== "respondents";
  const answers = isShare
    ? levelsOf(variable, codebook).map((level) => ({ ...estimand, levels: [level] }))
    : [];
  return [...answers, ...domainsBeside(domain, codebook).map((other) => ({ ...estimand, domain: other }))];
}

/** A domain with another level in one of its clauses. */
function domainsBeside(domain: Domain, codebook: Codebook): Expression[] {
  if (domain?.kind === "binary") {
    const [left, right] = domain.sides;
    return [
      ...domainsBeside(left, codebook).map((other) => ({ ...domain, sides: [other, right] as const })),
      ...domainsBeside(right, codebook).map((other) => ({ ...domain, sides: [left, other] as const })),
    ];
  }
  if (domain?.kind !== "in" || domain.of.kind !== "variable") return [];
  const { name } = domain.of;
  return levelsOf(name, codebook).map((level) => isOneOf(name, [level]));
}

/** The levels of a variable that has some. */
function levelsOf(name: string, codebook: Codebook): readonly string[] {
  const variable = codebook.get(name);
  return variable?.type === "categorical" ? levelNames(variable) : [];
}
