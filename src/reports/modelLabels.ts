import type { FittedModel } from "../models/fit/model.ts";
import { interceptName } from "../models/formula/coding.ts";
import { termLabel } from "../models/formula/formula.ts";
import type { Term } from "../models/results/terms.ts";
import { quoteName } from "../sources/expressions/deparse.ts";
import type { Label } from "../text/language.ts";
import { modelTitles } from "../text/messages/modelTitles.ts";
import { both, type Labels, plain } from "../text/reader.ts";

/** What of a model its labels and tables are made of. */
export type ModelShape = Pick<FittedModel, "frame" | "columns" | "link" | "request" | "table">;

/** The names that people read for the terms of a model and their levels. */
export interface ModelLabels {
  variable(term: string): Label;
  level(term: string, level: string): Label;
}

/** Labels of the codebook where a term is made of variables; R's notation for transformations. */
export function labelsOf({ frame, columns, table: { codebook } }: ModelShape): ModelLabels {
  const { formula, factors } = frame;
  const labelOf = (variable: string, level?: string) =>
    both((reader) => reader.label(codebook, variable, level));
  const atomLabel = (atom: number): Label => {
    const { label, expression, asFactor } = formula.atoms[atom]!;
    if (expression.kind !== "variable") return plain(label);
    const { name } = expression;
    const alone = formula.atoms.filter((_, at) => frame.readsOf[at]!.includes(name)).length === 1;
    return label === quoteName(name) || (asFactor && alone) ? labelOf(name) : plain(label);
  };
  const levelLabel = (atom: number, level: string) => labelOf(factors[atom]!.variable, level);
  const variables = new Map(
    formula.terms.map((term) => [termLabel(formula, term), crossed(term.map(atomLabel))]),
  );
  const levels = new Map<string, Label>();
  for (const { variable, level, parts } of columns) {
    const own = parts.flatMap(({ atom, level: at }) =>
      at === undefined ? [] : levelLabel(atom, factors[atom]!.levels[at]!),
    );
    levels.set(keyOf(variable, level), crossed(own));
  }
  for (const term of formula.terms)
    if (term.length === 1 && factors[term[0]!])
      for (const level of factors[term[0]!]!.levels)
        levels.set(keyOf(termLabel(formula, term), level), levelLabel(term[0]!, level));
  return {
    variable: (term) =>
      term === interceptName ? modelTitles.intercept : (variables.get(term) ?? plain(term)),
    level: (term, level) => levels.get(keyOf(term, level)) ?? plain(level),
  };
}

type LabelsOf = NonNullable<ReturnType<Labels["get"]>>;

/** The labels of what is explained and of terms with their levels, by the names that a table of coefficients has for them. */
export function termLabels(model: FittedModel, terms: readonly Term[]): Labels {
  const labels = labelsOf(model);
  const { codebook } = model.table;
  const { label: outcome } = model.outcome;
  const explained = codebook.get(outcome);
  const variables = [...new Set(terms.map(({ variable }) => variable))];
  return new Map<string, LabelsOf>([
    ...(explained ? [[outcome, explained] as const] : []),
    ...variables.map((variable) => {
      const levels = terms.filter((term) => term.variable === variable && term.level !== "");
      const named = levels.map(({ level }) => ({ name: level, label: labels.level(variable, level) }));
      return [variable, { label: labels.variable(variable), levels: named }] as const;
    }),
  ]);
}

const crossed = (labels: readonly Label[]): Label =>
  both(({ language }) => labels.map((label) => label[language]).join(" × "));

const keyOf = (variable: string, level: string) => `${variable}\0${level}`;
