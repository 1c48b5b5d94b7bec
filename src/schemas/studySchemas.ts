import { publishedColumns, studyColumns } from "../reports/tables/figureColumns.ts";
import { array, object, oneOf, rowSchema, type Schema, text, textOrNull, titled } from "./schema.ts";

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

export const studySchemas = { studies: studiesSchema, figures: figuresSchema };
