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

/** What R's packages put before the place of a column that needs a name. */
const suffix = /(\.\.\.\d+)+$/;

/**
 * A name for each column, as R's readxl and readr give them: one without a name, or whose name another column has too, is called
 * after its place, `...4` and `x...2`.
 */
export function distinctNames(written: readonly string[]): string[] {
  let names: readonly string[] = written;
  for (;;) {
    const columns = new Map<string, number>();
    for (const name of names) columns.set(name, (columns.get(name) ?? 0) + 1);
    if (names.every((name) => name !== "" && columns.get(name) === 1)) return [...names];
    names = names.map((name, at) =>
      name !== "" && columns.get(name) === 1 ? name : `${written[at]!.replace(suffix, "")}...${at + 1}`,
    );
  }
}

/** A name that several columns have in their file, and what these are called. */
export interface DoubledName {
  readonly name: string;
  readonly names: readonly string[];
}

export function doubledNames(written: readonly string[], given: readonly string[]): DoubledName[] {
  const names = new Map<string, string[]>();
  for (const [at, name] of written.entries()) {
    if (!names.has(name)) names.set(name, []);
    names.get(name)!.push(given[at]!);
  }
  return Array.from(names, ([name, own]) => ({ name, names: own })).filter(
    (own) => own.name !== "" && own.names.length > 1,
  );
}
