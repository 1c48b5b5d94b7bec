import { analysisSchemas } from "./analysisSchemas.ts";
import { coherenceSchemas } from "./coherenceSchemas.ts";
import { explanationSchema } from "./explanationSchema.ts";
import { reproductionSchema } from "./reproductionSchema.ts";
import type { Schema } from "./schema.ts";
import { sourceSchemas } from "./sourceSchemas.ts";
import { studySchemas } from "./studySchemas.ts";
import { workbookSchema } from "./workbookSchema.ts";

/** The schema of each command's JSON document, made from the columns of its tables; they stand under data/schemas/. */
export const schemas: Readonly<Record<string, () => Schema>> = {
  reproduce: reproductionSchema,
  ...analysisSchemas,
  ...sourceSchemas,
  ...studySchemas,
  ...coherenceSchemas,
  explain: explanationSchema,
  workbook: workbookSchema,
};

/** A schema as the text of its file. */
export const schemaText = (name: string) => `${JSON.stringify(schemas[name]!(), null, 2)}\n`;
