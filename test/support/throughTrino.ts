import { duckdbAs } from "./duckdbDialects.ts";
import { type Asked, type Played, type RecordedServer, serverOf } from "./recordedServer.ts";

export const json = (document: unknown, headers: Readonly<Record<string, string>> = {}): Played => ({
  headers: { "Content-Type": "application/json", ...headers },
  pieces: [JSON.stringify(document)],
});

/** The documents of an answer, as the client protocol names the next one in each but the last. */
export const pagesOf = (
  id: string,
  host: string,
  parts: readonly Readonly<Record<string, unknown>>[],
): readonly Readonly<Record<string, unknown>>[] =>
  parts.map((part, at) => ({
    id,
    infoUri: `http://${host}/ui/query.html?${id}`,
    ...(at < parts.length - 1 && { nextUri: `http://${host}/v1/statement/executing/${id}/y5f/${at + 1}` }),
    stats: { state: at === 0 ? "QUEUED" : at < parts.length - 1 ? "RUNNING" : "FINISHED" },
    warnings: [],
    ...part,
  }));

/** Trino's client protocol before other answers: what is sent is queued, and its pages follow. */
export async function trinoServer(
  partsOf: (sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>,
): Promise<RecordedServer> {
  const queries: (readonly Readonly<Record<string, unknown>>[])[] = [];
  const server = await serverOf(async ({ method, url, headers, body }: Asked) => {
    if (method === "DELETE") return { status: 204, pieces: [] };
    if (method === "POST") {
      const id = `20240101_000000_0000${queries.length}_abcde`;
      queries.push(pagesOf(id, headers.host!, [{}, ...(await partsOf(body))]));
      return json(queries.at(-1)![0]);
    }
    const [, query, page] = /_0000(\d+)_abcde\/y5f\/(\d+)$/.exec(url.pathname)!;
    return json(queries[Number(query)]![Number(page)]);
  });
  return server;
}

/** The same before DuckDB, in which some statements have made tables; two rows to a page. */
export async function throughTrino(...statements: readonly string[]): Promise<RecordedServer> {
  const ask = await duckdbAs("Trino", statements);
  return trinoServer(async (sql) => {
    try {
      const { columns, rows } = await ask(sql);
      const named = columns.map(({ name, type }) => ({ name, type: typeOf(type) }));
      const pages = [];
      for (let from = 0; from < rows.length; from += 2) pages.push(rows.slice(from, from + 2));
      return [{ columns: named }, ...pages.map((data) => ({ columns: named, data })), { columns: named }];
    } catch (error) {
      return [{ error: { message: (error as Error).message, errorCode: 1, errorName: "SYNTAX_ERROR" } }];
    }
  });
}

/** DuckDB's types as Trino names them. */
const typeOf = (type: string) => type.toLowerCase().replace(",", ", ");
