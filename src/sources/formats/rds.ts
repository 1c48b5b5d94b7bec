import { InputError } from "../../text/errors.ts";
import { brokenRows } from "../../text/messages/columnar.ts";
import { rdsColumn, rdsNoTable } from "../../text/messages/rds.ts";
import { Damage, Refusal, told } from "./columnar/damage.ts";
import { checkedRows } from "./columnar/rows.ts";
import { columnOf } from "./rds/column.ts";
import { type Content, classesOf, nothing, numbersOf, type RObject, textsOf } from "./rds/objects.ts";
import { unserialize } from "./rds/unserialize.ts";
import type { StoredBytes, StoredReader } from "./storedTable.ts";

const format = "rds";

/**
 * Reads a data.frame or tibble that R's saveRDS wrote, in binary and compressed by gzip or not (R Internals, section 1.8,
 * Serialization Formats): numbers, values of truth as 0 and 1, texts, factors in the order of their levels, dates and times in
 * seconds, differences of time as plain numbers, and haven's labels and missing values. Throws an InputError that says what a file
 * holds instead, or which variable was asked for and is a list or a matrix.
 */
export const readRds: StoredReader = (bytes, { columns: chosen, encoding }) =>
  told(format, { file: bytes.file }, async () => {
    // The names of variables come behind all their answers, which are read in a second run.
    const header = chosen && tableIn(await unserialize(bytes, () => false, encoding)).header;
    const wanted = new Set(header && chosen?.(header));
    const chosenAt = (element: number) => !header || wanted.has(header[element]!);
    const table = tableIn(await unserialize(bytes, chosenAt, encoding));
    const rows = checkedRows(rowsOf(table), bytes);
    const columns = table.values.flatMap((object, at) =>
      chosenAt(at) ? [columnIn(bytes, table.header[at]!, object, rows)] : [],
    );
    return {
      label: textsOf(table.object.attributes.get("label"))[0] ?? undefined,
      header: table.header,
      rows,
      columns,
    };
  });

interface Frame {
  readonly object: RObject;
  readonly header: readonly string[];
  readonly values: readonly RObject[];
}

function tableIn(object: RObject): Frame {
  const classes = classesOf(object);
  const { content } = object;
  if (content.of !== "objects" || !classes.includes("data.frame"))
    throw new Refusal(rdsNoTable, classes[0] ?? (object.attributes.has("dim") ? "matrix" : object.type));
  const header = textsOf(object.attributes.get("names")).map((name) => name ?? "NA");
  if (header.length !== content.values.length) throw new Damage(brokenRows);
  return { object, header, values: content.values };
}

/** The number of rows: of row names, or of −n behind a missing one where they are only numbered. */
function rowsOf({ object }: Frame): number {
  const names = object.attributes.get("row.names") ?? nothing("NULL");
  const [first, count] = numbersOf(names) ?? [];
  return names.length === 2 && Number.isNaN(first) ? Math.abs(count!) : names.length;
}

function columnIn({ file }: StoredBytes, name: string, object: RObject, rows: number) {
  const content: Content["of"] = object.content.of;
  const kind = classesOf(object)[0] ?? (object.attributes.has("dim") ? "matrix" : object.type);
  const place = { file, variable: name };
  if (content === "objects" || content === "nothing" || object.attributes.has("dim"))
    throw new InputError(rdsColumn, place, { value: kind });
  if (object.length !== rows) throw new Damage(brokenRows);
  return columnOf(name, object);
}
