import { fold } from "../../text/fold.ts";
import { quoteName } from "../expressions/deparse.ts";
import type { TypedColumn } from "../tables/typedColumn.ts";
import type { ReadingNote } from "./column.ts";

/** More levels are free text or names, of which some are always alike. */
const mostLevels = 500;

/** What levels that are alike have in common: their text without case, accents, and hyphens, spaces and marks between words. */
const form = (level: string) =>
  fold(level)
    .replace(/(?<=\p{L})\p{Pd}(?=\p{L})|[\s'’‘.,;:_"«»]+/gu, " ")
    .trim();

const hasLetter = (level: string) => /\p{L}/u.test(level);
const lettersAndAccents = (level: string) => level.normalize("NFD").length;

/**
 * The levels of a column that differ by case, accents, spaces or marks alone, which somebody may have taken for one: sets of them, of
 * each the one with most accents first.
 */
export function levelsAlike(column: TypedColumn): readonly ReadingNote[] {
  if (column.variable.type !== "categorical" || column.variable.levels.length > mostLevels) return [];
  const { name, levels } = column.variable;
  const sets = new Map<string, string[]>();
  for (const { name: level } of levels)
    if (hasLetter(level)) sets.set(form(level), [...(sets.get(form(level)) ?? []), level]);
  const alike = [...sets.values()]
    .filter((set) => set.length > 1)
    .map((set) => set.sort((one, other) => lettersAndAccents(other) - lettersAndAccents(one)));
  return alike.length > 0
    ? [{ kind: "levels alike", column: name, written: quoteName(name), sets: alike }]
    : [];
}
