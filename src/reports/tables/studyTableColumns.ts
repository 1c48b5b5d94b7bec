import { type Computed, valuesOf } from "../../figures/compute.ts";
import type { Reproduction, TableResult, TableRow } from "../../figures/reproduce.ts";
import type { Label } from "../../text/language.ts";
import { plain, type Reader } from "../../text/reader.ts";
import { words } from "../../text/words.ts";
import { codebookOf } from "../codebookOf.ts";
import { type Column, fileColumn, type ResultTable, resultTable } from "./column.ts";
import { besides, knownColumn } from "./knownColumns.ts";

/** A study's table as files have it: a row for each wave, outcome and level. */
export const studyTableOfRows = (
  { description, rows }: TableResult,
  reproduction: Reproduction,
): ResultTable => resultTable("rows", description.title, studyTableColumns(reproduction), rows);

export function studyTableColumns(
  reproduction: Pick<Reproduction, "dataset" | "tables" | "known">,
): Column<TableRow>[] {
  const { tables, known } = reproduction;
  const rowsOf = (of: Pick<Reproduction, "tables">["tables"]) => of.flatMap(({ rows }) => rows);
  const knownOf = besides(rowsOf(tables), rowsOf(known?.tables ?? []));
  const se = fileColumn<TableRow>("se", "number", ({ result }) => valuesOf(result).se, { title: words.se });
  const valued = (key: keyof Computed) => (row: TableRow) => valuesOf(row.result)[key];
  return [
    fileColumn("wave", "text", ({ wave }) => wave),
    fileColumn("variable", "text", ({ variable }) => variable),
    fileColumn("level", "text", ({ level }) => level || null),
    fileColumn("label", "text", ({ wave, variable, level }, reader) =>
      reader.label(codebookOf(reproduction, wave), variable, level),
    ),
    fileColumn("estimate", "number", valued("computed"), {
      about: "percentages from 0 to 100, or means",
    }),
    se,
    ...knownColumn(known, se, (row) => valuesOf(knownOf(row)?.result ?? null).se),
    fileColumn("low", "number", valued("low")),
    fileColumn("high", "number", valued("high")),
    fileColumn("n", "count", valued("n")),
    fileColumn("note", "text", ({ result }, { say }) => ("reason" in result ? say(result.reason) : null)),
  ];
}

/** An outcome, or one of its levels, with its row in each wave. */
export interface Line {
  readonly variable: string;
  readonly level: string;
  readonly rows: ReadonlyMap<string, TableRow>;
}

/** Whether outcomes have all their levels, and whether several do, so that their levels stand under them. */
export function shapeOf({ outcomes }: TableResult["description"]): {
  readonly whole: boolean;
  readonly several: boolean;
} {
  const whole = outcomes.some(({ level }) => level === undefined);
  return { whole, several: whole && outcomes.length > 1 };
}

/** What is published of a cell, as people read it. */
export type PublishedCell = (cell: Omit<TableRow, "result">, reader: Reader) => string;

/**
 * The same for people: outcomes under their variables where there are several with all levels; waves side by side, and beside
 * each value what is published of it, where that is given.
 */
export function studyTableOfWaves(
  { description, rows }: TableResult,
  reproduction: Reproduction,
  published?: PublishedCell,
): ResultTable {
  const { waves, title } = description;
  const { whole, several } = shapeOf(description);
  const codebook = codebookOf(reproduction, waves.at(-1)!);
  const own: Label = several ? words.level : plain("");
  const columns: Column<Line>[] = [
    ...(several
      ? [
          {
            key: "variable",
            title: words.variable,
            kind: "text" as const,
            grouping: true,
            value: ({ variable }: Line) => variable,
            text: ({ variable }: Line, reader) => reader.label(codebook, variable),
          } satisfies Column<Line>,
        ]
      : []),
    {
      key: "level",
      title: own,
      kind: "text",
      value: ({ variable, level }, reader) => reader.label(codebook, variable, whole ? level : ""),
    },
    ...waves.flatMap((wave) => waveColumns(wave, published)),
  ];
  return resultTable(undefined, title, columns, linesOf(rows));
}

function waveColumns(wave: string, published: PublishedCell | undefined): Column<Line>[] {
  const valued = (key: keyof Computed) => (line: Line) => valuesOf(line.rows.get(wave)?.result ?? null)[key];
  return [
    {
      key: wave,
      title: published ? words.computed : plain(wave),
      kind: "number",
      decimals: 1,
      value: valued("computed"),
      text: (line, { say }) => {
        const result = line.rows.get(wave)?.result;
        return result && "reason" in result ? say(result.reason) : undefined;
      },
      tone: (line) => ("computed" in (line.rows.get(wave)?.result ?? {}) ? undefined : "faint"),
    },
    {
      key: `${wave}_low`,
      title: words.interval,
      kind: "number",
      decimals: 1,
      value: valued("low"),
      high: valued("high"),
    },
    ...(published
      ? [
          {
            key: `${wave}_published`,
            title: words.published,
            kind: "text" as const,
            align: "right" as const,
            value: ({ variable, level }: Line, reader: Reader) =>
              published({ wave, variable, level }, reader),
          },
        ]
      : []),
    { key: `${wave}_n`, title: plain("n"), kind: "count", tone: "faint", value: valued("n") },
  ];
}

/** The rows of a table with those of the same outcome and level side by side. */
export function linesOf(rows: readonly TableRow[]): Line[] {
  const lines = new Map<string, { variable: string; level: string; rows: Map<string, TableRow> }>();
  for (const row of rows) {
    const { wave, variable, level } = row;
    const key = `${variable}\0${level}`;
    const line = lines.get(key) ?? { variable, level, rows: new Map() };
    lines.set(key, line);
    if (!line.rows.has(wave)) line.rows.set(wave, row);
  }
  return [...lines.values()];
}
