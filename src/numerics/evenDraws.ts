import type { Random } from "./random.ts";

/**
 * Items by their numbers, each about as often as its size says: systematic draws at even distances on a line that each item takes its
 * size of (Särndal, Swensson and Wretman 1992, section 3.4), the first one at a place from 0 to 1 of the distance. They come in the
 * order of the items.
 */
export function pickEvenly(sizes: readonly number[], count: number, start: number): number[] {
  const distance = sizes.reduce((sum, size) => sum + size, 0) / count;
  const last = sizes.findLastIndex((size) => size > 0);
  const picked: number[] = [];
  let item = 0;
  let end = sizes[0]!;
  for (let draw = 0; draw < count; draw++) {
    while (item < last && end <= (draw + start) * distance) end += sizes[++item]!;
    picked.push(item);
  }
  return picked;
}

/** The items in random order (Fisher and Yates). */
export function shuffle<Item>(items: readonly Item[], random: Random): Item[] {
  const all = [...items];
  for (let at = all.length - 1; at > 0; at--) {
    const other = random.integer(0, at);
    [all[at], all[other]] = [all[other]!, all[at]!];
  }
  return all;
}
