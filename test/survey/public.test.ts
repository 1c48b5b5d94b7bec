import { describe, expect, test } from "vitest";
import { type FileTable, readFileTable } from "../../src/sources/fileTable.ts";
import { expressionOver, type Table } from "../../src/sources/table.ts";
import { type AssociationTestName, testAssociation } from "../../src/survey/association.ts";
import { makeCells } from "../../src/survey/cells.ts";
import { difference, ratio } from "../../src/survey/contrasts.ts";
import { crosstab } from "../../src/survey/crosstab.ts";
import type { Design, LonelyRule } from "../../src/survey/design.ts";
import { designOf } from "../../src/survey/designColumns.ts";
import { cellsBy, groupRows, type Mask } from "../../src/survey/domains.ts";
import { covarianceOf, designEffect, type Estimate, estimate, one } from "../../src/survey/estimators.ts";
import { type IntervalMethod, intervalMethods, intervals } from "../../src/survey/intervals.ts";
import { estimateQuantiles } from "../../src/survey/quantiles.ts";
import { estimateBy, type StatisticName } from "../../src/survey/statistics.ts";
import { given, oracle, root } from "../support/oracle.ts";

const folder = "public";
const specs = new Map(oracle(`${folder}/designs.csv`).map((row) => [row.design!, row]));
const tables = new Map<string, FileTable>();
for (const { data } of specs.values())
  if (!tables.has(data!))
    tables.set(data!, await readFileTable(`${root}test/oracle/${folder}/data/${data}.csv`));

const names = (text: string | undefined) => (text ? text.split("*") : []);

function sample(name: string): { table: Table; design: Design } {
  const { data, weight, strata, cluster, fpc, lonely } = specs.get(name)!;
  const table = tables.get(data!)!;
  const design = designOf(table, {
    weight: weight || undefined,
    strata: names(strata),
    cluster: cluster || undefined,
    fpc: fpc || undefined,
    lonely: lonely as LonelyRule,
  });
  return { table, design };
}

function maskOf(table: Table, where: string): Mask {
  if (where === "") return new Uint8Array(table.rows).fill(1);
  const { evaluate } = expressionOver(table, where, {});
  return Uint8Array.from({ length: table.rows }, (_, row) => Number(evaluate(row) === true));
}

/**
 * Equal to a relative tolerance. A standard error that R rounds to zero may be a rounding error here, as may a bound
 * that is zero; `scale` is the size of what they are part of.
 */
function expectAgrees(
  actual: number | null | undefined,
  expected: number | null,
  tolerance: number,
  what: string,
  scale = 0,
) {
  const found = actual === undefined || actual === null || Number.isNaN(actual) ? null : actual;
  if (found === null || expected === null) return expect(found, what).toBe(expected);
  const allowed = Math.max(tolerance * Math.abs(expected), 1e-12 * Math.abs(scale));
  expect(Math.abs(found - expected), `${what}: ${found} against ${expected} in R`).toBeLessThanOrEqual(
    allowed,
  );
}

const tolerance = 1e-8;

/** Nothing is said of a group whose weights are all zero, though R gives its total, zero. */
const weightless = (row: Record<string, string>) => given(row.sumw) === 0;

interface Found extends Omit<Estimate, "score" | "unitVariance"> {
  readonly missing: number;
  readonly deff?: number;
  readonly deffReplace?: number;
  readonly low?: number | null;
  readonly high?: number | null;
}

function compute(row: Record<string, string>): Found {
  const { table, design } = sample(row.design!);
  const mask = maskOf(table, row.where!);
  const by = names(row.by).map((name) => table.factor(name));
  const groupAt = (levels: readonly string[]) => levels.indexOf(row.group!.split(" * ").join(" × "));
  const withEffects = (result: Estimate, missing: number): Found => ({
    ...result,
    missing,
    deff: designEffect(result, "without"),
    deffReplace: designEffect(result, "with"),
  });
  if (row.statistic === "proportion" || row.statistic === "count") {
    const outcome = table.factor(row.variable!);
    const result = crosstab(design, mask, outcome, by);
    const cell = result.table.find(
      ({ group, level }) => group === groupAt(result.groups.levels) && outcome.levels[level] === row.level,
    )!;
    if (row.statistic === "proportion") return withEffects(cell.proportion, result.missing);
    const domain = cellsBy(result.cells, 0, result.groups.levels.length)[cell.group]!;
    const counted = domain.filter((at) => result.cells.codes[1]![at] === cell.level);
    return withEffects(estimate(result.cells, { domain, counted, numerator: one })!, result.missing);
  }
  const values = table.numbers(row.variable!);
  if (row.statistic === "quantile") {
    const { groups, missing } = groupRows(design, mask, by, (at) => !Number.isNaN(values[at]!));
    const found = estimateQuantiles(design, values, groups, Number(row.probability), 0.95);
    return { ...found[groupAt(groups.levels)]!, missing };
  }
  const result = estimateBy(
    design,
    mask,
    row.statistic as StatisticName,
    { values, denominator: row.denominator ? table.numbers(row.denominator) : undefined },
    by,
  );
  const group = groupAt(result.groups.levels);
  return withEffects(result.estimates.find((entry) => entry.group === group)!.estimate, result.missing);
}

describe("estimates, intervals and design effects on public data are those of R's survey", () => {
  const byCase = new Map<string, Record<string, string>[]>();
  for (const row of oracle(`${folder}/estimates.csv`))
    byCase.set(row.case!, [...(byCase.get(row.case!) ?? []), row]);
  expect(byCase.size).toBeGreaterThan(400);
  test.each([...byCase])("%s", (_, rows) => {
    // One domain that meets a lonely stratum keeps the whole table from being printed.
    if (rows.some(({ error }) => error === "yes")) {
      for (const row of rows) expect(() => compute(row)).toThrow("hold a single cluster");
      return;
    }
    for (const row of rows) {
      if (weightless(row)) {
        expect(() => compute(row)).toThrow(TypeError);
        continue;
      }
      const what = (field: string) =>
        `${row.design} ${row.statistic} ${row.variable} ${row.level} ${row.by} ${row.group} ${row.where} ${field}`;
      const found = compute(row);
      const check = (field: string, actual: number | null | undefined, within = tolerance, scale = 0) =>
        expectAgrees(actual, given(row[field]), within, what(field), scale);
      check("estimate", found.estimate, tolerance, 1);
      check("se", found.se, tolerance, found.estimate);
      check("n", found.n);
      check("sumw", found.sumOfWeights);
      check("df", found.df);
      check("missing", found.missing);
      const size = Math.max(Math.abs(found.estimate), Math.abs(found.se));
      if (row.statistic === "quantile") {
        check("wald_low", found.low, 1e-6);
        check("wald_high", found.high, 1e-6);
        continue;
      }
      check("deff", found.deff);
      check("deff_replace", found.deffReplace);
      const methods: IntervalMethod[] = row.statistic === "proportion" ? intervalMethods : ["wald"];
      for (const method of methods) {
        const { low, high } = intervals[method](found, 0.95);
        check(`${method}_low`, low, tolerance, size);
        check(`${method}_high`, high, tolerance, size);
      }
    }
  });
});

describe("tests of association on public data are those of svychisq", () => {
  const tests = oracle(`${folder}/tests.csv`).filter(({ test: name }) => !name!.endsWith("-chisq"));
  expect(tests.length).toBeGreaterThan(150);
  test.each(tests)("$case $design $rows × $columns $where $test", (row) => {
    const { table, design } = sample(row.design!);
    const [rows, columns] = [table.factor(row.rows!), table.factor(row.columns!)];
    const { groups } = groupRows(design, maskOf(table, row.where!), [rows], (at) => columns.codes[at]! >= 0);
    const cells = makeCells(design, [
      { codes: groups.codes, size: groups.levels.length },
      { codes: columns.codes, size: columns.levels.length },
    ]);
    const domain = Array.from(cells.rows.keys());
    const run = () => testAssociation(cells, domain, [0, 1], row.test as AssociationTestName);
    const found = row.error === "yes" ? undefined : run();
    if (!found) {
      let refused = false;
      try {
        refused = "reason" in run();
      } catch (error) {
        refused = /hold a single cluster/.test((error as Error).message);
      }
      return expect(refused).toBe(true);
    }
    if ("reason" in found) throw new Error(found.reason.en);
    for (const field of ["statistic", "df1", "df2"] as const)
      expectAgrees(found[field], given(row[field]), tolerance, field);
    expectAgrees(found.p, given(row.p), 1e-6, "p");
  });
});

describe("t tests on public data are those of svyttest", () => {
  test.each(oracle(`${folder}/ttests.csv`))("$case $design $variable by $group $where", (row) => {
    const { table, design } = sample(row.design!);
    const run = () => {
      const by = table.factor(row.group!);
      const { cells, estimates, groups } = estimateBy(
        design,
        maskOf(table, row.where!),
        "mean",
        { values: table.numbers(row.variable!) },
        [by],
      );
      const of = (level: string) => estimates.find(({ group }) => groups.levels[group] === level)!.estimate;
      return difference(cells, of(row.first!), of(row.second!));
    };
    if (row.error === "yes") return expect(run).toThrow("hold a single cluster");
    const found = run();
    for (const field of ["estimate", "se", "statistic", "df", "low", "high"] as const)
      expectAgrees(found[field], given(row[field]), tolerance, field, found.se);
    expectAgrees(found.p, given(row.p), 1e-6, "p");
  });
});

describe("covariances and contrasts of domains on public data are those of R's survey", () => {
  const means = (row: Record<string, string>, statistic: StatisticName, variable: string) => {
    const { table, design } = sample(row.design!);
    const by = names(row.by).map((name) => table.factor(name));
    const mask = maskOf(table, row.where ?? "");
    const result = estimateBy(design, mask, statistic, { values: table.numbers(variable) }, by);
    const of = (level: string) =>
      result.estimates.find(({ group }) => result.groups.levels[group] === level.replaceAll(" * ", " × "))!
        .estimate;
    return { cells: result.cells, of };
  };

  test.each(oracle(`${folder}/contrasts.csv`))("$case $design $kind of $variable by $by", (row) => {
    const { cells, of } = means(row, "mean", row.variable!);
    const compare = row.kind === "ratio" ? ratio : difference;
    const found = compare(cells, of(row.first!), of(row.second!));
    expectAgrees(found.estimate, given(row.estimate), tolerance, "estimate", 1);
    expectAgrees(found.se, given(row.se), tolerance, "se");
  });

  test.each(oracle(`${folder}/covariances.csv`))(
    "$case $design $statistic of $variable by $by, $group1 and $group2",
    (row) => {
      const { table, design } = sample(row.design!);
      const pair = () => {
        if (row.statistic !== "proportion") {
          const { cells, of } = means(row, row.statistic as StatisticName, row.variable!);
          return { cells, estimates: [of(row.group1!), of(row.group2!)] as const };
        }
        const outcome = table.factor(row.variable!);
        const by = names(row.by).map((name) => table.factor(name));
        const result = crosstab(design, maskOf(table, ""), outcome, by);
        const of = (level: string) =>
          result.table.find(
            (cell) => result.groups.levels[cell.group] === level && outcome.levels[cell.level] === row.level,
          )!.proportion;
        return { cells: result.cells, estimates: [of(row.group1!), of(row.group2!)] as const };
      };
      const { cells, estimates } = pair();
      const scale = estimates[0].se * estimates[1].se;
      expectAgrees(
        covarianceOf(cells, estimates)[0]![1]!,
        given(row.covariance),
        tolerance,
        "covariance",
        scale,
      );
    },
  );
});
