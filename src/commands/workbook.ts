import { basename } from "node:path";
import { sheetPage } from "../reports/formats/sheetPage.ts";
import { cellsOf, workbookReport } from "../reports/workbookReport.ts";
import { kindOf } from "../sources/files/kinds.ts";
import { readWorkbookTables } from "../sources/files/workbookTables.ts";
import { InputError } from "../text/errors.ts";
import { noTablesInText } from "../text/messages/workbooks.ts";
import { readerOf } from "../text/reader.ts";
import { formatOf, type OutputOptions, openFor, putFiles, putReport } from "./output.ts";

interface Options extends OutputOptions {
  readonly sheet?: string;
  readonly explain?: boolean;
}

/** `panel workbook`: the tables of a published workbook. */
export async function workbookCommand(file: string, options: Options): Promise<void> {
  const { sheet, explain = false, out, lang } = options;
  const isPage = formatOf(options) === "html" && explain;
  if (kindOf(file) !== "workbook") throw new InputError(noTablesInText, { file });
  const sheets = await openFor([out], () => readWorkbookTables(file, sheet));
  if (isPage) {
    const content = sheetPage(basename(file), sheets, cellsOf(sheets), readerOf(lang));
    await putFiles(out === undefined ? [] : [{ file: out, content }]);
    if (out === undefined) process.stdout.write(content);
    return;
  }
  await putReport(
    workbookReport(sheets, { command: "workbook", file, sheet: sheet ?? null, explain }),
    options,
  );
}
