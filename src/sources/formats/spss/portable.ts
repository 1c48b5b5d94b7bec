import type { Factor } from "../../tables/factor.ts";
import type { StoredReader } from "../storedTable.ts";
import { TextAnswers } from "../textAnswers.ts";
import { timeOf } from "./displayFormats.ts";
import { readPortableDictionary } from "./portableDictionary.ts";
import { PortableText } from "./portableText.ts";
import { type Texts, textsIn } from "./texts.ts";
import { columnOf, isBlankMissing, type Variable } from "./variable.ts";

/**
 * Reads a portable file of SPSS, .por, as "Portable File Format" of the PSPP developers' guide describes it. Its numbers of base
 * 30 are read to the nearest double; system-missing ones are NaN, and values that are declared missing stay, but for a blank text.
 * Dates are counted from 1970. Such a file does not tell its encoding: its texts are UTF-8 unless another is given. Throws an
 * `InputError` for a file that is damaged or cut short.
 */
export const readPortable: StoredReader = async (bytes, options) => {
  const text = await PortableText.open(bytes);
  const texts = textsIn([options.encoding], bytes.file);
  const { variables, weight } = await readPortableDictionary(text, texts);
  const header = variables.map(({ name }) => name);
  const wanted = new Set(options.columns?.(header) ?? header);
  // An answer takes two bytes at least.
  const mostRows = variables.length === 0 ? 0 : Math.floor(text.left / (2 * variables.length));
  const fields = variables.map((variable) =>
    wanted.has(variable.name) ? answerField(variable, mostRows, texts) : skippedField(variable),
  );
  const rows = await readRows(text, fields);
  const columns = variables.flatMap((variable, at) => {
    const answers = fields[at]!.answers(rows);
    return answers ? [columnOf(variable, answers)] : [];
  });
  return { header, rows, columns, weight };
};

/** Takes the answers of one variable. */
interface Field {
  /** Reads the answer of a row. */
  read(text: PortableText, row: number): void;
  /** The answers of so many rows; undefined where they were skipped. */
  answers(rows: number): Float64Array | Factor | undefined;
}

const end = "Z";

/** Reads each case, and returns how many there are. */
async function readRows(text: PortableText, fields: readonly Field[]): Promise<number> {
  await text.fill();
  for (let row = 0; ; row++) {
    if (text.next === end || fields.length === 0) return row;
    for (const field of fields) {
      if (text.isLow) await text.fill();
      field.read(text, row);
    }
    if (text.isLow) await text.fill();
  }
}

const answerField = (variable: Variable, rows: number, texts: Texts) =>
  variable.width === 0 ? numberField(variable, rows) : textField(variable, rows, texts);

const skippedField = ({ width }: Variable): Field => ({
  read: width === 0 ? (text) => text.number() : (text) => text.string(),
  answers: () => undefined,
});

function numberField({ format: number }: Variable, rows: number): Field {
  const answers = new Float64Array(rows);
  const { origin } = timeOf(number);
  return {
    read: (text, row) => {
      answers[row] = text.number() - origin;
    },
    answers: (count) => answers.slice(0, count),
  };
}

function textField(variable: Variable, rows: number, texts: Texts): Field {
  const answers = new TextAnswers(rows);
  const isMissing = isBlankMissing(variable);
  return {
    read: (fields, row) => {
      const bytes = fields.string();
      const text = texts.of(bytes, 0, bytes.length, bytes.length >= variable.width);
      if (text === undefined) throw texts.fault(bytes, { row: row + 1, variable: variable.name });
      answers.set(row, text === "" && isMissing ? null : text);
    },
    answers: (count) => {
      const { levels, codes } = answers.factor();
      return { levels, codes: codes.slice(0, count) };
    },
  };
}
