import { setTimeout as delay } from "node:timers/promises";
import { InputError } from "../../text/errors.ts";
import { databaseRefused } from "../../text/messages/engines.ts";
import {
  answerCut,
  otherProtocol,
  redirected,
  serverFails,
  userAbsent,
} from "../../text/messages/httpServers.ts";
import {
  type Answer,
  allRows,
  type Dialect,
  type Engine,
  type RelationColumn,
  type ServerAddress,
  type TableName,
} from "./engine.ts";
import { type HttpKind, type HttpServer, httpServer } from "./httpAddress.ts";
import { exchange, type HttpRequest, headerText, wholeText } from "./httpExchange.ts";
import { batchOf } from "./rowBatch.ts";
import { isWide, numberOf, readingOf, textOf } from "./trinoTypes.ts";

const kind: HttpKind = {
  name: "Trino",
  shape: "trino://user@host:8080/catalog/schema",
  prefix: "TRINO",
  ports: [8080, 8443],
  parts: [1, 2],
};

/** Opens a catalogue of Trino over its client protocol, to be read. Throws where the server cannot be reached, or refuses. */
export async function openTrino(address: ServerAddress): Promise<Engine> {
  const server = httpServer(kind, address);
  if (server.user === undefined) throw new InputError(userAbsent("TRINO_USER"), { server: server.text });
  // Trino has all names in small letters.
  const schema = server.path[1]?.toLowerCase();
  const engine: Engine = {
    dialect,
    schemas: schema === undefined ? [] : [schema],
    notes: server.notes,
    tables: async () => (await allRows(engine, tablesIn(schema))) as unknown as TableName[],
    columns: async ({ from }) => {
      let columns: readonly RelationColumn[] | undefined;
      for await (const page of pagesOf(server, `SELECT * FROM ${from} LIMIT 0`)) columns ??= page.columns;
      if (!columns) throw new InputError(otherProtocol(kind.name), { server: server.text });
      return columns.map(({ name, type }) => ({ name, type }));
    },
    readingOf: async (relation, column) => {
      if (!isWide(column.type)) return readingOf(column);
      const { expression } = numberOf(column.name);
      const bound = Number.MAX_SAFE_INTEGER;
      const beyond = `SELECT count(*) FROM ${relation.from} WHERE ${expression} NOT BETWEEN -${bound} AND ${bound}`;
      const [[most]] = (await allRows(engine, beyond)) as [Answer[]];
      return Number(most) === 0 ? numberOf(column.name) : textOf(column.name);
    },
    rows: async function* (sql) {
      for await (const { columns, data } of pagesOf(server, sql)) {
        if (!data) continue;
        if (!columns || !data.every((row) => row.length === columns.length))
          throw new InputError(otherProtocol(kind.name), { server: server.text });
        yield batchOf(data, columns.length);
      }
    },
    close: () => {},
  };
  return engine;
}

/** Sums of BIGINT are BIGINT, and those of DECIMAL have 38 digits; either fails rather than wrap around. */
const dialect: Dialect = {
  high: (whole, bits) => `bitwise_right_shift(${whole}, ${bits})`,
  low: (whole, bits) => `bitwise_and(${whole}, ${2 ** bits - 1})`,
  sum: (whole) => `sum(CAST(${whole} AS DECIMAL(38, 0)))`,
};

const tablesIn = (schema: string | undefined) => {
  const own = schema === undefined ? "<> 'information_schema'" : `= '${schema.replaceAll("'", "''")}'`;
  return `SELECT table_schema, table_name FROM information_schema.tables WHERE table_schema ${own} ORDER BY 1, 2`;
};

/** A document of the client protocol: the rows that are ready, and where the next ones are. */
interface Page {
  readonly columns?: readonly RelationColumn[];
  readonly data?: readonly (readonly Answer[])[];
  readonly nextUri?: string;
  readonly error?: { readonly message: string };
  readonly stats?: { readonly state?: string };
}

/**
 * The pages of the answer to a query (Trino documentation, "Trino client REST API"): each names the next one, and the last one none. A
 * query that is left before is stopped.
 */
async function* pagesOf(server: HttpServer, sql: string): AsyncGenerator<Page> {
  let next: string | undefined;
  try {
    let page = await pageAt(server, { method: "POST", path: "/v1/statement", body: sql });
    for (;;) {
      next = page.nextUri && pathOf(server, page.nextUri);
      if (page.error)
        throw new InputError(databaseRefused, { server: server.text }, { value: page.error.message });
      if (page.stats?.state === "FAILED" && next === undefined)
        throw new InputError(answerCut, { server: server.text });
      yield page;
      if (next === undefined) return;
      page = await pageAt(server, { method: "GET", path: next });
    }
  } finally {
    if (next !== undefined) await stop(server, next);
  }
}

type PageRequest = Pick<HttpRequest, "method" | "path" | "body">;

/** What a gateway answers with that is to be asked again, after how many milliseconds. */
const [busy, pauses] = [
  [429, 502, 503, 504],
  [50, 100, 200, 400, 800, 1600, 3200],
];

/** The most seconds that a gateway may ask to wait before the next try. */
const mostPause = 30;

async function pageAt(server: HttpServer, request: PageRequest): Promise<Page> {
  for (let tries = 0; ; tries++) {
    const answer = await exchange(server, { ...request, headers: headersOf(server), patience: 300 });
    const text = await wholeText(answer);
    if (answer.status === 200) return pageIn(server, text, answer.headers["content-type"]);
    const { status, headers } = answer;
    if (!busy.includes(status) || tries === pauses.length) {
      const fault =
        status >= 500 || status === 429
          ? serverFails
          : request.method === "POST"
            ? otherProtocol(kind.name)
            : answerCut;
      throw new InputError(fault, { server: server.text }, { value: `HTTP ${status}` });
    }
    const asked = Number(headers["retry-after"] ?? Number.NaN);
    await delay(asked >= 0 ? 1000 * Math.min(asked, mostPause) : pauses[tries]);
  }
}

function pageIn(server: HttpServer, text: string, type = ""): Page {
  const other = () => new InputError(otherProtocol(kind.name), { server: server.text });
  if (!type.startsWith("application/json")) throw other();
  let page: Page & { readonly id?: unknown };
  try {
    page = parseExactly(text) as Page & { readonly id?: unknown };
  } catch {
    throw new InputError(answerCut, { server: server.text });
  }
  if (typeof page?.id !== "string" || !(page.data === undefined || Array.isArray(page.data))) throw other();
  return page;
}

/** Reads JSON, with whole numbers that a double may not hold as texts. */
const parseExactly = (text: string): unknown =>
  JSON.parse(
    text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|(?<![\d.])-?\d{16,}(?![\d.eE])/g, (part) =>
      part.startsWith('"') ? part : `"${part}"`,
    ),
  );

function headersOf({ user, password, path: [catalog, schema] }: HttpServer): Record<string, string> {
  const login = `${user}:${password}`;
  return {
    "Content-Type": "text/plain; charset=utf-8",
    "X-Trino-User": headerText(user!),
    "X-Trino-Source": "panel",
    "X-Trino-Catalog": headerText(catalog!),
    ...(schema !== undefined && { "X-Trino-Schema": headerText(schema) }),
    "X-Trino-Time-Zone": "UTC",
    "X-Trino-Session": "query_max_run_time=1h",
    // Without it the types of dates and times are told without their digits.
    "X-Trino-Client-Capabilities": "PARAMETRIC_DATETIME",
    ...(password !== undefined && { Authorization: `Basic ${Buffer.from(login).toString("base64")}` }),
  };
}

/** The path of the next page, which must be on the same server: it is asked for with the password. */
function pathOf(server: HttpServer, next: string): string {
  const url = URL.canParse(next) ? new URL(next) : undefined;
  if (url?.origin !== server.origin)
    throw new InputError(redirected, { server: server.text }, { value: url?.origin ?? next });
  return `${url.pathname}${url.search}`;
}

/** A server that does not hear of it stops the query by itself, some minutes later. */
async function stop(server: HttpServer, path: string): Promise<void> {
  await exchange(server, { method: "DELETE", path, headers: headersOf(server), patience: 5 })
    .then(wholeText)
    .catch(() => {});
}
