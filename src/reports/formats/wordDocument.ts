import type { Paragraph, Table } from "docx";
import { InputError } from "../../text/errors.ts";
import { documentTooLong } from "../../text/messages/outputs.ts";
import type { Reader } from "../../text/reader.ts";
import { columnWidths, isWide, paperGap } from "./columnWidths.ts";
import { type Block, type TableBlock, type Tone, withoutControls } from "./document.ts";
import { epoch, packedAnew } from "./packedAnew.ts";

type Docx = typeof import("docx");

/** A4 and its margins, in twentieths of a point. */
const paper = { width: 11_906, height: 16_838, margin: 1134 };
/** The width of a character of a table. */
const character = 103;
/** Of texts and tables, in half points. */
const sizes = { text: 20, table: 17, note: 18 };

const colours: Readonly<Record<Tone, string>> = {
  good: "116329",
  fair: "7A4A00",
  bad: "A40E26",
  faint: "57606A",
};

/** Longer tables take minutes and gigabytes, and nobody reads them in a document. */
const mostRows = 10_000;

/** A document for word processors; the heading right above a table stays with it. The same blocks give the same bytes. */
export async function wordDocument(given: readonly Block[], reader: Reader): Promise<Uint8Array> {
  const rows = Math.max(0, ...given.map((block) => (block.kind === "table" ? block.rows.length : 0)));
  if (rows > mostRows) throw new InputError(documentTooLong(rows, mostRows));
  const docx: Docx = await import("docx");
  const blocks = given.map(withoutControls);
  const title = blocks.find((block) => block.kind === "heading")?.text ?? "";
  const lies = blocks.some((block) => block.kind === "table" && isWide(block));
  const room = (lies ? paper.height : paper.width) - 2 * paper.margin;
  const document = new docx.Document({
    title,
    creator: "panel",
    lastModifiedBy: "panel",
    styles: stylesIn(reader.language === "fr" ? "fr-FR" : "en-GB"),
    sections: [
      {
        properties: {
          page: {
            size: {
              width: paper.width,
              height: paper.height,
              orientation: docx.PageOrientation[lies ? "LANDSCAPE" : "PORTRAIT"],
            },
            margin: { top: paper.margin, right: paper.margin, bottom: paper.margin, left: paper.margin },
          },
        },
        children: blocks.flatMap((block) => drawn(block, room, docx)),
      },
    ],
  });
  const stamp = epoch.toISOString();
  return packedAnew(await docx.Packer.toArrayBuffer(document), (part) =>
    part === "docProps/core.xml"
      ? (text) => text.replace(/(<dcterms:\w+ [^>]*>)[^<]*/g, `$1${stamp}`)
      : undefined,
  );
}

const stylesIn = (language: string) => {
  const heading = (size: number) => ({
    run: { size, bold: true, color: "000000" },
    paragraph: { spacing: { before: 240, after: 80 }, keepNext: true },
  });
  return {
    default: {
      document: {
        run: { font: "Arial", size: sizes.text, language: { value: language } },
        paragraph: { spacing: { after: 80 } },
      },
      heading1: heading(30),
      heading2: heading(26),
      heading3: heading(22),
    },
  };
};

function drawn(block: Block, room: number, docx: Docx): (Paragraph | Table)[] {
  if (block.kind === "table") return [tableOf(block, room, docx)];
  const { Paragraph, TextRun, HeadingLevel } = docx;
  if (block.kind === "heading")
    return [
      new Paragraph({ text: block.text, heading: HeadingLevel[`HEADING_${block.level}`], keepNext: true }),
    ];
  if (block.kind === "image") return [new Paragraph({ text: `${block.text}: ${block.file}` })];
  if (block.kind === "code")
    return block.text
      .split("\n")
      .map(
        (text) =>
          new Paragraph({ children: [new TextRun({ text, size: sizes.table, font: "Courier New" })] }),
      );
  const { text, tone } = block;
  const size = tone === "faint" ? sizes.note : sizes.text;
  return [new Paragraph({ children: [new TextRun({ text, size, ...(tone && { color: colours[tone] }) })] })];
}

/** A table whose header stands on each page, and whose rows are not parted. */
function tableOf(table: TableBlock, room: number, docx: Docx): Table {
  const { AlignmentType, BorderStyle, Paragraph, ShadingType, Table, TableCell, TableRow, TextRun } = docx;
  const { columns, rows } = table;
  const gap = paperGap * character;
  const most = Math.floor(room / character) - paperGap * columns.length;
  const wanted = columnWidths(table, most).map((width) => width * character + gap);
  const total = wanted.reduce((sum, width) => sum + width, 0);
  const widths = wanted.map((width) => Math.floor(width * Math.min(1, room / total)));
  const none = { style: BorderStyle.NONE, size: 0, color: "auto" };
  const line = { style: BorderStyle.SINGLE, size: 4, color: "C9CED4" };
  const cellOf = (text: string, at: number, isHead: boolean, tone?: Tone) =>
    new TableCell({
      width: { size: widths[at]!, type: docx.WidthType.DXA },
      ...(isHead && { shading: { type: ShadingType.CLEAR, fill: "F1F3F5" } }),
      children: [
        new Paragraph({
          alignment: AlignmentType[columns[at]!.align === "right" ? "RIGHT" : "LEFT"],
          spacing: { before: 20, after: 20 },
          children: [
            new TextRun({ text, size: sizes.table, bold: isHead, ...(tone && { color: colours[tone] }) }),
          ],
        }),
      ],
    });
  return new Table({
    columnWidths: widths,
    width: { size: widths.reduce((sum, width) => sum + width, 0), type: docx.WidthType.DXA },
    margins: { left: character, right: character },
    borders: {
      ...{ top: line, bottom: line, insideHorizontal: line },
      ...{ left: none, right: none, insideVertical: none },
    },
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: columns.map(({ title }, at) => cellOf(title, at, true)),
      }),
      ...rows.map(
        (row) =>
          new TableRow({
            cantSplit: true,
            children: row.map(({ text, tone }, at) => cellOf(text, at, false, tone)),
          }),
      ),
    ],
  });
}
