import { type Block, withoutControls } from "./document.ts";

/** A document in GitHub's Markdown; texts are escaped, so that none becomes markup. */
export function renderMarkdown(blocks: readonly Block[]): string {
  return `${blocks.map(withoutControls).map(render).join("\n\n")}\n`;
}

function render(block: Block): string {
  if (block.kind === "heading") return `${"#".repeat(block.level)} ${escapeMarkdown(block.text)}`;
  if (block.kind === "paragraph") return escapeMarkdown(block.text).replace(blockStart, "$1\\$2");
  if (block.kind === "image")
    return `![${escapeMarkdown(block.text)}](${encodeURI(block.file).replace(/[()]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)})`;
  if (block.kind === "code") return fenced(block.text, block.language);
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    line(block.columns.map(({ title }) => escapeMarkdown(title))),
    line(block.columns.map(({ align }) => (align === "left" ? ":--" : "--:"))),
    ...block.rows.map((row) => line(row.map(({ text }) => escapeMarkdown(text)))),
  ].join("\n");
}

/** A fence that is longer than all backquotes within it. */
function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

/** What makes a list, a rule or a title of a line that starts with it. */
const blockStart = /^(\s*\d*)([-+=.)])/;

function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*_[\]|#~$]/g, "\\$&")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}
