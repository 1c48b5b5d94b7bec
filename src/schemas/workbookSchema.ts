import {
  entryColumns,
  looseColumns,
  noteColumns,
  partColumns,
  tableColumns,
} from "../reports/tables/workbookColumns.ts";
import { array, flag, object, oneOf, rowSchema, type Schema, text, textOrNull, titled } from "./schema.ts";

/** The document of `panel workbook`. */
export const workbookSchema = (): Schema =>
  titled(
    "panel workbook",
    object(
      {
        request: object({ command: oneOf(["workbook"]), file: text, sheet: textOrNull, explain: flag }),
        observations: array(withLabels(rowSchema(entryColumns))),
        tables: array(rowSchema(tableColumns)),
        notes: array(rowSchema(noteColumns)),
        words: array(rowSchema(looseColumns)),
      },
      false,
      { cells: array(rowSchema(partColumns)) },
    ),
  );

function withLabels(row: Schema): Schema {
  const labels = { row_labels: array(text), column_labels: array(text) };
  return {
    ...row,
    properties: { ...(row.properties as object), ...labels },
    required: [...(row.required as string[]), ...Object.keys(labels)],
  };
}
