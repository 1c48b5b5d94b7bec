import { InputError } from "../../text/errors.ts";
import { impossibleDate } from "../../text/messages/files.ts";
import { type DayOrder, dateWritten, dayOrdersOf, isDate } from "../expressions/dates.ts";
import { codeArray } from "../tables/factor.ts";
import { factorColumn, levelOf, type TypedColumn } from "../tables/typedColumn.ts";
import type { ReadingNote } from "./column.ts";
import type { PlaceAt } from "./levels.ts";

/** A column with its dates as ISO writes them, where somebody says how the file does; throws for a day that no calendar has. */
export function withDates(
  column: TypedColumn,
  order: DayOrder | undefined,
  placeAt: PlaceAt,
): { readonly column: TypedColumn; readonly notes: readonly ReadingNote[] } {
  if (column.variable.type !== "categorical") return { column, notes: [] };
  const { name } = column.variable;
  const { levels, codes } = column.factor();
  if (order === undefined) {
    const orders = dayOrdersOf(levels);
    return { column, notes: orders.length > 0 ? [{ kind: "dates untold", column: name, orders }] : [] };
  }
  const written = levels.map((level) => dateWritten(level, order));
  const others = levels.filter((_, code) => written[code] === undefined);
  if (others.length === levels.length) return { column, notes: [] };
  const rowOf = (code: number) => codes.indexOf(code);
  if (others.length > 0) {
    const counts = new Map(others.map((text) => [text, 0]));
    for (const code of codes) {
      const text = levels[code];
      if (text !== undefined && counts.has(text)) counts.set(text, counts.get(text)! + 1);
    }
    const texts = Array.from(counts, ([text, rows]) => ({ text, rows }));
    return { column, notes: [{ kind: "texts among dates", column: name, texts }] };
  }
  const bad = written.findIndex((date) => !isDate(date!));
  if (bad >= 0)
    throw new InputError(impossibleDate(name, order), placeAt(rowOf(bad)), { value: levels[bad] });
  const dates = [...new Set(written as string[])].sort();
  const rank = new Map(dates.map((date, at) => [date, at]));
  const recoded = codeArray(dates.length, codes.length);
  for (let row = 0; row < codes.length; row++)
    recoded[row] = codes[row]! < 0 ? -1 : rank.get(written[codes[row]!]!)!;
  const variable = { ...column.variable, levels: dates.map(levelOf) };
  return { column: factorColumn(variable, recoded), notes: [] };
}
