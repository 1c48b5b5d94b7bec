import { titled } from "../../text/language.ts";
import type { Reader } from "../../text/reader.ts";
import { type Column, type Datum, datumOf, type ResultTable } from "../tables/column.ts";
import type { Block, TextCell } from "./document.ts";

/** A table of results as people see it. */
export function tableBlock(table: ResultTable, reader: Reader): Block {
  const columns = table.columns.filter(({ audience }) => audience !== "files");
  const data = table.rows.map((row) => columns.map((column) => datumOf(column, row, reader)));
  return {
    kind: "table",
    columns: columns.map((column, at) => ({
      title: reader.say(column.title),
      align: column.align ?? (column.kind === "text" ? "left" : "right"),
      names: columns.slice(0, at).every(({ grouping }) => grouping),
      wrap: column.wrap,
      unit: column.unit,
      secondary: column.secondary,
      lead: leadOf(reader.say(column.title), reader),
    })),
    rows: table.rows.map((row, line) => {
      let repeats = true;
      return columns.map((column, at): TextCell => {
        repeats &&= Boolean(column.grouping) && line > 0 && data[line - 1]![at] === data[line]![at];
        const tone = typeof column.tone === "function" ? column.tone(row) : column.tone;
        return { text: repeats ? "" : shown(column, row, data[line]![at]!, reader), repeats, tone };
      });
    }),
  };
}

/** What stands before a value that is not below its title; an abbreviation such as "p." is followed by no colon. */
const leadOf = (title: string, { language }: Reader) =>
  title.endsWith(".") ? title : titled(title, "", language).trimEnd();

/** What people read of a value. */
function shown(column: Column<unknown>, row: unknown, datum: Datum, reader: Reader): string {
  const text = column.text?.(row, reader);
  if (text !== undefined) return text;
  if (typeof datum === "string") return datum;
  const mark = datum === null ? column.mark?.(row) : undefined;
  if (mark) return mark;
  const decimals = typeof column.decimals === "function" ? column.decimals(row) : (column.decimals ?? 0);
  const kind = column.kindIn?.(row) ?? column.kind;
  const factor = kind === "share" || kind === "points" ? 100 : 1;
  if (column.high) return interval(scaled(datum, factor), scaled(column.high(row), factor), decimals, reader);
  if (datum === null) return "";
  if (kind === "p") return reader.p(datum);
  return (kind === "share" ? reader.percent : reader.measure)(datum * factor, decimals);
}

const scaled = (value: number | null, factor: number) => (value === null ? null : value * factor);

/** "[low ; high]", a side being blank where it has no limit; empty where there is no interval. */
export function interval(low: number | null, high: number | null, decimals: number, reader: Reader): string {
  const [from, to] = [low, high].map((limit) =>
    limit === null || !Number.isFinite(limit) ? "" : reader.measure(limit, decimals),
  );
  return from || to ? `[${from} ; ${to}]` : "";
}
