import type { Factor } from "../tables/factor.ts";
import { labelKey } from "./columnar/labels.ts";
import type { WrittenColumn } from "./writeParquet.ts";

/**
 * An Arrow IPC file, which is a Feather file of version 2 too, of these variables, which have as many answers each: numbers as
 * float64, texts as dictionaries of utf8 in the order of their levels, null where an answer is missing. Labels are kept under the key
 * `label` of the fields' metadata.
 */
export async function arrowBytes(columns: readonly WrittenColumn[]): Promise<Uint8Array> {
  const arrow = await import("@uwdata/flechette");
  const { batchType, columnFromArray, dictionary, float64, int32, tableFromColumns, tableToIPC, utf8 } =
    arrow;
  const levelsOf = (levels: readonly string[]) => columnFromArray([...levels], utf8());
  const levelsClass = levelsOf([]).constructor;
  const Column = levelsClass as new (
    batches: readonly unknown[],
    type: unknown,
  ) => typeof arrow.Column.prototype;

  function column({ answers }: WrittenColumn) {
    const { length, nullCount, validity } = validityOf(answers);
    if (answers instanceof Float64Array) {
      const type = float64();
      const Batch = batchType(type, {}) as unknown as typeof arrow.Batch;
      return new Column([new Batch({ length, nullCount, type, validity, values: answers })], type);
    }
    const levels = levelsOf(answers.levels);
    const type = dictionary(levels.type as never, int32());
    const Batch = batchType(type, {}) as unknown as new (
      given: object,
    ) => { setDictionary(levels: object): object };
    const values = Int32Array.from(answers.codes, (code) => Math.max(code, 0));
    return new Column([new Batch({ length, nullCount, type, validity, values }).setDictionary(levels)], type);
  }

  const table = tableFromColumns(columns.map((each) => [each.name, column(each)]));
  columns.forEach(({ label }, at) => {
    if (label) table.schema.fields[at]!.metadata = new Map([[labelKey, label]]);
  });
  return tableToIPC(table, { format: "file" })!;
}

/** A bit for each answer, which is set where there is one. */
function validityOf(answers: Float64Array | Factor) {
  const rows = answers instanceof Float64Array ? answers : answers.codes;
  const missing = answers instanceof Float64Array ? Number.isNaN : (code: number) => code < 0;
  const validity = new Uint8Array(Math.ceil(rows.length / 8));
  let nullCount = 0;
  for (let row = 0; row < rows.length; row++)
    if (missing(rows[row]!)) nullCount++;
    else validity[row >> 3]! |= 1 << (row & 7);
  return { length: rows.length, nullCount, validity };
}
