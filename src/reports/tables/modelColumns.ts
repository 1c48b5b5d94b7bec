import type { InflatedTest } from "../../analyses/model.ts";
import { type Term, termRoles } from "../../models/results/terms.ts";
import type { Tested } from "../../survey/comparison.ts";
import { modelTitles } from "../../text/messages/modelTitles.ts";
import { upperLimit } from "../../text/messages/tableNotes.ts";
import { plain } from "../../text/reader.ts";
import { words } from "../../text/words.ts";
import { labelsOf, type ModelShape } from "../modelLabels.ts";
import { type Column, fileColumn } from "./column.ts";
import { decimalsFor, intervalTitle, type TestStyle, testColumns } from "./estimateColumns.ts";
import { ratioColumns, ratioDecimals, ratioTitle } from "./ratioColumns.ts";

/** A row for each coefficient, with the reference levels among them; as ratios where the link has them. */
export function termColumns(model: ModelShape, terms: readonly Term[]): Column<Term>[] {
  const labels = labelsOf(model);
  const decimals = decimalsBy(terms, 1);
  const ratio = ratioTitle(model);
  return [
    fileColumn("term", "text", ({ term }) => term, { title: modelTitles.term }),
    {
      key: "variable",
      title: words.variable,
      kind: "text",
      grouping: true,
      value: ({ variable }) => variable,
      text: ({ variable }, reader) => reader.say(labels.variable(variable)),
    },
    {
      key: "level",
      title: modelTitles.level,
      kind: "text",
      value: ({ level }) => level,
      text: ({ variable, level }, reader) => reader.say(labels.level(variable, level)),
    },
    fileColumn("role", "text", ({ role }) => role, { title: modelTitles.role, values: termRoles }),
    {
      key: "estimate",
      title: modelTitles.coefficient,
      kind: "number",
      decimals,
      value: ({ estimate }) => estimate,
      text: ({ role }, reader) => (role === "estimated" ? undefined : reader.say(modelTitles[role])),
      tone: ({ role }) => (role === "estimated" ? undefined : "faint"),
      about: "on the scale of the linear predictor",
    },
    { key: "se", title: words.se, kind: "number", decimals, value: ({ se }) => se },
    ...testColumns<Term>(testStyleOf(model)),
    {
      key: "low",
      title: intervalTitle(model.request.level),
      kind: "number",
      decimals,
      value: ({ low }) => low,
      high: ({ high }) => high,
      audience: ratio && "files",
    },
    fileColumn("high", "number", ({ high }) => high, {
      title: upperLimit(intervalTitle(model.request.level)),
    }),
    ...ratioColumns<Term>(model, ratio, (term) => ratioDecimals(model.link, term)),
  ];
}

/** Wald's test of each term, with its variance inflation where there is one. */
export function testTermColumns(model: ModelShape, tests: readonly InflatedTest[]): Column<InflatedTest>[] {
  const labels = labelsOf(model);
  const ofAdjusted = model.request.freedom === undefined ? "files" : undefined;
  const audience = tests.some(({ gvif }) => gvif !== null) ? undefined : "files";
  return [
    {
      key: "variable",
      title: words.variable,
      kind: "text",
      value: ({ variable }) => variable,
      text: ({ variable }, reader) => reader.say(labels.variable(variable)),
    },
    { key: "F", title: plain("F"), kind: "number", decimals: 2, value: ({ F }) => F },
    { key: "df1", title: modelTitles.df1, kind: "count", value: ({ df1 }) => df1 },
    { key: "df2", title: modelTitles.df2, kind: "count", value: ({ df2 }) => df2 },
    { key: "p", title: plain("p"), kind: "p", value: ({ p }) => p },
    {
      key: "adjusted_F",
      title: modelTitles.adjustedF,
      kind: "number",
      decimals: 2,
      value: ({ adjustedF }) => adjustedF,
      audience: ofAdjusted,
    },
    {
      key: "adjusted_df2",
      title: modelTitles.adjustedDf2,
      kind: "count",
      value: ({ adjustedDf2 }) => adjustedDf2,
      audience: ofAdjusted,
    },
    {
      key: "adjusted_p",
      title: modelTitles.adjustedP,
      kind: "p",
      value: ({ adjustedP }) => adjustedP,
      audience: ofAdjusted,
    },
    { key: "gvif", title: plain("GVIF"), kind: "number", decimals: 2, value: ({ gvif }) => gvif, audience },
    {
      key: "gvif_scaled",
      title: { fr: "GVIF^(1/2ddl)", en: "GVIF^(1/2df)" },
      kind: "number",
      decimals: 2,
      value: ({ gvifScaled }) => gvifScaled,
      audience,
    },
  ];
}

/** How the tests of a model's results are shown. */
export const testStyleOf = ({ request }: ModelShape): TestStyle => ({
  statistic: request.normal ? "z" : "t",
  sameFreedom: true,
});

/** A result about a variable. */
export type OfVariable = Tested & { readonly variable: string };

/**
 * Decimals of a variable's estimates, by the rows that name it: those that the middle of their standard errors shows,
 * and some more or less.
 */
export function decimalsBy(results: readonly OfVariable[], more: number): (row: OfVariable) => number {
  const errors = new Map<string, (number | null)[]>();
  for (const { variable, se } of results) {
    const own = errors.get(variable) ?? [];
    errors.set(variable, own);
    own.push(se);
  }
  const known = new Map([...errors].map(([variable, own]) => [variable, decimalsFor(own) + more]));
  return ({ variable }) => Math.max(0, known.get(variable) ?? 2);
}
