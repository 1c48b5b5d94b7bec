import type { PrintedRows } from "../sources/results/printedRows.ts";
import { InputError, type Place } from "../text/errors.ts";
import { noCells, noCountOrShare, noNumber, shareBeyond, twiceInTable } from "../text/messages/cellBounds.ts";
import type { Interval } from "./cellTable.ts";

/** The numbers of a cell that a table may print. */
export const printedNumbers = ["n", "total", "estimate"] as const;
export type PrintedNumber = (typeof printedNumbers)[number];

/** A cell of a table that one wants to publish: the values that its printed numbers round to, undefined where they are suppressed. */
export interface PrintedCell extends Readonly<Record<PrintedNumber | "base", Interval | undefined>> {
  /** Its levels, null in a margin that is of all of them. */
  readonly levels: readonly (string | null)[];
}

/** A table that one wants to publish. */
export interface PrintedTable {
  readonly variables: readonly string[];
  /** The numbers that it has columns for. */
  readonly numbers: readonly PrintedNumber[];
  readonly cells: readonly PrintedCell[];
}

/** How exactly sums of full precision agree, of their size. */
const precision = 1e-9;

/** What stands for a number that is suppressed. */
const marks = new Set(["", "s"]);

/**
 * The table in a CSV as `panel crosstab` writes it, with groups in lines: the columns before `estimate`, `n` or `total` are levels, and
 * of the others `estimate` (from 0 to 1), `n`, `total` and `base` are read. A number has the digits that it prints, and `n` and `base`
 * are exact. Throws for what is no such table.
 */
export function printedTable({ header, rows }: PrintedRows, file: string): PrintedTable {
  const start = header[0] === "data" ? 1 : 0;
  const end = header.findIndex((name) => ["estimate", "n", "total"].includes(name));
  const variables = header.slice(start, Math.max(end, start));
  if (variables.length === 0 || variables.includes("statistic")) throw new InputError(noCells, { file });
  const numbers = printedNumbers.filter((name) => header.includes(name));
  if (!numbers.some((name) => name !== "total")) throw new InputError(noCountOrShare, { file });
  const known = new Set<string>();
  const cells = rows.map(({ fields, line }): PrintedCell => {
    const levels = fields.slice(start, end).map((level) => (level === "" ? null : level));
    const key = JSON.stringify(levels);
    if (known.has(key)) throw new InputError(twiceInTable, { file, line }, { value: levels });
    known.add(key);
    const of = (name: string) => {
      const at = header.indexOf(name);
      return at < 0 ? undefined : valuesOf(fields[at]!, name, { file, line, column: name });
    };
    return { levels, n: of("n"), total: of("total"), estimate: of("estimate"), base: of("base") };
  });
  return { variables, numbers, cells };
}

/** The values that round to what is printed. */
function valuesOf(text: string, name: string, place: Place): Interval | undefined {
  if (marks.has(text)) return undefined;
  const value = Number(text);
  if (!/^\d+(\.\d+)?(e-?\d+)?$/i.test(text)) throw new InputError(noNumber, place, { value: text });
  if (name === "estimate" && value > 1) throw new InputError(shareBeyond, place, { value: text });
  if (name === "n" || name === "base") return { low: value, high: value };
  const [digits = "", power = "0"] = text.toLowerCase().split("e");
  const last = 10 ** (Number(power) - (digits.split(".")[1] ?? "").length);
  const half = Math.max(last / 2, precision * value);
  return { low: Math.max(0, value - half), high: value + half };
}
