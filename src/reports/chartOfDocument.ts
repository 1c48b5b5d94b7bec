import type { TopLevelSpec } from "vega-lite";
import * as z from "zod";
import { variablesOfCrosstab } from "../analyses/crosstab.ts";
import { claimName } from "../figures/claims/bounds.ts";
import { interceptName } from "../models/formula/coding.ts";
import { relations } from "../study/claims.ts";
import type { Published } from "../study/figures.ts";
import { InputError } from "../text/errors.ts";
import { issueLabel } from "../text/issues.ts";
import {
  brokenDocument,
  nothingInDocument,
  ofCrosstabs,
  severalOutcomes,
  undrawnDocument,
  unknownDocument,
} from "../text/messages/charts.ts";
import { plain, type Reader } from "../text/reader.ts";
import { agreementChart, drawnValues } from "./agreementChart.ts";
import {
  claimsDocument,
  crosstabDocument,
  estimatesDocument,
  modelDocument,
  modelSubject,
  modelsDocument,
  reproductionDocument,
  rowsOf,
  weightDocument,
} from "./chartDocument.ts";
import { claimsChart } from "./claimsChart.ts";
import { forestChart } from "./forestChart.ts";
import { conditionNotes } from "./notes/selectionNotes.ts";
import { ratioChart } from "./ratioChart.ts";
import { type CrosstabChart, checkCrosstabChart, crosstabChart, estimateChart } from "./tableChart.ts";
import { relationKeys } from "./tables/claimColumns.ts";

/** A JSON document of a command. */
export interface GivenDocument {
  readonly content: unknown;
  readonly file: string | undefined;
  /** How a cross-tab is to be drawn, where that is said. */
  readonly type: CrosstabChart | undefined;
}

/** The charts of the documents of commands; undefined where there is nothing to draw. */
const charts: Readonly<
  Record<string, (document: GivenDocument, reader: Reader) => TopLevelSpec | undefined>
> = {
  crosstab: (document, reader) => {
    const { type = "bars", content, file } = document;
    if ("outcomes" in (content as object)) throw new InputError(severalOutcomes, { file });
    const { data: notice, title, labels, request } = read(crosstabDocument, document);
    const { outcome, by, percent, level } = request;
    checkCrosstabChart(type, percent);
    const variables = variablesOfCrosstab(outcome, by, percent);
    const { rows } = read(z.object({ rows: rowsOf(variables) }), document);
    const table = { outcome, by, percent, level, variables, rows };
    return rows.length === 0
      ? undefined
      : crosstabChart(table, type, { title, notice, scope: conditionNotes(request.where), labels }, reader);
  },
  estimate: (document, reader) => {
    const { data: notice, title, labels, request } = read(estimatesDocument, document);
    const { rows } = read(z.object({ rows: rowsOf(request.by) }), document);
    return rows.length === 0
      ? undefined
      : estimateChart(
          { ...request, rows },
          { title, notice, scope: conditionNotes(request.where), labels },
          reader,
        );
  },
  model: (document, reader) => {
    const { data: notice, title, request } = read(modelSubject, document);
    const models =
      "models" in (document.content as object)
        ? read(modelsDocument, document).models
        : [read(modelDocument, document)];
    const fitted = models.flatMap((own) =>
      "refusal" in own ? [] : { ...own, level: request.level, n: own.fit.n },
    );
    return fitted.some(({ terms }) => terms.some(({ variable }) => variable !== interceptName))
      ? forestChart(fitted, { title, notice, scope: conditionNotes(request.where) }, reader)
      : undefined;
  },
  weight: (document, reader) => {
    const { data: notice, title, ratios } = read(weightDocument, document);
    return ratios ? ratioChart(ratios, { title, notice }, reader) : undefined;
  },
  claims: (document, reader) => {
    const { claims, beside, labels } = read(claimsDocument, document);
    const drawn = claims.map(({ source, id, said, relation, ...own }) => ({
      ...{ source, lines: own.lines, verdict: own.verdict },
      label: labels.get(claimName(source, id))?.label ?? plain(id),
      relation: relations.find((sign) => relationKeys[sign] === relation),
      said: saidIn({ said, ...own }),
      beside: beside
        .filter((figure) => figure.source === source && figure.id === id)
        .map(({ published: value, published_low: low, published_high: high, ...figure }) => ({
          ...figure,
          ...{ value, low, high },
        })),
    }));
    return claimsChart(drawn, reader);
  },
  reproduce: (document, reader) => {
    const { data: notice, study, figures } = read(reproductionDocument, document);
    const drawn = figures.map(({ published: value, published_low: low, published_high: high, ...own }) => ({
      ...own,
      ...drawnValues({ value, low, high }, own),
    }));
    return agreementChart({ ...study.labels, notice, figures: drawn }, reader);
  },
};

type SaidFields = Pick<
  z.output<typeof claimsDocument>["claims"][number],
  "said" | "said_low" | "said_high" | "said_decimals"
>;

/** The number or the interval that a claim says; undefined of one that says none. */
function saidIn({
  said,
  said_low: low,
  said_high: high,
  said_decimals: decimals,
}: SaidFields): Published | undefined {
  const given = { value: said ?? undefined, low: low ?? undefined, high: high ?? undefined };
  return said === null && low === null ? undefined : { ...given, decimals: decimals ?? 0 };
}

/** The commands whose documents are drawn. */
const drawable = Object.keys(charts);

/** The chart of a command's JSON document: the one that the command itself would draw. Throws for what is no such document. */
export function chartOfDocument(document: GivenDocument, reader: Reader): TopLevelSpec {
  const { content, file, type } = document;
  const written = commandOf(content);
  if (written === undefined) throw new InputError(unknownDocument(drawable), { file });
  const command = written.split(" ")[0]!;
  if (!drawable.includes(command))
    throw new InputError(undrawnDocument(drawable), { file }, { value: written });
  if (type !== undefined && command !== "crosstab")
    throw new InputError(ofCrosstabs, { field: "--chart-type" }, { value: type });
  const chart = charts[command]!(document, reader);
  if (!chart) throw new InputError(nothingInDocument, { file });
  return chart;
}

/** The command that wrote a document; `reproduce` names its study in place of a request. */
function commandOf(content: unknown): string | undefined {
  const asked = z.object({ request: z.object({ command: z.string() }) }).safeParse(content);
  if (asked.success) return asked.data.request.command;
  const ofStudy = z.object({ study: z.object(), figures: z.array(z.unknown()) });
  return ofStudy.safeParse(content).success ? "reproduce" : undefined;
}

/** What a document says in the places that a chart needs. */
function read<Schema extends z.ZodType>(schema: Schema, { content, file }: GivenDocument): z.output<Schema> {
  const result = schema.safeParse(content);
  if (result.success) return result.data;
  const [issue] = result.error.issues as [z.core.$ZodIssue];
  throw new InputError(brokenDocument(issueLabel(issue)), { file, field: issue.path.join(".") || undefined });
}
