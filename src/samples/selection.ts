import { parseExpression, variablesIn } from "../sources/expressions/expression.ts";
import { expressionOver, type Table, withDerived } from "../sources/tables/table.ts";
import { InputError } from "../text/errors.ts";
import { nameTaken, noRowMeets, notCondition, notDerivation } from "../text/messages/samples.ts";
import type { Selection } from "./sample.ts";

/** Which rows are wanted, and the variables that are made first. */
export interface SelectionRequest {
  /** Conditions that must all hold, such as `age >= 40 and region in ("A", "B")`. */
  readonly where?: readonly string[] | undefined;
  /** Definitions `name = expression`. */
  readonly derive?: readonly string[] | undefined;
}

/** The definition of a variable. */
export interface Derivation {
  readonly name: string;
  readonly text: string;
}

const wherePlace = { field: "--where" };
const derivePlace = { field: "--derive" };

/** Reads definitions `name = expression`; one that stands twice counts once. */
export function parseDerivations(texts: readonly string[]): Derivation[] {
  return [...new Set(texts)].map((text) => {
    const found = /^\s*([\p{L}_][\p{L}\p{N}\p{M}_.]*)\s*=(?!=)\s*(\S.*)$/su.exec(text);
    if (!found) throw new InputError(notDerivation, derivePlace, { value: text });
    return { name: found[1]!, text: found[2]! };
  });
}

/** The variables that definitions and conditions are about, so that they can be read. */
export function variablesOfSelection(
  derivations: readonly Derivation[],
  conditions: readonly string[],
): string[] {
  return [
    ...derivations.flatMap(({ text }) => variablesIn(parseExpression(text, derivePlace))),
    ...conditions.flatMap((text) => variablesIn(parseExpression(text, wherePlace))),
  ];
}

/**
 * The table with the derived variables, which are added one by one. None may have the name of another variable, nor one of
 * the names that are `taken`, such as those of a file's columns that were not read.
 */
export function derived(
  table: Table,
  derivations: readonly Derivation[],
  taken: readonly string[] = [],
): Table {
  return derivations.reduce((extended, { name, text }) => {
    if (extended.codebook.has(name) || taken.includes(name))
      throw new InputError(nameTaken, derivePlace, { value: name });
    return withDerived(extended, name, expressionOver(extended, text, derivePlace));
  }, table);
}

/** The rows of a table that meet all conditions; throws where no row does. The derived variables must be in the table. */
export function select(table: Table, { where = [], derive = [] }: SelectionRequest): Selection {
  if (where.length === 0) return { mask: new Uint8Array(table.rows).fill(1), unknown: 0, where, derive };
  const conditions = where.map((text) => {
    const { type, evaluate } = expressionOver(table, text, wherePlace);
    if (type !== "truth") throw new InputError(notCondition, wherePlace, { value: text });
    return evaluate;
  });
  const mask = new Uint8Array(table.rows);
  let unknown = 0;
  for (let row = 0; row < table.rows; row++) {
    const results = conditions.map((evaluate) => evaluate(row));
    mask[row] = Number(results.every((result) => result === true));
    if (!results.includes(false) && results.includes(null)) unknown++;
  }
  if (!mask.includes(1)) throw new InputError(noRowMeets, wherePlace, { value: where.join(" and ") });
  return { mask, unknown, where, derive };
}
