import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { describe, expect, test, vi } from "vitest";
import { estimate } from "../../src/analyses/estimate.ts";
import { type FileRequest, sampleOfFile } from "../../src/samples/sampleOfFile.ts";
import { filesRead, forgetReads } from "../../src/sources/files/filesRead.ts";
import { readFileTable } from "../../src/sources/files/readFileTable.ts";
import { folderWith } from "../support/files.ts";
import { databaseWith } from "../support/throughDuckdb.ts";

/** What a database's rows give, read as groups, and read as the rows of a CSV. */
async function meansOf(rows: readonly (readonly (string | number)[])[], request: FileRequest) {
  const lines = rows.map((row) => row.map((cell) => (typeof cell === "number" ? `${cell}::DOUBLE` : cell)));
  const csv = join(folderWith({ "rows.csv": ["g,x,w", ...rows].join("\n") }), "rows.csv");
  const database = await databaseWith(
    "CREATE TABLE t (g VARCHAR, x DOUBLE, w DOUBLE)",
    `INSERT INTO t VALUES ${lines.map(([g, x, w]) => `('${g}', ${x}, ${w})`)}`,
  );
  const of = async (file: string) => {
    const sample = await sampleOfFile(file, { variables: ["g", "x"], grouped: true, ...request });
    const { rows: found } = estimate(sample, { variable: "x", statistic: { kind: "mean" }, by: ["g"] });
    return found.map((row) => ("se" in row ? [row.n, row.estimate, row.se] : row));
  };
  return { grouped: await of(database), own: await of(csv) };
}

const sameTo = (relative: number, grouped: readonly unknown[], own: readonly unknown[]) =>
  own.flat().forEach((value, at) => {
    const given = grouped.flat()[at] as number;
    expect(Math.abs(given - (value as number))).toBeLessThanOrEqual(relative * (value as number));
  });

describe("weights of rows that a database groups", () => {
  const rows = ["a", "a", "a", "a", "b", "b", "b", "b"].map(
    (g, at) => [g, [1, 1, 2, 2, 5, 5, 5, 7][at]!, 1 + at / 7] as const,
  );

  test("are those that are derived, of each row", async () => {
    const { grouped, own } = await meansOf(rows, { weight: "v", derive: ["v = x * x"] });
    expect(grouped).toEqual(own);
  });

  test("keep their digits where others are a million millions of times larger", async () => {
    const apart = rows.map(([g, x, w]) => [g, x, g === "a" ? w : w * 1e15] as const);
    const { grouped, own } = await meansOf(apart, { weight: "w" });
    sameTo(1e-12, grouped, own);
  });

  test("are refused where one of them is next to nothing, whatever the others", async () => {
    const database = await databaseWith("CREATE TABLE t AS SELECT unnest([1, 1e-200, 2]) AS w, 'a' AS g");
    const request = { variables: ["g"], weight: "w", grouped: true };
    await expect(sampleOfFile(database, request)).rejects.toThrow("1e-200");
  });
});

describe("a database", () => {
  const nocase = [
    "CREATE TABLE t (g VARCHAR COLLATE NOCASE, w DOUBLE)",
    "INSERT INTO t VALUES ('a', 1), ('A', 2), ('b', 3)",
  ];
  const grouped = async (file: string) =>
    (await sampleOfFile(file, { variables: ["g"], weight: "w", grouped: true })).table;

  test("tells texts apart that its collation does not", async () => {
    const table = await grouped(await databaseWith(...nocase));
    expect([...table.factor("g").levels].sort()).toEqual(["A", "a", "b"]);
  });

  test("has whole numbers of more digits than a double as texts, and others as numbers", async () => {
    const file = await databaseWith(
      "CREATE TABLE t AS SELECT 12345678901234567891::DECIMAL(20, 0) AS a, 12::DECIMAL(20, 0) AS b, '340282366920938463463374607431768211455'::UHUGEINT AS c, 9007199254740993 AS d, 9007199254740991 AS e",
    );
    const table = await readFileTable(file);
    expect(["a", "c", "d"].map((name) => table.factor(name).levels)).toEqual([
      ["12345678901234567891"],
      ["340282366920938463463374607431768211455"],
      ["9007199254740993"],
    ]);
    expect(["b", "e"].map((name) => [...table.numbers(name)])).toEqual([[12], [9007199254740991]]);
  });

  test.each(["SELECT * FROM t -- all", "/* all */ SELECT * FROM t;", "-- all\nFROM t", "SELECT(1) AS g"])(
    "answers %s",
    async (query) => {
      const database = await databaseWith(...nocase);
      expect((await readFileTable(query, { database })).codebook.has("g")).toBe(true);
    },
  );

  test.each<[string, string, object]>([
    ["--skip", "t", { skip: 1 }],
    ["--encoding", "t", { encoding: "latin1" }],
    ["--table", "t", { table: "t" }],
  ])("refuses %s of a table", async (flag, data, said) => {
    const database = await databaseWith(...nocase);
    await expect(readFileTable(data, { database, ...said })).rejects.toThrow(flag);
  });

  test("is read by DuckDB alone", async () => {
    const file = await databaseWith(...nocase);
    await expect(readFileTable(file, { engine: "memory" })).rejects.toThrow("--engine memory");
  });

  test("is a file that was read, and so are those of a pattern", async () => {
    const file = await databaseWith(...nocase);
    const folder = folderWith({});
    await databaseWith(
      `COPY (SELECT 1 AS a) TO '${folder}/one.parquet'`,
      `COPY (SELECT 2 AS a) TO '${folder}/two.parquet'`,
    );
    forgetReads();
    await readFileTable(file);
    await readFileTable(join(folder, "*.parquet"));
    expect(filesRead().map((own) => basename(own))).toEqual(["rows.duckdb", "one.parquet", "two.parquet"]);
  });

  test("leaves nothing behind where it cannot be opened", async () => {
    const folder = folderWith({ "rows.duckdb": "no database" });
    vi.stubEnv("TMPDIR", folder);
    expect(tmpdir()).toBe(folder);
    await expect(readFileTable(join(folder, "rows.duckdb"))).rejects.toThrow("the database refuses");
    vi.unstubAllEnvs();
    expect(readdirSync(folder)).toEqual(["rows.duckdb"]);
  });
});

test("--table is refused of files that are no database", async () => {
  const file = join(folderWith({ "rows.csv": "a\n1\n" }), "rows.csv");
  await expect(readFileTable(file, { table: "t" })).rejects.toThrow("--table");
});

test("a Parquet file whose name has brackets is that file", async () => {
  const folder = folderWith({});
  await databaseWith(
    `COPY (SELECT 1 AS a) TO '${folder}/rows1.parquet'`,
    `COPY (SELECT 2 AS a) TO '${folder}/rows[1].parquet'`,
  );
  const table = await readFileTable(join(folder, "rows[1].parquet"), { engine: "duckdb" });
  expect([...table.numbers("a")]).toEqual([2]);
  expect(dirname(table.place().file!)).toBe(folder);
});

describe("bounds of a weight that a Parquet file tells", () => {
  const filesWith = async (...parts: readonly string[]) => {
    const folder = folderWith({});
    const connection = await (await DuckDBInstance.create()).connect();
    for (const [at, rows] of parts.entries())
      await connection.run(
        `COPY (SELECT * FROM (VALUES ${rows}) AS t (g, w)) TO '${join(folder, `${at}.parquet`)}' (FORMAT parquet)`,
      );
    return join(folder, "*.parquet");
  };
  const totalsOf = async (data: string) => {
    const sample = await sampleOfFile(data, { variables: ["g"], weight: "w", grouped: true });
    return { ...sample.design.aggregates, weights: Array.from(sample.design.weights) };
  };

  test("hold for all of its files together", async () => {
    const found = await totalsOf(await filesWith("('a', 1.5::DOUBLE), ('b', 4)", "('a', 1000.25::DOUBLE)"));
    expect(found.weights).toEqual([1001.75, 4]);
    expect(Array.from(found.rows!)).toEqual([2, 1]);
    // 2·(1.5² + 1000.25²)/2 − 1001.75²/2, of rows a: half the square of their difference.
    expect(Array.from(found.spread!)).toEqual([998.75 ** 2 / 2, 0]);
  });

  test("are not those of a weight of which one is no number, which is told with its row", async () => {
    const data = await filesWith("('a', 1.5), ('b', 'NaN'::DOUBLE), ('a', 2.0)");
    await expect(totalsOf(data)).rejects.toThrow(/missing|NaN/);
  });

  test.each([
    ["of texts", "('a', '1'), ('b', '2')"],
    ["of which one is missing", "('a', 1.0), ('b', NULL)"],
    ["of which one is negative", "('a', 1.0), ('b', -2.0)"],
  ])("do not serve for weights %s", async (_, rows) => {
    await expect(totalsOf(await filesWith(rows))).rejects.toThrow(/w/);
  });
});

describe("Parquet files of which one has whole numbers and another has not", () => {
  const filesOf = async (...selects: readonly string[]) => {
    const folder = folderWith({});
    const connection = await (await DuckDBInstance.create()).connect();
    for (const [at, select] of selects.entries())
      await connection.run(`COPY (${select}) TO '${join(folder, `${at}.parquet`)}' (FORMAT parquet)`);
    return join(folder, "*.parquet");
  };

  test("keep the digits of both", async () => {
    const data = await filesOf("SELECT 1 AS x, 'a' AS g", "SELECT 'a' AS g, 1.5::DOUBLE AS x");
    const sample = await sampleOfFile(data, { variables: ["x"] });
    expect(Array.from(sample.table.numbers("x"))).toEqual([1, 1.5]);
  });

  test("are refused where a column of the first is missing in another", async () => {
    const data = await filesOf("SELECT 1 AS x, 'a' AS g", "SELECT 1.5::DOUBLE AS x");
    await expect(sampleOfFile(data, { variables: ["x"] })).rejects.toThrow(/1\.parquet.*g/);
  });
});
