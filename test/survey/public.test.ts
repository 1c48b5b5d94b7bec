import { describe, expect, test } from "vitest";
import type { FileTable } from "../../src/sources/files/fileTable.ts";
import { readFileTable } from "../../src/sources/files/readFileTable.ts";
import type { Table } from "../../src/sources/tables/table.ts";
import { contrastsOf, difference } from "../../src/survey/contrasts.ts";
import { crosstab } from "../../src/survey/crosstab.ts";
import type { Design, LonelyRule } from "../../src/survey/design.ts";
import { designOf } from "../../src/survey/designColumns.ts";
import { covarianceOf } from "../../src/survey/estimators.ts";
import { type IntervalMethod, intervalMethods, intervals } from "../../src/survey/intervals.ts";
import { estimateBy, type StatisticName } from "../../src/survey/statistics.ts";
import { noWeight } from "../../src/text/messages/noEstimates.ts";
import { associationOf, compute, existing, expectAgrees, maskOf, namesIn } from "../support/estimates.ts";
import { groupings, sourcesAbsent, sourcesHere } from "../support/groupings.ts";
import { given, oracle, root } from "../support/oracle.ts";

const folder = "public";
const specs = new Map(oracle(`${folder}/designs.csv`).map((row) => [row.design!, row]));
const tables = new Map<string, FileTable>();
for (const { data } of specs.values())
  if (!tables.has(data!))
    tables.set(data!, await readFileTable(`${root}test/oracle/${folder}/data/${data}.csv`));

type SampleNamed = (name: string) => { readonly table: Table; readonly design: Design };

const sampleIn =
  (tableFor: (name: string) => Table): SampleNamed =>
  (name) => {
    const { weight, strata, cluster, fpc, lonely } = specs.get(name)!;
    const table = tableFor(name);
    const design = designOf(table, {
      weight: weight || undefined,
      strata: namesIn(strata),
      cluster: cluster || undefined,
      fpc: fpc || undefined,
      lonely: lonely as LonelyRule,
    });
    return { table, design };
  };

/** The rows themselves, and the groups that a database makes of those that agree in everything but the weight. */
const found = new Map<string, Table>();
for (const source of sourcesHere)
  for (const [name, { data, weight }] of specs) {
    const rows = tables.get(data!)!;
    const own = source === "rows" ? rows : await groupings[source].grouped(rows, weight || undefined);
    found.set(`${source} ${name}`, own);
  }
const sources = sourcesHere.map(
  (source) => [source, sampleIn((name) => found.get(`${source} ${name}`)!)] as const,
);

const tolerance = 1e-8;

/** Nothing is said of a group whose weights are all zero, though R gives its total, zero. */
const weightless = (row: Record<string, string>) => given(row.sumw) === 0;

test.skip.each(sourcesAbsent)("from %s, which is not here", () => {});

describe.each(sources)("from %s", (_source, sample) => {
  describe("estimates, intervals and design effects on public data are those of R's survey", () => {
    const byCase = new Map<string, Record<string, string>[]>();
    for (const row of oracle(`${folder}/estimates.csv`))
      byCase.set(row.case!, [...(byCase.get(row.case!) ?? []), row]);
    expect(byCase.size).toBeGreaterThan(400);
    test.each([...byCase])("%s", (_, rows) => {
      // One domain that meets a lonely stratum keeps the whole table from being printed.
      if (rows.some(({ error }) => error === "yes")) {
        for (const row of rows)
          expect(() => compute(sample(row.design!), row)).toThrow("hold a single cluster");
        return;
      }
      for (const row of rows) {
        if (weightless(row)) {
          expect(() => compute(sample(row.design!), row)).toThrow(noWeight.en);
          continue;
        }
        const what = (field: string) =>
          `${row.design} ${row.statistic} ${row.variable} ${row.level} ${row.by} ${row.group} ${row.where} ${field}`;
        const found = compute(sample(row.design!), row);
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
      const run = associationOf({ table, design }, row);
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
        const of = (level: string) => existing(estimates[groups.levels.indexOf(level)]!);
        return difference(cells, of(row.first!), of(row.second!));
      };
      if (row.error === "yes") return expect(run).toThrow("hold a single cluster");
      const found = run();
      for (const field of ["estimate", "se", "statistic", "df", "low", "high"] as const)
        expectAgrees(found[field], given(row[field]), tolerance, field, found.se ?? undefined);
      expectAgrees(found.p, given(row.p), 1e-6, "p");
    });
  });

  describe("covariances and contrasts of domains on public data are those of R's survey", () => {
    const means = (row: Record<string, string>, statistic: StatisticName, variable: string) => {
      const { table, design } = sample(row.design!);
      const by = namesIn(row.by).map((name) => table.factor(name));
      const mask = maskOf(table, row.where ?? "");
      const result = estimateBy(design, mask, statistic, { values: table.numbers(variable) }, by);
      const of = (level: string) =>
        existing(result.estimates[result.groups.levels.indexOf(level.replaceAll(" * ", " × "))]!);
      return { cells: result.cells, of };
    };

    test.each(oracle(`${folder}/contrasts.csv`))("$case $design $kind of $variable by $by", (row) => {
      const { cells, of } = means(row, "mean", row.variable!);
      const [first, second] = [of(row.first!), of(row.second!)];
      const found =
        row.kind === "ratio" ? contrastsOf(cells, [second, first]).ratio : difference(cells, first, second);
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
          const by = namesIn(row.by).map((name) => table.factor(name));
          const result = crosstab(design, maskOf(table, ""), outcome, by);
          const of = (level: string) =>
            existing(
              result.table.find(
                (cell) =>
                  result.groups.levels[cell.group] === level && outcome.levels[cell.level] === row.level,
              )!.proportion,
            );
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
});
