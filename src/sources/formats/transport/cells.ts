import type { RowBlock } from "../blocks.ts";
import type { ByteTexts } from "../byteTexts.ts";
import { endOfText } from "../paddedText.ts";
import type { StoredColumn } from "../storedTable.ts";
import { TextAnswers } from "../textAnswers.ts";
import { timeFormatOf } from "./dates.ts";
import type { TransportVariable } from "./description.ts";
import { fromIbm, missingName } from "./numbers.ts";

/** The answers to one variable, as blocks of rows are read. */
export interface Cells {
  read(block: RowBlock): void;
  /** What of a column comes from its cells, when all are read. */
  answers(): Pick<StoredColumn, "answers" | "marks">;
}

export function numberCells({ offset, length, format }: TransportVariable, rows: number): Cells {
  const numbers = new Float64Array(rows);
  const counts = new Map<string, number>();
  const seconds = timeFormatOf(format)?.seconds;
  // A number of fewer bytes has zeros for the rest.
  const whole = new DataView(new ArrayBuffer(8));
  return {
    read({ view, width, first, rows }) {
      for (let row = 0, at = offset; row < rows; row++, at += width) {
        if (length < 8)
          for (let byte = 0; byte < length; byte++) whole.setUint8(byte, view.getUint8(at + byte));
        const high = length < 8 ? whole.getUint32(0) : view.getUint32(at);
        const low = length < 8 ? whole.getUint32(4) : view.getUint32(at + 4);
        const missing = missingName(high, low);
        if (missing !== undefined) counts.set(missing, (counts.get(missing) ?? 0) + 1);
        const value = missing === undefined ? fromIbm(high, low) : Number.NaN;
        numbers[first + row] = seconds ? seconds(value) : value;
      }
    },
    answers: () => {
      counts.delete(".");
      const marks = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([text, rows]) => ({ text, rows }));
      return { answers: numbers, ...(marks.length > 0 ? { marks } : {}) };
    },
  };
}

/** A text of blanks is a missing one, as it is to SAS. */
export function textCells(
  { name, offset, length }: TransportVariable,
  rows: number,
  texts: ByteTexts,
): Cells {
  const answers = new TextAnswers(rows);
  return {
    read({ bytes, width, first, rows }) {
      for (let row = 0, at = offset; row < rows; row++, at += width) {
        const text = texts.read(bytes, at, endOfText(bytes, at, at + length), name, first + row);
        answers.set(first + row, text === "" ? null : text);
      }
    },
    answers: () => ({ answers: answers.factor() }),
  };
}
