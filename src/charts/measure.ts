import { fontWidths } from "./fontWidths.ts";

export type Weight = keyof typeof fontWidths;

/** Of characters that the table lacks: of other alphabets, and of those whose characters are as wide as high. */
const unknown = { narrow: 560, wide: 1000, from: 0x1100 };

const tables = new Map<Weight, ReadonlyMap<number, number>>();

function tableOf(weight: Weight): ReadonlyMap<number, number> {
  const known = tables.get(weight);
  if (known) return known;
  const made = new Map(
    fontWidths[weight].flatMap(([from, widths]) =>
      widths
        .split(" ")
        .map((width, at) => [from + at, Number(width)] as const)
        .filter(([, width]) => width > 0),
    ),
  );
  tables.set(weight, made);
  return made;
}

/** How wide a text is in pixels, in Source Sans 3 of a size and weight, without kerning. */
export function textWidth(text: string, size: number, weight: Weight = 400): number {
  const table = tableOf(weight);
  let sum = 0;
  for (const character of text) {
    const code = character.codePointAt(0)!;
    sum += table.get(code) ?? (code < unknown.from ? unknown.narrow : unknown.wide);
  }
  return (sum / 1000) * size;
}

/** How a text is wrapped: to a width in pixels, which the first line shares with an indent. */
export interface Wrapping {
  readonly width: number;
  readonly size: number;
  readonly weight?: Weight;
  readonly indent?: number;
}

/** Breaks a text at its spaces into lines of a width; a word that is wider is broken at its hyphens. */
export function wrap(text: string, { width, size, weight = 400, indent = 0 }: Wrapping): string[] {
  const lines: string[] = [];
  const widerThanLines = (word: string) => textWidth(word, size, weight) > width;
  const words = text
    .split(" ")
    .flatMap((word) => (widerThanLines(word) ? word.split(/(?<=\p{L}-)/u) : [word]));
  for (const word of words) {
    const last = lines.at(-1);
    const longer = last?.endsWith("-") ? `${last}${word}` : `${last} ${word}`;
    const room = lines.length > 1 ? width : width - indent;
    if (last !== undefined && textWidth(longer, size, weight) <= room) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/**
 * The same in as few lines, none of which is much shorter than the others: the narrowest width that needs no more lines.
 */
export function wrapEvenly(text: string, wrapping: Wrapping): string[] {
  const lines = wrap(text, wrapping);
  if (lines.length === 1) return lines;
  const word = widest(lines.join(" ").split(" "), wrapping.size, wrapping.weight);
  let [low, high] = [Math.max(word, wrapping.width / lines.length), wrapping.width];
  while (high - low > 1) {
    const middle = (low + high) / 2;
    if (wrap(text, { ...wrapping, width: middle }).length > lines.length) low = middle;
    else high = middle;
  }
  return wrap(text, { ...wrapping, width: high });
}

/** The width of the widest line. */
export const widest = (lines: readonly string[], size: number, weight: Weight = 400): number =>
  Math.max(0, ...lines.map((line) => textWidth(line, size, weight)));
