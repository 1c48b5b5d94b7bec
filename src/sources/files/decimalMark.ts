import { parseNumber } from "../../numerics/decimals.ts";

/** How numbers are written: with which mark, where a user says so. */
export const decimalMarks = ["comma", "point"] as const;
export type DecimalMark = (typeof decimalMarks)[number];

/**
 * How the texts of a file are numbers: with a decimal point; with a decimal comma, or point where it has no commas; with a point,
 * and commas between thousands; with a comma, and points between thousands.
 */
export type Notation = "point" | "comma" | "grouped" | "points grouped";

/** The notation that a user names; else a decimal comma is possible where commas do not separate the fields. */
export const notationOf = (mark: DecimalMark | undefined, delimiter: string): Notation =>
  mark === undefined
    ? delimiter === ","
      ? "point"
      : "comma"
    : mark === "comma"
      ? "points grouped"
      : "grouped";

/** Whether a comma may stand before decimals. */
export const hasDecimalComma = (notation: Notation): boolean =>
  notation === "comma" || notation === "points grouped";

/** A whole part in groups of three digits, such as 1,234 or 1,234,567.8; a decimal comma may stand in the first one. */
const commaGroups = /^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?$/;
/** The same with points, and a decimal comma that leaves no doubt of them. */
const pointGroups = /^[+-]?[1-9]\d{0,2}(\.\d{3})+,\d*$/;
/** Points in groups of three digits alone, such as 1.234, which are those of thousands or of decimals. */
const pointGroupsAlone = /^[+-]?[1-9]\d{0,2}(\.\d{3})+$/;
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
  "points grouped": (text) => {
    const areGroups = pointGroups.test(text) || pointGroupsAlone.test(text);
    const digits = areGroups ? text.replaceAll(".", "") : ungrouped(text);
    return digits.includes(".") ? undefined : parseNumber(digits.replace(",", "."));
  },
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

/** What the points of a column's numbers are, where its file has decimal commas. */
export class Points {
  /** The first text whose points may be those of thousands, and its row. */
  #grouped: { readonly text: string; readonly row: number } | undefined;
  #areThousands = false;
  #areDecimals = false;

  see(text: string, rowOf: () => number): void {
    if (!text.includes(".")) return;
    if (pointGroupsAlone.test(text)) this.#grouped ??= { text, row: rowOf() };
    else if (pointGroups.test(text)) this.#areThousands = true;
    else if (parseNumber(text) !== undefined) this.#areDecimals = true;
  }

  /** The text of which it cannot be told, or which is another number than its column's notation makes of it. */
  get untold(): { readonly text: string; readonly row: number } | undefined {
    return this.#areThousands || !this.#areDecimals ? this.#grouped : undefined;
  }
}
