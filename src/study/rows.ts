import type * as z from "zod";
import { readDelimited } from "../sources/files/delimited.ts";
import { columnOf, placeOf, type Sheet } from "../sources/files/sheet.ts";
import { InputError } from "../text/errors.ts";
import { issueLabel } from "../text/issues.ts";
import { sameId } from "../text/messages/studies.ts";

export interface Rows<Entry> {
  readonly source: Sheet;
  readonly entries: readonly Entry[];
}

/** Reads a CSV file whose rows have an `id` and fit a schema; a fault is told with its line and column. Columns that the schema makes optional may be absent. */
export async function readRows<Schema extends z.ZodObject>(
  file: string,
  schema: Schema,
): Promise<Rows<z.output<Schema>>> {
  const source = await readDelimited(file);
  const columns = Object.entries(schema.shape)
    .filter(
      ([name, field]) => source.header.includes(name) || !(field as z.ZodType).safeParse(undefined).success,
    )
    .map(([name]) => [name, columnOf(source, name)] as const);
  const entries = source.rows.map((_, row) => {
    const cells = Object.fromEntries(columns.map(([name, column]) => [name, column[row] ?? ""]));
    const result = schema.safeParse(cells);
    if (result.success) return result.data;
    const issue = result.error.issues[0]!;
    const column = String(issue.path[0]);
    throw new InputError({ what: issueLabel(issue) }, placeOf(source, row, column), { value: cells[column] });
  });
  const ids = columnOf(source, "id");
  const repeated = ids.findIndex((id, row) => ids.indexOf(id) !== row);
  if (repeated >= 0) throw new InputError(sameId, placeOf(source, repeated, "id"), { value: ids[repeated] });
  return { source, entries };
}
