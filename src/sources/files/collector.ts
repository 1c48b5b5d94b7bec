import { type Fault, InputError, type Place } from "../../text/errors.ts";
import { unguard } from "../../text/formulaGuard.ts";
import { notNumeric } from "../../text/messages/datasets.ts";
import {
  codesNotNumbers,
  columnAbsent,
  commaOfText,
  commaUntold,
  notNumber,
  resultNotStored,
  sameNameInHeader,
  unitOfText,
} from "../../text/messages/files.ts";
import type { Cell } from "../layout/cell.ts";
import { type DoubledName, distinctNames, doubledNames } from "../layout/columnNames.ts";
import type { TableSource } from "../tables/table.ts";
import { absentResult } from "../xlsx/errorValues.ts";
import { ColumnBuilder, type Reading } from "./column.ts";
import { hasDecimalComma, numberParser, tellsOfCommas } from "./decimalMark.ts";
import type { ByteRecord } from "./delimited.ts";
import type { FileTableOptions } from "./fileTable.ts";
import { FootRows } from "./footRows.ts";
import { isCode } from "./textNumbers.ts";

/** A cell as a text; a number is written so that it is not taken for a code of many digits. */
function textOf(cell: Cell | undefined): string {
  if (typeof cell === "number" && !Number.isSafeInteger(cell) && Number.isInteger(cell))
    return cell.toExponential();
  return String(cell ?? "");
}

/** The number of each row's line or sheet row, kept as the rows where it jumps. */
class LineNumbers {
  rows = 0;
  #next = -1;
  readonly #jumps: { readonly row: number; readonly line: number }[] = [];

  push(line: number): void {
    if (line !== this.#next) this.#jumps.push({ row: this.rows, line });
    this.#next = line + 1;
    this.rows++;
  }

  at(row: number): number {
    const jump = this.#jumps.findLast((found) => found.row <= row)!;
    return jump.line + row - jump.row;
  }
}

/** The columns of a file while they are read. */
export interface Collector {
  /** Of its header, with the row where that was looked for. */
  readonly place: Pick<Place, "file" | "sheet" | "row">;
  readonly header: readonly string[];
  /** The names that were given to columns without one. */
  readonly unnamed: readonly string[];
  readonly doubled: readonly DoubledName[];
  /** The columns that were asked for; those without a name are looked at all the same. */
  readonly asked: ReadonlySet<string>;
  /** Those of which only the numbers matter. */
  readonly asNumbers: ReadonlySet<string>;
  readonly commas: Commas;
  readonly builders: ReadonlyMap<string, ColumnBuilder>;
  readonly lines: LineNumbers;
  readonly foot: FootRows;
  readonly reading: Reading;
  /** How its texts become numbers. */
  readonly parse: (text: string) => number | undefined;
  /** Takes a record; returns the column that turned out to hold texts among many numbers, if one did. */
  take(fields: readonly string[], number: number): string | undefined;
  takeBytes(record: ByteRecord, number: number): string | undefined;
  /** Takes a row of a workbook. */
  takeCells(cells: readonly Cell[], number: number): void;
  /** Takes a group of rows, of which cells that are needed alone are given; returns what `take` does. */
  takeGroup(cellAt: (column: number) => number | string): string | undefined;
}

export function collect(
  place: Collector["place"],
  written: readonly string[],
  reading: Reading,
  { columns: wanted, numbers: numeric, decimal }: FileTableOptions,
  asTexts: ReadonlySet<string>,
  asNumbersAt: ReadonlySet<number> = new Set(),
  rowsAt?: (row: number) => number,
): Collector {
  const named = written.map((name) => name.normalize("NFC"));
  const header = distinctNames(named);
  const unnamed = header.filter((_, at) => named[at] === "");
  const doubled = doubledNames(named, header);
  const position = new Map(header.map((name, at) => [name, at]));
  const asNumbers = new Set(numeric?.(header));
  const asked = new Set([...(wanted?.(header) ?? header), ...asNumbers]);
  for (const name of asked) {
    const found = position.has(name) || doubled.find((of) => of.name === name);
    if (!found) throw new InputError(columnAbsent(name, header), place);
    if (found !== true) throw new InputError(sameNameInHeader(found.names), place, { value: name });
  }
  const expected = (name: string) =>
    asTexts.has(name) ? "texts" : asNumbers.has(name) ? "numbers" : undefined;
  const names = [...new Set([...asked, ...unnamed])];
  const builders = new Map<string, ColumnBuilder>();
  const columns = names.map((name) => {
    const at = position.get(name)!;
    const isNumeric = asNumbersAt.has(at);
    const builder = new ColumnBuilder(reading, isNumeric ? "numbers" : expected(name), rowsAt);
    builders.set(name, builder);
    return { name, at, builder, isNumeric, isAsked: asked.has(name) };
  });
  const lines = new LineNumbers();
  const foot = new FootRows(header);
  const commas = new Commas(place, reading.notation === "comma" && decimal === undefined);
  return {
    place,
    header,
    unnamed,
    doubled,
    asked,
    asNumbers,
    builders,
    lines,
    foot,
    reading,
    commas,
    parse: numberParser(reading.notation),
    take: (fields, line) => {
      lines.push(line);
      foot.see((at) => fields[at]!, line);
      let mistaken: string | undefined;
      for (const { name, at, builder, isAsked } of columns) {
        const text = fields[at]!.trim();
        if (isAsked && commas.areUntold) commas.see(text, line, name);
        if (!builder.add(text)) mistaken ??= name;
      }
      return mistaken;
    },
    takeBytes: (record, line) => {
      lines.push(line);
      foot.seeBytes(record, line);
      let mistaken: string | undefined;
      for (const { name, at, builder, isAsked } of columns) {
        if (isAsked && commas.areUntold) commas.seeField(record, at, line, name);
        if (!builder.addField(record, at)) mistaken ??= name;
      }
      return mistaken;
    },
    takeCells: (cells, row) => {
      lines.push(row);
      foot.see((at) => textOf(cells[at]), row);
      for (const { name, at, builder, isNumeric, isAsked } of columns) {
        const cell = cells[at];
        if (isAsked && cell === absentResult)
          throw new InputError(resultNotStored, { ...place, row, column: name });
        if (isNumeric) builder.addNumber((cell as number | null) ?? Number.NaN);
        else builder.add(writtenOf(cell, reading.notation));
      }
    },
    takeGroup: (cellAt) => {
      lines.push(lines.rows);
      let mistaken: string | undefined;
      for (const { name, at, builder, isNumeric, isAsked } of columns) {
        const cell = cellAt(at);
        if (isNumeric) builder.addNumber(Number(cell));
        else {
          const text = unguard(String(cell)).trim();
          if (isAsked && commas.areUntold) commas.see(text, 0, name);
          if (!builder.add(text)) mistaken ??= name;
        }
      }
      return mistaken;
    },
  };
}

/** A cell of a workbook as a text; a number as the notation of its column's texts writes it. */
const writtenOf = (cell: Cell | undefined, notation: Reading["notation"]) =>
  typeof cell === "number" && notation === "points grouped"
    ? textOf(cell).replace(".", ",")
    : textOf(cell).trim();

/** What the commas of a file's numbers are, as its values tell it: decimal as soon as one of them can be nothing else. */
class Commas {
  areUntold: boolean;
  /** Whether one of them was found to be decimal. */
  areDecimal = false;
  readonly #place: Place;
  #doubt: { readonly text: string; readonly line: number; readonly column: string } | undefined;

  constructor(place: Place, areUntold: boolean) {
    this.#place = place;
    this.areUntold = areUntold;
  }

  see(text: string, line: number, column: string): void {
    const told = tellsOfCommas(text);
    if (told === "decimal") [this.areUntold, this.areDecimal] = [false, true];
    else if (told === "untold") this.#doubt ??= { text, line, column };
  }

  seeField({ piece, bounds, decode }: ByteRecord, field: number, line: number, column: string): void {
    const [start, end] = [bounds[field]!, bounds[field + 1]! - 1];
    let at = start;
    while (at < end && piece[at] !== commaCode) at++;
    if (at < end) this.see(decode(start, end), line, column);
  }

  /** Throws where a comma may be that of thousands as well. */
  check(): void {
    if (!this.areUntold || !this.#doubt) return;
    const { text, line, column } = this.#doubt;
    throw new InputError(commaUntold(false), { ...this.#place, line, column }, { value: text });
  }
}

const commaCode = ",".charCodeAt(0);

export function sourceOf({ place, lines, reading, parse }: Collector): TableSource {
  return {
    place: (row, column) => ({
      ...place,
      [place.sheet === undefined ? "line" : "row"]: row === undefined ? undefined : lines.at(row),
      column,
    }),
    refuse: (table, { name }) => {
      const { levels, codes } = table.factor(name);
      const isText = (text: string) => parse(text) === undefined;
      const row = codes.findIndex((code) => code >= 0 && isText(levels[code]!));
      const code = levels.findIndex(isCode);
      if (code < 0 && !levels.some(isText))
        return new InputError(notNumeric(name), place, { value: levels.slice(0, 5) });
      if (code >= 0 && levels.every((text) => !isText(text)))
        return new InputError(codesNotNumbers(name), table.place(codes.indexOf(code), name), {
          value: levels[code],
        });
      // Without a row, the rows that a filter leaves have numbers alone: the variable is still one of texts.
      const value = row < 0 ? levels.find(isText)! : levels[codes[row]!]!;
      return new InputError(faultOf(value, name, reading), table.place(row < 0 ? undefined : row, name), {
        value,
      });
    },
  };
}

/** What is wrong with a text where a number is needed. */
function faultOf(value: string, name: string, { notation }: Reading): Fault {
  if (tellsOfCommas(value) !== undefined) return commaOfText(name);
  const [, number] = /^([\d.,\s]*\d)\s*[%‰€$£]$/u.exec(value) ?? [];
  return number === undefined
    ? notNumber(name, hasDecimalComma(notation) ? "comma" : "point")
    : unitOfText(name, number);
}
