import { parseNumber } from "../../numerics/decimals.ts";
import { type Notation, numberParser, type ParseText, tellsOfCommas, ungrouped } from "./decimalMark.ts";

/**
 * Whether a text of digits is a code, not a number: it has a leading zero, as that of a département, or is beyond 2^53, where
 * numbers are no longer told apart.
 */
export const isCode = (text: string) =>
  /^[+-]?\d+$/.test(text) && (/^[+-]?0\d/.test(text) || !Number.isSafeInteger(Number(text)));

const percent = /[ \u00a0\u2009\u202f]?%$/;

const commasIn = (text: string) => tellsOfCommas(text.replace(percent, ""));

/** What all of some texts are whose commas keep them from being numbers: decimal as soon as one of them can be nothing else. */
export function commasOf(texts: readonly string[]): "decimal" | "untold" | undefined {
  const told = new Set(texts.map(commasIn));
  if (told.size === 0 || told.has(undefined)) return undefined;
  return told.has("decimal") ? "decimal" : "untold";
}

const withDecimalComma: ParseText = (text) => parseNumber(ungrouped(text).replace(",", "."));

/**
 * How the texts of one column of a workbook become numbers. People type there `1 234`, `12,5` and `36 %`, which a spreadsheet
 * keeps as text. Where nobody says what a comma is, it is a decimal one unless all of the column may set off thousands. A
 * percent sign is left out where all have one: beside other numbers, 36 % may be 36 or 0.36, and is no number.
 */
export function workbookParser(texts: readonly string[], notation: Notation): ParseText {
  const isDecimal = (text: string) => commasIn(text) === "decimal";
  const whole = notation === "point" && texts.some(isDecimal) ? withDecimalComma : numberParser(notation);
  const allPercent = texts.every((text) => percent.test(text) || whole(text) === undefined);
  return (text) => (allPercent ? whole(text.replace(percent, "")) : whole(text));
}
