import type { Origin } from "../samples/sample.ts";
import type { Label } from "../text/language.ts";
import type { Labels, Reader } from "../text/reader.ts";
import { dataLine } from "./dataLines.ts";
import type { CodeLanguage } from "./formats/document.ts";
import { conditionNotes } from "./notes/selectionNotes.ts";
import type { ResultTable } from "./tables/column.ts";

/** A test of a whole table, or why it cannot be made. */
export interface TestOutcome {
  readonly method: Label;
  readonly result:
    | { readonly statistic: number; readonly df1: number; readonly df2: number | null; readonly p: number }
    | { readonly reason: Label };
}

/** Lines for a shell or for R. */
export interface Code {
  /** Its name in JSON. */
  readonly key: string;
  readonly title: Label;
  readonly language: CodeLanguage;
  readonly text: string;
}

/** What a command found, whatever it is rendered to. */
export interface Report {
  /** The rows that it was computed from; none of what is read and not computed. */
  readonly origin?: Origin | undefined;
  readonly title: Label;
  /** What was asked for, and what goes into JSON besides tables. */
  readonly request: object;
  readonly facts?: object | undefined;
  readonly design?: object | undefined;
  /** The labels of what it names, which JSON has in both languages. */
  readonly labels?: Labels | undefined;
  /** The table that CSV holds, as people see it where that has further rows of the same columns; its key is that of the rows in JSON. */
  readonly main: ResultTable;
  /** What people see in its place, where that is another one. */
  readonly digest?: ResultTable | undefined;
  /** The entries that JSON has in place of the main table's rows, where they are more than values. */
  readonly entries?: ((reader: Reader) => readonly object[]) | undefined;
  /** Further tables. */
  readonly sections: readonly ResultTable[];
  readonly test?: TestOutcome | undefined;
  /** What computes the same anew. */
  readonly code?: readonly Code[] | undefined;
  /** What a reader needs to know of the method and the rows. */
  readonly notes: readonly Label[];
}

/** What a chart is told besides its numbers. */
export interface ChartSubject {
  readonly title: Label;
  /** What data it is made from. */
  readonly notice: Label;
  /** Which of its rows, where not all. */
  readonly scope: readonly Label[];
  readonly labels: Labels;
}

/** That of the chart of a report. */
export const chartSubject = ({ title, origin, request, labels = new Map() }: Report): ChartSubject => ({
  title,
  notice: dataLine(origin!),
  scope: conditionNotes((request as { readonly where?: readonly string[] }).where ?? []),
  labels,
});
