import { type CompiledAnswers, compileAnswers, refuseUndefined } from "../../sources/expressions/evaluate.ts";
import { type Expression, variablesIn } from "../../sources/expressions/expression.ts";
import { type Table, valuesOf, variableOf, withDerived } from "../../sources/tables/table.ts";
import type { Mask } from "../../survey/domains.ts";
import { noCovariate } from "../../text/messages/models.ts";
import type { Atom, Formula } from "./formula.ts";

/** A formula whose atoms are variables or numbers, and the table that has these variables. */
export interface VariableFormula {
  readonly table: Table;
  readonly formula: Formula;
  /** The names of the variables that were made. */
  readonly made: readonly string[];
  /** Throws where a variable that was made does not exist in a row of a mask. */
  readonly check: (mask: Mask) => void;
}

/**
 * Makes variables of the atoms that are texts, such as `cut(age, 30, 50)`: each is a categorical variable of the name that R writes it
 * with, and its levels are in the order in which it names them.
 */
export function withFactorAtoms(table: Table, formula: Formula): VariableFormula {
  const made = new Map<string, CompiledAnswers>();
  for (const { label, expression } of formula.atoms) {
    if (!choices.has(expression.kind) || made.has(label)) continue;
    for (const name of variablesIn(expression)) variableOf(table, name, "the formula");
    const answers = compileAnswers(expression, table.codebook, (name) => valuesOf(table, name), {
      field: label,
    });
    if (answers.type === "text") made.set(label, answers);
  }
  if (made.size === 0) return { table, formula, made: [], check: () => {} };
  const atomOf = (atom: Atom): Atom =>
    made.has(atom.label)
      ? { ...atom, expression: { kind: "variable", name: atom.label }, madeFrom: atom.expression }
      : atom;
  return {
    table: Array.from(made).reduce(
      (extended, [name, answers]) => withDerived(extended, name, answers),
      table,
    ),
    formula: { ...formula, atoms: formula.atoms.map(atomOf) },
    made: [...made.keys()],
    check: (mask) => {
      for (const [label, answers] of made)
        for (let row = 0; row < mask.length; row++)
          if (mask[row] && answers.evaluate(row) === undefined)
            throw refuseUndefined(
              answers,
              row,
              (column) => table.place(row, column),
              () => noCovariate(label),
            );
    },
  };
}

/** The kinds of expressions that may be texts, besides variables. */
const choices: ReadonlySet<Expression["kind"]> = new Set(["cut", "if", "recode"]);
