import { parseNumber } from "../../numerics/decimals.ts";

export type ParseText = (text: string) => number | undefined;

/** How the texts of a file become numbers; undefined for one that is none. */
export const numberParser = (decimalComma: boolean): ParseText =>
  decimalComma ? (text) => parseNumber(text.replace(",", ".")) : parseNumber;

/**
 * Whether a text of digits is a code, not a number: it has a leading zero, as that of a département, or is beyond 2^53, where
 * numbers are no longer told apart.
 */
export const isCode = (text: string) =>
  /^[+-]?\d+$/.test(text) && (/^[+-]?0\d/.test(text) || !Number.isSafeInteger(Number(text)));

const grouped = /^[+-]?\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?=[.,]|$)/;
const percent = /[ \u00a0\u2009\u202f]?%$/;
/** A comma that may set off thousands as well as decimals. */
const ambiguousComma = /^[+-]?[1-9]\d{0,2},\d{3}$/;

/**
 * How the texts of one column of a workbook become numbers. People type there `1 234`, `12,5` and `36 %`, which a spreadsheet
 * keeps as text. A comma is a decimal one unless all of the column may set off thousands. A percent sign is left out where all
 * have one: beside other numbers, 36 % may be 36 or 0.36, and is no number.
 */
export function workbookParser(texts: readonly string[]): ParseText {
  const parse = (text: string) =>
    parseNumber(grouped.test(text) ? text.replace(/[ \u00a0\u2009\u202f](?=\d)/g, "") : text);
  const bare = texts.map((text) => text.replace(percent, ""));
  const commas = bare.filter((text) => text.includes(","));
  const decimal = commas.some((text) => !ambiguousComma.test(text));
  const whole: ParseText = (text) => parse(decimal ? text.replace(",", ".") : text);
  const allPercent = texts.every((text) => percent.test(text) || whole(text) === undefined);
  return (text) => (allPercent ? whole(text.replace(percent, "")) : whole(text));
}
