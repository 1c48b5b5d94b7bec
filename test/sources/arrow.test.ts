import { expect, test } from "vitest";
import { readArrow } from "../../src/sources/formats/arrow.ts";
import { arrowBytes } from "../../src/sources/formats/writeArrow.ts";
import { expectNoCrash, oracleFile } from "../support/columnarFiles.ts";
import { answersIn, answersOf, storedBuffer } from "../support/storedBuffer.ts";

const rows = Array.from({ length: 40 }, (_, row) => row);

/** The values that test/oracle/formats/arrow.js gave to Arrow's own library. */
const made = {
  byte: rows.map((row) => row - 20),
  unsigned: rows.map((row) => 4_294_967_295 - row),
  long: rows.map((row) => row * -1_000_003 + 0),
  longer: rows.map((row) => String(9_007_199_254_740_990n + BigInt(row))),
  part: rows.map((row) => (row % 3 ? row / 8 : null)),
  half: rows.map((row) => row / 4),
  even: rows.map((row) => (row % 7 ? (row % 2 === 0 ? 1 : 0) : null)),
  word: rows.map((row) => (row % 5 ? `é${row % 4}` : null)),
  large: rows.map((row) => `row ${row}`),
  choice: rows.map((row) => (row % 6 ? ["b", "a", "c"][row % 3] : null)),
  day: rows.map((row) => (row - 2) * 86_400),
  moment: rows.map((row) => row - 1.5),
  clock: rows.map((row) => row / 2),
  lag: rows.map((row) => row * 1.5),
  money: rows.map((row) => row / 100),
  none: rows.map(() => null),
};

test.each(["file.arrow", "stream.arrows"])(
  "what Arrow's own library writes is read as it was made: %s",
  async (name) => {
    const table = await readArrow(storedBuffer(oracleFile(`arrow/${name}`)), {});
    expect(table.header).toEqual(Object.keys(made));
    expect(answersIn(table)).toEqual(made);
    const times = Object.fromEntries(table.columns.flatMap(({ name, time }) => (time ? [[name, time]] : [])));
    expect(times).toEqual({ day: "date", moment: "datetime", clock: "time" });
  },
);

test("batches of rows follow one another", async () => {
  const table = await readArrow(storedBuffer(oracleFile("arrow/batches.arrow")), {});
  expect(answersIn(table)).toEqual({ x: [0, 0.5, 1, 1.5, 2, 2.5] });
});

test.each(["lz4", "zstd"])("bodies that are packed by %s are unpacked", async (name) => {
  const { columns } = await readArrow(storedBuffer(oracleFile(`arrow/${name}.arrow`)), {});
  expect(columns.map(answersOf)).toEqual([Array.from({ length: 30_000 }, (_, row) => row % 97)]);
});

test("a column of lists is refused by its name, unless it is not asked for", async () => {
  const file = oracleFile("arrow/nested.arrow");
  await expect(readArrow(storedBuffer(file), {})).rejects.toThrow(/variable list: .*lists or structures/);
  const table = await readArrow(storedBuffer(file), { columns: () => ["plain"] });
  expect(answersIn(table)).toEqual({ plain: [1, 2, 3] });
});

test.each([
  ["another file", Buffer.from("a,b\n1,2\n3,4\n"), "no Arrow file"],
  ["a file of Feather's first version", Buffer.from("FEA1FEA1FEA1FEA1"), "version of the Feather format"],
  ["a file without its end", oracleFile("arrow/file.arrow").subarray(0, 3000), "cut short"],
])("%s is bad input", async (_, bytes, message) => {
  await expect(readArrow(storedBuffer(bytes), {})).rejects.toThrow(message);
});

test("no damage to a file makes more of it than bad input", async () => {
  await expectNoCrash(readArrow, oracleFile("arrow/file.arrow"), 300);
  await expectNoCrash(readArrow, oracleFile("arrow/zstd.arrow"), 100);
});

test("what is written is read again, with its labels and the order of its levels", async () => {
  const numbers = Float64Array.from([1.5, Number.NaN, -0, 1e300]);
  const texts = { levels: ["z", "é", "unused", ""], codes: Int8Array.from([1, -1, 0, 3]) };
  const bytes = await arrowBytes([
    { name: "number", label: "Un nombre", answers: numbers },
    { name: "text", answers: texts },
    { name: "nothing", answers: { levels: [], codes: new Int8Array(4).fill(-1) } },
  ]);
  const table = await readArrow(storedBuffer(bytes), {});
  expect(table.columns.map(({ label }) => label)).toEqual(["Un nombre", undefined, undefined]);
  expect(answersIn(table)).toEqual({
    number: [1.5, null, -0, 1e300],
    text: ["é", null, "z", ""],
    nothing: [null, null, null, null],
  });
  expect(table.columns[1]!.answers).toEqual(texts);
});
