import type { Table } from "./table.ts";

/** The rows of a table that have an answer to all of some variables. */
export function completeRows(table: Table, variables: readonly string[]): number[] {
  const missing = [...new Set(variables)].map((name) => missingIn(table, name));
  return Array.from({ length: table.rows }, (_, row) => row).filter(
    (row) => !missing.some((isMissing) => isMissing(row)),
  );
}

function missingIn(table: Table, name: string): (row: number) => boolean {
  if (table.codebook.get(name)?.type === "numeric") {
    const numbers = table.numbers(name);
    return (row) => Number.isNaN(numbers[row]!);
  }
  const { codes } = table.factor(name);
  return (row) => codes[row]! < 0;
}
