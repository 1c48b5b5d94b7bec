import { basename } from "node:path";
import type { Provenance } from "../sources/datasets/dataset.ts";
import type { DesignSummary } from "../survey/domains.ts";
import type { Label, Language } from "../text/language.ts";
import { formatNumber, formatPValue } from "../text/numbers.ts";
import { say } from "../text/words.ts";
import { dataMark } from "./dataLine.ts";
import { type Block, heading, paragraph } from "./document.ts";
import { renderCsv } from "./formats/csv.ts";
import { renderMarkdown } from "./formats/markdown.ts";
import { renderText, type TextOptions } from "./formats/text.ts";
import { tableWorkbook } from "./tableWorkbook.ts";
import { type Tidy, tidyRecords, tidyTable, withOverall } from "./tidy.ts";

/** A test of a whole table, or why it cannot be made. */
export interface TestOutcome {
  readonly method: Label;
  readonly result:
    | { readonly statistic: number; readonly df1: number; readonly df2: number | null; readonly p: number }
    | { readonly reason: Label };
}

/** A table besides the main one. */
export interface Section {
  /** Its name in JSON; without one it is for people alone. */
  readonly key?: string | undefined;
  readonly title: string;
  readonly rows: Tidy;
}

/** What an analysis by command found, whatever it is rendered to. */
export interface Analysis {
  readonly provenance: Provenance;
  /** Files besides those of the data that it was made from. */
  readonly reads?: readonly string[] | undefined;
  /** The first line: which data, and whether they are synthetic. */
  readonly notice: string;
  readonly title: string;
  /** What was asked for, for JSON. */
  readonly request: { readonly [key: string]: unknown };
  readonly design?: DesignSummary | undefined;
  readonly rows: Tidy;
  /** The name of the rows in JSON; "rows" by default. */
  readonly key?: string | undefined;
  /** The table for people where the rows themselves would be too long. */
  readonly digest?: Tidy | undefined;
  /** The same over the rows of all groups together. */
  readonly overall?: Tidy | undefined;
  /** The rows for JSON, where they are more than values. */
  readonly records?: readonly object[] | undefined;
  /** Further tables, such as the differences between waves. */
  readonly sections?: readonly Section[] | undefined;
  /** What goes into JSON besides. */
  readonly facts?: { readonly [key: string]: unknown } | undefined;
  readonly test?: TestOutcome | undefined;
  /** What a reader needs to know of the method and the rows. */
  readonly notes: readonly string[];
}

export const analysisFormats = ["text", "csv", "json", "markdown", "xlsx"] as const;
export type AnalysisFormat = (typeof analysisFormats)[number];

type Render = (analysis: Analysis, language: Language, options: TextOptions) => string | Promise<Uint8Array>;

/** An analysis in each format. */
export const renderAnalysis: Readonly<Record<AnalysisFormat, Render>> = {
  text: (analysis, language, options) => renderText(describe(analysis, language), options),
  markdown: (analysis, language) => renderMarkdown(describe(analysis, language)),
  json: (analysis, language) => `${JSON.stringify(toJson(analysis, language), null, 2)}\n`,
  csv: (analysis) =>
    renderCsv(tidyRecords(analysis.rows).map((record) => ({ data: dataMark(analysis), ...record }))),
  xlsx: (analysis, language) =>
    tableWorkbook({
      title: analysis.title,
      lines: [
        analysis.notice,
        ...(analysis.test ? [testLine(analysis.test, language)] : []),
        ...analysis.notes,
      ],
      tables: [
        shownRows(analysis, language),
        ...(analysis.digest ? [{ ...analysis.rows, title: say("allTerms", language) }] : []),
        ...(analysis.sections ?? []).map(({ title, rows }) => ({ ...rows, title })),
      ],
    }),
};

function describe(analysis: Analysis, language: Language): Block[] {
  const { notice, title, sections = [], test, notes } = analysis;
  return [
    paragraph(notice),
    heading(2, title),
    tidyTable(shownRows(analysis, language), language),
    ...sections
      .filter(({ rows }) => rows.rows.length > 0)
      .flatMap((section) => [heading(3, section.title), tidyTable(section.rows, language)]),
    paragraph(""),
    ...(test ? [paragraph(testLine(test, language))] : []),
    ...notes.map((note) => paragraph(note, "faint")),
  ];
}

/** The main table as people see it. */
function shownRows({ rows, overall, digest }: Analysis, language: Language): Tidy {
  return digest ?? (overall ? withOverall(rows, overall, say("everybody", language)) : rows);
}

function testLine({ method, result }: TestOutcome, language: Language): string {
  const colon = language === "fr" ? " :" : ":";
  if ("reason" in result) return `${method[language]}${colon} ${result.reason[language]}`;
  const { statistic, df1, df2, p } = result;
  const number = (value: number) => formatNumber(value, Number.isInteger(value) ? 0 : 2, language);
  const name = df2 === null ? `t(${number(df1)})` : `F(${number(df1)} ; ${number(df2)})`;
  const shown = formatPValue(p, language);
  const pValue = shown.startsWith("<") ? `p < ${shown.slice(1)}` : `p = ${shown}`;
  return `${method[language]}${colon} ${name} = ${formatNumber(statistic, 2, language)}, ${pValue}`;
}

/** The tables as records, by name. */
export function sectionRecords(sections: readonly Section[]) {
  return Object.fromEntries(
    sections.flatMap(({ key, rows }) => (key === undefined ? [] : [[key, tidyRecords(rows)]])),
  );
}

function toJson(analysis: Analysis, language: Language) {
  const { provenance, notice, request, design, rows, records, overall, test } = analysis;
  const { key = "rows", sections = [], facts } = analysis;
  return {
    data: {
      kind: provenance.kind,
      notice,
      seed: provenance.seed ?? null,
      files: provenance.files.map((file) => basename(file)),
    },
    ...facts,
    request,
    ...(design && { design }),
    [key]: records ?? tidyRecords(rows),
    ...(overall && { overall: tidyRecords(overall) }),
    ...sectionRecords(sections),
    ...(test && {
      test: {
        method: test.method[language],
        ...("reason" in test.result
          ? { statistic: null, df1: null, df2: null, p: null, reason: test.result.reason[language] }
          : test.result),
      },
    }),
  };
}
