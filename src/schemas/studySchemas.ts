import { changeColumns, inputColumns } from "../reports/tables/changeColumns.ts";
import { publishedColumns, studyColumns } from "../reports/tables/figureColumns.ts";
import { array, number, object, oneOf, rowSchema, type Schema, text, textOrNull, titled } from "./schema.ts";

const studiesSchema = (): Schema =>
  titled(
    "panel studies",
    object({ request: object({ command: oneOf(["studies"]) }), studies: array(rowSchema(studyColumns)) }),
  );

const figuresSchema = (): Schema =>
  titled(
    "panel figures",
    object({
      request: object({ command: oneOf(["figures"]), study: text, search: textOrNull }),
      figures: array(rowSchema(publishedColumns({ sections: new Map(), units: new Map() }))),
    }),
  );

const anyValue: Schema = { type: ["string", "number", "null"] };

/** A change, whose values are of any kind. */
function changeSchema(): Schema {
  const row = rowSchema(changeColumns);
  return { ...row, properties: { ...(row.properties as object), before: anyValue, after: anyValue } };
}

const compareSchema = (): Schema =>
  titled(
    "panel compare",
    object({
      summary: object({ records: number, compared: number, changes: number }),
      request: object({ command: oneOf(["compare"]), before: text, after: text, tolerance: number }),
      changes: array(changeSchema()),
      changedInputs: {
        ...array(rowSchema(inputColumns)),
        description: "files that both runs tell of and that they have read otherwise",
      },
    }),
  );

export const studySchemas = { studies: studiesSchema, figures: figuresSchema, compare: compareSchema };
