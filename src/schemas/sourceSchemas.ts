import { besideColumns, claimColumns, recomputedColumns } from "../reports/tables/claimColumns.ts";
import { criterionColumns, evidenceColumns, themeColumns } from "../reports/tables/evidenceColumns.ts";
import { verdicts } from "../study/claims.ts";
import { interests } from "../study/evidence.ts";
import { sourceKinds } from "../study/source.ts";
import {
  array,
  count,
  data,
  flag,
  label,
  labels,
  object,
  oneOf,
  rowSchema,
  type Schema,
  text,
  textOrNull,
  titled,
} from "./schema.ts";

const claimsSchema = (): Schema =>
  titled(
    "panel claims",
    object({
      data,
      title: label,
      sources: array(
        object({
          id: text,
          kind: oneOf(sourceKinds),
          interest: oneOf(interests),
          claims: count,
          verdicts: object(Object.fromEntries(verdicts.map((verdict) => [verdict, count]))),
        }),
      ),
      expected: { ...flag, description: "whether every verdict shown is the expected one" },
      request: object({
        command: oneOf(["claims"]),
        sources: array(text),
        verdict: textOrNull,
        study: textOrNull,
      }),
      labels: { ...labels, description: "what each claim says, in both languages, by source:id" },
      claims: array(rowSchema(claimColumns)),
      beside: array(rowSchema(besideColumns)),
      recomputed: array(rowSchema(recomputedColumns)),
    }),
  );

const evidenceSchema = (): Schema =>
  titled(
    "panel evidence",
    object({
      request: object({
        command: oneOf(["evidence"]),
        measure: textOrNull,
        solution: textOrNull,
        interest: textOrNull,
      }),
      evidence: array(rowSchema(evidenceColumns({ figures: new Map() }))),
      criteria: array(rowSchema(criterionColumns)),
      themes: array(rowSchema(themeColumns)),
    }),
  );

export const sourceSchemas = { claims: claimsSchema, evidence: evidenceSchema };
