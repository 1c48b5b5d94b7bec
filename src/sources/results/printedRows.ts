import { streamDelimited } from "../files/delimited.ts";

/** A CSV as it stands: a text for each field, with decimal points. */
export interface PrintedRows {
  readonly header: readonly string[];
  readonly rows: readonly { readonly fields: readonly string[]; readonly line: number }[];
}

/** The rows of a CSV with all digits that it prints; with semicolons between, commas are decimal. */
export async function readPrintedRows(file: string): Promise<PrintedRows> {
  const rows: PrintedRows["rows"][number][] = [];
  let header: readonly string[] = [];
  await streamDelimited(file, (names, delimiter) => {
    header = names;
    const plain = (field: string) =>
      delimiter === ";" && /^-?\d+,\d+$/.test(field) ? field.replace(",", ".") : field;
    return {
      texts: (fields, line) => {
        rows.push({ fields: fields.map((field) => plain(field.trim())), line });
      },
    };
  });
  return { header, rows };
}
