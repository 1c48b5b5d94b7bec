import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { describe, expect, test } from "vitest";
import { readFileTable } from "../../src/sources/files/readFileTable.ts";
import { folderWith } from "../support/files.ts";
import { sourcesAbsent } from "../support/groupings.ts";
import { runIn } from "../support/inProcess.ts";
import { root } from "../support/oracle.ts";
import { databaseWith as newDatabase } from "../support/throughDuckdb.ts";
import { databaseOf, hasPostgres } from "../support/throughPostgres.ts";

const csv = `${root}data/examples/survey.csv`;
const design = ["--weight", "w", "--strata", "region", "--cluster", "town", "--lang", "en"];

/** Of which yes and no are texts. */
const rowsOfCsv = `read_csv('${csv}', types = {'owns': 'VARCHAR', 'drives': 'VARCHAR', 'moved': 'VARCHAR'})`;

/** A database with the example survey as its table `survey`, after what else is run in it. */
async function databaseWith(...statements: readonly string[]): Promise<string> {
  const file = join(folderWith({}), "survey.duckdb");
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  await connection.run(`CREATE TABLE survey AS SELECT * FROM ${rowsOfCsv}`);
  for (const statement of statements) await connection.run(statement);
  connection.closeSync();
  instance.closeSync();
  return file;
}

/** The same rows on a server. */
async function onServer() {
  const server = await databaseOf(await readFileTable(csv));
  return {
    "a table of a PostgreSQL server": ["--data", "rows", "--database", server],
    "a query of a PostgreSQL server": ["--data", "SELECT * FROM rows; ", "--database", server],
  };
}

async function rowsOf(words: readonly string[]): Promise<unknown> {
  const { status, stdout, stderr } = await runIn(80, [...words, "--format", "json"]);
  expect(status, stderr).toBe(0);
  const { rows, terms, fit } = JSON.parse(stdout);
  // Of groups no row has the largest influence.
  return rounded(rows ?? [terms, { ...fit, influence: undefined }]);
}

/** Numbers to ten digits: groups add up in another order than rows. */
const rounded = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_, own) =>
    typeof own === "number" ? Number(own.toPrecision(10)) : own,
  );

const analyses = [
  ["crosstab", "owns", "--by", "sex,age_class", "--test"],
  ["crosstab", "owns,visits,drives", "--by", "region"],
  ["estimate", "income", "--stat", "mean", "--by", "sex"],
  ["estimate", "visits", "--stat", "median", "--where", "age >= 40"],
  ["crosstab", "owns", "--derive", "old = age >= 65", "--by", "old", "--missing", "delete"],
  ["model", "owns ~ age_class + sex", "--family", "logistic"],
  ["model", "visits ~ age + sex", "--family", "linear", "--vcov", "HC3"],
] as const;

describe("a database gives what the file of the same rows gives", async () => {
  const database = await databaseWith();
  const folder = folderWith({});
  const connection = await (await DuckDBInstance.create()).connect();
  for (const part of [0, 1])
    await connection.run(
      `COPY (SELECT * FROM ${rowsOfCsv} WHERE id % 2 = ${part}) TO '${folder}/${part}.parquet' (FORMAT parquet)`,
    );
  const sources: Readonly<Record<string, readonly string[]>> = {
    "its only table": ["--data", database],
    "a named table": ["--data", database, "--table", "survey"],
    "a query": ["--data", "SELECT * FROM survey; ", "--database", database],
    "files of columns": ["--data", join(folder, "*.parquet")],
    ...(hasPostgres && (await onServer())),
  };
  describe.each(analyses.map((analysis) => [analysis.join(" "), analysis] as const))("%s", (_, analysis) => {
    test.each(Object.entries(sources))("%s", async (_name, source) => {
      const own = await rowsOf([...analysis, ...source, ...design]);
      expect(own).toEqual(await rowsOf([...analysis, "--data", csv, ...design]));
    });
  });
});

describe("a file of tables names a database as flags do", () => {
  const tablesOf = async (source: object, folder: string) => {
    const spec = {
      title: "t",
      source: { weight: "w", strata: "region", ...source },
      tables: [{ outcome: "owns", by: "sex" }],
    };
    const file = join(folder, "tables.yaml");
    writeFileSync(file, JSON.stringify(spec));
    const { status, stdout, stderr } = await runIn(80, ["table", file, "--format", "text", "--lang", "en"]);
    expect(status, stderr).toBe(0);
    return stdout.replace(/^Data .*/, "");
  };
  const expected = () => tablesOf({ data: csv }, folderWith({}));

  test("that stands beside it", async () => {
    const database = await databaseWith();
    const own = { data: "SELECT * FROM survey", database: "survey.duckdb" };
    expect(await tablesOf(own, dirname(database))).toBe(await expected());
  });

  test.skipIf(!hasPostgres)("on a server", async () => {
    const { "a table of a PostgreSQL server": words } = await onServer();
    expect(await tablesOf({ data: "rows", database: words.at(-1) }, folderWith({}))).toBe(await expected());
  });
});

test("the same Parquet file gives the same with either engine, and the same bytes in each run", async () => {
  const file = join(folderWith({}), "survey.parquet");
  await runIn(80, ["convert", csv, file]);
  const run = (engine: string) =>
    runIn(80, [
      "crosstab",
      "owns",
      "--by",
      "sex",
      "--data",
      file,
      "--engine",
      engine,
      ...design,
      "--format",
      "json",
    ]);
  const [memory, first, again] = [await run("memory"), await run("duckdb"), await run("duckdb")];
  expect(again.stdout).toBe(first.stdout);
  expect(rounded(JSON.parse(first.stdout).rows)).toEqual(rounded(JSON.parse(memory.stdout).rows));
});

test.skip.each(sourcesAbsent)("from %s, which is not here", () => {});

test("describe tells of a database what it tells of the file, column by column", async () => {
  const file = join(folderWith({}), "survey.parquet");
  await runIn(80, ["convert", csv, file]);
  const own = await rowsOf(["describe", file, "--engine", "duckdb"]);
  expect(own).toEqual(await rowsOf(["describe", csv]));
});

describe("what a database holds is told, and nothing of it is changed", () => {
  const refusalOf = async (...words: readonly string[]) => {
    const { status, stdout, stderr } = await runIn(80, ["crosstab", "owns", ...words, "--lang", "en"]);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr.trimEnd().split("\n"), stderr).toHaveLength(1);
    return stderr;
  };

  test("several tables are to choose from, whatever their names", async () => {
    const name = '"; DROP TABLE survey; --';
    const file = await databaseWith(
      `CREATE TABLE "${name.replaceAll('"', '""')}" AS SELECT *, owns AS "a ""b""; --" FROM survey`,
    );
    expect(await refusalOf("--data", file)).toContain(name);
    expect(await refusalOf("--data", file, "--table", "nope")).toContain("survey");
    const { status, stdout, stderr } = await runIn(80, [
      ...["crosstab", '`a "b"; --`', "--data", file, "--table", name, "--format", "csv"],
    ]);
    expect(status, stderr).toBe(0);
    expect(stdout).toContain("yes");
  });

  test.each([
    ["a query that is none", "SELECT nothing FROM nowhere", "nowhere"],
    ["a query of another file", `SELECT * FROM read_csv('${csv}')`, "disabled"],
    ["a query that writes", "WITH a AS (SELECT 1) INSERT INTO survey SELECT * FROM survey", "refuses"],
    ["a table that it does not have", "nope", "survey"],
  ])("%s", async (_, query, told) => {
    const file = await databaseWith();
    const before = readFileSync(file);
    expect(await refusalOf("--data", query, "--database", file)).toContain(told);
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(join(file, ".."))).toEqual(["survey.duckdb"]);
  });

  test("a file that is cut short, and one that is not there", async () => {
    const folder = folderWith({});
    const file = join(folder, "survey.parquet");
    await runIn(80, ["convert", csv, file]);
    writeFileSync(join(folder, "cut.parquet"), readFileSync(file).subarray(0, 900));
    expect(await refusalOf("--data", join(folder, "cut.parquet"), "--engine", "duckdb")).toContain(
      "cut.parquet",
    );
    expect(await refusalOf("--data", join(folder, "no*.parquet"))).toContain("no*.parquet");
    expect(await refusalOf("--data", join(folder, "none.duckdb"))).toContain("none.duckdb");
    expect(existsSync(join(folder, "none.duckdb"))).toBe(false);
  });

  test("a column of lists", async () => {
    const file = await databaseWith("ALTER TABLE survey ADD COLUMN many INTEGER[]");
    expect(await refusalOf("--by", "many", "--data", file)).toContain("INTEGER[]");
  });

  test("a weight that is missing, with its row", async () => {
    const file = await databaseWith("UPDATE survey SET w = NULL WHERE id = 3");
    expect(await refusalOf("--data", file, "--weight", "w")).toContain("row 3");
  });
});

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)("%s during a query leaves no temporary folder", async (signal, expected) => {
  const [file, temporary] = [await databaseWith(), folderWith()];
  const query = "SELECT g FROM (SELECT sqrt(i) AS g FROM range(100000000000) t(i)) WHERE g < 0";
  const child = spawn(
    process.execPath,
    [`${root}bin/panel.js`, "crosstab", "g", "--database", file, "--data", query],
    { env: { ...process.env, TMPDIR: temporary } },
  );
  const watch = setInterval(() => {
    if (readdirSync(temporary).some((name) => name.startsWith("panel-"))) child.kill(signal);
  }, 20);
  const [status, by] = (await once(child, "exit")) as [number | null, string | null];
  clearInterval(watch);
  expect([status ?? expected, by ?? signal]).toEqual([expected, signal]);
  expect(readdirSync(temporary).filter((name) => name.startsWith("panel-"))).toEqual([]);
});

test("weights of any size are added up exactly, in groups and one by one", async () => {
  const file = join(folderWith({}), "rows.duckdb");
  const connection = await (await DuckDBInstance.create(file)).connect();
  await connection.run(
    "CREATE TABLE rows AS SELECT ['a', 'b'][1 + (i % 2)::BIGINT] AS x, (1e-9 + 1e9 * (i % 7))::DOUBLE AS w FROM range(700) t(i)",
  );
  const { rows } = (await (await connection.run("SELECT x, w FROM rows")).getRowsJS()).reduce<{
    rows: string;
  }>((own, [x, w]) => ({ rows: `${own.rows}${x},${w}\n` }), { rows: "x,w\n" });
  connection.closeSync();
  const folder = folderWith({ "rows.csv": rows });
  const run = (data: string) => rowsOf(["crosstab", "x", "--data", data, "--weight", "w"]);
  expect(await run(file)).toEqual(await run(join(folder, "rows.csv")));
});

describe("codes of missing answers in a database are those of its rows, not of its groups", () => {
  const rows = "g,x,w\na,1,1\na,1,99\na,2,2\nb,1,99\nb,2,3\nb,9,33\nb,9,33\nb,9,33\na,2,2\n";
  test.each([
    ["of a variable, which are counted", ["--missing-code", "x=9"]],
    ["of the weight", ["--missing-code", "w=99", "--missing", "delete"]],
    ["of all variables", ["--na", "99", "--missing", "delete"]],
  ])("%s", async (_, flags) => {
    const file = join(folderWith({ "rows.csv": rows }), "rows.csv");
    const database = await newDatabase(`CREATE TABLE t AS SELECT * FROM read_csv('${file}')`);
    const run = (data: string) =>
      runIn(80, ["crosstab", "x", "--by", "g", "--weight", "w", ...flags, "--data", data, "--format", "csv"]);
    const [own, grouped] = [await run(file), await run(database)];
    expect(own.status).toBe(0);
    expect(grouped.stdout).toBe(own.stdout);
    // The words differ of a file that knows no numbers, the counts of answers do not.
    const counts = (told: string) => told.match(/\(\d+\)/g);
    expect(counts(own.stderr)).not.toBeNull();
    expect(counts(grouped.stderr)).toEqual(counts(own.stderr));
  });
});
