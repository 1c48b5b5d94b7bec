import { displayWidth, wrapped } from "../../text/lines.ts";
import { breaks, hanging } from "./columnWidths.ts";
import { type Block, type TableBlock, type Tone, withoutControls } from "./document.ts";
import { type FittedCell, type FittedTable, fittedTables, gap } from "./fittedTable.ts";

export interface TextOptions {
  readonly colour: boolean;
  /** No line is longer than this where its words allow it. */
  readonly width: number;
}

type Style = Tone | "strong";
type Paint = (text: string, style: Style | undefined) => string;

const escapes: Record<Style, string> = {
  good: "32",
  fair: "33",
  bad: "31",
  faint: "2",
  strong: "1",
};

/** A document for a terminal or a plain text file. */
export function renderText(given: readonly Block[], { colour, width }: TextOptions): string {
  const paint: Paint = (text, style) =>
    colour && style ? `\u001b[${escapes[style]}m${text}\u001b[0m` : text;
  const render = (block: Block): string[] => {
    if (block.kind === "heading") {
      const lines = wrapped(block.text, width);
      const rule = block.level === 1 ? "=" : block.level === 2 ? "-" : "";
      const longest = Math.max(...lines.map(displayWidth));
      return ["", ...lines.map((line) => paint(line, "strong")), ...(rule ? [rule.repeat(longest)] : [])];
    }
    if (block.kind === "paragraph") return wrapped(block.text, width).map((line) => paint(line, block.tone));
    if (block.kind === "image") return [`${block.text}: ${block.file}`];
    if (block.kind === "code") return block.text.split("\n").map((line) => `    ${line}`.trimEnd());
    return tableLines(block, width, paint);
  };
  return `${given.map(withoutControls).flatMap(render).join("\n").replace(/^\n/, "")}\n`;
}

/** A table's lines; a blank one parts the tables that it is parted into. */
const tableLines = (table: TableBlock, width: number, paint: Paint): string[] =>
  fittedTables(table, width).flatMap((part, at) => [
    ...(at > 0 ? [""] : []),
    ...rowLines(
      part.columns.map(({ title }) => ({ text: title })),
      part,
      paint,
      "strong",
    ),
    ...part.rows.flatMap((row) =>
      "text" in row ? acrossLines(row, width, paint) : rowLines(row, part, paint),
    ),
  ]);

const acrossLines = ({ text, indent = 0, tone }: FittedCell, width: number, paint: Paint): string[] =>
  wrapped(text, width - indent, hanging).map((line) => paint(" ".repeat(indent) + line, tone));

function rowLines(
  cells: readonly FittedCell[],
  { columns, widths }: FittedTable,
  paint: Paint,
  style?: "strong",
): string[] {
  const parts = cells.map(({ text, indent = 0 }, at) =>
    style || breaks(columns[at]!)
      ? wrapped(text, widths[at]! - indent, at === 0 ? hanging : "").map((line) => " ".repeat(indent) + line)
      : [text],
  );
  const height = Math.max(1, ...parts.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) => {
    const shown = parts.map((lines) => (lines[line] ?? "").trimEnd());
    const last = shown.findLastIndex((text) => text !== "");
    return shown
      .slice(0, last + 1)
      .map((text, at) => {
        const blank = " ".repeat(Math.max(0, widths[at]! - displayWidth(text)));
        const isLeft = columns[at]!.align === "left";
        const padded = isLeft ? (at === last ? text : text + blank) : blank + text;
        return text === "" ? padded : paint(padded, style ?? cells[at]!.tone);
      })
      .join(gap);
  });
}
