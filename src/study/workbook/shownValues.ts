import { parseNumber } from "../../numerics/decimals.ts";
import type { Observation } from "../../sources/layout/sheetTables.ts";

/** A number as a cell shows it. */
export interface ShownNumber {
  readonly value: number;
  readonly decimals: number;
}

/** What a cell of a table shows: of a coefficient often several things at once, such as `1,25** [0,81 ; 1,94]`. */
export interface ShownValues {
  readonly number?: ShownNumber;
  /** A number in brackets. */
  readonly bracketed?: ShownNumber;
  readonly interval?: readonly [ShownNumber, ShownNumber];
  /** Asterisks beside a number, or alone; empty where words say that there are none. */
  readonly stars?: string;
  /** Words that mark a reference level. */
  readonly isReference?: boolean;
  /** What has digits and is none of these. */
  readonly unread?: string;
}

/** What a cell shows; nothing of one that has no number, such as `nd`. */
export function valuesShown({ value, decimals, mark, marks }: Observation): ShownValues {
  const number = value === null ? undefined : asShown(value, decimals);
  const beside = [...marks, mark].map((text) => text.trim()).filter((text) => text !== "");
  const stars = beside.find((text) => /^\*+$/.test(text)) ?? (beside.some(isNotSignificant) ? "" : undefined);
  // A digit in brackets beside a number is a footnote's.
  const read = beside.map((text) => (number && /^\(?\d\)?$/.test(text) ? [] : bracketed(text)));
  const inBrackets = read.filter((found) => found !== undefined);
  const unread = beside.find((text, at) => !read[at] && /\d/.test(text));
  const interval = inBrackets.find((found) => found.length === 2) as [ShownNumber, ShownNumber] | undefined;
  const alone = inBrackets.find((found) => found.length === 1)?.[0];
  return {
    ...(number && { number }),
    ...(alone && { bracketed: alone }),
    ...(interval && { interval }),
    ...(stars !== undefined && { stars }),
    ...(/^r[ée]f(\.|[ée]rence)?$/i.test(mark.trim()) && { isReference: true }),
    ...(unread && { unread }),
  };
}

const isNotSignificant = (text: string) => /^\(?n\.?s\.?\)?$/i.test(text);

/** The number with the decimals of its format, rounded as spreadsheets show it: of two equally near ones that away from zero. */
function asShown(value: number, decimals: number | undefined): ShownNumber {
  const [digits, exponent = "0"] = String(Math.abs(value)).split("e") as [string, string?];
  const given = Math.max(0, (digits.split(".")[1]?.length ?? 0) - Number(exponent));
  if (decimals === undefined || decimals >= given) return { value, decimals: decimals ?? given };
  const rounded = Math.round(Number(`${digits}e${Number(exponent) + decimals}`));
  return { value: Math.sign(value) * Number(`${rounded}e-${decimals}`), decimals };
}

const numeral = /([-−–]?)[ \u00a0]?(\d+(?:[ \u00a0\u2009\u202f]\d{3})*)(?:[.,](\d+))?/;
const whole = new RegExp(`^[([]?[ \u00a0]*${numeral.source}[ \u00a0%]*[)\\]]$`);
const pair = new RegExp(
  `^[([\\]]?[ \u00a0]*${numeral.source}[ \u00a0%]*(?:;|:|–|—|-|à|to|,[ \u00a0])[ \u00a0]*${numeral.source}[ \u00a0%]*[)\\][]?$`,
);

/** The one or two numbers in brackets, or the two bounds of an interval without brackets. */
function bracketed(text: string): readonly ShownNumber[] | undefined {
  const two = pair.exec(text);
  if (two) return [written(two.slice(1, 4)), written(two.slice(4, 7))];
  const one = whole.exec(text);
  return one ? [written(one.slice(1, 4))] : undefined;
}

function written([sign = "", whole = "", decimals = ""]: readonly (string | undefined)[]): ShownNumber {
  const digits = `${sign === "" ? "" : "-"}${whole.replace(/\D/g, "")}${decimals === "" ? "" : `.${decimals}`}`;
  return { value: parseNumber(digits)!, decimals: decimals.length };
}
