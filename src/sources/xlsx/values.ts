import { absentResult, outOfCalendar } from "./errorValues.ts";
import { type CellText, unescaped } from "./strings.ts";
import { type CellStyle, plain, type Shows } from "./styles.ts";
import type { StoredCell } from "./worksheet.ts";

/** What the cells of a workbook refer to. */
export interface CellContext {
  readonly strings: readonly CellText[];
  readonly styles: readonly CellStyle[];
  /** Whether days are counted from 1904. */
  readonly since1904: boolean;
}

/** The value of a cell. Days and times are in the notation of ISO 8601; truths are `true` and `false`. */
export type CellValue =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "text"; readonly value: string; readonly raised: CellText["raised"] }
  | { readonly kind: "day" | "truth" | "error" | "absent result"; readonly value: string };

/** The value that a person sees in a cell, of a formula its last result; null where the cell is empty. */
export function storedValue(cell: StoredCell, { strings, styles, since1904 }: CellContext): CellValue | null {
  const { type, style, isFormula, value, inline } = cell;
  if (inline !== undefined && value === undefined) return textual(inline);
  if (value === undefined || (value === "" && type !== "str"))
    return isFormula ? { kind: "absent result", value: absentResult } : null;
  switch (type) {
    case "s":
      return textual(strings[Number(value)] ?? { text: "", raised: [] });
    case "str":
    case "inlineStr":
      return textual({ text: unescaped(value), raised: [] });
    case "b":
      return { kind: "truth", value: String(value.trim() === "1" || value.trim() === "true") };
    case "e":
      return { kind: "error", value };
    case "d":
      return dayWritten(value);
    default:
      return numeric(value, (style === undefined ? plain : (styles[style] ?? plain)).shows, since1904);
  }
}

const textual = ({ text, raised }: CellText): CellValue | null =>
  text === "" ? null : { kind: "text", value: text, raised };

function numeric(written: string, shows: Shows, since1904: boolean): CellValue | null {
  const number = Number(written);
  if (Number.isNaN(number)) return textual({ text: written, raised: [] });
  return shows === "number"
    ? { kind: "number", value: number }
    : { kind: "day", value: dayOf(number, shows, since1904) };
}

/**
 * The day and time of a number of days (ECMA-376, part 1, section 18.17.4): a day alone where nothing of it has passed, a time
 * alone where the format shows no day. What a spreadsheet shows where its calendar has no such day.
 */
function dayOf(days: number, shows: Shows, since1904: boolean): string {
  // Times are stored as fractions of a day, and the nearest thousandth of a second is what was meant.
  const milliseconds = Math.round(days * dayLength);
  if (shows === "elapsed" || (shows === "time" && days < 1))
    return milliseconds < 0 ? outOfCalendar : timeOf(milliseconds);
  const isWhole = milliseconds % dayLength === 0;
  if (!since1904 && Math.floor(milliseconds / dayLength) === leapDay)
    return isWhole ? "1900-02-29" : `1900-02-29T${timeOf(milliseconds % dayLength)}`;
  const epoch = since1904 ? epochs.since1904 : days < leapDay ? epochs.beforeLeapDay : epochs.since1900;
  const date = new Date(epoch + milliseconds);
  if (milliseconds < 0 || !(date.getUTCFullYear() <= 9999)) return outOfCalendar;
  const day = date.toISOString().slice(0, 10);
  return isWhole ? day : `${day}T${timeOf(milliseconds % dayLength)}`;
}

const dayLength = 86_400_000;

/** The calendar from 1900 has a 29 February 1900, which there was not: days before it are counted from a day later. */
const leapDay = 60;
const epochs = {
  since1900: Date.UTC(1899, 11, 30),
  beforeLeapDay: Date.UTC(1899, 11, 31),
  since1904: Date.UTC(1904, 0, 1),
};

/** Hours, minutes and seconds, with decimals where there are any. */
function timeOf(milliseconds: number): string {
  const two = (number: number) => String(number).padStart(2, "0");
  const [hours, minutes] = [Math.floor(milliseconds / 3_600_000), Math.floor(milliseconds / 60_000) % 60];
  const thousandths = milliseconds % 1000;
  const seconds = two(Math.floor(milliseconds / 1000) % 60);
  return `${two(hours)}:${two(minutes)}:${seconds}${thousandths === 0 ? "" : `.${String(thousandths).padStart(3, "0")}`}`;
}

/** A day or time that is written as such; what tells no time zone is taken as it stands, and midnight is the day alone. */
function dayWritten(text: string): CellValue | null {
  const written = text.trim();
  const found = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?$/.exec(written);
  if (found) {
    const [, day, time] = found;
    const isMidnight = time === undefined || /^[0:.]+$/.test(time);
    return { kind: "day", value: isMidnight ? day! : `${day}T${time}` };
  }
  const date = new Date(written);
  if (!/Z$|[+-]\d\d:?\d\d$/.test(written) || Number.isNaN(date.getTime()))
    return textual({ text, raised: [] });
  return { kind: "day", value: date.toISOString() };
}
