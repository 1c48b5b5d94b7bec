import type { Cell } from "./cell.ts";

/** Between the names that several header rows give to a column, the widest first. */
const between = "_";

/** The names of columns that header rows give together; empty where no row does. */
export function joinedNames(header: readonly (readonly Cell[])[], width: number): string[] {
  return Array.from({ length: width }, (_, at) =>
    header
      .map((row) => String(row[at] ?? "").trim())
      .filter((name, row, names) => name !== "" && name !== names[row - 1])
      .join(between),
  );
}
