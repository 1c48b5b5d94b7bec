import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { folderWith } from "../support/files.ts";
import { runIn } from "../support/inProcess.ts";
import { databaseWith } from "../support/throughDuckdb.ts";

/** What a command says of variables. */
async function described(file: string, ...flags: readonly string[]) {
  const { status, stdout, stderr } = await runIn(80, ["describe", file, ...flags, "--format", "json"]);
  expect(status, stderr).toBe(0);
  return (JSON.parse(stdout) as { rows: unknown[] }).rows;
}

/** Converts a file into another of its folder; returns that, or the declaration beside it. */
async function converted(file: string, out: string, ...flags: readonly string[]): Promise<string> {
  const { status, stderr } = await runIn(80, ["convert", file, out, ...flags]);
  expect(status, stderr).toBe(0);
  const declaration = out.replace(/\.\w+$/, ".yaml");
  return existsSync(declaration) ? declaration : out;
}

describe.each([".csv", ".xlsx", ".parquet", ".arrow"])("rows converted to %s", (end) => {
  const survey = "v,age,years,q\n3,young,25,1\n1,old,31,2\n3,older,50,97\n4,young,29,1\n";

  test.each([
    ["age=young,older,old", "levels in an order of one's own"],
    ["years=<30,30-49,50+", "classes of a number"],
    ["q=1,2,97", "numbers that are levels"],
  ])("have the same variables: %s, %s", async (levels) => {
    const folder = folderWith({ "survey.csv": survey });
    const file = join(folder, "survey.csv");
    const out = await converted(file, join(folder, `out${end}`), "--levels", levels);
    expect(await described(out)).toEqual(await described(file, "--levels", levels));
  });

  test("have the missing answers that are told, and no others", async () => {
    const folder = folderWith({ "survey.csv": survey });
    const file = join(folder, "survey.csv");
    const flags = ["--missing-code", "v=4"];
    const out = await converted(file, join(folder, `out${end}`), ...flags);
    expect(readFileSync(out, "utf8")).toContain("97");
    expect(await described(out)).toEqual(await described(file, ...flags));
  });

  test("are those of a database, whose texts of digits stay texts", async () => {
    const file = await databaseWith(
      "CREATE TABLE t AS SELECT unnest(['2', '1', '2']) AS a, unnest([1.5, 2, 3]) AS b",
    );
    const out = await converted(file, join(folderWith({}), `out${end}`));
    expect(await described(out)).toEqual(await described(file));
  });
});

test("no file is converted into one of those that a pattern names", async () => {
  const folder = folderWith({});
  const file = join(folder, "one.parquet");
  await databaseWith(`COPY (SELECT 1 AS a) TO '${file}'`);
  const before = readFileSync(file);
  const { status, stderr } = await runIn(80, ["convert", join(folder, "*.parquet"), file]);
  expect([status, stderr]).toEqual([2, expect.stringContaining("would overwrite")]);
  expect(readFileSync(file)).toEqual(before);
});

describe.each([".csv", ".xlsx"])("what %s cannot hold is declared, told or refused", (end) => {
  /** Converts what a query gives; returns the file, its status and what is told. */
  async function convertedFrom(query: string) {
    const folder = folderWith({});
    const file = join(folder, "in.parquet");
    await databaseWith(`COPY (${query}) TO '${file}'`);
    const out = join(folder, `out${end}`);
    const { status, stderr } = await runIn(80, ["convert", file, out, "--lang", "en"]);
    return { file, out, status, told: stderr };
  }

  test("levels that are marks of missing answers elsewhere", async () => {
    const { file, out } = await convertedFrom(
      "SELECT unnest(['FR', 'NA', '#N/A', '.']) AS g, unnest([1, 2, 3, 4]) AS v",
    );
    expect(await described(out.replace(end, ".yaml"))).toEqual(await described(file));
  });

  test("spaces around levels, and rows without any answer", async () => {
    const spaces = await convertedFrom("SELECT unnest(['a', ' a', 'b']) AS g");
    expect(spaces.told).toContain("g has levels that begin or end with spaces");
    const blank = await convertedFrom("SELECT unnest([1, NULL, 3, NULL]) AS x");
    expect(blank.told).toContain("read as blank ones and do not count: 2");
    expect(await described(blank.out)).toMatchObject([{ answers: 2 }]);
  });

  test("infinite numbers", async () => {
    const { status, told, out } = await convertedFrom("SELECT unnest([1.5, 'inf'::DOUBLE]) AS x");
    expect([status, told]).toEqual([
      2,
      expect.stringMatching(/column x: this number is infinite.* found Infinity\./s),
    ]);
    expect(existsSync(out)).toBe(false);
  });

  test("numbers beyond 2^53 are the same numbers", async () => {
    const { file, out } = await convertedFrom("SELECT unnest([1.5, 1.2345678901234568e17, 2]) AS x");
    expect(await described(out)).toEqual(await described(file));
  });
});
