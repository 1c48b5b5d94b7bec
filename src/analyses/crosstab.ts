import type { Sample } from "../samples/sample.ts";
import { waveVariable } from "../sources/datasets/waveTable.ts";
import type { Factor } from "../sources/tables/factor.ts";
import {
  type AssociationTest,
  type AssociationTestName,
  type NoTest,
  testAssociation,
} from "../survey/association.ts";
import { untested } from "../survey/comparison.ts";
import { type ContrastOptions, difference } from "../survey/contrasts.ts";
import {
  type Crosstab,
  type CrosstabCell,
  crosstab as crossTabulate,
  type PercentBase,
} from "../survey/crosstab.ts";
import { consecutiveGroups, designFreedom, rowsOf, summariseDesign } from "../survey/domains.ts";
import { withFreedom } from "../survey/estimators.ts";
import { type IntervalMethod, intervals } from "../survey/intervals.ts";
import { exists } from "../survey/noEstimate.ts";
import { InputError } from "../text/errors.ts";
import { nobodyAnswered, testNeedsGroups, wavesByTheirOwn } from "../text/messages/analyses.ts";
import { absentReplicates, type DifferenceRow, estimateRow, rowWithout } from "./estimateRow.ts";
import {
  checkSubtotals,
  checkVariables,
  type GroupedRequest,
  type GroupedResult,
  groupsOf,
  marginsOfGroups,
  showsEveryLevel,
} from "./groups.ts";
import { levelsIn, levelsOf } from "./levels.ts";
import { checkShare } from "./requestChecks.ts";

/** What cross-tab is asked for. */
export interface CrosstabRequest extends GroupedRequest {
  /** A categorical variable, or a numeric one of few values. */
  readonly outcome: string;
  /** What adds up to 1: each group, each level of the outcome, or the table; the groups by default. */
  readonly percent?: PercentBase | undefined;
  /** The intervals; logit by default. */
  readonly interval?: IntervalMethod | undefined;
  /** A test of independence. */
  readonly test?: AssociationTestName | undefined;
}

/** A cross-tab: a row for each group and level of the outcome. */
export interface CrosstabResult extends GroupedResult {
  readonly outcome: string;
  /** The variables whose levels rows name, in their order. */
  readonly variables: readonly string[];
  readonly percent: PercentBase;
  readonly interval: IntervalMethod;
  readonly test:
    | { readonly name: AssociationTestName; readonly result: AssociationTest | NoTest }
    | undefined;
  /** Whether a proportion is 0 or 1 although there are degrees of freedom: the logit method has no interval there. */
  readonly extreme: boolean;
}

/** The variables whose levels the rows of a cross-tab name: first those within which percentages add up. */
export const variablesOfCrosstab = (
  outcome: string,
  by: readonly string[],
  percent: PercentBase,
): readonly string[] => (percent === "outcome" ? [outcome, ...by] : [...by, outcome]);

/**
 * Weighted proportions of an outcome's levels by the crossing of some variables, with linearised (or replicated) standard errors
 * and intervals; a test of independence; differences between waves. Throws for variables that do not exist or that stand
 * twice, and where nobody answered.
 */
export function crosstab(sample: Sample, request: CrosstabRequest): CrosstabResult {
  const { outcome, percent = "by", interval = "logit", level = 0.95, freedom = "domain" } = request;
  const { replacement = "without", missingLevel, test } = request;
  const { table, design, selection, waves } = sample;
  checkCrosstab(request, waves.length);
  checkShare("level", level);
  if (waves.length > 0 && (percent !== "by" || outcome === waveVariable))
    throw new InputError(wavesByTheirOwn);
  const by = groupsOf(sample, request.by);
  const levels = levelsOf(table, outcome, "the outcome", missingLevel);
  const factors = by.map((name) => levelsOf(table, name, "--by", missingLevel));
  const everyLevel = showsEveryLevel(sample, by);
  const found = crossTabulate(design, selection.mask, levels, factors, percent, everyLevel);
  const proportions = found.table.map(({ proportion }) => proportion).filter(exists);
  if (proportions.length === 0) throw new InputError(nobodyAnswered, table.place(undefined, outcome));
  const df = freedom === "design" ? designFreedom(design) : undefined;
  const rowOf = (groupLevels: readonly (string | null)[]) => (cell: CrosstabCell) => {
    const own = levels.levels[cell.level]!;
    const named = percent === "outcome" ? [own, ...groupLevels] : [...groupLevels, own];
    if (!exists(cell.proportion)) return rowWithout(named, cell.proportion, cell);
    const spread = withFreedom(cell.proportion, df);
    return estimateRow(named, spread, intervals[interval](spread, level), cell, replacement);
  };
  const subtotals = (request.subtotals ? marginsOfGroups(sample, by) : []).flatMap(({ positions, place }) => {
    const own = positions.map((at) => factors[at]!);
    const margin = crossTabulate(design, rowsOf(found.groups), levels, own, percent);
    return inOrder(margin, percent).map((cell) =>
      rowOf(place(levelsIn(margin.groups, own, cell.group)))(cell),
    );
  });
  const everybody = by.length > 0 && waves.length === 0 && percent === "by";
  return {
    ...{ outcome, by, percent, interval, level, freedom, replacement },
    variables: variablesOfCrosstab(outcome, by, percent),
    rows: inOrder(found, percent).map((cell) => rowOf(levelsIn(found.groups, factors, cell.group))(cell)),
    subtotals,
    overall: everybody ? found.overall.map(rowOf(by.map(() => null))) : [],
    differences: waves.length > 0 ? waveDifferences(found, levels, factors, { level, freedom: df }) : [],
    test: test && { name: test, result: testTable(found, test, df) },
    design: summariseDesign(design, selection, found.missing, found.cells, freedom),
    extreme: proportions.some(({ df: own, estimate }) => own > 0 && (estimate === 0 || estimate === 1)),
    absentReplicates: absentReplicates(proportions),
  };
}

/**
 * Throws for requests that no sample of so many waves can answer: where a variable stands twice, and for a test without
 * groups. It is known before the rows are read.
 */
export function checkCrosstab(request: CrosstabRequest, waves: number): void {
  const { outcome, by = [], test } = request;
  checkVariables(outcome, by);
  checkSubtotals(request);
  if (test && by.length === 0 && waves < 2) throw new InputError(testNeedsGroups);
}

/** The cells with what adds up to 1 standing together. */
function inOrder({ table }: Crosstab, percent: PercentBase): readonly CrosstabCell[] {
  return percent === "outcome" ? [...table].sort((a, b) => a.level - b.level || a.group - b.group) : table;
}

/** The differences between consecutive waves of each proportion, blank where one of them has none. */
function waveDifferences(
  { table, groups, cells }: Crosstab,
  levels: Factor,
  factors: readonly Factor[],
  options: ContrastOptions,
): DifferenceRow[] {
  return consecutiveGroups(groups).flatMap(([first, second]) =>
    levels.levels.map((name, at) => {
      const [before, after] = [first, second].map(
        (group) => table.find((cell) => cell.group === group && cell.level === at)!.proportion,
      ) as [CrosstabCell["proportion"], CrosstabCell["proportion"]];
      const [from, ...shared] = levelsIn(groups, factors, first) as [string, ...string[]];
      const [to] = levelsIn(groups, factors, second) as [string];
      const compared = exists(before) && exists(after) ? difference(cells, before, after, options) : untested;
      return { shared: [...shared, name], from, to, ...compared };
    }),
  );
}

function testTable({ cells }: Crosstab, name: AssociationTestName, df: number | undefined) {
  return testAssociation(cells, Array.from(cells.rows.keys()), [0, 1], name, df);
}
