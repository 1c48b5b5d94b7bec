import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { csvParse } from "d3-dsv";
import { expect } from "vitest";

export const root = fileURLToPath(new URL("../..", import.meta.url));
export const dataFolder = `${root}data`;

/** The rows of a file that R wrote under test/oracle/. */
export function oracle(name: string): Record<string, string>[] {
  return csvParse(readFileSync(`${root}test/oracle/${name}`, "utf8"));
}

/** What R gave, as a number; null where R gave none. */
export function given(text: string | undefined): number | null {
  return text === undefined || text === "" || text === "NA" || text === "NaN" ? null : Number(text);
}

/** Equal to a relative tolerance; null equals only null. */
export function expectClose(
  actual: number | null | undefined,
  expected: number | null,
  tolerance: number,
  what: string,
): void {
  if (expected === null || actual === null || actual === undefined) {
    expect(actual ?? null, what).toBe(expected);
    return;
  }
  const error = Math.abs(actual - expected) / Math.max(Math.abs(expected), Number.MIN_VALUE);
  expect(error, `${what}: ${actual} against ${expected} in R`).toBeLessThanOrEqual(
    expected === 0 ? Math.abs(actual) : tolerance,
  );
}

/** Rows by a key of theirs, in the order in which the keys occur. */
export function groupBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}
