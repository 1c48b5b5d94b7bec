import { numberOf } from "../sources/datasets/decode.ts";
import { checkHeader, placeOf, type Sheet } from "../sources/files/sheet.ts";
import type { Cell } from "../sources/layout/cell.ts";
import { InputError, type Place } from "../text/errors.ts";
import {
  cellWithoutLevel,
  levelTwice,
  marginNotNumber,
  marginWithoutTotal,
  marginWithoutVariable,
  noMargins,
  noSuchMarginColumn,
  totalsAndShares,
  twoMargins,
} from "../text/messages/margins.ts";

/** The population totals, or shares, of a variable's levels, of those of a crossing of variables, or of a number. */
export interface Margin {
  /** The variable, or several that are crossed, with colons between them. */
  readonly name: string;
  readonly unit: "total" | "share";
  readonly entries: readonly MarginEntry[];
  readonly place: Place;
}

export interface MarginEntry {
  /** The level, or those of crossed variables as their cell is named; empty for the total of a number. */
  readonly level: string;
  readonly value: number;
  readonly place: Place;
  /** Where the level stands, if the value stands elsewhere. */
  readonly levelPlace?: Place | undefined;
}

/** The columns of margins, in English and in French. */
const headers = {
  variable: ["variable"],
  level: ["level", "modalité", "modalite"],
  total: ["total", "effectif"],
  share: ["share", "part"],
};

/**
 * The margins that sheets hold. A sheet lists them with the columns `variable`, `level` and `total` or `share`, or it is
 * one margin itself, with a column for each crossed variable and one named `total` or `share`.
 */
export function readMargins(sheets: readonly Sheet[]): Margin[] {
  const margins = sheets.flatMap((sheet) => {
    checkHeader(placeOf(sheet), sheet.header);
    const units = (["total", "share"] as const).filter((unit) => columnIn(sheet, unit) >= 0);
    if (units.length !== 1)
      throw new InputError(units.length === 0 ? noMargins : totalsAndShares, placeOf(sheet), {
        value: sheet.header,
      });
    const [unit] = units as ["total" | "share"];
    return columnIn(sheet, "variable") >= 0 ? listed(sheet, unit) : [tabulated(sheet, unit)];
  });
  margins.forEach(({ name, place }, at) => {
    if (margins.findIndex((other) => other.name === name) < at)
      throw new InputError(twoMargins, place, { value: name });
  });
  return margins;
}

const columnIn = ({ header }: Sheet, column: keyof typeof headers) =>
  header.findIndex((own) => headers[column].includes(own.toLowerCase()));

function listed(sheet: Sheet, unit: Margin["unit"]): Margin[] {
  const [variableAt, levelAt] = [columnIn(sheet, "variable"), columnIn(sheet, "level")];
  const odd = sheet.header.find(
    (name, at) => name !== "" && ![variableAt, levelAt, columnIn(sheet, unit)].includes(at),
  );
  if (levelAt < 0 && odd !== undefined)
    throw new InputError(noSuchMarginColumn, placeOf(sheet), { value: odd });
  const byName = new Map<string, MarginEntry[]>();
  sheet.rows.forEach((cells, row) => {
    const name = textOf(cells[variableAt]);
    if (name === "") throw new InputError(marginWithoutVariable, placeOf(sheet, row));
    const entries = byName.get(name) ?? [];
    byName.set(name, entries);
    addEntry(sheet, entries, row, unit, {
      level: levelAt < 0 ? "" : textOf(cells[levelAt]),
      levelColumn: sheet.header[levelAt],
      name,
    });
  });
  return Array.from(byName, ([name, entries]) => ({ name, unit, entries, place: entries[0]!.place }));
}

function tabulated(sheet: Sheet, unit: Margin["unit"]): Margin {
  const variables = sheet.header.flatMap((name, at) =>
    name === "" || at === columnIn(sheet, unit) ? [] : [{ name, at }],
  );
  if (variables.length === 0) throw new InputError(noMargins, placeOf(sheet));
  const name = variables.map((variable) => variable.name).join(":");
  const entries: MarginEntry[] = [];
  sheet.rows.forEach((cells, row) => {
    const levels = variables.map(({ at }) => textOf(cells[at]));
    const empty = levels.indexOf("");
    if (empty >= 0) throw new InputError(cellWithoutLevel, placeOf(sheet, row, variables[empty]!.name));
    addEntry(sheet, entries, row, unit, { level: cellName(levels), name });
  });
  return { name, unit, entries, place: placeOf(sheet) };
}

function addEntry(
  sheet: Sheet,
  entries: MarginEntry[],
  row: number,
  unit: Margin["unit"],
  { level, levelColumn, name }: { level: string; levelColumn?: string | undefined; name: string },
): void {
  const column = sheet.header[columnIn(sheet, unit)]!;
  const cell = sheet.rows[row]![columnIn(sheet, unit)] ?? null;
  const value = cell === null ? undefined : numberOf(cell, sheet);
  const place = placeOf(sheet, row, column);
  if (value === undefined || !Number.isFinite(value))
    throw cell === null
      ? new InputError(marginWithoutTotal, place)
      : new InputError(marginNotNumber, place, { value: cell });
  if (entries.some((entry) => entry.level === level))
    throw new InputError(levelTwice(name), placeOf(sheet, row), { value: level });
  entries.push({ level, value, place, levelPlace: placeOf(sheet, row, levelColumn) });
}

/**
 * The name of a cell of crossed variables: their levels with colons between them. A colon of a level's own stands behind a
 * backslash, so that no two cells have one name.
 */
export const cellName = (levels: readonly string[]): string =>
  levels.length === 1 ? levels[0]! : levels.map((level) => level.replace(/[\\:]/g, "\\$&")).join(":");

const textOf = (cell: Cell | undefined) => String(cell ?? "").trim();
