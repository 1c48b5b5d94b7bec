import { type Block, type Heading, type TextCell, type Tone, withoutControls } from "./document.ts";

export interface TextOptions {
  readonly colour: boolean;
  /** Tables are no wider than this; their first column wraps. */
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
const narrowest = 20;

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
  const widths = columns.map(({ title }, at) =>
    rows.reduce((widest, row) => Math.max(widest, row[at]!.text.length), title.length),
  );
  const others = widths.slice(1).reduce((sum, own) => sum + own + gap.length, 0);
  const words = rows.flatMap((row) => row[0]!.text.split(" "));
  const longest = words.reduce((most, word) => Math.max(most, word.length), narrowest);
  widths[0] = Math.min(widths[0]!, Math.max(longest, width - others));
  const pad = (text: string, at: number) =>
    columns[at]!.align === "left" ? text.padEnd(widths[at]!) : text.padStart(widths[at]!);
  const line = (cells: readonly TextCell[], style?: "strong") => {
    const [first = "", ...more] = wrap(cells[0]!.text, widths[0]!);
    const padded = [first, ...cells.slice(1).map(({ text }) => text)].map(pad);
    const full = padded.map((text, at) => paint(text, style ?? cells[at]!.tone)).join(gap);
    return [full.trimEnd(), ...more.map((text) => paint(`  ${text}`, style ?? cells[0]!.tone))];
  };
  return [
    ...line(
      columns.map(({ title }) => ({ text: title })),
      "strong",
    ),
    ...rows.flatMap((row) => line(row)),
  ];
}

/** Breaks a text between words into lines of at most `width` characters, where its words allow it. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= (lines.length > 1 ? width - 2 : width))
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
