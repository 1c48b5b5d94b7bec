import { parseNumber } from "../../numerics/decimals.ts";
import { isErrorValue } from "../xlsx/errorValues.ts";
import type { GridCell } from "../xlsx/grid.ts";
import { isMark } from "./marks.ts";
import { readFormat } from "./numberFormat.ts";

/** What a person reads in a cell. */
export interface Shown {
  readonly row: number;
  readonly column: number;
  /** A number; a mark that stands for one, such as nd; or words. */
  readonly kind: "number" | "mark" | "words";
  /** As it is shown: 36 of 0.36 that a format shows as 36 %; null where there is none. */
  readonly number: number | null;
  /** Undefined where nothing tells how many. */
  readonly decimals: number | undefined;
  readonly text: string;
  /** What stands beside a number or raised beside words: *, (p), 1. */
  readonly footnote: string;
  readonly isPercent: boolean;
  /** How many times its format shows the number in thousands. */
  readonly thousands: number;
  /** How far words are set in: by the cell's style, or by spaces before them. */
  readonly indent: number;
}

/** What a person reads in a cell of a sheet. */
export function shownIn({ row, column, value, style }: GridCell): Shown {
  const common = {
    row,
    column,
    isPercent: false,
    thousands: 0,
    footnote: "",
  };
  const plain = { ...common, indent: style.indent, decimals: undefined };
  if (value.kind === "number") {
    const { isPercent, thousands, decimals } = readFormat(style.format);
    const number = isPercent ? hundredfold(value.value) : value.value;
    return { ...plain, kind: "number", number, decimals, isPercent, thousands, text: String(number) };
  }
  const { text, footnote } =
    value.kind === "text" ? withoutRaised(value.value, value.raised) : { text: value.value, footnote: "" };
  const trimmed = text.trim();
  const spaces = spacesBefore(text);
  // One space is a slip.
  const indent = style.indent || (spaces > 1 ? spaces : 0);
  if (value.kind === "error" || isErrorValue(trimmed) || isMark(trimmed) || isReference(trimmed))
    return { ...plain, kind: "mark", number: null, text: trimmed, footnote };
  const written = numberWritten(trimmed);
  if (written) return { ...plain, kind: "number", ...written, footnote: footnote || written.footnote };
  const [, words, mark = "", unit = ""] = marked.exec(tidy(trimmed))!;
  // What has no words before it, such as a standard error of (1), marks nothing.
  if (words === "") return { ...plain, kind: "words", number: null, text: trimmed, indent, footnote };
  return { ...plain, kind: "words", number: null, text: words! + unit, indent, footnote: footnote || mark };
}

/** What stands for the effect of a reference level. */
const isReference = (text: string) => /^r[ée]f(\.|[ée]rence)?$/i.test(text);

/** Words with the mark of a footnote at their end, or before a unit in brackets; the squares of R² and km² are none. */
const marked =
  /^(.*?)(?:[ \u00a0]*(\*+|(?:\(\d\) ?)*\(\d\)|(?<=[ \u00a0])\([a-h]\)|(?<=\p{Ll}{3})[¹²³⁴⁵⁶⁷⁸⁹]+)([ \u00a0]*\((?:en |in |%)[^()]*\))?)?$/su;

/** A number times a hundred, without the digits that binary fractions add. */
const hundredfold = (value: number) => Number((value * 100).toPrecision(15));

/** Words without line breaks and double spaces; notes keep their lines. */
const tidy = (text: string) =>
  text.replace(/[ \t\u00a0]+/g, (spaces) => (spaces.includes("\u00a0") ? "\u00a0" : " "));

const spacesBefore = (text: string) => /^[ \u00a0\u2003]*/.exec(text)![0].length;

/** Words without the marks of footnotes that are raised in them. */
function withoutRaised(text: string, raised: readonly (readonly [number, number])[]) {
  let [rest, footnote, at] = ["", "", 0];
  for (const [from, to] of raised) {
    const mark = text.slice(from, to);
    // One at the beginning is that of a footnote's own words.
    if (from === 0 || !/^[\d\s,*()a-h]{1,6}$/.test(mark)) continue;
    rest += text.slice(at, from);
    footnote += mark;
    at = to;
  }
  return { text: rest + text.slice(at), footnote: footnote.trim() };
}

const written =
  /^([-−–+]?)[ \u00a0]?(\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+|\d+)(?:[.,](\d+))?[ \u00a0\u2009\u202f]?(%?)((?:\s*(?:\*+(?!\*)|\((?:[a-z]{1,2}|\d)\)|[[(\]][-−–\d.,;%à \u00a0]+[\])[]|[nN]\.?[sS]\.?|[ᵃᵇᶜ¹²³⁴⁵⁶⁷⁸⁹]))+|(?<=^(?:19|20)\d\d)[a-z])?$/;

/** A number that is written as text, with the marks beside it: two of them in `1,25** [0,81 ; 1,94]`. */
function numberWritten(text: string) {
  const found = written.exec(text);
  if (!found) return undefined;
  const [, sign, whole, decimals = "", percent, marks = ""] = found;
  const footnote = marks.trim();
  // A leading zero is that of a code, such as a département's.
  if (/^0\d/.test(whole!)) return undefined;
  const digits = `${sign === "" || sign === "+" ? "" : "-"}${whole!.replace(/\D/g, "")}${decimals && `.${decimals}`}`;
  return {
    number: parseNumber(digits) ?? null,
    decimals: decimals.length,
    isPercent: percent !== "",
    footnote,
    text: text.slice(0, text.length - marks.length),
  };
}
