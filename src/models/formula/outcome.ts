import { deparse } from "../../sources/expressions/deparse.ts";
import { refuseUndefined } from "../../sources/expressions/evaluate.ts";
import { type Expression, variablesIn } from "../../sources/expressions/expression.ts";
import type { CodeArray } from "../../sources/tables/factor.ts";
import { compileOver, type Table, variableOf } from "../../sources/tables/table.ts";
import type { Numbers } from "../../survey/cells.ts";
import type { Mask } from "../../survey/domains.ts";
import { refuseTooLarge } from "../../survey/magnitude.ts";
import { InputError } from "../../text/errors.ts";
import {
  countsArePositive,
  makeCondition,
  nameZero,
  noOutcome,
  outcomeNotNumber,
  outcomeOutside,
  outcomeWithoutLevels,
} from "../../text/messages/models.ts";
import { type FamilyName, families } from "../fit/families.ts";
import { referenceAmong } from "./frame.ts";

/** What a model explains, before it is known which rows are used. */
export interface RawOutcome {
  /** The variable, or the expression, as R writes it. */
  readonly label: string;
  /** The outcome of each row, of a categorical one its level's code; NaN, or −1, where it is missing. */
  readonly values: Float64Array | CodeArray;
  /** The levels of a categorical outcome, and the one that is asked to count as 0. */
  readonly levels?: readonly string[] | undefined;
  readonly reference?: string | undefined;
}

/** Whether a row has an outcome. */
export const hasOutcome = ({ levels, values }: RawOutcome, row: number) =>
  levels ? values[row]! >= 0 : !Number.isNaN(values[row]!);

export interface Outcome {
  readonly label: string;
  /** The outcome of each row that is used. */
  readonly values: Numbers;
  /** Of a categorical outcome: the level that counts as 0, and those that count as 1. */
  readonly zero?: string | undefined;
  readonly ones: readonly string[];
}

const place = { field: "formula" };

/**
 * Reads the outcome of a family's models: a number, a condition (0 or 1), or for a logistic model a categorical variable
 * (with `reference`, a number too). Throws for outcomes that the family cannot have.
 */
export function readOutcome(
  table: Table,
  expression: Expression,
  family: FamilyName,
  mask: Mask,
  reference: string | undefined,
): RawOutcome {
  const label = deparse(expression);
  const binary = families[family].outcomes.high === 1;
  if (expression.kind === "variable") {
    const { type, name } = variableOf(table, expression.name, "the outcome");
    if (binary && (type === "categorical" || reference !== undefined))
      return categorical(table, name, label, reference);
    if (type === "categorical")
      throw new InputError(outcomeNotNumber(label, family), table.place(), {
        value: table.factor(name).levels.slice(0, 5),
      });
  }
  if (reference !== undefined)
    throw new InputError(outcomeWithoutLevels, { field: "--reference" }, { value: `${label}=${reference}` });
  const values = numbersIn(table, expression, label, mask);
  refuseTooLarge(values, mask, (row) => table.place(row, variablesIn(expression)[0]));
  checkRange(values, family, table, label);
  return { label, values };
}

function categorical(table: Table, name: string, label: string, asked: string | undefined): RawOutcome {
  const { levels, codes } = table.factor(name);
  const reference = asked === undefined ? undefined : referenceAmong(table, name, levels, asked);
  return { label, values: codes, levels, reference };
}

function numbersIn(table: Table, expression: Expression, label: string, mask: Mask): Float64Array {
  if (expression.kind === "variable") return maskedNumbers(table.numbers(expression.name), mask);
  const compiled = compileOver(table, expression, place);
  const numbers = new Float64Array(table.rows);
  for (let row = 0; row < numbers.length; row++) {
    const value = mask[row] ? compiled.evaluate(row) : null;
    if (value === undefined)
      throw refuseUndefined(
        compiled,
        row,
        (column) => table.place(row, column),
        () => noOutcome(label),
      );
    numbers[row] = Number(value ?? Number.NaN);
  }
  return numbers;
}

/** Outside the mask an outcome counts as missing, whatever it is. */
const maskedNumbers = (numbers: Float64Array, mask: Mask) =>
  numbers.map((value, row) => (mask[row] ? value : Number.NaN));

function checkRange(values: Float64Array, family: FamilyName, table: Table, label: string): void {
  const { low, high } = families[family].outcomes;
  const row = values.findIndex((value) => value < low || value > high);
  if (row < 0) return;
  const distinct = new Set(values.filter((value) => !Number.isNaN(value)));
  const two = [...distinct].sort((a, b) => a - b);
  const advice =
    high !== 1
      ? countsArePositive
      : two.length === 2
        ? nameZero(label, two[0]!)
        : makeCondition(label, two[two.length >> 1]!);
  throw new InputError(outcomeOutside(label, family, advice), table.place(row), { value: values[row] });
}

/** The outcome as numbers: of a categorical one 0 at the reference, or at the first level that occurs, and 1 elsewhere. */
export function settleOutcome({ label, values, levels, reference }: RawOutcome, group: CodeArray): Outcome {
  if (!levels) return { label, values: values as Float64Array, ones: [] };
  const occurs = new Uint8Array(levels.length);
  for (let row = 0; row < values.length; row++) if (group[row]! >= 0) occurs[values[row]!] = 1;
  const present = levels.filter((_, code) => occurs[code]);
  const zero = reference ?? present[0];
  const at = levels.indexOf(zero ?? "");
  const indicators = new Int8Array(values.length);
  for (let row = 0; row < values.length; row++) indicators[row] = Number(values[row] !== at);
  return {
    label,
    values: indicators,
    zero,
    ones: present.filter((level) => level !== zero),
  };
}

/** How 0 or 1 is called: by its level, where the outcome has levels. */
export function valueName({ zero, ones }: Outcome, value: number): string {
  return (value === 0 ? zero : ones.join(", ")) || String(value);
}
