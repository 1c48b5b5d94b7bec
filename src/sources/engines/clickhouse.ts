import { InputError } from "../../text/errors.ts";
import { otherProtocol } from "../../text/messages/httpServers.ts";
import { type ClickhouseAnswer, readAnswer } from "./clickhouseAnswer.ts";
import { columnIn, isWide, numberOf, readingOf, textOf } from "./clickhouseTypes.ts";
import {
  type Answer,
  allRows,
  type Dialect,
  type Engine,
  type ServerAddress,
  type TableName,
} from "./engine.ts";
import { type HttpKind, type HttpServer, httpServer } from "./httpAddress.ts";
import { exchange, headerText } from "./httpExchange.ts";

const kind: HttpKind = {
  name: "ClickHouse",
  shape: "clickhouse://user@host:8123/database",
  prefix: "CLICKHOUSE",
  ports: [8123, 8443],
  parts: [0, 1],
};

/** Opens a ClickHouse database over HTTP, to be read. Throws where the server cannot be reached, or refuses. */
export async function openClickhouse(address: ServerAddress): Promise<Engine> {
  const server = httpServer(kind, address);
  const { database, settings } = await profileOf(server);
  const ask = (sql: string) => answerTo(server, sql, settings, mostSeconds + 60);
  const rows: Engine["rows"] = async function* (sql) {
    yield* (await ask(sql)).batches;
  };
  const engine: Engine = {
    dialect,
    schemas: [database],
    notes: server.notes,
    tables: async () => (await allRows(engine, tables)) as unknown as TableName[],
    columns: async ({ from }) => {
      const { columns, batches } = await ask(`SELECT * FROM ${from} LIMIT 0`);
      for await (const _ of batches);
      return columns;
    },
    readingOf: async (relation, column) => {
      const name = columnIn(relation, column.name);
      if (!isWide(column.type)) return readingOf(column, name);
      const bound = Number.MAX_SAFE_INTEGER;
      const beyond = `SELECT count(*) FROM ${relation.from} WHERE toFloat64(${name}) NOT BETWEEN -${bound} AND ${bound}`;
      const [[most]] = (await allRows(engine, beyond)) as [Answer[]];
      return Number(most) === 0 ? numberOf(name) : textOf(name);
    },
    rows,
    close: () => {},
  };
  return engine;
}

/** Sums wrap around where their type is too small, without a word. */
const dialect: Dialect = {
  high: (whole, bits) => `bitShiftRight(${whole}, ${bits})`,
  low: (whole, bits) => `bitAnd(${whole}, ${2 ** bits - 1})`,
  sum: (whole) => `sum(toInt128(${whole}))`,
};

const tables = `SELECT database, name FROM system.tables
  WHERE database NOT IN ('system', 'information_schema', 'INFORMATION_SCHEMA') ORDER BY 1, 2`;

/** The seconds that a query may take, where the profile of the user sets no limit. */
const mostSeconds = 3600;

/** The settings that a query is sent with, given what the profile of the user has; undefined where that stays. */
const wanted: Readonly<Record<string, (value: string) => string | undefined>> = {
  readonly: (value) => (value === "0" ? "2" : undefined),
  output_format_json_quote_64bit_integers: () => "1",
  output_format_json_quote_denormals: () => "1",
  precise_float_parsing: () => "1",
  enable_positional_arguments: () => "1",
  // Without these an answer may be a part of the answer.
  skip_unavailable_shards: () => "0",
  distributed_group_by_no_merge: () => "0",
  limit: () => "0",
  offset: () => "0",
  max_execution_time: (value) => (value === "0" ? String(mostSeconds) : undefined),
  cancel_http_readonly_queries_on_client_close: () => "1",
};

/** Whether a query that exceeds a limit fails, or gives what it has found so far. */
const overflow = /_overflow_mode(?:_leaf)?$/;

/** What a user whose profile allows no settings can do without. */
const dispensable = ["max_execution_time", "cancel_http_readonly_queries_on_client_close"];

/** The database that is meant, and the settings to send with each query: those that the profile of the user has otherwise. */
async function profileOf(server: HttpServer) {
  const names = Object.keys(wanted).map((name) => `'${name}'`);
  const sql = `SELECT currentDatabase(), groupArray(name), groupArray(value) FROM system.settings
    WHERE name IN (${names.join(", ")}) OR name LIKE '%overflow_mode%'`;
  const { batches } = await answerTo(server, sql, {}, 60);
  const found: unknown[][] = [];
  for await (const { columns } of batches) found.push(...columns.map((column) => Array.from(column)));
  const [[database], [given], [values]] = found as [string[], string[][], string[][]];
  const profile = new Map(given?.map((name, at) => [name, values![at]!]));
  if (!profile.has("readonly")) throw new InputError(otherProtocol(kind.name), { server: server.text });
  const settings = [...profile].flatMap(([name, value]) => {
    const asked = overflow.test(name) ? "throw" : wanted[name]?.(value);
    const isKept = asked === undefined || asked === value;
    return isKept || (profile.get("readonly") === "1" && dispensable.includes(name)) ? [] : [[name, asked]];
  });
  return { database: database!, settings: Object.fromEntries(settings) as Record<string, string> };
}

/** Sends a query. */
async function answerTo(
  server: HttpServer,
  sql: string,
  settings: Readonly<Record<string, string>>,
  patience: number,
): Promise<ClickhouseAnswer> {
  const { user, password, path } = server;
  const [database] = path;
  const parameters = new URLSearchParams({ ...(database !== undefined && { database }), ...settings });
  const answer = await exchange(server, {
    method: "POST",
    path: `/?${parameters}`,
    headers: {
      "Content-Type": "text/plain; charset=utf-8",
      ...(user !== undefined && { "X-ClickHouse-User": headerText(user) }),
      ...(password !== undefined && { "X-ClickHouse-Key": headerText(password) }),
    },
    body: `${sql}\nFORMAT JSONCompact`,
    patience,
  });
  return readAnswer(server, answer);
}
