import { expect, test } from "vitest";
import { readParquet } from "../../src/sources/formats/parquet.ts";
import { parquetBytes } from "../../src/sources/formats/writeParquet.ts";
import { expectNoCrash, oracleFile } from "../support/columnarFiles.ts";
import { answersIn, answersOf, storedBuffer } from "../support/storedBuffer.ts";

const rows = Array.from({ length: 60 }, (_, row) => row);

/** The values that test/oracle/formats/parquet.js gave to DuckDB. */
const made = {
  whole: rows.map((row) => row * 7919 - 500),
  long: rows.map((row) => row * 1_000_003),
  longer: rows.map((row) => String(9_007_199_254_740_990n + BigInt(row))),
  unsigned: rows.map((row) => 4_294_967_295 - row),
  part: rows.map((row) => (row % 3 === 0 ? null : row / 8)),
  single: rows.map((row) => row / 4),
  even: rows.map((row) => (row % 2 === 0 ? 1 : 0)),
  word: rows.map((row) => (row % 5 === 0 ? null : `é${row % 4}`)),
  name: rows.map((row) => `row ${row}`),
  money: rows.map((row) => (row - 30) / 100),
  wide: rows.map((row) => Number(BigInt(row) * 1_000_000_007n * 1_000_000_007n * 1000n)),
  day: rows.map((row) => (row - 2) * 86_400),
  moment: rows.map((row) => row - 0.75),
  milli: rows.map(() => 946_684_800.5),
  nano: rows.map(() => 946_684_800 + 1e-9),
  clock: rows.map(() => 1.5),
  choice: rows.map((row) => `c${row % 2}`),
  id: rows.map(() => "00112233-4455-6677-8899-aabbccddeeff"),
  none: rows.map(() => null),
};

test.each(["uncompressed", "snappy", "gzip", "zstd", "lz4_raw", "brotli", "deltas"])(
  "what DuckDB writes is read as it was made: %s",
  async (name) => {
    const table = await readParquet(storedBuffer(oracleFile(`parquet/${name}.parquet`)), {});
    expect(table.rows).toBe(rows.length);
    expect(table.header).toEqual(Object.keys(made));
    expect(answersIn(table)).toEqual(made);
    const times = Object.fromEntries(table.columns.flatMap(({ name, time }) => (time ? [[name, time]] : [])));
    expect(times).toEqual({
      day: "date",
      moment: "datetime",
      milli: "datetime",
      nano: "datetime",
      clock: "time",
    });
  },
);

test("groups of rows are read one behind the other, and of them only the columns asked for", async () => {
  const file = oracleFile("parquet/groups.parquet");
  const bytes = storedBuffer(file);
  const { header, columns } = await readParquet(bytes, { columns: () => ["rest"] });
  expect(header).toEqual(["i", "rest"]);
  expect(columns.map(answersOf)).toEqual([Array.from({ length: 2100 }, (_, row) => String(row % 7))]);
  const asked = bytes.reads.reduce((sum, [, length]) => sum + length, 0);
  expect(asked).toBeLessThan(file.length / 2);
});

test("a column of lists or structures is refused by its name, unless it is not asked for", async () => {
  const file = oracleFile("parquet/nested.parquet");
  await expect(readParquet(storedBuffer(file), {})).rejects.toThrow(/variable list: .*lists or structures/);
  const columns = (header: readonly string[]) => header.filter((name) => name !== "list");
  await expect(readParquet(storedBuffer(file), { columns })).rejects.toThrow("variable pair:");
  const table = await readParquet(storedBuffer(file), { columns: () => ["plain"] });
  expect(answersIn(table)).toEqual({ plain: [0, 1, 2] });
});

test.each([
  ["another file", Buffer.from("a,b\n1,2\n3,4\n"), "no Parquet file"],
  ["a file without its end", oracleFile("parquet/snappy.parquet").subarray(0, 3000), "cut short"],
  ["an encrypted file", Buffer.from("PAREPAREPAREPAREPARE"), "encrypted"],
  ["a summary longer than its file", Buffer.from("PAR1\xff\xff\xff\x7fPAR1", "latin1"), "damaged"],
])("%s is bad input", async (_, bytes, message) => {
  await expect(readParquet(storedBuffer(bytes), {})).rejects.toThrow(message);
});

test("no damage to a file makes more of it than bad input", async () => {
  for (const name of ["snappy", "deltas", "zstd", "lz4_raw"])
    await expectNoCrash(readParquet, oracleFile(`parquet/${name}.parquet`), 150);
});

test("what is written is read again, with its labels", async () => {
  const numbers = Float64Array.from([1.5, Number.NaN, -0, 1e300, Number.POSITIVE_INFINITY]);
  const texts = { levels: ["z", "é", "unused", ""], codes: Int8Array.from([1, -1, 0, 3, 0]) };
  const bytes = await parquetBytes([
    { name: "number", label: "Un nombre", answers: numbers },
    { name: "text", answers: texts },
    { name: "nothing", answers: { levels: [], codes: new Int8Array(5).fill(-1) } },
  ]);
  const table = await readParquet(storedBuffer(bytes), {});
  expect(table.columns.map(({ label }) => label)).toEqual(["Un nombre", undefined, undefined]);
  expect(answersIn(table)).toEqual({
    number: [1.5, null, -0, 1e300, Number.POSITIVE_INFINITY],
    text: ["é", null, "z", "", "z"],
    nothing: [null, null, null, null, null],
  });
});
