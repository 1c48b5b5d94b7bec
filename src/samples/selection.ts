import { deparse } from "../sources/expressions/deparse.ts";
import {
  type CompiledAnswers,
  type CompiledExpression,
  compileAnswers,
  compileExpression,
  refuseUndefined,
} from "../sources/expressions/evaluate.ts";
import { parseExpression, unquotedIn, variablesIn } from "../sources/expressions/expression.ts";
import { rowsAt } from "../sources/tables/aggregates.ts";
import { answersOver, type Table, valuesOf, withDerived } from "../sources/tables/table.ts";
import type { Mask } from "../survey/domains.ts";
import { InputError } from "../text/errors.ts";
import {
  conditionUndefined,
  definitionText,
  derivedUndefined,
  missingAsked,
  textUnquoted,
} from "../text/messages/expressions.ts";
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

/** A name that is no word stands in backquotes, as in expressions. */
const definition =
  /^\s*(?:(?<word>[\p{L}_][\p{L}\p{N}\p{M}_.]*)|`(?<quoted>[^`]+)`)\s*=(?!=)\s*(?<expression>\S.*)$/su;

/** Reads definitions `name = expression`; one that stands twice counts once. */
export function parseDerivations(texts: readonly string[]): Derivation[] {
  return [...new Set(texts)].map((text) => {
    const { word, quoted, expression } = definition.exec(text)?.groups ?? {};
    const name = word ?? quoted?.trim();
    if (!name || !expression) throw new InputError(notDerivation, derivePlace, { value: text });
    parseExpression(expression, derivePlace, definitionText);
    return { name, text: expression };
  });
}

/** Those of some definitions that some variables need, directly or for one another. */
export function definitionsOf(names: readonly string[], texts: readonly string[]): string[] {
  const needed = new Set(names);
  // A definition needs those before it alone.
  return texts
    .toReversed()
    .filter((text) => {
      const [own] = parseDerivations([text]);
      if (!needed.has(own!.name)) return false;
      for (const name of variablesOfSelection([own!], [])) needed.add(name);
      return true;
    })
    .toReversed();
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

/** Throws where a definition or condition compares a variable with a text that has no quotes, and so is none that is known. */
export function refuseUnquoted(
  derivations: readonly Derivation[],
  conditions: readonly string[],
  isKnown: (name: string) => boolean,
): void {
  const all = [
    ...derivations.map(({ text }) => ({ text, place: derivePlace })),
    ...conditions.map((text) => ({ text, place: wherePlace })),
  ];
  for (const { text, place } of all) {
    const found = unquotedIn(parseExpression(text, place), isKnown);
    if (!found) continue;
    const meant = deparse(found.meant);
    const fault = found.name === "NA" ? missingAsked(meant) : textUnquoted(found.name, meant);
    throw new InputError(fault, place, { value: text });
  }
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
    return withDerived(extended, name, answersOver(extended, text, derivePlace));
  }, table);
}

/**
 * The rows of a table that meet all conditions; throws where no row does, and for a row of them in which a derived variable
 * does not exist, such as the logarithm of zero. The derived variables must be in the table.
 */
export function select(table: Table, request: SelectionRequest): Selection {
  const found = selectAny(table, request);
  if (found.where.length > 0 && !found.mask.includes(1))
    throw new InputError(noRowMeets, wherePlace, { value: found.where.join(" and ") });
  return found;
}

/** The same, where no row may meet them. */
export function selectAny(table: Table, { where = [], derive = [] }: SelectionRequest): Selection {
  const derivations = parseDerivations(derive);
  refuseUnquoted(derivations, where, (name) => table.codebook.has(name));
  const definitions = new Definitions(table, derivations);
  const found = where.length === 0 ? all(table) : meeting(table, where, definitions);
  definitions.refuseUndefined(found.mask);
  return { ...found, where, derive };
}

const all = (table: Table) => ({ mask: new Uint8Array(table.rows).fill(1), unknown: 0 });

function meeting(table: Table, where: readonly string[], definitions: Definitions) {
  const conditions = where.map((text) => {
    const condition = definitions.condition(text);
    if (condition.type !== "truth") throw new InputError(notCondition, wherePlace, { value: text });
    return condition;
  });
  const mask = new Uint8Array(table.rows);
  const { aggregates } = table;
  let unknown = 0;
  for (let row = 0; row < table.rows; row++) {
    const met = meetsAll(conditions, row, (condition) => definitions.refusal(condition, row));
    mask[row] = Number(met === true);
    if (met === null) unknown += rowsAt(aggregates, row);
  }
  return { mask, unknown };
}

/** Whether a row meets all conditions, null where that is unknown; a condition after one that fails is not looked at. */
function meetsAll(
  conditions: readonly CompiledExpression[],
  row: number,
  refusal: (condition: CompiledExpression) => InputError,
): boolean | null {
  let met: boolean | null = true;
  for (const condition of conditions) {
    const result = condition.evaluate(row);
    if (result === false) return false;
    if (result === undefined) throw refusal(condition);
    if (result === null) met = null;
  }
  return met;
}

/** The definitions of a table's derived variables, which tell where these do not exist. */
class Definitions {
  readonly #table: Table;
  readonly #compiled = new Map<string, CompiledAnswers>();

  constructor(table: Table, derivations: readonly Derivation[]) {
    this.#table = table;
    for (const { name, text } of derivations)
      this.#compiled.set(
        name,
        compileAnswers(parseExpression(text, derivePlace), table.codebook, this.#readerOf, derivePlace),
      );
  }

  /** A condition to which a derived variable does not exist where its definition does not. */
  condition(text: string): CompiledExpression {
    const expression = parseExpression(text, wherePlace);
    return compileExpression(expression, this.#table.codebook, this.#readerOf, wherePlace);
  }

  readonly #readerOf = (name: string) => {
    const values = valuesOf(this.#table, name);
    const definition = this.#compiled.get(name);
    if (!definition) return values;
    return (row: number) => values(row) ?? (definition.evaluate(row) as null | undefined);
  };

  /** Throws where a derived variable does not exist in a row that is wanted. */
  refuseUndefined(mask: Mask): void {
    for (const [name, definition] of this.#compiled) {
      const values = valuesOf(this.#table, name);
      for (let row = 0; row < mask.length; row++)
        if (mask[row] && values(row) === null && definition.evaluate(row) === undefined)
          throw this.refusal(definition, row);
    }
  }

  /** The refusal of a row in which a condition or definition does not exist: of the definition that is the cause, where one is. */
  refusal(expression: CompiledAnswers, row: number): InputError {
    const definitions = [...this.#compiled.values()];
    const cause = [...expression.undefinedPart(row).values.keys()]
      .flatMap((name) => this.#compiled.get(name) ?? [])
      .find((definition) => definition.evaluate(row) === undefined);
    if (cause) return this.refusal(cause, row);
    const fault = definitions.includes(expression) ? derivedUndefined : conditionUndefined;
    return refuseUndefined(expression, row, (column) => this.#table.place(row, column), fault);
  }
}
