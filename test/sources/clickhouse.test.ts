import { describe, expect, test, vi } from "vitest";
import { sampleOfFile } from "../../src/samples/sampleOfFile.ts";
import { allRows, type Engine } from "../../src/sources/engines/engine.ts";
import { openServer } from "../../src/sources/engines/servers.ts";
import { readFileTable } from "../../src/sources/files/readFileTable.ts";
import type { Played } from "../support/recordedServer.ts";
import { analysesOfSurvey, closeTo, surveyIn } from "../support/surveyOnServer.ts";
import {
  clickhouseServer,
  jsonCompact,
  throughClickhouse,
  usualProfile,
} from "../support/throughClickhouse.ts";

const addressOf = ({ host }: { readonly host: string }) => `clickhouse://me@${host}/default`;

/** What an engine reads where every query has one answer. */
async function engineOf(played: Played, profile = usualProfile): Promise<Engine> {
  return openServer(addressOf(await clickhouseServer(() => played, profile)));
}

const rowsOf = async (played: Played) => allRows(await engineOf(played), "SELECT 1");

describe("ClickHouse groups rows", () => {
  test("and a cross-tab and a model are those of the file", async () => {
    const server = await throughClickhouse(surveyIn("default"));
    const own = await analysesOfSurvey("survey", { database: addressOf(server) });
    closeTo(1e-12, own, await analysesOfSurvey());
    expect(server.asked.filter(({ body }) => body.includes("GROUP BY"))).toHaveLength(1);
  });

  test("whose sums of weights have more than 64 bits", async () => {
    const server = await throughClickhouse(
      "CREATE TABLE t AS SELECT 'a' AS g, 1 + (range % 3)::DOUBLE / 4 AS w FROM range(1000)",
    );
    const request = { variables: ["g"], weight: "w", grouped: true, database: addressOf(server) };
    const { table } = await sampleOfFile("SELECT * FROM t", request);
    // 334 rows of 1, 333 of 1.25 and 333 of 1.5.
    expect([...table.numbers("w")]).toEqual([1249.75]);
    expect(table.aggregates).toMatchObject({
      rows: Float64Array.of(1000),
      weighted: Float64Array.of(1000),
      spread: Float64Array.of(41.6874375),
    });
    // DuckDB widens sums by itself; ClickHouse wraps them around.
    const [sums] = server.asked.flatMap(({ body }) =>
      body.includes("GROUP BY") ? [body.match(/sum\(\w+/g)] : [],
    );
    expect(sums).toEqual(["sum(CASE", ...Array(4).fill("sum(toInt128")]);
  });

  test("and takes a name for the column, not for an expression that has it", async () => {
    const server = await throughClickhouse("CREATE TABLE t AS SELECT 1.5::DOUBLE AS x, 'a' AS k0_");
    await readFileTable("t", { database: addressOf(server) });
    await readFileTable("SELECT * FROM t", { database: addressOf(server) });
    const sent = server.asked.map(({ body }) => body).join("\n");
    expect(sent).toContain('toString("default"."t"."k0_") AS k1_');
    expect(sent).toContain('toString(q_."k0_") AS k1_');
  });
});

describe("an answer of ClickHouse", () => {
  const whole = jsonCompact(
    [
      ["g", "Nullable(String)"],
      ["n", "Int128"],
      ["x", "Float64"],
    ],
    [
      '["é\\n€😀", "1152921504606846977", 0.1]',
      '[null, "4611686018427387903000", "inf"]',
      '["", "-1", "nan"]',
    ],
  );
  const rows = [
    ["é\n€😀", "1152921504606846977", 0.1],
    [null, "4611686018427387903000", Number.POSITIVE_INFINITY],
    ["", "-1", Number.NaN],
  ];
  const bytes = new TextEncoder().encode(whole);

  test("has its whole numbers, texts and infinities, whatever the pieces that it comes in", async () => {
    expect(await rowsOf({ pieces: [whole] })).toEqual(rows);
    expect(await rowsOf({ pieces: Array.from(bytes, (byte) => Uint8Array.of(byte)) })).toEqual(rows);
  });

  test("is refused wherever it stops, by itself or as the connection breaks", async () => {
    for (let length = 0; length < bytes.length - 2; length += 7) {
      const pieces = [bytes.slice(0, length)];
      await expect(rowsOf({ pieces })).rejects.toThrow("stops before its end");
      await expect(rowsOf({ pieces, isCut: true })).rejects.toThrow("stops before its end");
    }
  });

  test("is refused where rows of it are missing, or one is broken", async () => {
    const lines = whole.split("\n");
    const first = lines.findIndex((line) => line.includes("€"));
    await expect(rowsOf({ pieces: [lines.toSpliced(first, 1).join("\n")] })).rejects.toThrow(
      "before its end",
    );
    await expect(rowsOf({ pieces: [whole.replace(", 0.1]", "]")] })).rejects.toThrow("before its end");
  });

  // As versions 18.16 and 26.7 write them, and those between that write JSON.
  const start = whole.slice(0, whole.indexOf("[null"));
  const words = "Code: 153. DB::Exception: Division by zero. (ILLEGAL_DIVISION)";
  const exceptions: Readonly<Record<string, Played>> = {
    "a line of text": { pieces: [start, `${words} (version 23.8.1.1 (official build))\n`] },
    "a line behind a row": { pieces: [start.trimEnd().slice(0, -1), words] },
    "a block, and the connection breaks": {
      pieces: [
        start,
        `\r\n__exception__\r\nrumfyutuqkncbgau\r\n${words}\r\n68 rumfyutuqkncbgau\r\n__exception__\r\n`,
      ],
      isCut: true,
    },
    "a field": {
      pieces: [`${start.trimEnd().slice(0, -1)}\n],\n"rows": 1,\n"exception": ${JSON.stringify(words)}\n}`],
    },
    "the answer itself": { status: 500, pieces: [`${words} (version 26.7.2.1)\n`] },
  };
  test.each(Object.entries(exceptions))(
    "that ends with an exception, %s, is refused with its words",
    async (_, played) => {
      const error = await rowsOf(played).catch((own) => own);
      expect(error.message).toContain(`the database refuses; found "${words}"`);
    },
  );

  test("is refused where a text is not UTF-8, for which ClickHouse writes a sign", async () => {
    const played = { pieces: [jsonCompact([["g", "String"]], ['["M\ufffddecin"]'])] };
    await expect(rowsOf(played)).rejects.toThrow("not UTF-8");
  });

  test.each<[string, Played, string]>([
    [
      "a page",
      { headers: { "Content-Type": "text/html" }, pieces: ["<html><body>It works</body></html>"] },
      "not ClickHouse",
    ],
    ["another page", { status: 404, pieces: ["<html>Not found</html>"] }, "not ClickHouse"],
    ["the greeting of a server", { pieces: ["Ok.\n"] }, "not ClickHouse"],
    ["other JSON", { pieces: ['{"tagline": "You Know, for Search"}'] }, "not ClickHouse"],
    ["bytes that are no text", { pieces: [Uint8Array.of(0xff, 0xfe)] }, "not ClickHouse"],
    [
      "a gateway that fails",
      { status: 502, pieces: ["<html>Bad gateway</html>"] },
      'the server fails; found "HTTP 502"',
    ],
    [
      "a wrong password",
      {
        status: 403,
        pieces: [
          "Code: 516. DB::Exception: me: Authentication failed: password is incorrect. (AUTHENTICATION_FAILED)",
        ],
      },
      "CLICKHOUSE_PASSWORD",
    ],
    [
      "an unknown column",
      {
        status: 404,
        pieces: ["Code: 47. DB::Exception: Unknown expression identifier `zz`. (UNKNOWN_IDENTIFIER)\n"],
      },
      "Unknown expression identifier `zz`",
    ],
  ])("is none where it is %s", async (_, played, message) => {
    await expect(rowsOf(played)).rejects.toThrow(message);
  });
});

describe("a query of ClickHouse", () => {
  const answer = { pieces: [jsonCompact([["a", "UInt8"]], ["[1]"])] };

  test("is sent with the settings that its profile has otherwise, and the password in a header alone", async () => {
    vi.stubEnv("CLICKHOUSE_PASSWORD", "pässword");
    const profile = { ...usualProfile, timeout_overflow_mode: "break", precise_float_parsing: "1" };
    const server = await clickhouseServer(() => answer, profile);
    await allRows(await openServer(addressOf(server)), "SELECT 1 AS a");
    vi.unstubAllEnvs();
    const { url, headers, method, body } = server.asked[1]!;
    expect({ method, body, path: url.pathname, settings: Object.fromEntries(url.searchParams) }).toEqual({
      method: "POST",
      body: "SELECT 1 AS a\nFORMAT JSONCompact",
      path: "/",
      settings: {
        database: "default",
        cancel_http_readonly_queries_on_client_close: "1",
        max_execution_time: "3600",
        output_format_json_quote_64bit_integers: "1",
        output_format_json_quote_denormals: "1",
        readonly: "2",
        timeout_overflow_mode: "throw",
      },
    });
    expect(headers["x-clickhouse-user"]).toBe("me");
    expect(Buffer.from(headers["x-clickhouse-key"] as string, "latin1").toString()).toBe("pässword");
  });

  test("of a user who reads alone is sent without what it can do without", async () => {
    const profile = { ...usualProfile, readonly: "1", precise_float_parsing: "1" };
    const server = await clickhouseServer(() => answer, profile);
    await allRows(await openServer(addressOf(server)), "SELECT 1 AS a");
    expect([...server.asked[1]!.url.searchParams.keys()]).toEqual([
      "database",
      "output_format_json_quote_64bit_integers",
      "output_format_json_quote_denormals",
    ]);
  });

  test("is refused to a user who may set nothing, with what to do", async () => {
    const words =
      "Code: 164. DB::Exception: Cannot modify 'output_format_json_quote_denormals' setting in readonly mode. (READONLY)";
    await expect(rowsOf({ status: 500, pieces: [words] })).rejects.toThrow("readonly = 2");
  });
});

describe("a column of ClickHouse", () => {
  /** How a column of a type is read, of which as many rows as are told exceed what a double holds. */
  async function readingOf(type: string, beyond = 0) {
    const engine = await engineOf({ pieces: [jsonCompact([["count()", "UInt64"]], [`["${beyond}"]`])] });
    return engine.readingOf({ from: '"default"."t"', values: [] }, { name: 'a"b\\', type });
  }
  const name = '"default"."t"."a""b\\\\"';

  test.each([
    ["Nullable(Int32)", "number", `toFloat64(${name})`],
    ["Decimal(10, 2)", "number", `toFloat64(${name})`],
    ["Nullable(Bool)", "number", `toFloat64(${name})`],
    ["Float32", "number", `if(isNaN(${name}), NULL, toFloat64(${name}) + 0)`],
    ["LowCardinality(Nullable(String))", "text", `toString(${name})`],
    ["FixedString(3)", "text", `toString(${name})`],
    ["UUID", "text", `toString(${name})`],
    ["Date32", "date", `toFloat64(${name}) * 86400`],
    ["DateTime('Europe/Paris')", "datetime", `toFloat64(${name})`],
    ["Nullable(DateTime64(3, 'UTC'))", "datetime", `toFloat64(${name})`],
    ["UInt64", "number", `toFloat64(${name})`],
  ])("of type %s holds a %s", async (type, kind, expression) => {
    expect(await readingOf(type)).toEqual({ kind, expression });
  });

  test.each(["Int64", "Nullable(UInt256)", "Decimal(20, 0)"])(
    "of type %s is read as texts where a double does not hold its numbers",
    async (type) => {
      expect(await readingOf(type, 1)).toEqual({ kind: "text", expression: `toString(${name})` });
    },
  );

  test("of an enumeration has its levels in the order of their numbers", async () => {
    const type = "Nullable(Enum8('é' = 1, 'b' = -1, 'a\\'x, y\\\\ = 5' = 2))";
    expect((await readingOf(type))!.levels).toEqual(["b", "é", "a'x, y\\ = 5"]);
  });

  test.each(["Array(String)", "Map(String, UInt8)", "Tuple(UInt8)", "JSON", "IPv4"])(
    "of type %s holds none",
    async (type) => {
      expect(await readingOf(type)).toBeUndefined();
    },
  );
});
