import { describe, expect, test, vi } from "vitest";
import { sampleOfFile } from "../../src/samples/sampleOfFile.ts";
import { allRows } from "../../src/sources/engines/engine.ts";
import { openServer } from "../../src/sources/engines/servers.ts";
import { readFileTable } from "../../src/sources/files/readFileTable.ts";
import { type Asked, type Played, type RecordedServer, serverOf } from "../support/recordedServer.ts";
import { analysesOfSurvey, closeTo, surveyIn } from "../support/surveyOnServer.ts";
import { json, pageOf, throughTrino } from "../support/throughTrino.ts";

const addressOf = ({ host }: { readonly host: string }) => `trino://me@${host}/memory/main`;

const rowsOf = async (server: RecordedServer) => allRows(await openServer(addressOf(server)), "SELECT 1");

/** A server that gives these answers, one after the other. */
async function serverOfAnswers(answers: (host: string) => readonly Played[]): Promise<RecordedServer> {
  let at = 0;
  return serverOf(({ headers }: Asked) => answers(headers.host!)[at++]!);
}

describe("Trino groups rows", () => {
  test("and a cross-tab and a model are those of the file", async () => {
    const server = await throughTrino(surveyIn("main"));
    const own = await analysesOfSurvey("survey", { database: addressOf(server) });
    closeTo(1e-12, own, await analysesOfSurvey());
    expect(server.asked.filter(({ body }) => body.includes("GROUP BY"))).toHaveLength(1);
    expect(server.asked.filter(({ method }) => method === "DELETE")).toEqual([]);
  });

  test("whose sums of weights have more than 64 bits", async () => {
    const server = await throughTrino(
      "CREATE TABLE t AS SELECT 'a' AS g, 1 + (range % 3)::DOUBLE / 4 AS w FROM range(1000)",
    );
    const request = { variables: ["g"], weight: "w", grouped: true, database: addressOf(server) };
    const { table } = await sampleOfFile("SELECT * FROM t", request);
    // 334 rows of 1, 333 of 1.25 and 333 of 1.5.
    expect([...table.numbers("w")]).toEqual([1249.75]);
    expect([...table.aggregates!.spread]).toEqual([41.6874375]);
  });

  test("and NaN is no answer, dates are days, and long codes are texts", async () => {
    const server = await throughTrino(
      "CREATE TABLE t AS SELECT unnest([1, 'nan'::DOUBLE, NULL, -0.0]) AS x, DATE '2024-02-29' AS d, TIMESTAMP '1905-05-06 07:08:09.5' AS s, 9007199254740993 AS b, 7::BIGINT AS c, true AS l",
    );
    const table = await readFileTable("t", { database: addressOf(server) });
    expect([...table.numbers("x")].map((x) => (Number.isNaN(x) ? null : x)).sort()).toEqual([
      0,
      1,
      null,
      null,
    ]);
    expect(["d", "s", "b"].map((name) => table.factor(name).levels)).toEqual([
      ["2024-02-29"],
      ["1905-05-06T07:08:09.500"],
      ["9007199254740993"],
    ]);
    expect(["c", "l"].map((name) => table.numbers(name)[0])).toEqual([7, 1]);
  });
});

const headers = { "Content-Type": "application/json" };

describe("an answer of Trino", () => {
  const columns = [
    { name: "n", type: "bigint" },
    { name: "s", type: "decimal(38,0)" },
    { name: "g", type: "varchar" },
    { name: "x", type: "double" },
  ];
  const text = 'é€😀 1152921504606846977 \\"12345678901234567890';
  const data = `[[1152921504606846977, "4611686018427387903000", "${text}", 0.1234567890123456], [-9223372036854775808, null, "", "Infinity"]]`;
  const rows = [
    ["1152921504606846977", "4611686018427387903000", JSON.parse(`"${text}"`), 0.1234567890123456],
    ["-9223372036854775808", null, "", "Infinity"],
  ];
  const page = `{"id": "q", "columns": ${JSON.stringify(columns)}, "data": ${data}, "stats": {"state": "FINISHED"}}`;
  const bytes = new TextEncoder().encode(page);

  test("has its whole numbers and texts, whatever the pieces that it comes in", async () => {
    const pieces = Array.from(bytes, (byte) => Uint8Array.of(byte));
    expect(await rowsOf(await serverOfAnswers(() => [{ headers, pieces }]))).toEqual(rows);
  });

  test("is all its pages, the empty ones too, up to one that names no other", async () => {
    const server = await serverOfAnswers((host) => [
      json(pageOf(host, 0, 0)),
      json(pageOf(host, 0, 1, { columns, data: [[1, "1", "a", 1]] })),
      json(pageOf(host, 0, 2, { columns })),
      json(pageOf(host, 0, undefined, { columns, data: [[2, "2", "b", 2]] })),
    ]);
    expect(await rowsOf(server)).toEqual([
      [1, "1", "a", 1],
      [2, "2", "b", 2],
    ]);
    expect(server.asked.map(({ method, url }) => `${method} ${url.pathname}`)).toEqual([
      "POST /v1/statement",
      "GET /v1/statement/executing/0/0",
      "GET /v1/statement/executing/0/1",
      "GET /v1/statement/executing/0/2",
    ]);
  });

  test("is refused wherever a page stops", async () => {
    for (let length = 0; length < bytes.length; length += 5) {
      const pieces = [bytes.slice(0, length)];
      for (const isCut of [false, true])
        await expect(rowsOf(await serverOfAnswers(() => [{ headers, pieces, isCut }]))).rejects.toThrow(
          "stops before its end",
        );
    }
  });

  test("whose query fails between pages is refused with the words of the server", async () => {
    const error = { message: "line 1:8: Column 'zz' cannot be resolved", errorName: "COLUMN_NOT_FOUND" };
    const server = await serverOfAnswers((host) => [
      json(pageOf(host, 0, 0, { columns, data: [[1, "1", "a", 1]] })),
      json(pageOf(host, 0, undefined, { error, stats: { state: "FAILED" } })),
    ]);
    await expect(rowsOf(server)).rejects.toThrow(`the database refuses; found "${error.message}"`);
  });

  test.each<[string, Played, string]>([
    ["a page", { headers: { "Content-Type": "text/html" }, pieces: ["<html></html>"] }, "not Trino"],
    ["JSON of another kind", json({ status: "up" }), "not Trino"],
    ["rows that are kept elsewhere", json({ id: "q", columns, data: { segments: [] } }), "not Trino"],
    ["rows of other columns", json({ id: "q", columns, data: [[1]] }), "not Trino"],
    ["that there is none", { status: 404, pieces: [] }, 'not Trino; found "HTTP 404"'],
    ["a wrong password", { status: 401, pieces: ["Access Denied: Invalid credentials"] }, "TRINO_PASSWORD"],
    ["a failure without an error", json({ id: "q", stats: { state: "FAILED" } }), "stops before its end"],
    ["a server that fails", { status: 500, pieces: ["oops"] }, 'the server fails; found "HTTP 500"'],
  ])("is none where it is %s", async (_, played, message) => {
    await expect(rowsOf(await serverOfAnswers(() => [played]))).rejects.toThrow(message);
  });

  test("is asked for again while a gateway is busy", async () => {
    const busy = (status: number, more = {}) => ({ status, headers: more, pieces: ["busy"] });
    const server = await serverOfAnswers((host) => [
      busy(503),
      busy(429, { "Retry-After": "0" }),
      json(pageOf(host, 0, 0, { columns })),
      busy(502),
      busy(504),
      json(pageOf(host, 0, undefined, { columns, data: [[1, "1", "a", 1]] })),
    ]);
    expect(await rowsOf(server)).toEqual([[1, "1", "a", 1]]);
  });

  test("is not fetched from another server", async () => {
    const nextUri = "http://127.0.0.2:1/v1/statement/executing/0/0";
    const server = await serverOfAnswers((host) => [json(pageOf(host, 0, 0, { nextUri }))]);
    await expect(rowsOf(server)).rejects.toThrow(
      'another address, which was not followed; found "http://127.0.0.2:1"',
    );
    expect(server.asked).toHaveLength(1);
  });

  test("is fetched from the same server where a path looks like the address of another", async () => {
    const server = await serverOfAnswers((host) => [
      json(pageOf(host, 0, 0, { nextUri: `http://${host}//127.0.0.2:1/next` })),
      json(pageOf(host, 0, undefined, { columns, data: [[1, "1", "a", 1]] })),
    ]);
    expect(await rowsOf(server)).toHaveLength(1);
    expect(server.asked).toHaveLength(2);
  });

  test("that is left before its end is stopped", async () => {
    const server = await serverOfAnswers((host) => [
      json(pageOf(host, 0, 0, { columns, data: [[1, "1", "a", 1]] })),
      { status: 204, pieces: [] },
    ]);
    const engine = await openServer(addressOf(server));
    for await (const _ of engine.rows("SELECT 1", [])) break;
    expect(server.asked.map(({ method, url }) => `${method} ${url.pathname}`)).toEqual([
      "POST /v1/statement",
      "DELETE /v1/statement/executing/0/0",
    ]);
  });
});

describe("a query of Trino", () => {
  test("is sent with its catalogue and schema, and the password in a header alone", async () => {
    vi.stubEnv("TRINO_PASSWORD", "pässword");
    const server = await serverOfAnswers(() => [json({ id: "q" })]);
    await rowsOf(server);
    vi.unstubAllEnvs();
    const [{ url, headers: sent, body }] = server.asked as [Asked];
    expect({ url: url.pathname + url.search, body }).toEqual({ url: "/v1/statement", body: "SELECT 1" });
    expect(sent).toMatchObject({
      "x-trino-user": "me",
      "x-trino-catalog": "memory",
      "x-trino-schema": "main",
      "x-trino-session": "query_max_run_time=1h",
      "x-trino-time-zone": "UTC",
      authorization: `Basic ${Buffer.from("me:pässword").toString("base64")}`,
    });
  });

  test("needs a user", async () => {
    await expect(openServer("trino://localhost/memory")).rejects.toThrow("TRINO_USER");
    vi.stubEnv("TRINO_USER", "other");
    const server = await serverOfAnswers(() => [json({ id: "q" })]);
    await allRows(await openServer(`trino://${server.host}/memory`), "SELECT 1");
    vi.unstubAllEnvs();
    expect(server.asked[0]!.headers).toMatchObject({ "x-trino-user": "other", "x-trino-catalog": "memory" });
  });
});

describe("a column of Trino", () => {
  async function readingOf(type: string, beyond = 0) {
    const page = { id: "q", columns: [{ name: "n", type: "bigint" }], data: [[beyond]] };
    const engine = await openServer(addressOf(await serverOfAnswers(() => [json(page)])));
    return engine.readingOf({ from: "t", values: [] }, { name: 'a"b', type });
  }

  test.each([
    ["integer", "number", 'CAST("a""b" AS DOUBLE)'],
    ["decimal(10,2)", "number", 'CAST("a""b" AS DOUBLE)'],
    ["bigint", "number", 'CAST("a""b" AS DOUBLE)'],
    ["real", "number", 'CASE WHEN is_nan("a""b") THEN NULL ELSE CAST("a""b" AS DOUBLE) + 0e0 END'],
    ["varchar", "text", 'CAST("a""b" AS VARCHAR)'],
    ["varchar(12)", "text", 'CAST("a""b" AS VARCHAR)'],
    ["char(3)", "text", 'rtrim(CAST("a""b" AS VARCHAR))'],
    ["uuid", "text", 'CAST("a""b" AS VARCHAR)'],
    ["timestamp(6) with time zone", "datetime", 'to_unixtime("a""b")'],
    ["time(3)", "time", `CAST(date_diff('millisecond', TIME '00:00:00.000', "a""b") AS DOUBLE) / 1000e0`],
  ])("of type %s holds a %s", async (type, kind, expression) => {
    expect(await readingOf(type)).toEqual({ kind, expression });
  });

  test.each(["bigint", "decimal(20,0)"])(
    "of type %s is read as texts where a double does not hold its numbers",
    async (type) => {
      expect(await readingOf(type, 1)).toEqual({ kind: "text", expression: 'CAST("a""b" AS VARCHAR)' });
    },
  );

  test.each(["array(varchar)", "row(x bigint)", "varbinary", "json", "time(6)", "interval day to second"])(
    "of type %s holds none",
    async (type) => {
      expect(await readingOf(type)).toBeUndefined();
    },
  );
});
