import { InputError, type Place } from "../../text/errors.ts";
import { notNumeric } from "../../text/messages/datasets.ts";
import { columnAbsent, noRows } from "../../text/messages/files.ts";
import { noLayoutOfStored } from "../../text/messages/formats.ts";
import { levelNames } from "../tables/codebook.ts";
import type { TableSource } from "../tables/table.ts";
import { codedTable, type FileTable, type FileTableOptions, missingCodesOf } from "./fileTable.ts";
import { storedColumn } from "./storedColumns.ts";
import { readStored } from "./storedFile.ts";
import { saidOf } from "./tableChoice.ts";

/** Reads a file that knows its variables: their types, labels and missing answers are those that it tells. */
export async function readStoredTable(file: string, options: FileTableOptions): Promise<FileTable> {
  const { columns: wanted, numbers, decimal, encoding, coding, na = [] } = options;
  if (decimal !== undefined) throw new InputError(noLayoutOfStored("--decimal"), { file });
  const asNumbers = new Set<string>();
  const stored = await readStored(file, {
    encoding,
    columns: (written) => {
      const header = written.map((name) => name.normalize("NFC"));
      coding?.check(header, { file });
      for (const name of numbers?.(header) ?? []) asNumbers.add(name);
      const asked = new Set([...(wanted?.(header) ?? header), ...asNumbers]);
      for (const name of asked)
        if (!header.includes(name)) throw new InputError(columnAbsent(name, header), { file });
      return written.filter((_, at) => asked.has(header[at]!));
    },
  });
  if (stored.header.length === 0) throw new InputError(noRows, { file });
  const { weight } = stored;
  return codedTable(
    {
      source: sourceIn(file),
      rows: stored.rows,
      header: stored.header.map((name) => name.normalize("NFC")),
      columns: stored.columns.map((column) => {
        const name = column.name.normalize("NFC");
        const missing = missingCodesOf(name, asNumbers.has(name), options);
        return { ...storedColumn(column, { codes: missing, na, asNumbers: asNumbers.has(name) }), missing };
      }),
      notes: {
        before: [],
        after: weight === undefined ? [] : [{ kind: "weight of file", name: weight.normalize("NFC") }],
      },
      provenance: { kind: "microdata", files: [file] },
      standing: { said: saidOf(options), left: 1 },
    },
    options,
  );
}

/** Rows are those of the data, from 1 on. */
function sourceIn(file: string): TableSource {
  const place = (row?: number, column?: string): Place => ({
    file,
    row: row === undefined ? undefined : row + 1,
    column,
  });
  return {
    place,
    refuse: (_, variable) =>
      new InputError(notNumeric(variable.name), place(), { value: levelNames(variable).slice(0, 5) }),
  };
}
