import { stringify } from "csv-stringify/sync";
import { guard } from "../../text/formulaGuard.ts";
import { visibleLines } from "../../text/visible.ts";
import type { Datum, Lines } from "../tables/column.ts";

/** How CSV is written other than with commas and decimal points: for French spreadsheets. */
export const csvDialects = ["fr"] as const;
export type CsvDialect = (typeof csvDialects)[number];

/**
 * A table as CSV, numbers in full precision. Where a spreadsheet would run a formula stands a quote before it, which our
 * own reader leaves out again; characters that cannot be seen are written out.
 */
export function renderCsv({ keys, rows }: Lines, dialect?: CsvDialect): string {
  return stringify(rows as Datum[][], {
    header: true,
    columns: keys.map((key) => ({ key, header: key })),
    cast: {
      string: (text) => guard(visibleLines(text)),
      ...(dialect && { number: (value) => String(value).replace(".", ",") }),
    },
    ...(dialect && { delimiter: ";", bom: true }),
  });
}
