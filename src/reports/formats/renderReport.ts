import { basename } from "node:path";
import type { Origin } from "../../samples/sample.ts";
import type { InputDigest } from "../../sources/files/digests.ts";
import type { Reader } from "../../text/reader.ts";
import { visibleJson } from "../../text/visible.ts";
import { dataLine, dataMark } from "../dataLines.ts";
import { labelRecords } from "../labelRecords.ts";
import type { Report, TestOutcome } from "../report.ts";
import { type Lines, linesOf, type ResultTable, recordsOf } from "../tables/column.ts";
import { tableBlock } from "./blocks.ts";
import { type CsvDialect, renderCsv } from "./csv.ts";
import { type Block, heading, paragraph } from "./document.ts";
import { renderHtml } from "./htmlPage.ts";
import { renderMarkdown } from "./markdown.ts";
import { renderText, type TextOptions } from "./text.ts";

/** Formats that a terminal can show, and those of files alone. */
export const shownFormats = ["text", "csv", "json", "markdown", "html"] as const;
export const fileFormats = ["xlsx", "docx"] as const;
export const reportFormats = [...shownFormats, ...fileFormats] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** The run that made a document: the program's version, and the files that it has read. */
export interface RunRecord {
  readonly panel: string;
  readonly inputs: readonly InputDigest[];
}

/** How text and CSV are written, and what JSON tells of the run. */
export interface RenderOptions extends TextOptions {
  readonly csvDialect?: CsvDialect | undefined;
  readonly run?: RunRecord | undefined;
}

type Render = (report: Report, reader: Reader, options: RenderOptions) => string | Promise<Uint8Array>;

/** A report in each format. */
export const renderReport: Readonly<Record<ReportFormat, Render>> = {
  text: (report, reader, options) => renderText(blocksOf(report, reader), options),
  markdown: (report, reader) => renderMarkdown(blocksOf(report, reader)),
  json: (report, reader, { run }) => visibleJson({ ...run, ...documentOf(report, reader) }),
  csv: (report, reader, { csvDialect }) => {
    const { origin } = report;
    const table = wholeTable(report);
    return renderCsv(origin ? markedLines(table, origin, reader) : linesOf(table, reader), csvDialect);
  },
  html: (report, reader) => renderHtml(blocksOf(report, reader), reader),
  docx: async (report, reader) => {
    const { wordDocument } = await import("./wordDocument.ts");
    return wordDocument(blocksOf(report, reader), reader);
  },
  xlsx: async (report, reader) => {
    const { tableWorkbook } = await import("./tableWorkbook.ts");
    const { main, digest, sections, test, code = [], notes, origin, title } = report;
    return tableWorkbook(
      {
        title: reader.say(title),
        lines: [
          ...(origin ? [reader.say(dataLine(origin))] : []),
          ...(test ? [testLine(test, reader)] : []),
          ...notes.map((note) => reader.say(note)),
          ...code.flatMap((own) => [reader.say(own.title), ...own.text.split("\n")]),
        ],
        first: digest ?? main,
        others: [
          ...(digest && wholeTable(report) === main ? [main] : []),
          ...sections.filter((section) => section.rows.length > 0 && forPeople(section)),
        ],
      },
      reader,
    );
  },
};

/** The lines of a table, each with the kind of data that it was computed from. */
export function markedLines(
  table: ResultTable,
  { provenance }: Pick<Origin, "provenance">,
  reader: Reader,
): Lines {
  const data = dataMark(provenance);
  const { keys, rows } = linesOf(table, reader);
  return { keys: ["data", ...keys], rows: rows.map((row) => [data, ...row]) };
}

/** The main table, with its margins where people see them as further rows of the same columns. */
const wholeTable = ({ main, digest }: Report): ResultTable =>
  digest?.columns === main.columns ? digest : main;

/** A report as people read it. */
export function blocksOf(report: Report, reader: Reader): Block[] {
  const { origin, title, main, digest, sections, test, code = [], notes } = report;
  const first = digest ?? main;
  return [
    ...(origin ? [paragraph(reader.say(dataLine(origin)))] : []),
    heading(2, reader.say(title)),
    // Titles of columns over nothing tell nothing; the title and the notes do.
    ...(first.rows.length > 0 ? [tableBlock(first, reader)] : []),
    ...sections
      .filter((section) => section.rows.length > 0 && forPeople(section))
      .flatMap((section) => [heading(3, reader.say(section.title)), tableBlock(section, reader)]),
    ...code.flatMap((own): Block[] => [
      heading(3, reader.say(own.title)),
      { kind: "code", language: own.language, text: own.text },
    ]),
    paragraph(""),
    ...(test ? [paragraph(testLine(test, reader))] : []),
    ...notes.map((note) => paragraph(reader.say(note), "faint")),
  ];
}

export const forPeople = ({ audience }: ResultTable) => audience !== "files";

export function testLine({ method, result }: TestOutcome, reader: Reader): string {
  const start = `${reader.say(method)}${reader.language === "fr" ? " :" : ":"}`;
  if ("reason" in result) return `${start} ${reader.say(result.reason)}`;
  const { statistic, df1, df2, p } = result;
  const number = (value: number) => reader.number(value, Number.isInteger(value) ? 0 : 2);
  const name = df2 === null ? `t(${number(df1)})` : `F(${number(df1)} ; ${number(df2)})`;
  const shown = reader.p(p);
  const pValue = shown.startsWith("<") ? `p < ${shown.slice(1)}` : `p = ${shown}`;
  return `${start} ${name} = ${reader.number(statistic, 2)}, ${pValue}`;
}

/** Tables as lists of records by their keys. */
export function tablesByKey(tables: readonly ResultTable[], reader: Reader) {
  return Object.fromEntries(
    tables.flatMap((table) => (table.key === undefined ? [] : [[table.key, recordsOf(table, reader)]])),
  );
}

/** What JSON says of the data. */
export function dataRecord(origin: Origin, reader: Reader) {
  const { provenance, dataset = null, rows } = origin;
  const { kind, seed, files } = provenance;
  return {
    kind,
    notice: reader.say(dataLine(origin)),
    dataset,
    seed: seed ?? null,
    rows: dataset === null ? (rows.get("") ?? 0) : Object.fromEntries(rows),
    files: files.map((file) => basename(file)),
  };
}

function documentOf(report: Report, reader: Reader): object {
  const { origin, title, facts, request, design, labels, main, entries, sections, test, code } = report;
  return {
    ...(origin && { data: dataRecord(origin, reader), title }),
    ...facts,
    request,
    ...(design && { design }),
    ...(labels && { labels: labelRecords(labels) }),
    [main.key ?? "rows"]: entries?.(reader) ?? recordsOf(main, reader),
    ...tablesByKey(sections, reader),
    ...(test && { test: testRecord(test, reader) }),
    ...(code && { code: Object.fromEntries(code.map(({ key, text }) => [key, text])) }),
  };
}

export function testRecord({ method, result }: TestOutcome, reader: Reader) {
  return {
    method: reader.say(method),
    ...("reason" in result
      ? { statistic: null, df1: null, df2: null, p: null, reason: reader.say(result.reason) }
      : result),
  };
}
