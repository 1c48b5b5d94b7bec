import type { Label } from "../text/language.ts";
import { plain, type Reader } from "../text/reader.ts";
import { dataLine } from "./dataLines.ts";
import { type Block, heading, paragraph } from "./formats/document.ts";
import { renderHtml } from "./formats/htmlPage.ts";
import { renderMarkdown } from "./formats/markdown.ts";
import { blocksOf } from "./formats/renderReport.ts";
import { renderText, type TextOptions } from "./formats/text.ts";
import type { Report } from "./report.ts";

/** Several tables of the same rows in one page or workbook, in their order. */
export interface TableBook {
  readonly title: Label;
  readonly tables: readonly BookTable[];
}

export interface BookTable {
  readonly report: Report;
  /** Its title, where that is another one than the report makes, which then stands below. */
  readonly title: Label | undefined;
}

/** The formats of several tables. */
export const bookFormats = ["text", "markdown", "html", "docx", "xlsx"] as const;
export type BookFormat = (typeof bookFormats)[number];

type Render = (book: TableBook, reader: Reader, layout: TextOptions) => string | Promise<Uint8Array>;

export const renderBook: Readonly<Record<BookFormat, Render>> = {
  text: (book, reader, layout) => renderText(bookBlocks(book, reader), layout),
  markdown: (book, reader) => renderMarkdown(bookBlocks(book, reader)),
  html: (book, reader) => renderHtml(bookBlocks(book, reader), reader),
  docx: async (book, reader) => {
    const { wordDocument } = await import("./formats/wordDocument.ts");
    return wordDocument(bookBlocks(book, reader), reader);
  },
  xlsx: async (book, reader) => {
    const { reportSheets } = await import("./formats/reportSheets.ts");
    const { title, tables } = book;
    return reportSheets(tables.map(titledReport), title, reader);
  },
};

/** A table with the title that it is given; what its own title says of it stands among its notes. */
function titledReport({ report, title }: BookTable): Report {
  return title ? { ...report, title, notes: [report.title, ...report.notes] } : report;
}

function bookBlocks({ title, tables }: TableBook, reader: Reader): Block[] {
  const [first] = tables;
  return [
    paragraph(reader.say(first ? dataLine(first.report.origin!) : plain(""))),
    heading(1, reader.say(title)),
    ...tables.flatMap((table) => blocksOf({ ...titledReport(table), origin: undefined }, reader)),
  ];
}
