import type { Table } from "../sources/tables/table.ts";
import { codesApart } from "../study/draft/missingCodes.ts";

/** Numbers of a variable that may be codes of missing answers, which nobody has declared. */
export interface SuspectedCodes {
  readonly variable: string;
  readonly codes: readonly string[];
}

/** More values are measured, and no code is told from them. */
const mostValues = 1_000;

/** The usual codes of missing answers that stand apart from the other numbers of some variables, and would be averaged with them. */
export function suspectedCodes(table: Table, variables: readonly string[]): SuspectedCodes[] {
  return [...new Set(variables)].flatMap((name) => {
    const variable = table.codebook.get(name);
    if (variable?.type !== "numeric" || variable.missingCodes !== undefined) return [];
    const values = wholeNumbers(table.numbers(name));
    const apart = values && codesApart({ numbers: values });
    return apart ? [{ variable: name, codes: apart.codes }] : [];
  });
}

/** The different values of numbers; undefined where they are many, or not all whole. */
function wholeNumbers(numbers: Float64Array): Float64Array | undefined {
  const values = new Set<number>();
  for (const number of numbers) {
    if (Number.isNaN(number)) continue;
    values.add(number);
    if (!Number.isInteger(number) || values.size > mostValues) return undefined;
  }
  return Float64Array.from(values);
}
