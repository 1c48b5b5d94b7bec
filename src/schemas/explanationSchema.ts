import { standingKinds } from "../coherence/standing.ts";
import { explanationColumns } from "../reports/explanation/explanation.ts";
import { bindingColumns } from "../reports/tables/bindingColumns.ts";
import { figureColumns } from "../reports/tables/figureColumns.ts";
import { findingColumns } from "../reports/tables/findingColumns.ts";
import { termColumns } from "../reports/tables/modelColumns.ts";
import { partKinds } from "../study/part.ts";
import { anyModel } from "./analysisSchemas.ts";
import { anyKnown, anyReproduction } from "./reproductionSchema.ts";
import { array, data, label, number, object, oneOf, rowSchema, type Schema, text, titled } from "./schema.ts";

const names = { sections: new Map(), units: new Map() };

/** The document of `panel explain --format json`. */
export const explanationSchema = (): Schema =>
  titled(
    "panel explain",
    object(
      {
        request: object({ command: oneOf(["explain"]), study: text, kind: oneOf(partKinds), id: text }),
        explanation: array(rowSchema(explanationColumns)),
        code: {
          ...object({}, false, { panel: text, r: text }),
          description: "what computes it anew: commands of panel, and R; one a line",
        },
      },
      false,
      {
        data: { ...data, description: "of what is computed" },
        title: label,
        figures: array(rowSchema(figureColumns(names, {}, { ...anyKnown, own: [] }))),
        findings: array(rowSchema(findingColumns(anyReproduction))),
        terms: array(rowSchema(termColumns(anyModel, []))),
        others: {
          ...array(rowSchema(bindingColumns)),
          description:
            "the published figures that print the same quantity as a figure, and those that bind its bounds",
        },
        bounds: {
          ...object({ low: number, high: number, standing: oneOf(standingKinds), leftOut: array(text) }),
          description: "what the published figures of other quantities leave of a figure",
        },
      },
    ),
  );
