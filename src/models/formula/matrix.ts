import { deparse } from "../../sources/expressions/deparse.ts";
import { derivativeOf } from "../../sources/expressions/derivative.ts";
import { type Expression, variablesIn } from "../../sources/expressions/expression.ts";
import type { Table } from "../../sources/tables/table.ts";
import { columnValues, type ModelColumn } from "./coding.ts";
import { evaluateIn, type Frame } from "./frame.ts";

/** The model matrix of a frame's patterns, column by column, and the offset of each pattern. */
export interface ModelMatrix {
  readonly columns: readonly Float64Array[];
  readonly offset: Float64Array;
}

/** The matrix at the patterns' own values, or at others that are given for the frame's bases. */
export function matrixAt(
  table: Table,
  frame: Frame,
  columns: readonly ModelColumn[],
  values = frame.values,
): ModelMatrix {
  const atoms = frame.formula.atoms.map(
    (atom, at) =>
      factorValues(frame, at, values) ?? evaluateIn(table, frame, atom.expression, values, atom.label),
  );
  return {
    columns: columns.map((column) => columnValues(column, atoms, frame.count)),
    offset: offsetOf(table, frame, frame.formula.offsets, values),
  };
}

/** The derivatives of the matrix and the offset by a numeric variable. */
export function matrixDerivative(
  table: Table,
  frame: Frame,
  columns: readonly ModelColumn[],
  variable: string,
): ModelMatrix {
  const { atoms, offsets } = frame.formula;
  const own = atoms.map(
    (atom, at) =>
      factorValues(frame, at, frame.values) ??
      evaluateIn(table, frame, atom.expression, frame.values, atom.label),
  );
  const derivatives = atoms.map(({ expression }, at) => {
    if (frame.factors[at] || !variablesIn(expression).includes(variable)) return undefined;
    return slopeOf(table, frame, expression, variable);
  });
  return {
    columns: columns.map((column) => {
      const sum = new Float64Array(frame.count);
      for (const { atom } of column.parts) {
        const derivative = derivatives[atom];
        if (!derivative) continue;
        const product = columnValues(
          column,
          own.map((values, at) => (at === atom ? derivative : values)),
          frame.count,
        );
        for (let at = 0; at < sum.length; at++) sum[at]! += product[at]!;
      }
      return sum;
    }),
    offset: sumOf(
      offsets.map((offset) => slopeOf(table, frame, offset, variable)),
      frame.count,
    ),
  };
}

function slopeOf(table: Table, frame: Frame, expression: Expression, variable: string): Float64Array {
  const slope = derivativeOf(expression, variable);
  return evaluateIn(table, frame, slope, frame.values, `the derivative of ${deparse(expression)}`);
}

/** The positions of the levels of an atom that is a factor. */
function factorValues({ factors, bases }: Frame, atom: number, values: Frame["values"]) {
  const factor = factors[atom];
  return factor && values[bases.findIndex((base) => base.factor === factor)]!;
}

function offsetOf(
  table: Table,
  frame: Frame,
  offsets: readonly Expression[],
  values: Frame["values"],
): Float64Array {
  return sumOf(
    offsets.map((offset) => evaluateIn(table, frame, offset, values, `offset(${deparse(offset)})`)),
    frame.count,
  );
}

function sumOf(parts: readonly Float64Array[], length: number): Float64Array {
  const sum = new Float64Array(length);
  for (const part of parts) for (let at = 0; at < length; at++) sum[at]! += part[at]!;
  return sum;
}
