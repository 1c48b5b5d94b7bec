import { standingKinds, standingOf } from "../../coherence/standing.ts";
import { type Computed, valuesOf } from "../../figures/compute.ts";
import type { FigureResult, Reproduction } from "../../figures/reproduce.ts";
import { figureStatuses } from "../../figures/verdict.ts";
import { deparse } from "../../sources/expressions/deparse.ts";
import { type Estimand, type Figure, statistics, uses, wavesOf } from "../../study/figures.ts";
import type { StoredBounds } from "../../study/storedBounds.ts";
import type { Study } from "../../study/study.ts";
import { titled } from "../../text/language.ts";
import { coherenceColumns } from "../../text/messages/coherence.ts";
import { lowerLimit, upperLimit } from "../../text/messages/tableNotes.ts";
import { plain } from "../../text/reader.ts";
import { words } from "../../text/words.ts";
import { type Column, fileColumn, type ResultTable, resultTable } from "./column.ts";
import { besides, type Known, knownColumn } from "./knownColumns.ts";
import { publishedInUnit, tones } from "./verdicts.ts";
import { wordColumns } from "./wordColumns.ts";

/** What of a study the labels of its figures need. */
type Names = Pick<Study, "sections" | "units">;

/** Published beside computed, a row per figure. */
export const figureTable = (
  results: readonly FigureResult[],
  { study, figures, known, bounds }: Pick<Reproduction, "study" | "figures" | "known" | "bounds">,
): ResultTable =>
  resultTable(
    "figures",
    words.figures,
    figureColumns(study, bounds?.figures, known && { ...known, own: figures }),
    results,
  );

/** `left` is what other figures leave of each, by their ids; `known` has the figures with a second variance, in the order of their `own` ones. */
export function figureColumns(
  { sections, units }: Names,
  left: StoredBounds["figures"] = {},
  known?: Pick<Known, "parts" | "figures"> & { readonly own: readonly FigureResult[] },
): Column<FigureResult>[] {
  const knownOf = besides(known?.own ?? [], known?.figures ?? []);
  const unitOf = ({ unit }: Figure) => units.get(unit) ?? plain(unit);
  const valued = (key: keyof Computed) => (row: FigureResult) => valuesOf(row.result)[key];
  const decimals = ({ figure }: FigureResult) => shownDecimals(figure);
  const se: Column<FigureResult> = {
    ...{ key: "se", title: words.se, kind: "number", value: valued("se") },
    decimals: (row) => decimals(row) + 1,
    audience: known ? undefined : "files",
  };
  return [
    fileColumn("id", "text", ({ figure }) => figure.id),
    fileColumn("section", "text", ({ figure }, { say }) => say(sections.get(figure.section)!)),
    { key: "label", title: words.figure, kind: "text", value: ({ figure }, { say }) => say(figure.label) },
    {
      key: "page",
      title: words.page,
      kind: "count",
      secondary: 1,
      tone: "faint",
      value: ({ figure }) => figure.page,
    },
    fileColumn("chart", "text", ({ figure }) => figure.chart || null),
    ...estimandColumns<FigureResult>(({ figure }) => figure.measured),
    fileColumn("unit", "text", ({ figure }, { say }) => say(unitOf(figure))),
    {
      key: "published",
      title: words.published,
      kind: "number",
      wrap: true,
      value: ({ figure }) => figure.published.value,
      text: ({ figure }, reader) => publishedInUnit(figure.published, unitOf(figure), reader),
      about: "null when the publication gives words or a bound, from published_low to published_high",
    },
    fileColumn("published_low", "number", ({ figure }) => figure.published.low),
    fileColumn("published_high", "number", ({ figure }) => figure.published.high),
    ...wordColumns<FigureResult>(({ figure }) => figure.published),
    ...leftColumns(left),
    {
      key: "computed",
      title: words.computed,
      kind: "number",
      decimals,
      value: valued("computed"),
      about: "in the unit of the publication: percentages from 0 to 100",
    },
    se,
    ...knownColumn(known, se, (row) => valuesOf(knownOf(row)?.result ?? null).se),
    {
      key: "low",
      title: words.interval,
      kind: "number",
      decimals,
      value: valued("low"),
      high: valued("high"),
      about: "bound of the 95% confidence interval",
    },
    fileColumn("high", "number", valued("high")),
    { key: "n", title: plain("n"), kind: "count", secondary: 1, tone: "faint", value: valued("n") },
    {
      key: "status",
      title: words.verdict,
      kind: "text",
      value: ({ status }) => status,
      text: ({ status, result }, { say, language }) =>
        result && "reason" in result
          ? titled(say(words[status]), say(result.reason), language)
          : say(words[status]),
      tone: ({ status }) => tones[status],
      values: figureStatuses,
    },
    {
      key: "use",
      title: words.use,
      kind: "text",
      secondary: 1,
      tone: "faint",
      value: ({ figure }) => figure.use,
      text: ({ figure, status }, { say }) => (status === "context" ? "" : say(words[figure.use])),
      values: uses,
    },
    fileColumn(
      "note",
      "text",
      ({ figure, result }, { say }) =>
        [result && "reason" in result ? say(result.reason) : "", say(figure.note)]
          .filter(Boolean)
          .join("; ") || null,
    ),
  ];
}

/** What the published figures of other quantities leave, and how the printed one stands to that. */
function leftColumns(left: StoredBounds["figures"]): Column<FigureResult>[] {
  const of = ({ figure }: FigureResult) => left[figure.id];
  return [
    fileColumn("left_low", "number", (row) => of(row)?.low, {
      title: lowerLimit(words.leftByOthers),
      about: "the bounds that the published figures of other quantities set; null where they are not known",
    }),
    fileColumn("left_high", "number", (row) => of(row)?.high, { title: upperLimit(words.leftByOthers) }),
    fileColumn(
      "standing",
      "text",
      (row) => {
        const own = of(row);
        return own && standingOf(row.figure, own);
      },
      { title: coherenceColumns.standing, values: standingKinds },
    ),
  ];
}

/** What is measured, on whom, in which wave; none of what no estimand tells. */
function estimandColumns<Row>(of: (row: Row) => Estimand | undefined): Column<Row>[] {
  const told = (key: string, value: (estimand: Estimand) => string, more: Partial<Column<Row>> = {}) =>
    fileColumn<Row>(
      key,
      "text",
      (row) => {
        const estimand = of(row);
        return (estimand && value(estimand)) || null;
      },
      more,
    );
  return [
    told("wave", (estimand) => wavesOf(estimand).join("|"), {
      about: "of a change both waves, the earlier first",
    }),
    told("statistic", ({ statistic }) => statistic, { values: statistics }),
    told("variable", ({ variable }) => variable ?? ""),
    told("level", ({ levels }) => levels.join("|"), { about: "several are joined by |" }),
    told("domain", ({ domain }) => (domain ? deparse(domain) : ""), {
      about: "the condition that respondents meet; null for all of them",
    }),
  ];
}

/** One decimal more than the publication prints, two at least for a mean, none for a number of people. */
export function shownDecimals({ estimand, published }: Figure): number {
  if (!estimand || ["respondents", "count"].includes(estimand.statistic)) return 0;
  return Math.max(published.decimals + 1, estimand.statistic === "mean" ? 2 : 1);
}

/** The figures of a study as they are published. */
export function publishedColumns({ sections, units }: Names): Column<Figure>[] {
  const unitOf = ({ unit }: Figure) => units.get(unit) ?? plain(unit);
  return [
    { key: "label", title: words.figure, kind: "text", value: ({ label }, { say }) => say(label) },
    { key: "id", title: plain("id"), kind: "text", secondary: 1, value: ({ id }) => id },
    {
      key: "section",
      title: plain("section"),
      kind: "text",
      secondary: 1,
      value: ({ section }, { say }) => say(sections.get(section) ?? plain(section)),
    },
    { key: "page", title: words.page, kind: "count", value: ({ page }) => page },
    {
      key: "published",
      title: words.published,
      kind: "number",
      wrap: true,
      value: ({ published }) => published.value,
      text: (figure, reader) => publishedInUnit(figure.published, unitOf(figure), reader),
      about: "null when the publication gives words or a bound, from published_low to published_high",
    },
    fileColumn("published_low", "number", ({ published }) => published.low, {
      title: lowerLimit(words.published),
    }),
    fileColumn("published_high", "number", ({ published }) => published.high, {
      title: upperLimit(words.published),
    }),
    fileColumn("unit", "text", (figure, { say }) => say(unitOf(figure)), { title: words.unit }),
    {
      key: "use",
      title: words.use,
      kind: "text",
      value: ({ use }) => use,
      text: ({ use }, { say }) => say(words[use]),
      values: uses,
    },
  ];
}

/** The publications that can be reproduced. */
export const studyColumns: readonly Column<Study>[] = [
  { key: "id", title: plain("id"), kind: "text", value: ({ id }) => id },
  { key: "title", title: words.title, kind: "text", value: ({ title }, { say }) => say(title) },
  {
    key: "source",
    title: plain("source"),
    kind: "text",
    secondary: 1,
    value: ({ source }, { say }) => say(source),
  },
  { key: "figures", title: words.figureCount, kind: "count", value: ({ figures }) => figures.length },
  { key: "findings", title: words.findingCount, kind: "count", value: ({ findings }) => findings.length },
  { key: "models", title: words.modelCount, kind: "count", value: ({ models }) => models.length },
];
