import { checkCrosstab, crosstab } from "../analyses/crosstab.ts";
import {
  checkOutcomes,
  type Outcome,
  type OutcomesRequest,
  type OutcomeTable,
  outcomeNamed,
  tabulateOutcome,
} from "../analyses/outcomes.ts";
import { crosstabReport, type TableLayout } from "../reports/crosstabReport.ts";
import { discardedNotes } from "../reports/notes/designNotes.ts";
import type { TabulatedOutcome } from "../reports/outcomesReport.ts";
import { chartSubject, type Report } from "../reports/report.ts";
import { type CrosstabChart, crosstabChart } from "../reports/tableChart.ts";
import type { ShownBeside } from "../reports/tables/wideColumns.ts";
import type { Sample } from "../samples/sample.ts";
import type { AssociationTestName } from "../survey/association.ts";
import type { PercentBase } from "../survey/crosstab.ts";
import type { Freedom, MissingRule } from "../survey/domains.ts";
import type { Replacement } from "../survey/estimators.ts";
import type { IntervalMethod } from "../survey/intervals.ts";
import { InputError } from "../text/errors.ts";
import type { Language } from "../text/language.ts";
import { withheldTold } from "../text/messages/disclosure.ts";
import { chartOfOne, effectsInLines, shownAcross } from "../text/messages/tables.ts";
import type { Reader } from "../text/reader.ts";
import { words } from "../text/words.ts";
import { describeRequest, sampleFor } from "./openSample.ts";
import { tell } from "./tell.ts";

/** What tables by groups are told. */
export interface GroupOptions {
  readonly by?: readonly string[];
  readonly level: number;
  readonly df: Freedom;
  readonly missing: MissingRule | "as-level";
  readonly deff?: Replacement | true;
  readonly digits?: number;
}

/** What a cross-tab is told, whoever tells it. */
export interface CrosstabTableOptions extends GroupOptions {
  readonly percent: PercentBase;
  readonly ci: IntervalMethod;
  readonly test?: AssociationTestName | true;
  readonly subtotals?: boolean;
  readonly layout: "long" | "wide";
  readonly show?: readonly ShownBeside[];
  readonly minCell?: number;
  readonly lang: Language;
}

/** A table that was made, and its chart where it is of one outcome. */
interface MadeTable {
  readonly report: Report;
  readonly chart: ((type: CrosstabChart, reader: Reader) => ReturnType<typeof crosstabChart>) | undefined;
}

/** What both kinds of tables make of their options. */
export function groupRequest({ by, level, df, missing, deff, lang }: GroupOptions & { lang: Language }) {
  return {
    by,
    level,
    freedom: df,
    replacement: deff === true ? undefined : deff,
    missingLevel: missing === "as-level" ? words.missing[lang] : undefined,
  };
}

/** The variables of a table of outcomes. */
export const variablesOfTable = (outcomes: readonly string[], { by = [] }: Pick<GroupOptions, "by">) => [
  ...outcomes.map((text) => outcomeNamed(text).name),
  ...by,
];

/** Throws for what no table can answer, before the rows are read. */
export function checkTable(
  outcomes: readonly string[],
  options: CrosstabTableOptions,
  waves: number,
  chart?: string,
): void {
  const { layout, show, deff } = options;
  if (layout === "long" && show !== undefined)
    throw new InputError(shownAcross, { field: "--show" }, { value: show.join(",") });
  if (layout === "wide" && deff !== undefined) throw new InputError(effectsInLines, { field: "--deff" });
  if (chart !== undefined && outcomes.length > 1) throw new InputError(chartOfOne, { field: "--chart" });
  const named = outcomes.map(outcomeNamed);
  const asked = requestOf(options);
  if (named.length > 1) checkOutcomes(named, asked, waves);
  else checkCrosstab({ ...asked, outcome: named[0]!.name }, waves);
}

/** The table of one outcome, or of several, of a sample that has their variables. */
export async function makeTable(
  opened: Sample,
  outcomes: readonly string[],
  options: CrosstabTableOptions,
): Promise<MadeTable> {
  const named = outcomes.map(outcomeNamed);
  return named.length === 1 ? makeCrosstab(opened, named[0]!, options) : makeSeveral(opened, named, options);
}

async function makeCrosstab(opened: Sample, { name: outcome }: Outcome, options: CrosstabTableOptions) {
  const sample = await sampleFor([outcome, ...(options.by ?? [])], opened, options);
  const found = crosstab(sample, { ...requestOf(options), outcome });
  tellReplicates([found]);
  const {
    tables: [table],
    disclosure,
  } = await withoutSmallCells([{ kind: "levels", outcome, result: found }], options);
  const { result } = table as Extract<OutcomeTable, { kind: "levels" }>;
  const { by, percent, interval: ci, level, freedom: df, replacement } = result;
  const { missing, minCell } = options;
  const request = {
    command: "crosstab",
    ...{ outcome, by, percent, ci, level, df, missing, deff: replacement, minCell },
    ...describeRequest(sample),
  };
  const report = crosstabReport(sample, result, { ...layoutOf(options), disclosure, request });
  const chart = (type: CrosstabChart, reader: Reader) =>
    crosstabChart({ ...result, digits: options.digits }, type, chartSubject(report), reader);
  return { report, chart };
}

async function makeSeveral(opened: Sample, outcomes: readonly Outcome[], options: CrosstabTableOptions) {
  const { outcomesReport } = await import("../reports/outcomesReport.ts");
  const { by: asked = [], percent, ci, missing, minCell } = options;
  const found: TabulatedOutcome[] = [];
  for (const outcome of outcomes) {
    const sample = await sampleFor([outcome.name, ...asked], opened, options);
    found.push({ sample, table: tabulateOutcome(sample, outcome, requestOf(options)) });
  }
  tellReplicates(found.map(({ table }) => table.result));
  const { tables, disclosure } = await withoutSmallCells(
    found.map(({ table }) => table),
    options,
  );
  const tabulated = found.map(({ sample }, at) => ({ sample, table: tables[at]! }));
  const { by, level, freedom: df, replacement } = tabulated[0]!.table.result;
  const request = {
    command: "crosstab",
    ...{
      outcomes: outcomes.map(({ name }) => name),
      by,
      percent,
      ci,
      level,
      df,
      missing,
      deff: replacement,
      minCell,
    },
    ...describeRequest(opened),
  };
  const layout = { ...layoutOf(options), disclosure, request };
  return { report: outcomesReport(opened, tabulated, layout), chart: undefined };
}

/** Says how many replicates some variances are without: they may be far too small. */
export function tellReplicates(results: readonly { readonly absentReplicates: number }[]): void {
  discardedNotes(Math.max(...results.map(({ absentReplicates }) => absentReplicates))).forEach(tell);
}

/** The tables without what would tell of a few respondents, where that is asked for; what is withheld is told. */
async function withoutSmallCells(
  tables: readonly OutcomeTable[],
  { minCell: least }: Pick<CrosstabTableOptions, "minCell">,
): Promise<{ tables: readonly OutcomeTable[]; disclosure: TableLayout["disclosure"] }> {
  if (least === undefined) return { tables, disclosure: undefined };
  const [{ protectTables }, { loadHighs }] = await Promise.all([
    import("../disclosure/protectTables.ts"),
    import("../coherence/highs.ts"),
  ]);
  const found = protectTables(tables, least, await loadHighs());
  const { primary, secondary } = found;
  if (primary > 0) tell(withheldTold(least, primary, secondary));
  return { tables: found.tables, disclosure: { least, withheld: primary + secondary } };
}

function requestOf(options: CrosstabTableOptions): OutcomesRequest {
  const { percent, ci: interval, test, subtotals } = options;
  return { ...groupRequest(options), percent, interval, subtotals, test: test === true ? "second" : test };
}

function layoutOf({ layout, show = [], digits, deff }: CrosstabTableOptions): TableLayout {
  return { effects: deff !== undefined, digits, wide: layout === "wide" ? show : undefined };
}
