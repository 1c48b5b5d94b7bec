import { readFileSync } from "node:fs";
import { expect } from "vitest";
import type {
  StoredBytes,
  StoredColumn,
  StoredOptions,
  StoredReader,
  StoredTable,
} from "../../src/sources/formats/storedTable.ts";
import { InputError } from "../../src/text/errors.ts";
import { groupBy, oracle, root } from "./oracle.ts";

/** Bytes as a file that is read where they are wanted; `reads` keeps which were. */
export function storedBuffer(
  bytes: Uint8Array,
  file = "survey",
): StoredBytes & { readonly reads: [number, number][] } {
  const reads: [number, number][] = [];
  return {
    file,
    size: bytes.length,
    reads,
    read: async (at, length) => {
      reads.push([at, length]);
      return Buffer.from(bytes.buffer, bytes.byteOffset + at, Math.min(length, bytes.length - at));
    },
  };
}

/** Reads bytes by a reader of one format. */
export const readerIn =
  (read: StoredReader) =>
  (bytes: Uint8Array, options: StoredOptions = {}): Promise<StoredTable> =>
    read(storedBuffer(bytes), options);

/** The answers of a column by row: numbers, or texts; null where one is missing. */
export function answersOf({ answers }: StoredColumn): (number | string | null)[] {
  if (answers instanceof Float64Array)
    return Array.from(answers, (value) => (Number.isNaN(value) ? null : value));
  return Array.from(answers.codes, (code) => (code < 0 ? null : answers.levels[code]!));
}

/** The answers of a table by variable. */
export const answersIn = ({ columns }: StoredTable): Record<string, (number | string | null)[]> =>
  Object.fromEntries(columns.map((column) => [column.name, answersOf(column)]));

/** Reads what may be damaged: a table, or an InputError; any other error is thrown. */
export async function tableOrFault(reading: Promise<StoredTable>): Promise<StoredTable | InputError> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
}

/** Copies of some bytes of which a few are others, the same in each run. */
export function* damagedCopies(bytes: Uint8Array, count: number): Generator<Buffer> {
  let state = 1;
  const random = (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  for (let copies = 0; copies < count; copies++) {
    const copy = Buffer.from(bytes);
    for (let flips = 1 + random(4); flips > 0; flips--) copy[random(copy.length)] = random(256);
    yield copy;
  }
}

/** Compares files under test/oracle/ with the answers that were put into them, which a table there has by file, variable and row. */
export async function expectWritten(read: StoredReader, folder: string, answers: string): Promise<void> {
  const written = groupBy(oracle(`${folder}/${answers}`), ({ file }) => file!);
  expect(written.size).toBeGreaterThan(1);
  for (const [file, rows] of written) {
    const { columns } = await read(storedBuffer(readFileSync(`${root}test/oracle/${folder}/${file}`)), {});
    const expected = [...groupBy(rows, ({ variable }) => variable!)].map(([name, own], at) => {
      const isNumber = columns[at]!.answers instanceof Float64Array;
      const isMark = (value: string) => isNumber && /^\.[A-Za-z]$/.test(value);
      const values = own.map(({ value }) => value!);
      const answer = (value: string) =>
        value === "" || isMark(value) ? null : isNumber ? Number(value) : value;
      return { name, answers: values.map(answer), marks: values.filter(isMark).sort() };
    });
    const found = columns.map((column) => ({
      name: column.name,
      answers: answersOf(column),
      marks: (column.marks ?? []).flatMap(({ text, rows }) => new Array<string>(rows).fill(text)),
    }));
    expect(found, file).toEqual(expected);
  }
}
