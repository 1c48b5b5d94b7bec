import { InputError, type Place } from "../../text/errors.ts";
import { notNumeric } from "../../text/messages/datasets.ts";
import { columnAbsent, noRows } from "../../text/messages/files.ts";
import { noLayoutOfStored } from "../../text/messages/formats.ts";
import type { StoredTable } from "../formats/storedTable.ts";
import type { Aggregates } from "../tables/aggregates.ts";
import { levelNames } from "../tables/codebook.ts";
import type { TableSource } from "../tables/table.ts";
import { codedTable, type FileTable, type FileTableOptions, missingCodesOf } from "./fileTable.ts";
import { storedColumn } from "./storedColumns.ts";
import { readStored, withoutNested } from "./storedFile.ts";
import { saidOf } from "./tableChoice.ts";

/** Reads a file that knows its variables: their types, labels and missing answers are those that it tells. */
export async function readStoredTable(file: string, options: FileTableOptions): Promise<FileTable> {
  const { encoding, catalog } = options;
  const asNumbers = new Set<string>();
  const wanted = wantedColumns(file, options, asNumbers);
  let leftOut: readonly string[] = [];
  const stored = await readStored(file, {
    encoding,
    catalog,
    columns: (written, nested = []) => {
      if (options.columns) return wanted(written);
      leftOut = nested;
      return withoutNested(wanted(written), nested);
    },
  });
  return tableOfStored(file, stored, options, asNumbers, { leftOut });
}

/**
 * The names of the columns that are wanted, as the file writes them, given those of the file; those of which only the numbers matter
 * are added to `asNumbers`. Throws for one that it does not have.
 */
export function wantedColumns(
  file: string,
  { columns: wanted, numbers, decimal, coding }: FileTableOptions,
  asNumbers: Set<string>,
): (written: readonly string[]) => string[] {
  if (decimal !== undefined) throw new InputError(noLayoutOfStored("--decimal"), { file });
  return (written) => {
    const header = written.map((name) => name.normalize("NFC"));
    coding?.check(header, { file });
    for (const name of numbers?.(header) ?? []) asNumbers.add(name);
    const asked = new Set([...(wanted?.(header) ?? header), ...asNumbers]);
    for (const name of asked)
      if (!header.includes(name)) throw new InputError(columnAbsent(name, header), { file });
    return written.filter((_, at) => asked.has(header[at]!));
  };
}

/** What else is known of what was read. */
interface StoredFacts {
  /** What its rows stand for, where they are aggregated. */
  readonly aggregates?: Aggregates | undefined;
  /** The columns that were left out because they hold no answers. */
  readonly leftOut?: readonly string[] | undefined;
}

/** The table of what was read. */
export function tableOfStored(
  file: string,
  { header, rows, columns, weight, told = [] }: StoredTable,
  options: FileTableOptions,
  asNumbers: ReadonlySet<string>,
  { aggregates, leftOut = [] }: StoredFacts = {},
): FileTable {
  if (header.length === 0) throw new InputError(noRows, { file });
  const { na = [] } = options;
  return codedTable(
    {
      source: sourceIn(file, aggregates),
      rows,
      header: header.map((name) => name.normalize("NFC")),
      columns: columns.map((column) => {
        const name = column.name.normalize("NFC");
        const missing = missingCodesOf(name, asNumbers.has(name), options);
        const own = { codes: missing, na, asNumbers: asNumbers.has(name), aggregates };
        return { ...storedColumn(column, own), missing };
      }),
      notes: {
        before: [
          ...told.map((own) => ({ kind: "connection", told: own }) as const),
          ...(leftOut.length > 0
            ? [{ kind: "columns left out", names: leftOut.map((name) => name.normalize("NFC")) } as const]
            : []),
        ],
        after: weight === undefined ? [] : [{ kind: "weight of file", name: weight.normalize("NFC") }],
      },
      provenance: { kind: "microdata", files: [file] },
      standing: { said: saidOf(options), left: 1 },
    },
    options,
  );
}

/** Rows are those of the data, from 1 on; groups of them have no place. */
function sourceIn(file: string, aggregates: Aggregates | undefined): TableSource {
  const place = (row?: number, column?: string): Place => ({
    file,
    row: row === undefined || aggregates ? undefined : row + 1,
    column,
  });
  return {
    aggregates,
    place,
    refuse: (_, variable) =>
      new InputError(notNumeric(variable.name), place(), { value: levelNames(variable).slice(0, 5) }),
  };
}
