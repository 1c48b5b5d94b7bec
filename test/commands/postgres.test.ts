import { spawn } from "node:child_process";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { readFileTable } from "../../src/sources/files/readFileTable.ts";
import { folderWith } from "../support/files.ts";
import { runIn } from "../support/inProcess.ts";
import { root } from "../support/oracle.ts";
import {
  changeSetting,
  type PostgresServer,
  startPostgres,
  stopPostgres,
} from "../support/postgresServer.ts";
import { databaseOf, databaseWith, hasPostgres, postgres, run } from "../support/throughPostgres.ts";

const csv = `${root}data/examples/survey.csv`;
/** A query that takes half a minute. */
const slow = "SELECT 'a' AS owns FROM generate_series(1, 300) WHERE CAST(pg_sleep(0.1) AS text) = ''";

/** What a run without results says, in one line. */
async function refusalOf(database: string, data: string, ...words: readonly string[]): Promise<string> {
  const asked = ["crosstab", "owns", "--database", database, "--data", data, ...words, "--lang", "en"];
  const { status, stdout, stderr } = await runIn(80, asked);
  expect([status, stdout], stderr).toEqual([2, ""]);
  expect(stderr.trimEnd().split("\n"), stderr).toHaveLength(1);
  return stderr;
}

const envWithout = (...names: readonly string[]) => {
  for (const name of names) vi.stubEnv(name, undefined);
};

describe("an address that cannot be taken is refused before any server is asked", () => {
  test.each([
    ["postgres://me:secret@db.example/d", "a password stands in the address"],
    ["postgres://me@db.example/d?password=secret", "a password stands in the address"],
    ["postgres://me@db.example/d?sslpassword=secret", "a password stands in the address"],
    ["postgres://me@db.example:port/d?password=secret", "the address of the server cannot be read"],
    ["postgres://me@db.example/%", "the address of the server cannot be read"],
    ["postgres://me%00@db.example/d", "the address of the server cannot be read"],
    ["postgres://me@db.example/d?sslmod=disable", 'not known here; found "sslmod"'],
    ["postgres://me@db.example/d?sslmode=prefer", 'this sslmode is not known here; found "prefer"'],
    ["postgres://me@db.example/d?connect_timeout=soon", "connect_timeout is no whole number"],
    ["postgres://me@db.example/d?sslrootcert=/no/root.pem", "/no/root.pem"],
  ])("%s", async (address, told) => {
    const refusal = await refusalOf(address, "t");
    expect(refusal).toContain(told);
    expect(refusal).not.toContain("secret");
  });
});

describe("what answers as no PostgreSQL server does is refused", () => {
  test.each([
    ["a wish for Kerberos", "R\0\0\0\b\0\0\0\u0007", "an authentication that is not known here"],
    ["a server of the web", "HTTP/1.1 400 Bad Request\r\n\r\n", "the server closed the connection"],
    ["a server of another database", "J\0\0\0\n8.0.40\0\0\0\0\0", "received invalid response"],
    ["silence", "", "the server does not answer"],
  ])("%s", async (_, answer, told) => {
    const server = createServer((socket) => {
      socket.on("error", () => {});
      socket.once("data", () =>
        answer.startsWith("HTTP") ? socket.end(answer) : socket.write(answer, "latin1"),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    vi.stubEnv("PGCONNECT_TIMEOUT", "1");
    expect(await refusalOf(`postgres://me@127.0.0.1:${port}/d`, "t")).toContain(told);
    server.close();
  });
});

describe.skipIf(!hasPostgres)("what a PostgreSQL server refuses is told", () => {
  let survey: string;
  beforeAll(async () => {
    survey = await databaseOf(await readFileTable(csv));
  });

  test("no server", async () => {
    expect(await refusalOf("postgres://127.0.0.1:9/d", "t")).toContain("the server does not answer");
    expect(await refusalOf("postgres://nowhere.invalid/d", "t")).toContain("nowhere.invalid");
    expect(await refusalOf("postgres:///d?host=/nowhere", "t")).toContain("/nowhere/.s.PGSQL");
  });

  test("a wrong password, and none", async () => {
    const { password } = await postgres();
    vi.stubEnv("PGPASSWORD", "wrong one");
    const refusal = await refusalOf(survey, "rows");
    expect(refusal).toContain("does not let this user in");
    expect(refusal).not.toContain("wrong one");
    envWithout("PGPASSWORD");
    vi.stubEnv("PGPASSFILE", "/no/file");
    expect(await refusalOf(survey, "rows")).toContain("asks for a password");
    process.env.PGPASSWORD = password;
  });

  test("an unknown database, table, column, and a query that is none", async () => {
    const { address } = await postgres();
    expect(await refusalOf(address("nope"), "t")).toContain('\\"nope\\"');
    expect(await refusalOf(survey, "nope")).toContain('no such table; found "nope". It has: rows');
    expect(await refusalOf(survey, "rows", "--by", "nope")).toContain('column "nope" is absent');
    expect(await refusalOf(survey, "SELECT nothing FROM rows")).toContain("nothing");
  });

  test("a table that its user may not read", async () => {
    const { password, address } = await postgres();
    const { name } = await databaseWith("CREATE TABLE t AS SELECT 'yes' AS owns");
    await run(name, `CREATE ROLE reader LOGIN PASSWORD '${password}'`);
    expect(await refusalOf(address(name, "reader"), "t")).toContain("permission denied");
  });

  test("whatever writes, or is a second statement, and nothing is changed", async () => {
    const name = '"; DROP TABLE t; --';
    const quoted = `"${name.replaceAll('"', '""')}"`;
    const own = await databaseWith(
      "CREATE TABLE t AS SELECT 'yes' AS owns",
      `CREATE TABLE ${quoted} AS SELECT 'no' AS "a ""b"";" FROM generate_series(1, 2)`,
      "CREATE FUNCTION clear() RETURNS text LANGUAGE sql AS $$ DELETE FROM t RETURNING 'x' $$",
      "CREATE SEQUENCE s",
    );
    for (const query of [
      "WITH gone AS (DELETE FROM t RETURNING *) SELECT * FROM gone",
      "SELECT clear() AS owns",
      "SELECT CAST(nextval('s') AS text) AS owns",
      "SELECT 1) AS q; DROP TABLE t; --",
      "SELECT 1) AS q; COMMIT; DELETE FROM t; --",
      "SELECT owns INTO u FROM t",
      "SELECT set_config('transaction_read_only', 'off', false) AS owns",
    ])
      expect(await refusalOf(own.database, query), query).toContain("refuses");
    expect(await run(own.name, "SELECT owns, (SELECT last_value FROM s) FROM t")).toEqual([["yes", "1"]]);
    const { stdout } = await runIn(80, [
      ...["crosstab", '`a "b";`', "--database", own.database, "--data", name, "--format", "csv"],
    ]);
    expect(stdout).toContain("no");
  });

  test("a query of more than the time that is given", async () => {
    vi.stubEnv("PGOPTIONS", "-c statement_timeout=300ms");
    expect(await refusalOf(survey, slow)).toContain("statement_timeout=1h");
  });
});

describe.skipIf(!hasPostgres)("a query has ten minutes", () => {
  const limit = "SELECT current_setting('statement_timeout') AS x";
  const limitOf = async (database: string) => (await readFileTable(limit, { database })).factor("x").levels;

  test("unless the environment, the address or the database says otherwise", async () => {
    const { name, database } = await databaseWith();
    expect(await limitOf(database)).toEqual(["10min"]);
    expect(await limitOf(`${database}?options=-c%20statement_timeout%3D2s`)).toEqual(["2s"]);
    vi.stubEnv("PGOPTIONS", "-c statement_timeout=0");
    expect(await limitOf(database)).toEqual(["0"]);
    vi.unstubAllEnvs();
    await run("postgres", `ALTER DATABASE ${name} SET statement_timeout = '1h'`);
    expect(await limitOf(database)).toEqual(["1h"]);
  });
});

describe.skipIf(!hasPostgres)("the password", () => {
  test("is that of the password file, which no other user may read", async () => {
    const { port, user, password, address } = await postgres();
    const { name, database } = await databaseWith(
      "CREATE TABLE t AS SELECT 'yes' AS owns FROM generate_series(1, 2)",
    );
    const escaped = password.replaceAll("-", "\\-");
    const lines = [
      `# ${user}`,
      "127.0.0.1:1:*:*:other",
      `*:${port}:${name}:${user}:${escaped}`,
      "*:*:*:*:third",
    ];
    const file = join(folderWith({ pgpass: lines.join("\n") }), "pgpass");
    const read = async () => {
      envWithout("PGPASSWORD");
      vi.stubEnv("PGPASSFILE", file);
      return runIn(80, [
        "crosstab",
        "owns",
        "--database",
        database,
        "--data",
        "t",
        "--format",
        "json",
        "--lang",
        "en",
      ]);
    };
    writeFileSync(file, readFileSync(file), { mode: 0o644 });
    expect((await read()).stderr).toContain("chmod 600");
    chmodSync(file, 0o600);
    const { status, stdout, stderr } = await read();
    expect([status, stderr]).toEqual([0, ""]);
    expect(JSON.parse(stdout).request.database).toBe(address(name));
    process.env.PGPASSWORD = password;
    expect(stdout).not.toContain(password);
  });
});

describe.skipIf(!hasPostgres)("TLS", () => {
  const encrypted =
    "SELECT CASE WHEN ssl THEN 'encrypted' ELSE 'plain' END AS owns FROM pg_stat_ssl, generate_series(1, 2) WHERE pid = pg_backend_pid()";
  /** Linux takes 0.0.0.0 for this machine; the program does not. */
  const [here, elsewhere] = ["localhost", "0.0.0.0"];

  async function connection(host: string, parameters: string) {
    const { address, user } = await postgres();
    const database = `${address("postgres", user, host)}${parameters}`;
    const asked = [
      "crosstab",
      "owns",
      "--database",
      database,
      "--data",
      encrypted,
      "--format",
      "csv",
      "--lang",
      "en",
    ];
    const { status, stdout, stderr } = await runIn(80, asked);
    return { status, how: /encrypted|plain/.exec(stdout)?.[0], stderr };
  }

  test("is that of a server whose certificate and name are verified, where it is elsewhere", async () => {
    const { certificate } = await postgres();
    expect(await connection(elsewhere, "")).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("the certificate of the server cannot be verified"),
    });
    expect(await connection(here, "?sslmode=verify-full")).toMatchObject({ status: 2 });
    expect(await connection(here, `?sslmode=verify-full&sslrootcert=${certificate}`)).toEqual({
      status: 0,
      how: "encrypted",
      stderr: "",
    });
    expect(await connection(elsewhere, `?sslrootcert=${certificate}`)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("cannot be verified"),
    });
  });

  test("or is told to be weaker", async () => {
    const { certificate } = await postgres();
    const parameters = [
      [`?sslmode=verify-ca&sslrootcert=${certificate}`, "encrypted", "verify-ca: the name"],
      [`?sslmode=require&sslrootcert=${certificate}`, "encrypted", "verify-ca: the name"],
      ["?sslmode=require", "encrypted", "require: the certificate"],
      ["?sslmode=disable", "plain", "disable: the connection"],
    ] as const;
    for (const [parameter, how, told] of parameters)
      expect(await connection(elsewhere, parameter)).toMatchObject({
        status: 0,
        how,
        stderr: expect.stringContaining(told),
      });
  });

  test("is not used on this machine, unless the environment says so", async () => {
    expect(await connection(here, "")).toEqual({ status: 0, how: "plain", stderr: "" });
    vi.stubEnv("PGSSLMODE", "require");
    expect(await connection(here, "")).toEqual({ status: 0, how: "encrypted", stderr: "" });
  });
});

describe.skipIf(!hasPostgres)("a server of its own", () => {
  let server: PostgresServer;
  const address = () => `postgres://${server.user}@127.0.0.1:${server.port}/postgres`;
  beforeAll(async () => {
    server = await startPostgres(join(process.env.PANEL_TESTS!, `own-${process.pid}`));
  });
  afterAll(() => stopPostgres(server.folder));

  test("that knows no TLS is told, and that stops", async () => {
    changeSetting(server, "ssl = off");
    vi.stubEnv("PGPASSWORD", server.password);
    expect(await refusalOf(`${address()}?sslmode=require`, slow)).toContain("does not encrypt");
    vi.stubEnv("PGPASSWORD", server.password);
    const refusal = refusalOf(address(), slow);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    stopPostgres(server.folder);
    expect(await refusal).toContain("the server closed the connection");
    await postgres();
  });
});

test.skipIf(!hasPostgres)("the server stops a query whose run is interrupted", async () => {
  const { address } = await postgres();
  const { name } = await databaseWith();
  const asked = ["crosstab", "owns", "--database", address(name), "--data", slow];
  const child = spawn(process.execPath, [`${root}bin/panel.js`, ...asked], { stdio: "ignore" });
  const ended = new Promise((resolve) => child.on("exit", (_, signal) => resolve(signal)));
  const running = async () =>
    (
      await run(
        "postgres",
        `SELECT 1 FROM pg_stat_activity WHERE datname = '${name}' AND query LIKE '%sleep%'`,
      )
    ).length;
  const until = async (wanted: number) => {
    for (let tries = 0; tries < 100 && (await running()) !== wanted; tries++)
      await new Promise((resolve) => setTimeout(resolve, 100));
    return running();
  };
  expect(await until(1)).toBe(1);
  child.kill("SIGINT");
  expect(await ended).toBe("SIGINT");
  expect(await until(0)).toBe(0);
});
