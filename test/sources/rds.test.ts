import { expect, test } from "vitest";
import { readRds } from "../../src/sources/formats/rds.ts";
import { expectNoCrash, oracleFile } from "../support/columnarFiles.ts";
import { answersIn, answersOf, storedBuffer } from "../support/storedBuffer.ts";

const read = (name: string, columns?: readonly string[]) =>
  readRds(storedBuffer(oracleFile(`rds/${name}.rds`)), columns ? { columns: () => columns } : {});

/** The values that test/oracle/formats/rds.R gave to R. */
const made = {
  whole: [1, null, -5],
  part: [1.5, null, null],
  truth: [1, null, 0],
  word: ["a", null, "é"],
  level: ["low", "high", null],
  day: [Date.UTC(2020, 1, 29) / 1000, null, -86_400],
  moment: [1_577_880_000.25, null, -60],
  lag: [1, 2, null],
  number: [1, 2, 3],
  answer: [1, 2, null],
  spss: [1, 8, 99],
  sex: ["M", "F", "M"],
  tagged: [1, null, null],
  clock: [10_921, 10_921, 10_921],
  extra: ["x", null, "x"],
  latin: ["é", "a", "b"],
  long: ["9007199254740993", null, "7"],
  short: [-1, null, 7],
};

test.each(["version3", "version2", "plain", "tibble"])(
  "a table that R saved is read as it was made: %s",
  async (name) => {
    const table = await read(name);
    expect(table.label).toBe("Fichier");
    expect(table.rows).toBe(3);
    expect(answersIn(table)).toEqual(made);
    const times = Object.fromEntries(table.columns.flatMap(({ name, time }) => (time ? [[name, time]] : [])));
    expect(times).toEqual({ day: "date", moment: "datetime", clock: "time" });
  },
);

test("labels, declared missing values, levels and letters of missing numbers are kept", async () => {
  const { columns } = await read("version3");
  const byName = new Map(columns.map((column) => [column.name, column]));
  expect(byName.get("answer")).toMatchObject({
    label: "Question 1",
    valueLabels: [
      { value: 1, label: "Oui" },
      { value: 2, label: "Non" },
    ],
  });
  expect(byName.get("spss")!.missing).toEqual({ values: [8], range: [90, 99] });
  expect(byName.get("sex")!.valueLabels[0]).toEqual({ value: "M", label: "Homme" });
  expect(byName.get("level")).toMatchObject({ isOrdered: true, answers: { levels: ["low", "mid", "high"] } });
  expect(byName.get("tagged")!.marks).toEqual([
    { text: ".a", rows: 1 },
    { text: ".z", rows: 1 },
  ]);
});

test("only the variables that are asked for are read", async () => {
  const table = await read("version3", ["sex", "level"]);
  expect(table.header).toEqual(Object.keys(made));
  expect(answersIn(table)).toEqual({ level: made.level, sex: made.sex });
});

test("vectors in R's compact form are read", async () => {
  const { columns } = await read("compact");
  const numbers = Array.from({ length: 1000 }, (_, row) => row + 1);
  expect(columns.map(answersOf)).toEqual([numbers, numbers.map(String)]);
});

test("a table without rows has its variables", async () => {
  expect(answersIn(await read("empty"))).toEqual({ x: [], y: [] });
});

test.each([
  ["bzip2", /"bzip2".*saveRDS\(x, file, compress = "gzip"\)/],
  ["xz", /"xz".*saveRDS/],
  ["ascii", /binary \(XDR\).*"ascii"/],
  ["native", /binary \(XDR\).*"native"/],
  ["workspace", /RData/],
  ["vector", /no data.frame; found "integer"/],
  ["list", /no data.frame; found "list"/],
  ["matrix", /no data.frame; found "matrix"/],
  ["model", /no data.frame; found "lm"/],
  ["function", /no data.frame; found "closure"/],
  ["columns", /variable list: .*found "list"/],
])("%s is refused with what it is", async (name, message) => {
  await expect(read(name)).rejects.toThrow(message);
});

test.each([
  ["matrix", "matrix"],
  ["complex", "complex"],
])("a column that is a %s is refused by its name, unless it is not asked for", async (name, kind) => {
  await expect(read("columns", [name])).rejects.toThrow(new RegExp(`variable ${name}: .*found "${kind}"`));
  expect(answersIn(await read("columns", ["plain"]))).toEqual({ plain: [1, 2, 3] });
});

test("no damage to a file makes more of it than bad input", async () => {
  await expectNoCrash(readRds, oracleFile("rds/plain.rds"), 400);
  await expectNoCrash(readRds, oracleFile("rds/version3.rds"), 100);
});
