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
