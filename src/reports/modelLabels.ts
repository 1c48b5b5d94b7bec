import type { FittedModel } from "../models/fit/model.ts";
import { interceptName } from "../models/formula/coding.ts";
import { termLabel } from "../models/formula/formula.ts";
import { quoteName } from "../sources/expressions/deparse.ts";
import type { Codebook } from "../sources/tables/codebook.ts";
import type { Language } from "../text/language.ts";
import { say } from "../text/words.ts";
import { labelIn } from "./labels.ts";

/** The names that people read for the terms of a model and their levels. */
export interface ModelLabels {
  variable(term: string): string;
  level(term: string, level: string): string;
}

const times = " × ";

/** Labels of the codebook where a term is made of variables; R's notation for transformations. */
export function labelsOf(
  { frame, columns }: Pick<FittedModel, "frame" | "columns">,
  codebook: Codebook,
  language: Language,
): ModelLabels {
  const { formula, factors } = frame;
  const atomLabel = (atom: number) => {
    const { label, expression, asFactor } = formula.atoms[atom]!;
    if (expression.kind !== "variable") return label;
    const { name } = expression;
    const alone = formula.atoms.filter((_, at) => frame.readsOf[at]!.includes(name)).length === 1;
    return label === quoteName(name) || (asFactor && alone) ? labelIn(codebook, name, "", language) : label;
  };
  const levelLabel = (atom: number, level: string) =>
    labelIn(codebook, factors[atom]!.variable, level, language);
  const variables = new Map(
    formula.terms.map((term) => [termLabel(formula, term), term.map(atomLabel).join(times)]),
  );
  const levels = new Map<string, string>();
  for (const { variable, level, parts } of columns) {
    const own = parts.flatMap(({ atom, level: at }) =>
      at === undefined ? [] : levelLabel(atom, factors[atom]!.levels[at]!),
    );
    levels.set(keyOf(variable, level), own.join(times));
  }
  for (const term of formula.terms)
    if (term.length === 1 && factors[term[0]!])
      for (const level of factors[term[0]!]!.levels)
        levels.set(keyOf(termLabel(formula, term), level), levelLabel(term[0]!, level));
  return {
    variable: (term) => (term === interceptName ? say("intercept", language) : (variables.get(term) ?? term)),
    level: (term, level) => levels.get(keyOf(term, level)) ?? level,
  };
}

const keyOf = (variable: string, level: string) => `${variable}\0${level}`;
