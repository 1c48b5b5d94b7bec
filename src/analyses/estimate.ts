import { refuseNegatives } from "../samples/negatives.ts";
import type { Sample } from "../samples/sample.ts";
import type { CrossedFactor, Factor } from "../sources/tables/factor.ts";
import { variableOf } from "../sources/tables/table.ts";
import type { AssociationTest, NoTest } from "../survey/association.ts";
import { type Cells, makeCells } from "../survey/cells.ts";
import { untested } from "../survey/comparison.ts";
import { type ContrastOptions, difference } from "../survey/contrasts.ts";
import { consecutiveGroups, designFreedom, groupRows, rowsOf, summariseDesign } from "../survey/domains.ts";
import { testEqualMeans } from "../survey/equalMeans.ts";
import { type Estimate, withFreedom } from "../survey/estimators.ts";
import { type Interval, intervals } from "../survey/intervals.ts";
import { refuseTooLarge } from "../survey/magnitude.ts";
import { exists, type NoEstimate } from "../survey/noEstimate.ts";
import { estimateQuantiles } from "../survey/quantiles.ts";
import { estimateBy } from "../survey/statistics.ts";
import { InputError } from "../text/errors.ts";
import { nobodyAnswered, noRatio, notTwoGroups, quantilesUntested } from "../text/messages/analyses.ts";
import type { VariableUse } from "../text/messages/datasets.ts";
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

/** What is estimated of a numeric variable. */
export type Statistic =
  | { readonly kind: "mean" | "total" }
  | { readonly kind: "quantile"; readonly probability: number }
  | { readonly kind: "ratio"; readonly denominator: string };

/** What estimates are asked for. */
export interface EstimateRequest extends GroupedRequest {
  /** A numeric variable. */
  readonly variable: string;
  readonly statistic: Statistic;
  /** Whether two groups are compared by a t test. */
  readonly test?: boolean | undefined;
  /** Whether the means of all groups are tested to be equal. */
  readonly equality?: boolean | undefined;
}

/** Estimates: a row for each group. */
export interface EstimateResult extends GroupedResult {
  readonly variable: string;
  readonly statistic: Statistic;
  /** Whether the difference is that of a t test of two groups. */
  readonly tested: boolean;
  /** That all groups have one mean, where that was asked for. */
  readonly equality: AssociationTest | NoTest | undefined;
}

/**
 * A mean, total, ratio or quantile of a numeric variable by the crossing of some variables, with linearised (or replicated)
 * standard errors and Student's intervals, Woodruff's of quantiles. Throws for variables that do not exist or stand twice,
 * and where nobody answered.
 */
export function estimate(sample: Sample, request: EstimateRequest): EstimateResult {
  const { variable, statistic, level = 0.95, freedom = "domain", replacement = "without" } = request;
  const { by: named = [], missingLevel, test = false, equality = false } = request;
  checkVariables(variable, named);
  checkSubtotals(request);
  checkShare("level", level);
  if (statistic.kind === "quantile") checkShare("probability", statistic.probability);
  const { table, design, selection, waves } = sample;
  const by = groupsOf(sample, named);
  const factors = by.map((name) => levelsOf(table, name, "--by", missingLevel));
  const options = { variable, statistic, level, freedom, replacement };
  const found = compute(sample, selection.mask, factors, {
    ...options,
    everyLevel: showsEveryLevel(sample, by),
  });
  if (found.rows.every((row) => row.estimate === null))
    throw new InputError(
      statistic.kind === "ratio" ? noRatio : nobodyAnswered,
      table.place(undefined, variable),
    );
  if (statistic.kind === "quantile") refuseNegatives(sample, "quantile");
  if (test && statistic.kind === "quantile") throw new InputError(quantilesUntested, { field: "--test" });
  const contrast = { level, freedom: freedom === "design" ? designFreedom(design) : undefined };
  const subtotals = (request.subtotals ? marginsOfGroups(sample, by) : []).flatMap(({ positions, place }) => {
    const own = positions.map((at) => factors[at]!);
    const { rows } = compute(sample, rowsOf(found.groups), own, options);
    return rows.map((row) => ({ ...row, levels: place(row.levels as readonly string[]) }));
  });
  const everybody = by.length > 0 && waves.length === 0;
  const whole = everybody ? compute(sample, rowsOf(found.groups), [], options) : undefined;
  return {
    ...options,
    by,
    rows: found.rows,
    subtotals,
    overall: whole?.rows.map((row) => ({ ...row, levels: by.map(() => null) })) ?? [],
    differences: differencesOf(found, factors, contrast, { test, waves: waves.length > 0 }),
    tested: test,
    equality: equality
      ? testEqualMeans(found.cells, [...found.comparable.values()], contrast.freedom)
      : undefined,
    design: summariseDesign(design, selection, found.missing, found.cells, freedom),
    absentReplicates: found.absentReplicates,
  };
}

/** What a statistic gives, group by group. */
interface Computed extends Pick<EstimateResult, "rows" | "absentReplicates"> {
  readonly groups: CrossedFactor;
  readonly missing: number;
  readonly cells: Cells;
  /** The estimates that can be compared: not quantiles. */
  readonly comparable: ReadonlyMap<number, Estimate>;
}

/** An estimate with its interval. */
type Bounded = Parameters<typeof estimateRow>[1] & Interval;

interface ComputedRequest
  extends Required<Pick<EstimateRequest, "variable" | "statistic" | "level" | "freedom" | "replacement">> {
  readonly everyLevel?: boolean;
}

function compute(
  { table, design }: Sample,
  mask: Uint8Array,
  by: readonly Factor[],
  { variable, statistic, level, freedom, replacement, everyLevel = false }: ComputedRequest,
): Computed {
  const numbersOf = (name: string, use: VariableUse) => {
    const numbers = table.numbers(variableOf(table, name, use).name);
    refuseTooLarge(numbers, mask, (row) => table.place(row, name));
    return numbers;
  };
  const values = numbersOf(variable, "the variable");
  const df = freedom === "design" ? designFreedom(design) : undefined;
  const rowOf = (groups: CrossedFactor) => (found: Bounded | NoEstimate, group: number) => {
    const levels = levelsIn(groups, by, group);
    const counted = { n: found.n, total: found.sumOfWeights };
    if (!exists(found)) return rowWithout(levels, found, counted);
    return estimateRow(levels, found, found, counted, replacement!);
  };
  if (statistic.kind === "quantile") {
    const answered = (row: number) => !Number.isNaN(values[row]!);
    const { groups, missing } = groupRows(design, mask, by, answered, everyLevel);
    const quantiles = estimateQuantiles(design, values, groups, statistic.probability, level!, df);
    const rows = quantiles.map(rowOf(groups));
    const cells = makeCells(design, [{ codes: groups.codes, size: groups.levels.length }]);
    return { groups, missing, cells, rows, comparable: new Map(), absentReplicates: 0 };
  }
  const denominator =
    statistic.kind === "ratio" ? numbersOf(statistic.denominator, "the denominator") : undefined;
  const measured = { values, denominator };
  const { estimates, ...grouped } = estimateBy(design, mask, statistic.kind, measured, by, everyLevel);
  const bounded = estimates.map((found): Bounded | NoEstimate => {
    if (!exists(found)) return found;
    const spread = withFreedom(found, df);
    return { ...spread, ...intervals.wald(spread, level!) };
  });
  return {
    ...grouped,
    rows: bounded.map(rowOf(grouped.groups)),
    comparable: new Map(estimates.flatMap((found, group) => (exists(found) ? [[group, found]] : []))),
    absentReplicates: absentReplicates(estimates.filter(exists)),
  };
}

function differencesOf(
  found: Computed,
  factors: readonly Factor[],
  options: ContrastOptions,
  { test, waves }: { readonly test: boolean; readonly waves: boolean },
): DifferenceRow[] {
  if (test) return [compareTwo(found, factors, options)];
  return waves ? waveDifferences(found, factors, options) : [];
}

/**
 * The differences between consecutive waves, the first of the by variables, in each crossing of the others; blank where one of
 * them has no estimate.
 */
function waveDifferences(
  { groups, cells, comparable }: Computed,
  factors: readonly Factor[],
  options: ContrastOptions,
): DifferenceRow[] {
  if (comparable.size === 0) return [];
  return consecutiveGroups(groups).map(([first, second]) => {
    const [before, after] = [comparable.get(first), comparable.get(second)];
    const [from, ...shared] = levelsIn(groups, factors, first) as [string, ...string[]];
    const [to] = levelsIn(groups, factors, second) as [string];
    return { shared, from, to, ...(before && after ? difference(cells, before, after, options) : untested) };
  });
}

/** The second of two groups against the first. */
function compareTwo(
  { groups, cells, comparable }: Computed,
  factors: readonly Factor[],
  options: ContrastOptions,
): DifferenceRow {
  const [first, second, ...more] = [...comparable];
  if (!first || !second || more.length > 0)
    throw new InputError(
      notTwoGroups,
      { field: "--test" },
      { value: [...comparable.keys()].map((group) => groups.levels[group]!) },
    );
  const nameOf = (group: number) => levelsIn(groups, factors, group).join(" × ");
  return {
    shared: [],
    from: nameOf(first[0]),
    to: nameOf(second[0]),
    ...difference(cells, first[1], second[1], options),
  };
}
