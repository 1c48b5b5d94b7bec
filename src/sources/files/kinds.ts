import { extname } from "node:path";
import { InputError } from "../../text/errors.ts";
import { unreadableKind } from "../../text/messages/datasets.ts";

/**
 * What a file of rows may be, by the ends of its name: a text holds one table, and so does one in a zip archive, a workbook sheets (and macros, left aside), and a
 * file of a statistical program, or of columns, knows its variables.
 */
const kinds = {
  text: [".csv", ".tsv", ".txt", ".zip"],
  workbook: [".xlsx", ".xlsm"],
  stored: [".sav", ".zsav", ".por", ".dta", ".sas7bdat", ".xpt", ".parquet", ".arrow", ".feather", ".rds"],
} as const satisfies Record<string, readonly string[]>;

export type FileKind = keyof typeof kinds;
export type StoredEnd = (typeof kinds.stored)[number];

/** Of spreadsheets that are not read, but can save what is. */
const otherSpreadsheets = [".xls", ".xlsb", ".ods", ".fods", ".numbers"];

/** How the name of a file ends, that of what is packed where it is gzipped. */
export const endOf = (file: string) => extname(file.replace(/\.gz$/i, "")).toLowerCase();

/** Whether a file is of a kind, as its name ends. */
export const isOfKind = (kind: FileKind, file: string) =>
  (kinds[kind] as readonly string[]).includes(endOf(file)) && (kind === "text" || !/\.gz$/i.test(file));

/** The kind of a file of rows; throws where its name ends like none that is read. */
export function kindOf(file: string): FileKind {
  const kind = (Object.keys(kinds) as FileKind[]).find((own) => isOfKind(own, file));
  if (kind) return kind;
  const known = Object.values(kinds).flat();
  throw new InputError(unreadableKind(known, otherSpreadsheets.includes(endOf(file))), { file });
}
