import type { Language } from "../text/language.ts";
import { formatMeasure, formatPValue } from "../text/numbers.ts";
import { type Block, type Cell, cell, left, right } from "./document.ts";
import { formatInterval } from "./format.ts";

export type Datum = string | number | null;

/** How the values of a field are shown to people. */
export type FieldKind = "text" | "share" | "points" | "number" | "count" | "p";

/** A column of a result. */
export interface Field {
  /** Its name in JSON and CSV. */
  readonly key: string;
  /** Its title for people. */
  readonly title: string;
  readonly kind: FieldKind;
  /** Whether it is in the table for people; machine formats have all fields. */
  readonly shown: boolean;
  /** The field that holds the upper bound when this one holds the lower: both are shown as one interval. */
  readonly upTo?: string | undefined;
  /** Where texts stand in their column; to the left by default. */
  readonly align?: "left" | "right" | undefined;
  /** Decimals of a number, of all rows or by the row. */
  readonly decimals?: number | ((row: readonly Datum[]) => number) | undefined;
  /** The label of a text value, by the row where that matters; the value itself by default. */
  readonly label?: ((value: string, row: readonly Datum[]) => string) | undefined;
  /** What people see where there is no value, by the row; nothing by default. */
  readonly absent?: ((row: readonly Datum[]) => string) | undefined;
  /** Whether a value is left blank where it is that of the row above. */
  readonly grouping?: boolean | undefined;
}

/** A result as rows of named values: proportions from 0 to 1, numbers in full precision, null where there is none. */
export interface Tidy {
  readonly fields: readonly Field[];
  readonly rows: readonly (readonly Datum[])[];
}

/** A number that is not there, or is none, is null. */
export function datum(value: number | null | undefined): number | null {
  return value === null || value === undefined || !Number.isFinite(value) ? null : value;
}

/** The rows as objects, for JSON and CSV. */
export function tidyRecords({ fields, rows }: Tidy): { [key: string]: Datum }[] {
  return rows.map((row) => Object.fromEntries(fields.map(({ key }, at) => [key, row[at]!])));
}

/** The rows followed by those of all groups together, which lack the groups' own columns: the first has their name. */
export function withOverall({ fields, rows }: Tidy, overall: Tidy, name: string): Tidy {
  const own = fields.length - overall.fields.length;
  const levels = Array.from({ length: own }, (_, at) => (at === 0 ? name : ""));
  return { fields, rows: [...rows, ...overall.rows.map((row) => [...levels, ...row])] };
}

/** The shown fields as a table for people. */
export function tidyTable({ fields, rows }: Tidy, language: Language): Block {
  const shown = fields.map((field, at) => ({ field, at })).filter(({ field }) => field.shown);
  return {
    kind: "table",
    columns: shown.map(({ field }) => (isLeft(field) ? left : right)(field.title)),
    rows: rows.map((row, line) => {
      let repeats = true;
      return shown.map(({ field, at }): Cell => {
        repeats &&= Boolean(field.grouping) && rows[line - 1]?.[at] === row[at];
        if (repeats) return cell("");
        if (row[at] === null && field.absent) return cell(field.absent(row), "faint");
        if (field.upTo === undefined) return cell(show(field, row[at]!, row, language));
        const high = row[fields.findIndex(({ key }) => key === field.upTo)]!;
        return cell(showInterval(field, row[at]!, high, row, language));
      });
    }),
  };
}

const isLeft = ({ kind, align }: Field) => kind === "text" && align !== "right";

const factor = ({ kind }: Field) => (kind === "share" || kind === "points" ? 100 : 1);

const decimalsIn = ({ decimals = 0 }: Field, row: readonly Datum[]) =>
  typeof decimals === "number" ? decimals : decimals(row);

function show(field: Field, value: Datum, row: readonly Datum[], language: Language): string {
  if (value === null) return "";
  if (typeof value === "string") return field.label?.(value, row) ?? value;
  if (field.kind === "p") return formatPValue(value, language);
  const number = formatMeasure(value * factor(field), decimalsIn(field, row), language);
  return field.kind === "share" ? `${number}${language === "fr" ? " %" : "%"}` : number;
}

function showInterval(
  field: Field,
  low: Datum,
  high: Datum,
  row: readonly Datum[],
  language: Language,
): string {
  const bound = (value: Datum) => (typeof value === "number" ? value * factor(field) : null);
  return formatInterval(bound(low), bound(high), decimalsIn(field, row), language);
}

/** Decimals that show two or three significant digits of the middle standard error. */
export function decimalsFor(errors: readonly number[]): number {
  const positive = errors.filter((error) => error > 0).sort((a, b) => a - b);
  const middle = positive[positive.length >> 1];
  return middle === undefined ? 2 : Math.min(10, Math.max(0, 1 - Math.floor(Math.log10(middle))));
}
