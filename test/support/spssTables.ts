import { expect } from "vitest";
import type { StoredTable } from "../../src/sources/formats/storedTable.ts";
import { groupBy } from "./oracle.ts";
import { answersOf, damagedCopies } from "./storedBuffer.ts";

/** Seconds from 1582-10-14 to 1970-01-01, which haven leaves in numbers that it does not take for dates. */
const epoch = 12_219_379_200;
const leftByHaven = new Set(["my", "q", "wk"]);

/** Expects the variables of the rows that `spss.R` wrote, whatever the names of the table's are, in their order. */
export function expectAsHaven(table: StoredTable, rows: readonly Record<string, string>[]): void {
  const variables = groupBy(rows, ({ variable }) => variable!);
  expect(table.columns).toHaveLength(variables.size);
  for (const [at, [name, told]] of [...variables].entries()) {
    const column = table.columns[at]!;
    const texts = (what: string) => told.filter((row) => row.what === what).map(({ text }) => text!);
    const isNumber = column.answers instanceof Float64Array;
    const value = (text: string) => (isNumber ? Number(text.replace("Inf", "Infinity")) : text);
    const origin = leftByHaven.has(name) ? epoch : 0;
    const labels = told.filter(({ what }) => what === "value");
    expect([name, column.label], name).toEqual([name, texts("label")[0]]);
    const byLabel = (a: { label: string }, b: { label: string }) => (a.label < b.label ? -1 : 1);
    expect(column.valueLabels.toSorted(byLabel), name).toEqual(
      labels.map(({ key, text }) => ({ value: value(key!), label: text! })).sort(byLabel),
    );
    expect(column.missing?.values ?? [], name).toEqual(texts("missing").map(value));
    expect(column.missing?.range ?? [], name).toEqual([...texts("low"), ...texts("high")].map(value));
    expect(answersOf(column), name).toEqual(
      texts("answer").map((text) => (!isNumber ? text : text === "" ? null : Number(text) - origin)),
    );
  }
}

/** Every beginning of a file, and copies of it with some bytes changed, always the same. */
export function* damagedFiles(whole: Buffer, changed = 1500): Generator<Buffer> {
  for (let length = 0; length < whole.length; length++) yield whole.subarray(0, length);
  yield* damagedCopies(whole, changed);
}
