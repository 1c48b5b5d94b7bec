import { Readable } from "node:stream";
import type { Client } from "pg";
import type { Answer, Batch } from "./engine.ts";
import { streamOf } from "./postgresStream.ts";
import { batchOf } from "./rowBatch.ts";

const rowsOfBatch = 4096;

/** Answers stay the texts that the server sends: none of their digits is lost. */
const types = { getTypeParser: () => String };

/** What a query of one statement is sent as: as texts, row by row, by the extended protocol, which takes no second statement. */
export const sent = (text: string, values: readonly string[]) =>
  ({ text, values: [...values], types, rowMode: "array", queryMode: "extended" }) as const;

/**
 * The rows of a query, while they come: the server waits where they are not taken. Without a cursor, for which it would not use several
 * processes.
 */
export async function* batchesOf(
  Query: typeof import("pg").Query,
  client: Client,
  sql: string,
  values: readonly string[],
): AsyncIterable<Batch> {
  const query = client.query(new Query<Answer[]>(sent(sql, values)));
  const stream = streamOf(client);
  const batches = new Readable({
    objectMode: true,
    highWaterMark: 2,
    read: () => stream.resume(),
    destroy: (error, done) => {
      query.removeAllListeners("row");
      stream.resume();
      done(error);
    },
  });
  let rows: Answer[][] = [];
  query.on("row", (row) => {
    if (rows.push(row) < rowsOfBatch) return;
    if (!batches.push(batchOf(rows, rows[0]!.length))) stream.pause();
    rows = [];
  });
  query.on("end", () => {
    if (rows.length > 0) batches.push(batchOf(rows, rows[0]!.length));
    batches.push(null);
  });
  query.on("error", (error) => batches.destroy(error));
  yield* batches as AsyncIterable<Batch>;
}
