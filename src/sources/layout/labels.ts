import type { Block } from "./block.ts";
import type { Shown } from "./shown.ts";

/** A label on one line. */
export const labelOf = ({ text }: Shown) => text.replace(/\s*\n\s*/g, " ").trim();

/** The labels over a column, from the widest to the narrowest. */
export function columnLabels(block: Block, header: readonly number[], column: number): Shown[] {
  const found: Shown[] = [];
  for (const [at, row] of header.entries()) {
    const cell =
      block.readAt(row, column) ?? (at < header.length - 1 ? spannerOf(block, row, column) : undefined);
    if (cell && !found.includes(cell)) found.push(cell);
  }
  return found;
}

/** The label to the left that spans a column without being merged over it. */
function spannerOf(block: Block, row: number, column: number): Shown | undefined {
  const left = block
    .in(row)
    .filter((cell) => cell.column < column)
    .at(-1);
  return left && !block.rangeAt(row, left.column) && left.column > block.columns[0]! ? left : undefined;
}

/** Whether a label is a code of digits, such as 01 and 2A of départements. */
const isCode = ({ text }: Shown) => /^(0\d|\d{1,3}[A-Z]$)/.test(text);

const isTotal = (cell: Shown | undefined) => cell !== undefined && /^(ensemble|total)$/i.test(labelOf(cell));

/** The labels of each row, from the widest to the narrowest: sections, merged and indented ones over their rows. */
export function rowLabels(
  block: Block,
  stub: readonly number[],
  body: readonly number[],
  sections: readonly number[],
): (row: number) => Shown[] {
  const wider = stub.slice(0, -1);
  const filled = new Map(wider.map((column) => [column, fillDown(block, column, body)]));
  const narrowest = stub.at(-1);
  const parents: Shown[] = [];
  let section: readonly Shown[] = [];
  let isSetIn = false;
  let above: Shown[] = [];
  const totals = body.filter((row) => narrowest !== undefined && isTotal(block.at(row, narrowest)));
  const labels = new Map<number, Shown[]>();
  for (const row of [...body, ...sections].sort((a, b) => a - b)) {
    if (sections.includes(row)) {
      section = block.in(row);
      isSetIn = false;
      parents.length = 0;
      continue;
    }
    const isUnlabelled = stub.every((column) => !block.readAt(row, column));
    if (isUnlabelled || isBracketed(block, row, stub)) {
      // A row without labels of its own goes with the one above, as standard errors do with their coefficients.
      labels.set(row, above);
      continue;
    }
    const own = narrowest === undefined ? undefined : block.readAt(row, narrowest);
    // A section over rows that are set in ends with them, and the one total of several sections is of all.
    const isUnder = own !== undefined && section.length > 0 && own.indent > section[0]!.indent;
    const isOfAll = sections.length > 1 && totals.length === 1 && totals[0] === row;
    if ((isSetIn && !isUnder) || isOfAll) section = [];
    isSetIn = isUnder;
    const outer = wider
      .flatMap((column) => filled.get(column)!.get(row) ?? [])
      .filter((cell) => cell !== own);
    while (own && parents.length > 0 && parents.at(-1)!.indent >= own.indent) parents.pop();
    above = [...section, ...outer, ...(own ? [...parents, own] : [])];
    labels.set(row, above);
    if (own) parents.push(own);
  }
  return (row) => labels.get(row) ?? [];
}

/** Whether all that a row has of its own stands in brackets, below merged labels. */
const isBracketed = (block: Block, row: number, stub: readonly number[]) =>
  stub.every((column) => !block.at(row, column)) &&
  block.in(row).every(({ text }) => /^[([].*[)\]]$/.test(text));

/**
 * The label of a wide column in each row: its own or the merged one; else the last one above that is not merged and so has no
 * end of its own; else, behind the end of a merged one, the next one below.
 */
function fillDown(block: Block, column: number, body: readonly number[]): Map<number, Shown> {
  const labels = new Map<number, Shown>();
  // In a list, where each row has its label, one without has none, such as the total below.
  const own = body.flatMap((row) => block.at(row, column) ?? []);
  const isRepeated = own.some(({ text }, at) => text === own[at + 1]?.text);
  const areNumbers = own.some(({ kind }) => kind === "number") && 2 * own.length > body.length;
  const isList = isRepeated || areNumbers || own.some(isCode);
  let open: Shown | undefined;
  let waiting: number[] = [];
  for (const row of body) {
    const read = block.readAt(row, column);
    if (read) {
      labels.set(row, read);
      const range = block.rangeAt(row, column);
      if (!range) for (const before of waiting) labels.set(before, read);
      waiting = [];
      open = isList || (range && range.bottom > range.top) ? undefined : read;
    } else if (open) labels.set(row, open);
    else if (!isList) waiting.push(row);
  }
  return labels;
}
