import type { RowBlock } from "../blocks.ts";
import type { StoredColumn } from "../storedTable.ts";
import { TextAnswers } from "../textAnswers.ts";
import { timeFormatOf } from "./dates.ts";
import { type Description, endOfText, type StataVariable } from "./description.ts";
import { markName, type NumberType, unsigned } from "./numbers.ts";

/** The answers to one variable, as blocks of rows are read. */
export interface Cells {
  read(block: RowBlock): void;
  /** What of a column comes from its cells, when all are read. */
  answers(): Pick<StoredColumn, "answers" | "marks">;
}

export function numberCells(
  { offset, format }: StataVariable,
  type: NumberType,
  { rows, littleEndian }: Description,
): Cells {
  const numbers = new Float64Array(rows);
  const counts = new Array<number>(27).fill(0);
  const seconds = timeFormatOf(format)?.seconds;
  return {
    read({ view, width, first, rows }) {
      for (let row = 0, at = offset; row < rows; row++, at += width) {
        const value = type.read(view, at, littleEndian);
        const mark = type.mark(value);
        if (mark >= 0) counts[mark]!++;
        numbers[first + row] = mark >= 0 ? Number.NaN : seconds ? seconds(value) : value;
      }
    },
    answers: () => {
      const marks = counts.map((rows, mark) => ({ text: markName(mark), rows }));
      const named = marks.filter(({ rows }, mark) => mark > 0 && rows > 0);
      return { answers: numbers, ...(named.length > 0 ? { marks: named } : {}) };
    },
  };
}

/** An empty text is a missing one, as it is to Stata. */
export function textCells(
  { name, offset }: StataVariable,
  length: number,
  { rows, texts }: Description,
): Cells {
  const answers = new TextAnswers(rows);
  return {
    read({ bytes, width, first, rows }) {
      for (let row = 0, at = offset; row < rows; row++, at += width) {
        const end = endOfText(bytes, at, at + length);
        const text = texts.read(bytes, at, end, name, first + row);
        answers.set(first + row, text === "" ? null : text);
      }
    },
    answers: () => ({ answers: answers.factor() }),
  };
}

/** Long texts by the references to them, 0 being that of no text: undefined before they are read, null where one is missing. */
export type LongTexts = Map<number, string | null | undefined>;

/** Long texts stand behind the rows, which refer to them; those that are referred to are noted in `texts`. */
export function longTextCells(
  { offset }: StataVariable,
  { rows, layout, littleEndian }: Description,
  texts: LongTexts,
): Cells {
  const references = new Float64Array(rows);
  const [variableLength, rowLength] = layout.reference;
  return {
    read({ bytes, width, first, rows: count }) {
      for (let row = 0, at = offset; row < count; row++, at += width) {
        const reference = referenceOf(
          unsigned(bytes, at, variableLength, littleEndian),
          unsigned(bytes, at + variableLength, rowLength, littleEndian),
          rows,
        );
        references[first + row] = reference;
        if (!texts.has(reference)) texts.set(reference, undefined);
      }
    },
    answers: () => {
      const answers = new TextAnswers(rows);
      references.forEach((reference, row) => {
        answers.set(row, texts.get(reference) ?? null);
      });
      return { answers: answers.factor() };
    },
  };
}

/** A variable and a row, both counted from 1, as one number, which is exact for every cell of a file. */
export const referenceOf = (variable: number, row: number, rows: number): number =>
  variable * (rows + 1) + row;
