import { duckdbAs } from "./duckdbDialects.ts";
import { type Played, type RecordedServer, serverOf } from "./recordedServer.ts";

/** A document of the client protocol. */
export type Page = Readonly<Record<string, unknown>>;

export const json = (document: Page): Played => ({
  headers: { "Content-Type": "application/json" },
  pieces: [JSON.stringify(document)],
});

/** What a document has besides rows: the number of the query, and the address of the next document, where there is one. */
export const pageOf = (host: string, query: number, next: number | undefined, more: Page = {}): Page => ({
  id: `20240101_000000_0000${query}_abcde`,
  infoUri: `http://${host}/ui/query.html?20240101_000000_0000${query}_abcde`,
  ...(next !== undefined && { nextUri: `http://${host}/v1/statement/executing/${query}/${next}` }),
  stats: { state: next === undefined ? "FINISHED" : "RUNNING" },
  warnings: [],
  ...more,
});

/**
 * Trino's client protocol before DuckDB, in which some statements have made tables: a query is queued first, its columns follow, and then
 * its rows, two to a page.
 */
export async function throughTrino(...statements: readonly string[]): Promise<RecordedServer> {
  const ask = await duckdbAs("Trino", statements);
  const queries: Page[][] = [];
  return serverOf(async ({ method, url, headers, body }) => {
    if (method === "POST") {
      queries.push(await partsOf(body));
      return json(pageOf(headers.host!, queries.length - 1, 0));
    }
    const [query, at] = url.pathname.split("/").slice(-2).map(Number) as [number, number];
    const parts = queries[query]!;
    return json(pageOf(headers.host!, query, at < parts.length - 1 ? at + 1 : undefined, parts[at]));
  });

  async function partsOf(sql: string): Promise<Page[]> {
    const { columns: found, rows } = await ask(sql);
    const columns = found.map(({ name, type }) => ({ name, type: type.toLowerCase() }));
    const parts: Page[] = [{ columns }];
    for (let from = 0; from < rows.length; from += 2)
      parts.push({ columns, data: rows.slice(from, from + 2) });
    return [...parts, { columns }];
  }
}
