import { columnWidths } from "./columnWidths.ts";
import { type Block, type Heading, type TextCell, type Tone, withoutControls } from "./document.ts";

export interface TextOptions {
  readonly colour: boolean;
  /** Tables are no wider than this where their words allow it: the first column wraps, and then the widest of the others. */
  readonly width: number;
}

const escapes: Record<Tone | "strong", string> = {
  good: "32",
  fair: "33",
  bad: "31",
  faint: "2",
  strong: "1",
};
const gap = "  ";
/** What sets off the second line of a text from the row below. */
const indent = "  ";

/** A document for a terminal or a plain text file. */
export function renderText(given: readonly Block[], options: TextOptions): string {
  const blocks = given.map(withoutControls);
  const paint = (text: string, style: Tone | "strong" | undefined) =>
    options.colour && style ? `\u001b[${escapes[style]}m${text}\u001b[0m` : text;
  const render = (block: Block): string[] => {
    if (block.kind === "heading") {
      const rule = block.level === 1 ? "=" : block.level === 2 ? "-" : "";
      return ["", paint(block.text, "strong"), ...(rule ? [rule.repeat(block.text.length)] : [])];
    }
    if (block.kind === "paragraph")
      return wrap(block.text, options.width).map((line) => paint(line, block.tone));
    if (block.kind === "image") return [`${block.text}: ${block.file}`];
    return tableLines(block.columns, block.rows, options.width, paint);
  };
  return `${blocks.flatMap(render).join("\n").replace(/^\n/, "")}\n`;
}

function tableLines(
  columns: readonly Heading[],
  rows: readonly (readonly TextCell[])[],
  width: number,
  paint: (text: string, tone: Tone | "strong" | undefined) => string,
): string[] {
  const widths = columnWidths({ columns, rows }, width - gap.length * (columns.length - 1));
  const pad = (text: string, at: number) =>
    columns[at]!.align === "left" ? text.padEnd(widths[at]!) : text.padStart(widths[at]!);
  const lines = (cells: readonly TextCell[], style?: "strong") => {
    const wrapped = cells.map(({ text }, at) =>
      wrap(text, widths[at]!, at === 0 ? indent : "").map((part) => part.trimEnd()),
    );
    const height = Math.max(1, ...wrapped.map((parts) => parts.length));
    return Array.from({ length: height }, (_, line) => {
      const parts = wrapped.map((own) => own[line] ?? "");
      const last = parts.findLastIndex((part) => part !== "");
      return parts
        .slice(0, last + 1)
        .map((part, at) => {
          const text = at === last && columns[at]!.align === "left" ? part : pad(part, at);
          return part === "" ? text : paint(text, style ?? cells[at]!.tone);
        })
        .join(gap);
    });
  };
  return [
    ...lines(
      columns.map(({ title }) => ({ text: title })),
      "strong",
    ),
    ...rows.flatMap((row) => lines(row)),
  ];
}

/** Breaks a text between words into lines of at most `width` characters, where its words allow it. */
function wrap(text: string, width: number, indent = ""): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(last === undefined ? word : `${indent}${word}`);
  }
  return lines;
}
