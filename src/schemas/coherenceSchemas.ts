import {
  alternativeColumns,
  conflictColumns,
  contradictionColumns,
  unseenColumns,
} from "../reports/auditReport.ts";
import { figureBoundColumns, heldOutColumns, quantityColumns } from "../reports/boundReport.ts";
import { cellBoundColumns } from "../reports/cellBoundReport.ts";
import { bindingColumns } from "../reports/tables/bindingColumns.ts";
import {
  array,
  count,
  flag,
  number,
  object,
  oneOf,
  rowSchema,
  type Schema,
  text,
  textOrNull,
  titled,
} from "./schema.ts";

const auditSchema = (): Schema =>
  titled(
    "panel audit",
    object({
      summary: object({
        coherent: flag,
        statements: { ...count, description: "distinct statements that figures make" },
        contradictions: { ...count, description: "contradictions without common figures" },
        complete: { ...flag, description: "whether conflicts are all that there are" },
      }),
      request: object({ command: oneOf(["audit"]), studies: array(text) }),
      contradictions: array(rowSchema(contradictionColumns)),
      alternatives: array(rowSchema(alternativeColumns)),
      conflicts: array(rowSchema(conflictColumns)),
      unseen: array(rowSchema(unseenColumns)),
    }),
  );

/** Of a study, or of a table (`--cells`). */
const boundSchema = (): Schema => titled("panel bound", { anyOf: [figureBounds(), cellBounds()] });

const cellBounds = (): Schema =>
  object({
    request: object({ command: oneOf(["bound"]), cells: text, minCell: count }),
    cells: array(
      rowSchema(cellBoundColumns, {
        ...textOrNull,
        description: "the level of a variable, null in a margin",
      }),
    ),
  });

const figureBounds = (): Schema =>
  object(
    {
      leftOut: { ...array(text), description: "figures that contradict one another, and do not serve" },
      heldOut: {
        anyOf: [object({ counted: count, implied: count, expected: number }), { type: "null" }],
        description:
          "held-out figures that are not implied, those that are, and how many of the former chance reproduces",
      },
      request: object({
        command: oneOf(["bound"]),
        study: text,
        quantity: textOrNull,
        wave: textOrNull,
        heldOut: flag,
      }),
      bounds: {
        anyOf: [quantityColumns, figureBoundColumns, heldOutColumns].map((columns) =>
          array(rowSchema(columns)),
        ),
      },
    },
    false,
    {
      binding: {
        ...array(rowSchema(bindingColumns)),
        description: "of one quantity, the published figures that bind",
      },
    },
  );

export const coherenceSchemas = { audit: auditSchema, bound: boundSchema };
