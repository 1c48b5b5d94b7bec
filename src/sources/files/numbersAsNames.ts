import type { TypedColumn } from "../tables/typedColumn.ts";
import type { ReadingNote } from "./column.ts";

const number = /^[+-]?\d+(?:[.,]\d+)?$/;
const isYear = (name: string) => /^(?:19|20)\d\d$/.test(name);

/**
 * The names of columns of numbers, where all of these are numbers themselves, as those of a first row of data are that nothing names.
 * Years, and items that are counted, are names.
 */
export function numbersAsNames(columns: readonly TypedColumn[]): readonly ReadingNote[] {
  const names = columns
    .filter(({ variable }) => variable.type === "numeric")
    .map(({ variable }) => variable.name);
  if (names.length === 0 || !names.every((name) => number.test(name))) return [];
  const areCounted = names.every((name, at) => at === 0 || Number(name) === Number(names[at - 1]) + 1);
  return areCounted || names.every(isYear) ? [] : [{ kind: "numbers as names", names }];
}
