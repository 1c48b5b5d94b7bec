import type { Answer, Batch } from "./engine.ts";

/** Rows column by column. */
export const batchOf = (rows: readonly (readonly Answer[])[], columns: number): Batch => ({
  rows: rows.length,
  columns: Array.from({ length: columns }, (_, at) => rows.map((row) => row[at]!)),
});
