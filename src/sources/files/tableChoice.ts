import { InputError } from "../../text/errors.ts";
import { engineOfDatabase, engineOfOther, tableOfDatabase } from "../../text/messages/engines.ts";
import {
  noEncodingOfWorkbook,
  noRangeInText,
  noSheetsInText,
  skipWithRange,
} from "../../text/messages/files.ts";
import { catalogOfOther, noLayoutOfStored } from "../../text/messages/formats.ts";
import { type DatabaseChoice, isDatabase } from "../engines/sources.ts";
import type { AreaChoice } from "../layout/tableArea.ts";
import type { Encoding } from "./encodings.ts";
import { endOf, kindOf } from "./kinds.ts";

/** Where the table of a file stands, as its user says; in a text the lines before its header are skipped. */
export interface TableChoice extends AreaChoice, DatabaseChoice {
  /** The sheet of a workbook; the only one with data by default. */
  readonly sheet?: string | undefined;
  /** What a text is written in, where that is not UTF-8 and no byte-order mark tells. */
  readonly encoding?: Encoding | undefined;
  /** The catalog (.sas7bcat) that has the labels of the values of a SAS data set. */
  readonly catalog?: string | undefined;
}

/** What was said, without what was not. */
export const saidOf = (choice: TableChoice): TableChoice => {
  const { sheet, range, skip, header, encoding, catalog, engine, database, table } = choice;
  return Object.fromEntries(
    Object.entries({ sheet, range, skip, header, encoding, catalog, engine, database, table }).filter(
      ([, value]) => value !== undefined,
    ),
  );
};

/** Throws for what a kind of file does not have, and for what contradicts itself. */
export function checkChoice(file: string, choice: TableChoice): void {
  const { sheet, range, skip, header, encoding, catalog, engine, table } = choice;
  const kind = kindOf(file);
  if (engine === "duckdb" && kind !== "text") throw new InputError(engineOfOther, { file });
  if (catalog !== undefined && endOf(file) !== ".sas7bdat")
    throw new InputError(catalogOfOther, { file }, { value: catalog });
  if (table !== undefined) throw new InputError(tableOfDatabase, { file });
  if (kind === "stored") {
    refuseLayout(file, { sheet, range, skip, header });
    return;
  }
  const isText = kind === "text";
  if (isText && sheet !== undefined) throw new InputError(noSheetsInText, { file });
  if (isText && range !== undefined) throw new InputError(noRangeInText, { file });
  if (!isText && encoding !== undefined) throw new InputError(noEncodingOfWorkbook, { file });
  if (skip !== undefined && range !== undefined) throw new InputError(skipWithRange, { file });
}

/** The same where a database has the rows. */
export function checkChoiceInDatabase(
  data: string,
  { sheet, range, skip, header, encoding, engine, database, table }: TableChoice,
): void {
  refuseLayout(data, { sheet, range, skip, header, encoding });
  if (table !== undefined && (database !== undefined || !isDatabase(data)))
    throw new InputError(tableOfDatabase, { file: data });
  if (engine === "memory") throw new InputError(engineOfDatabase, { file: data });
}

/** Throws for what is said of the layout of a file that has none. */
function refuseLayout(file: string, layout: TableChoice): void {
  const [said] = Object.entries(layout).filter(([, value]) => value !== undefined);
  if (said) throw new InputError(noLayoutOfStored(`--${said[0]}`), { file });
}
