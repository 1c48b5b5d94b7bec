import { parseNumber } from "../../numerics/decimals.ts";

/** How numbers are written: with which mark, where a user says so. */
export const decimalMarks = ["comma", "point"] as const;
export type DecimalMark = (typeof decimalMarks)[number];

/** How the texts of a file are numbers: with a decimal point, a decimal comma, or a point and commas between thousands. */
export type Notation = "point" | "comma" | "grouped";

/** The notation that a user names; else a decimal comma is possible where commas do not separate the fields. */
export const notationOf = (mark: DecimalMark | undefined, delimiter: string): Notation =>
  mark === undefined ? (delimiter === "," ? "point" : "comma") : mark === "comma" ? "comma" : "grouped";

/** A whole part in groups of three digits, such as 1,234 or 1,234,567.8; a decimal comma may stand in the first one. */
const commaGroups = /^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?$/;
/** The same with points, and a decimal comma that leaves no doubt of them. */
const pointGroups = /^[+-]?[1-9]\d{0,2}(\.\d{3})+,\d*$/;
const decimalComma = /^[+-]?\d*,\d*(e[+-]?\d+)?$/i;

/** A whole part in groups of three digits with spaces between, such as 1 234 and 12 345,50. */
const spaceGroups = /^[+-]?[1-9]\d{0,2}(?:[ \u00a0\u2009\u202f]\d{3})+(?=[.,]|$)/;

/** A number without the spaces between its thousands. */
export const ungrouped = (text: string) =>
  spaceGroups.test(text) ? text.replace(/[ \u00a0\u2009\u202f](?=\d)/g, "") : text;

export type ParseText = (text: string) => number | undefined;

const parsers: Readonly<Record<Notation, ParseText>> = {
  point: (text) => parseNumber(ungrouped(text)),
  comma: (text) =>
    parseNumber((pointGroups.test(text) ? text.replaceAll(".", "") : ungrouped(text)).replace(",", ".")),
  grouped: (text) => parseNumber(commaGroups.test(text) ? text.replaceAll(",", "") : ungrouped(text)),
};

/** How the texts of a file become numbers; undefined for one that is none. */
export const numberParser = (notation: Notation) => parsers[notation];

/** What a text tells of commas in numbers: that they are decimal, or that they may stand between thousands as well. */
export function tellsOfCommas(written: string): "decimal" | "untold" | undefined {
  if (!written.includes(",")) return undefined;
  const text = ungrouped(written);
  if (commaGroups.test(text)) return "untold";
  return decimalComma.test(text) || pointGroups.test(text) ? "decimal" : undefined;
}
