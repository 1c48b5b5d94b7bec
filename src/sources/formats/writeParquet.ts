import type { ColumnSource } from "hyparquet-writer";
import type { Factor } from "../tables/factor.ts";
import { labelsKey } from "./columnar/labels.ts";

/** A variable to write. */
export interface WrittenColumn {
  readonly name: string;
  readonly label?: string | undefined;
  /** Numbers, NaN where one is missing; or texts. */
  readonly answers: Float64Array | Factor;
}

/** So many rows are a group, whose answers are in memory as JavaScript's values while it is written. */
const groupRows = 100_000;

/**
 * A Parquet file of these variables, which have as many answers each: numbers as DOUBLE, texts as dictionaries of strings, null where
 * an answer is missing; compressed by Snappy. Labels are kept as a JSON object under the key `labels` of the file's metadata.
 */
export async function parquetBytes(columns: readonly WrittenColumn[]): Promise<Uint8Array> {
  const { ByteWriter, ParquetWriter, schemaFromColumnData } = await import("hyparquet-writer");
  const written = columns.map(
    ({ name, answers }): ColumnSource =>
      answers instanceof Float64Array
        ? { name, data: [], type: "DOUBLE" }
        : { name, data: [], type: "STRING", encoding: "RLE_DICTIONARY" },
  );
  const labels = Object.fromEntries(columns.flatMap(({ name, label }) => (label ? [[name, label]] : [])));
  const writer = new ByteWriter();
  const file = new ParquetWriter({
    writer,
    schema: schemaFromColumnData({ columnData: written }),
    createdBy: "panel",
    kvMetadata: Object.keys(labels).length > 0 ? [{ key: labelsKey, value: JSON.stringify(labels) }] : [],
  });
  const rows = columns[0] ? rowsOf(columns[0].answers) : 0;
  for (let from = 0; from < rows; from += groupRows) {
    const to = Math.min(from + groupRows, rows);
    const columnData = written.map(({ type: _, ...column }, at) => ({
      ...column,
      data: valuesIn(columns[at]!.answers, from, to),
    }));
    file.write({ columnData, rowGroupSize: groupRows });
  }
  file.finish();
  return writer.getBytes();
}

const rowsOf = (answers: Float64Array | Factor) =>
  answers instanceof Float64Array ? answers.length : answers.codes.length;

function valuesIn(answers: Float64Array | Factor, from: number, to: number): (number | string | null)[] {
  return answers instanceof Float64Array
    ? Array.from(answers.subarray(from, to), (number) => (Number.isNaN(number) ? null : number))
    : Array.from(answers.codes.subarray(from, to), (code) => answers.levels[code] ?? null);
}
