import { InputError } from "../../text/errors.ts";
import { columnOfSomeFiles } from "../../text/messages/engines.ts";
import type { Engine, Relation } from "./engine.ts";
import { patternOf } from "./groupedText.ts";

/** The Parquet files that a value names, as they stand in FROM, with the types that the first of them has. */
export const parquetFiles = "read_parquet($1)";

/**
 * The rows of Parquet files together. Where a column has another type in a further file, which DuckDB would round to that of the first,
 * it has one that holds the values of all. Throws where a file then lacks a column of the first.
 */
export async function rowsOfParquet(
  engine: Engine,
  values: readonly string[],
  files: readonly string[],
): Promise<Relation> {
  const ofFirst = { from: parquetFiles, values };
  const ofAll = { from: "read_parquet($1, union_by_name = true)", values };
  if (files.length < 2) return ofFirst;
  const own = await engine.columns(ofFirst);
  const typeOf = new Map((await engine.columns(ofAll)).map(({ name, type }) => [name, type]));
  if (own.every(({ name, type }) => typeOf.get(name) === type)) return ofFirst;
  for (const file of files) {
    const names = (await engine.columns({ from: parquetFiles, values: [patternOf(file)] })).map(
      ({ name }) => name,
    );
    const lacking = own.find(({ name }) => !names.includes(name));
    if (lacking) throw new InputError(columnOfSomeFiles, { file, column: lacking.name });
  }
  return ofAll;
}
