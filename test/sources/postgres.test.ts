import { beforeAll, describe, expect, test, vi } from "vitest";
import { allRows } from "../../src/sources/engines/engine.ts";
import { postgresAddress } from "../../src/sources/engines/postgresAddress.ts";
import { encryptionOf } from "../../src/sources/engines/postgresTls.ts";
import { openServer } from "../../src/sources/engines/servers.ts";
import { readDatabaseTable } from "../../src/sources/files/databaseTable.ts";
import { readFileTable } from "../../src/sources/files/readFileTable.ts";
import { databaseWith as duckdbWith } from "../support/throughDuckdb.ts";
import { databaseWith, hasPostgres, postgres, run } from "../support/throughPostgres.ts";

const addressOf = (text: string) => postgresAddress({ text, url: new URL(text) });

describe("an address leaves to the environment what it does not say", () => {
  test.each([
    [
      "postgres://ann@db.example:6000/survey",
      { user: "ann", host: "db.example", port: 6000, database: "survey" },
    ],
    ["postgresql://db.example", { user: "eve", host: "db.example", port: 5433, database: "rows" }],
    ["postgres://a%20b@[::1]/d%2Fe", { user: "a b", host: "::1", port: 5433, database: "d/e" }],
    ["postgres:///survey?host=/run/postgresql", { host: "/run/postgresql", database: "survey" }],
    ["postgres://%2Frun%2Fpostgresql/survey", { host: "/run/postgresql", database: "survey" }],
    ["postgres:///", { host: "elsewhere", options: "-c statement_timeout=1h", connectTimeout: 30 }],
    ["postgres:///?connect_timeout=3", { connectTimeout: 3 }],
  ])("%s", (text, expected) => {
    const environment = { PGUSER: "eve", PGPORT: "5433", PGDATABASE: "rows", PGHOST: "elsewhere" };
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    vi.stubEnv("PGOPTIONS", "-c statement_timeout=1h");
    expect(addressOf(text)).toMatchObject(expected);
    vi.unstubAllEnvs();
  });
});

describe("a connection is encrypted and the server verified, unless it stays on this machine or something else is said", () => {
  test.each<[string, string | undefined, string | undefined]>([
    ["postgres://db.example/d", "verified", undefined],
    ["postgres://db.example/d?sslmode=verify-full", "verified", undefined],
    ["postgres://db.example/d?sslmode=verify-ca", "verified but its name", "verify-ca"],
    ["postgres://db.example/d?sslmode=require", "unverified", "require"],
    ["postgres://db.example/d?sslmode=disable", undefined, "disable"],
    ["postgres://localhost/d", undefined, undefined],
    ["postgres://127.0.0.2/d", undefined, undefined],
    ["postgres://127.example/d", "verified", undefined],
    ["postgres://[::1]/d", undefined, undefined],
    ["postgres:///d?host=/run/postgresql", undefined, undefined],
    ["postgres://localhost/d?sslmode=verify-full", "verified", undefined],
  ])("%s", (text, expected, weakness) => {
    vi.stubEnv("HOME", "/nowhere");
    vi.stubEnv("PGSSLMODE", "");
    const { ssl, weakness: found } = encryptionOf(addressOf(text));
    vi.unstubAllEnvs();
    const how =
      ssl &&
      (ssl.rejectUnauthorized ? `verified${ssl.checkServerIdentity ? " but its name" : ""}` : "unverified");
    expect([how || undefined, found]).toEqual([expected, weakness]);
  });
});

/** What a query gives: numbers, or texts with their levels. */
async function readIn(database: string, data: string) {
  const table = await readFileTable(data, { database });
  return Object.fromEntries(
    table.columnNames().map((name) => {
      const column = table.typed(name);
      const values = Array.from({ length: table.rows }, (_, row) => column.at(row));
      return [name, "numbers" in column ? values : { values, levels: table.factor(name).levels }];
    }),
  );
}

describe.skipIf(!hasPostgres)("a PostgreSQL database", () => {
  let empty: string;
  beforeAll(async () => {
    empty = (await databaseWith()).database;
  });

  test.each<[string, string, unknown]>([
    ["whole numbers", "(1::smallint), (NULL), (-3)", [1, null, -3]],
    ["long whole numbers that a double holds", "(9007199254740991), (-1)", [9007199254740991, -1]],
    [
      "long whole numbers that it does not hold",
      "(9007199254740993), (9007199254740992)",
      { values: ["9007199254740993", "9007199254740992"], levels: ["9007199254740992", "9007199254740993"] },
    ],
    [
      "codes of many digits",
      "(12345678901234567891), (12345678901234567892)",
      {
        values: ["12345678901234567891", "12345678901234567892"],
        levels: ["12345678901234567891", "12345678901234567892"],
      },
    ],
    ["decimals", "(1.25::numeric), ('NaN'), (0.10), ('Infinity')", [1.25, null, 0.1, Infinity]],
    ["large decimals", "(1e20 + 0.5), (1)", [1e20, 1]],
    [
      "doubles, to the last bit",
      "(0.1::float8 + 0.2::float8), ('Infinity')",
      [0.30000000000000004, Infinity],
    ],
    ["single precision", "(0.1::real)", [Math.fround(0.1)]],
    ["truths", "(true), (false), (NULL)", [1, 0, null]],
    ["texts", "('b'::varchar), ('a'), (NULL)", { values: ["b", "a", null], levels: ["a", "b"] }],
    ["padded texts", "('b'::char(3)), ('a')", { values: ["b", "a"], levels: ["a", "b"] }],
    [
      "identifiers",
      "('A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'::uuid)",
      {
        values: ["a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"],
        levels: ["a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"],
      },
    ],
    [
      "days",
      "('1960-02-29'::date), ('infinity'), ('2024-01-01'), ('-infinity')",
      {
        values: ["1960-02-29", "infinity", "2024-01-01", "-infinity"],
        levels: ["-infinity", "1960-02-29", "2024-01-01", "infinity"],
      },
    ],
    [
      "moments",
      "('1960-02-29 04:05:06.5'::timestamp), ('infinity')",
      { values: ["1960-02-29T04:05:06.500", "infinity"], levels: ["1960-02-29T04:05:06.500", "infinity"] },
    ],
    [
      "moments of a time zone, in UTC",
      "('2024-07-01 00:30+02'::timestamptz)",
      { values: ["2024-06-30T22:30:00"], levels: ["2024-06-30T22:30:00"] },
    ],
    [
      "days of moments, in UTC",
      "('2024-07-01 00:30+02'::timestamptz::date)",
      { values: ["2024-06-30"], levels: ["2024-06-30"] },
    ],
    ["days as texts", "('2024-07-01'::date::text)", { values: ["2024-07-01"], levels: ["2024-07-01"] }],
    ["times", "('10:11'::time)", { values: ["10:11:00"], levels: ["10:11:00"] }],
  ])("has %s", async (_, values, expected) => {
    vi.stubEnv("PGOPTIONS", "-c timezone=Asia/Tokyo -c datestyle=German -c extra_float_digits=0");
    expect(await readIn(empty, `SELECT x FROM (VALUES ${values}) AS v (x)`)).toEqual({ x: expected });
    vi.unstubAllEnvs();
  });

  test("has the levels of an enumeration in its own order, also by a domain, and those that nobody has", async () => {
    const { database } = await databaseWith(
      "CREATE SCHEMA own",
      `CREATE TYPE own."Mood" AS ENUM ('low', 'fair', 'élevé')`,
      `CREATE DOMAIN mine AS own."Mood" CHECK (VALUE <> 'low')`,
      `CREATE TABLE t (a own."Mood", b mine)`,
      "INSERT INTO t VALUES ('élevé', 'élevé'), ('low', NULL)",
    );
    const levels = ["low", "fair", "élevé"];
    expect(await readIn(database, "t")).toEqual({
      a: { values: ["élevé", "low"], levels },
      b: { values: ["élevé", null], levels },
    });
  });

  test("tells texts apart that its collation does not", async () => {
    const { database } = await databaseWith(
      "CREATE COLLATION nocase (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
      "CREATE TABLE t (g text COLLATE nocase, w integer)",
      "INSERT INTO t VALUES ('a', 1), ('A', 2), ('b', 3), ('a', 4)",
    );
    const table = await readDatabaseTable("t", { database }, () => ({ weight: "w" }));
    const { levels, codes } = table.factor("g");
    const sums = table.numbers("w");
    expect(Object.fromEntries(Array.from(codes, (code, row) => [levels[code], sums[row]]))).toEqual({
      a: 5,
      A: 2,
      b: 3,
    });
  });

  test("that has no encoding tells of texts that are no UTF-8", async () => {
    const { address } = await postgres();
    await run("postgres", "CREATE DATABASE bytes ENCODING 'SQL_ASCII' TEMPLATE template0 LOCALE 'C'");
    await run("bytes", "CREATE TABLE t AS SELECT convert_from('\\xe9', 'SQL_ASCII') AS e, 'é' AS f");
    await expect(readIn(address("bytes"), "SELECT e FROM t")).rejects.toThrow("0xe9");
    expect(await readIn(address("bytes"), "SELECT f FROM t")).toEqual({
      f: { values: ["é"], levels: ["é"] },
    });
  });

  test("refuses a column of a type that holds no answers, where it is asked for", async () => {
    const { database } = await databaseWith(
      "CREATE TABLE t AS SELECT ARRAY[1] AS many, '{}'::jsonb AS tree, 1 AS a",
    );
    const read = (name: string) => readFileTable("t", { database, columns: () => [name] });
    await expect(read("many")).rejects.toThrow("integer[]");
    await expect(read("tree")).rejects.toThrow("jsonb");
    expect([...(await read("a")).numbers("a")]).toEqual([1]);
  });

  test("finds tables by the search path, and by their schemas", async () => {
    const { name, database } = await databaseWith(
      "CREATE SCHEMA one",
      'CREATE SCHEMA "Two"',
      "CREATE TABLE one.t AS SELECT 1 AS a",
      'CREATE TABLE "Two".t AS SELECT 2 AS a',
      'CREATE VIEW "Two".u AS SELECT 3 AS a',
      "CREATE MATERIALIZED VIEW public.v AS SELECT 4 AS a",
    );
    await run("postgres", `ALTER DATABASE ${name} SET search_path = one, "Two"`);
    const read = async (data: string) => (await readFileTable(data, { database })).numbers("a")[0];
    expect(await read("t")).toBe(1);
    expect(await read("one.t")).toBe(1);
    expect(await read("Two.t")).toBe(2);
    expect(await read("u")).toBe(3);
    expect(await read("public.v")).toBe(4);
    expect(await read("SELECT a FROM u")).toBe(3);
    await expect(read("v")).rejects.toThrow("It has: Two.t, u, t, public.v");
  });

  test("has many rows, in parts and in their order", async () => {
    const table = await readFileTable("SELECT i FROM generate_series(1, 20000) i", { database: empty });
    expect([...table.numbers("i")]).toEqual(Array.from({ length: 20_000 }, (_, at) => at + 1));
  });

  test("has the same rows for all that is asked in a run, whatever others do", async () => {
    const { name, database } = await databaseWith("CREATE TABLE t AS SELECT 1 AS a");
    const engine = await openServer(database);
    const rows = () => allRows(engine, "SELECT a FROM t", []);
    expect(await rows()).toEqual([["1"]]);
    await run(name, "UPDATE t SET a = 2");
    expect(await rows()).toEqual([["1"]]);
    await engine.close();
    expect((await readFileTable("t", { database })).numbers("a")[0]).toBe(2);
  });

  test("waits where its rows are not taken, and answers what is asked after some of them", async () => {
    const { name, database } = await databaseWith();
    const engine = await openServer(database);
    const many = "SELECT repeat('x', 2000) FROM generate_series(1, 30000)";
    const state = () =>
      run(
        name,
        `SELECT state, wait_event FROM pg_stat_activity WHERE query = $$${many}$$ AND pid <> pg_backend_pid()`,
      );
    for await (const { rows } of engine.rows(many, [])) {
      expect(rows).toBeLessThan(10_000);
      await new Promise((resolve) => setTimeout(resolve, 3000));
      expect(await state()).toEqual([["active", "ClientWrite"]]);
      break;
    }
    expect(await allRows(engine, "SELECT 1", [])).toEqual([["1"]]);
    await engine.close();
  });

  test("makes of weights the same whole numbers as DuckDB, of halves too", async () => {
    // W = w·2^60 of a largest weight of 1: 2^-10 + 2^-61 and 3·2^-61 + 2^-10 are halves, of which one would be rounded down to the even number.
    const weights = [
      1,
      2 ** -10 + 2 ** -61,
      2 ** -10 + 3 * 2 ** -61,
      2 ** -10 + 5 * 2 ** -62,
      2 ** -10 + 2 ** -62,
    ];
    const values = weights.map((w, at) => `(${at % 2}, ${w.toExponential()}::DOUBLE PRECISION)`).join(", ");
    const create = `CREATE TABLE t AS SELECT * FROM (VALUES ${values}) AS v (g, w)`;
    const groups = async (database: string) => {
      const table = await readDatabaseTable("t", { database }, () => ({ weight: "w" }));
      return [[...table.numbers("w")], [...table.aggregates!.spread]];
    };
    const own = await groups((await databaseWith(create)).database);
    expect(own).toEqual(await groups(await duckdbWith(create)));
  });

  test("is read by the server of a Unix socket too", async () => {
    const { folder, port, user } = await postgres();
    const { name } = await databaseWith("CREATE TABLE t AS SELECT 1 AS a");
    vi.stubEnv("PGPORT", String(port));
    vi.stubEnv("PGUSER", user);
    expect((await readFileTable("t", { database: `postgres:///${name}?host=${folder}` })).rows).toBe(1);
    vi.unstubAllEnvs();
  });
});
