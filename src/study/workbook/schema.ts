import * as z from "zod";
import { ownError } from "../../text/issues.ts";
import { asterisks, tableShowsNothing } from "../../text/messages/publishedWorkbooks.ts";
import { fileId, line, matching, name, text } from "../schemas.ts";
import type { WorkbookDeclaration } from "./declaration.ts";
import { quantities } from "./parts.ts";

const lines = z.union([line.transform((one) => [one]), z.array(line).min(1)]);

/** The `workbook` of study.yaml. */
export const workbookDeclaration: z.ZodType<WorkbookDeclaration> = z.strictObject({
  labels: z
    .array(
      z.strictObject({
        text: lines,
        variable: name.optional(),
        level: z.union([name.transform((one) => [one]), z.array(name).min(1)]).optional(),
        wave: text.optional(),
        model: name.optional(),
      }),
    )
    .default([]),
  tables: z
    .array(
      z
        .strictObject({
          title: lines,
          table: fileId.optional(),
          waves: z.array(text).min(1).optional(),
          domain: z.string().optional(),
          outcomes: z
            .array(z.strictObject({ variable: name, level: name.optional() }))
            .min(1)
            .optional(),
          by: z.array(name).min(1).optional(),
          models: z.array(name).min(1).optional(),
          quantity: z.enum(quantities).optional(),
          stars: z.record(matching(/^\*+$/, asterisks), z.number().gt(0).lt(1)).optional(),
        })
        .refine(({ table, outcomes, models }) => table ?? outcomes ?? models, ownError(tableShowsNothing)),
    )
    .default([]),
});
