import type { MissingValues, StoredColumn, ValueLabel } from "../storedTable.ts";
import { timeOf } from "./displayFormats.ts";

/** A variable of the dictionary of either kind of file, with values as the file has them. */
export interface Variable {
  readonly name: string;
  readonly label: string | undefined;
  /** The most bytes that a text has; 0 for numbers. */
  readonly width: number;
  /** The number of its print format. */
  readonly format: number;
  readonly valueLabels: readonly ValueLabel[];
  readonly missing: MissingValues | undefined;
}

/** A variable as a column, whose values, labels and missing values are counted from the same instant. */
export function columnOf(variable: Variable, answers: StoredColumn["answers"]): StoredColumn {
  const { name, label, width, valueLabels, missing } = variable;
  const { time, origin } = timeOf(width === 0 ? variable.format : 0);
  const shifted = <Value>(value: Value) => (typeof value === "number" ? value - origin : value) as Value;
  return {
    name,
    label: label || undefined,
    valueLabels:
      origin === 0
        ? valueLabels
        : valueLabels.map(({ value, label: own }) => ({ value: shifted(value), label: own })),
    missing: missing && {
      values: missing.values.map(shifted),
      range: missing.range && [shifted(missing.range[0]), shifted(missing.range[1])],
    },
    time,
    answers,
  };
}

/** Whether a blank text is declared to be a missing answer, so that it is none. */
export const isBlankMissing = ({ missing }: Variable) => missing?.values.includes("") ?? false;
