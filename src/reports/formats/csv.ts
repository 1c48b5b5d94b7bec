import { stringify } from "csv-stringify/sync";
import { guard } from "../../text/formulaGuard.ts";
import { visibleLines } from "../../text/visible.ts";

export type Record = Readonly<{ [column: string]: string | number | null }>;

/** How CSV is written other than with commas and decimal points: for French spreadsheets. */
export const csvDialects = ["fr"] as const;
export type CsvDialect = (typeof csvDialects)[number];

/**
 * Records as CSV, numbers in full precision. Where a spreadsheet would run a formula stands a quote before it, which our
 * own reader leaves out again; characters that cannot be seen are written out.
 */
export function renderCsv(records: readonly Record[], dialect?: CsvDialect): string {
  return stringify(records as Record[], {
    header: true,
    cast: {
      string: (text) => guard(visibleLines(text)),
      ...(dialect && { number: (value) => String(value).replace(".", ",") }),
    },
    ...(dialect && { delimiter: ";", bom: true }),
  });
}
