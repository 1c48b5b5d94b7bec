import { figureStatuses, findingStatuses } from "../figures/verdict.ts";
import type { Extent } from "../reports/reproductionDocument.ts";
import { publicationKeys, surveyedWaveKeys, surveyKeys } from "../reports/surveySection.ts";
import { figureColumns } from "../reports/tables/figureColumns.ts";
import { findingColumns } from "../reports/tables/findingColumns.ts";
import {
  cellColumns,
  unknownTableColumns,
  unmatchedColumns,
} from "../reports/tables/publishedCellColumns.ts";
import {
  disagreementColumns,
  studyModelColumns,
  studyTermColumns,
} from "../reports/tables/studyModelColumns.ts";
import { studyTableColumns } from "../reports/tables/studyTableColumns.ts";
import { uses } from "../study/figures.ts";
import { bases } from "../study/findings.ts";
import { designParts } from "../study/study.ts";
import {
  array,
  count,
  data,
  flag,
  label,
  number,
  object,
  oneOf,
  rowSchema,
  type Schema,
  text,
  textOrNull,
  titled,
} from "./schema.ts";

/** Columns are the same for all studies. */
export const anyKnown = { parts: [], figures: [], findings: [], tables: [], models: [] };
export const anyReproduction = {
  ...anyKnown,
  dataset: { waves: new Map() },
  study: {},
  known: anyKnown,
} as never;

const counts = (statuses: readonly string[]) =>
  object(Object.fromEntries(statuses.map((status) => [status, count])));

const textsOrNull = (keys: readonly string[]) => Object.fromEntries(keys.map((key) => [key, textOrNull]));

const footnotes = {
  reading: { ...textOrNull, description: "how to read one of the numbers" },
  field: { ...textOrNull, description: "whom it is about" },
  source: textOrNull,
  note: textOrNull,
};

/** The documents of `panel reproduce --format json`: of all, of what differs, or of the summary alone. */
export function reproductionSchema(): Schema {
  const { properties, required, ...rest } = rowSchema(studyModelColumns) as {
    readonly properties: object;
    readonly required: readonly string[];
  };
  const documentOf = (extent: Extent, own: Readonly<Record<string, Schema>>) =>
    object({ ...head, extent: oneOf([extent]), ...own, summary }, false, { disclosure });
  const differing = {
    figures: array(
      rowSchema(figureColumns({ sections: new Map(), units: new Map() }, {}, { ...anyKnown, own: [] })),
    ),
    findings: array(rowSchema(findingColumns(anyReproduction))),
    workbook,
  };
  return titled("panel reproduce", {
    anyOf: [
      documentOf("all", {
        ...differing,
        tables: array(
          object({
            id: text,
            title: text,
            ...footnotes,
            rows: array(rowSchema(studyTableColumns(anyReproduction))),
          }),
        ),
        models: array({
          ...rest,
          properties: {
            ...properties,
            ...footnotes,
            terms: array(rowSchema(studyTermColumns(anyReproduction))),
          },
          required: [...required, ...Object.keys(footnotes), "terms"],
        }),
        disagreements: {
          ...array(rowSchema(disagreementColumns(anyReproduction))),
          description: "coefficients on which a model and its check disagree",
        },
        model_tables: array(object({ id: text, title: text, models: array(text), ...footnotes })),
      }),
      documentOf("differs", differing),
      documentOf("summary", {}),
    ],
  });
}

const head = {
  study: object({
    id: text,
    title: text,
    source: text,
    labels: object({ title: label, source: label }),
    publication: object({}, false, Object.fromEntries(publicationKeys.map((key) => [key, text]))),
    survey: object({
      ...textsOrNull(surveyKeys),
      waves: array(object({ wave: text, ...textsOrNull(surveyedWaveKeys) })),
    }),
  }),
  data,
  variance: {
    ...array(oneOf(designParts)),
    description:
      "what the columns se_known and p_known use of the design besides weights, strata and clusters",
  },
};

const disclosure = {
  ...object({ least: count, quantities: count, models: count }),
  description: "with --min-cell: how many quantities and models are withheld, whose numbers are null",
};

const workbook = {
  ...object({
    file: text,
    cells: array(rowSchema(cellColumns)),
    unmatched: array(rowSchema(unmatchedColumns)),
    unknown_tables: array(rowSchema(unknownTableColumns)),
    hidden: {
      ...array(object({ sheet: text, rows: count, columns: count })),
      description: "sheets with hidden rows or columns, which are not read",
    },
    absent_tables: array(text),
  }),
  type: ["object", "null"],
  description: "the publisher's workbook beside what is computed; null without --workbook",
};

const summary = object({
  figures: object(Object.fromEntries(uses.map((use) => [use, counts(figureStatuses)]))),
  findings: object(Object.fromEntries(bases.map((basis) => [basis, counts(findingStatuses)]))),
  agrees: {
    ...flag,
    description: "no figure differs and no result of the publication's models is contradicted",
  },
  heldOut: {
    anyOf: [
      object({ reproduced: count, counted: count, expected: number, implied: count }),
      { type: "null" },
    ],
    description:
      "held-out figures that are reproduced, of those that the calibrated ones do not imply, and how many of these chance would reproduce; null without bounds",
  },
});
