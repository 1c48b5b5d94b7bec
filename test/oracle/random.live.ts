import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { readFileTable } from "../../src/sources/files/readFileTable.ts";
import type { Factor } from "../../src/sources/tables/factor.ts";
import type { Table } from "../../src/sources/tables/table.ts";
import { associationTestNames, testAssociation } from "../../src/survey/association.ts";
import type { Comparison } from "../../src/survey/comparison.ts";
import { difference } from "../../src/survey/contrasts.ts";
import { crosstab } from "../../src/survey/crosstab.ts";
import type { Design } from "../../src/survey/design.ts";
import { designOf } from "../../src/survey/designColumns.ts";
import { groupRows } from "../../src/survey/domains.ts";
import { covarianceOf, designEffect, type Estimate } from "../../src/survey/estimators.ts";
import { intervalMethods, intervals } from "../../src/survey/intervals.ts";
import { exists } from "../../src/survey/noEstimate.ts";
import { estimateQuantiles } from "../../src/survey/quantiles.ts";
import { estimateBy, type StatisticName } from "../../src/survey/statistics.ts";
import { type Items, resultsOfR } from "../support/live.ts";
import { type RandomDesign, writeRandomDesigns } from "./randomDesigns.ts";

const count = Number(process.env.DESIGNS ?? 250);
const seed = Number(process.env.SEED ?? 4210);

const folder = mkdtempSync(join(tmpdir(), "panel-random-"));
const designs = writeRandomDesigns(folder, count, seed);
let expected: Map<string, Items>;

beforeAll(() => {
  expected = resultsOfR("test/oracle/random.R", folder);
});

const refused = /hold a single cluster/;

/** Item names begin so for what is refused as a whole: R stops at single domains. */
const refusals = new WeakMap<Items, string[]>();

/** Runs what a lonely stratum may stop; undefined when it does. */
function unlessLonely<T>(items: Items, prefix: string, run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (!refused.test((error as Error).message)) throw error;
    refusals.set(items, [...(refusals.get(items) ?? []), prefix]);
    return undefined;
  }
}

/** Everything that R computes for a design, by the same names. */
async function compute({ file, strata, clusters, fpc, lonely }: RandomDesign): Promise<Items> {
  const table = await readFileTable(join(folder, file));
  const design = designOf(table, {
    weight: "w",
    strata: strata ? ["s"] : [],
    cluster: clusters ? "c" : undefined,
    fpc: fpc === "" ? undefined : "f",
    lonely,
  });
  const items: Items = new Map();
  for (const by of [[], ["g"], ["g", "h"]]) {
    for (const statistic of ["mean", "total", "ratio"] as const)
      statisticItems(items, table, design, statistic, by);
    proportionItems(items, table, design, by);
    if (by.length < 2) quantileItems(items, table, design, by);
  }
  associationItems(items, table, design);
  contrastItems(items, table, design);
  return items;
}

const everybody = (table: Table) => new Uint8Array(table.rows).fill(1);
const factorsOf = (table: Table, by: readonly string[]): Factor[] => by.map((name) => table.factor(name));
const groupName = (level: string) => level.replaceAll(" × ", "*");

function put(items: Items, prefix: string, values: Record<string, number | null | undefined>) {
  for (const [key, value] of Object.entries(values))
    items.set(
      `${prefix}|${key}`,
      value === undefined || value === null || Number.isNaN(value) ? null : value,
    );
}

function withEffects(result: Estimate) {
  return { deff: designEffect(result, "without"), deffr: designEffect(result, "with") };
}

function proportionItems(items: Items, table: Table, design: Design, by: readonly string[]) {
  const outcome = table.factor("a");
  const result = unlessLonely(items, `prop|${by.join("*")}|`, () =>
    crosstab(design, everybody(table), outcome, factorsOf(table, by)),
  );
  for (const { group, level, proportion, n, total } of result?.table ?? []) {
    if (!exists(proportion)) continue;
    const prefix = `prop|${by.join("*")}|${groupName(result!.groups.levels[group]!)}|${outcome.levels[level]}`;
    put(items, prefix, {
      estimate: proportion.estimate,
      se: proportion.se,
      n,
      base: proportion.n,
      total,
      df: proportion.df,
      ...withEffects(proportion),
    });
    for (const method of intervalMethods) {
      const { low, high } = intervals[method](proportion, 0.95);
      put(items, prefix, { [`${method}.low`]: low, [`${method}.high`]: high });
    }
  }
}

function statisticItems(
  items: Items,
  table: Table,
  design: Design,
  statistic: StatisticName,
  by: readonly string[],
) {
  const measured = {
    values: table.numbers("y"),
    denominator: statistic === "ratio" ? table.numbers("x") : undefined,
  };
  const result = unlessLonely(items, `${statistic}|${by.join("*")}|`, () =>
    estimateBy(design, everybody(table), statistic, measured, factorsOf(table, by)),
  );
  for (const [group, estimate] of result?.estimates.entries() ?? []) {
    if (!exists(estimate)) continue;
    const { low, high } = intervals.wald(estimate, 0.95);
    put(items, `${statistic}|${by.join("*")}|${groupName(result!.groups.levels[group]!)}`, {
      estimate: estimate.estimate,
      se: estimate.se,
      df: estimate.df,
      low,
      high,
      ...(statistic === "ratio" ? {} : { base: estimate.n, ...withEffects(estimate) }),
    });
  }
}

function quantileItems(items: Items, table: Table, design: Design, by: readonly string[]) {
  const values = table.numbers("y");
  const { groups } = groupRows(
    design,
    everybody(table),
    factorsOf(table, by),
    (row) => !Number.isNaN(values[row]!),
  );
  for (const probability of [0.1, 0.5, 0.9]) {
    const found =
      unlessLonely(items, `quantile|${by.join("*")}|`, () =>
        estimateQuantiles(design, values, groups, probability, 0.95),
      ) ?? [];
    found.forEach((result, group) => {
      if (!exists(result)) return;
      const { estimate, low, high, se } = result;
      put(items, `quantile|${by.join("*")}|${groups.levels[group]}|${probability}`, {
        estimate,
        low,
        high,
        se,
      });
    });
  }
}

function associationItems(items: Items, table: Table, design: Design) {
  const result = unlessLonely(items, "test|", () =>
    crosstab(design, everybody(table), table.factor("b"), [table.factor("a")]),
  );
  const names = { first: "first", second: "second", wald: "wald", "adjusted-wald": "adjwald" } as const;
  for (const name of associationTestNames) {
    const domain = result ? Array.from(result.cells.rows.keys()) : [];
    const found = result && testAssociation(result.cells, domain, [0, 1], name);
    const test = found && "p" in found ? found : undefined;
    put(items, `test|${names[name]}`, { F: test?.statistic, df1: test?.df1, df2: test?.df2, p: test?.p });
  }
}

function contrastItems(items: Items, table: Table, design: Design) {
  for (const statistic of ["mean", "total"] as const) {
    const result = unlessLonely(items, statistic === "mean" ? "ttest|" : "cov|", () =>
      estimateBy(
        design,
        everybody(table),
        statistic,
        { values: table.numbers("y") },
        factorsOf(table, ["g"]),
      ),
    );
    if (!result) continue;
    const { estimates, cells, groups } = result;
    const found = estimates.flatMap((estimate, group) => (exists(estimate) ? [{ group, estimate }] : []));
    const covariance = covarianceOf(
      cells,
      found.map(({ estimate }) => estimate),
    );
    // R's variances of `adjust` and `average` depend on the strata of their own domain, and have no joint matrix.
    (["adjust", "average"].includes(design.lonely) ? [] : found).forEach((first, j) => {
      found.slice(j).forEach((second, k) => {
        items.set(
          `cov|${statistic}|${groups.levels[first.group]}|${groups.levels[second.group]}`,
          covariance[j]![j + k]!,
        );
      });
    });
    if (statistic === "mean" && found.length === 2) {
      const contrast: Comparison = difference(cells, found[0]!.estimate, found[1]!.estimate);
      const { estimate, se, statistic: t, df, p, low, high } = contrast;
      put(items, "ttest", { estimate, se, t, df, p, low, high });
    }
  }
}

/** What a relative difference is measured against: an item of its own, or the size of what it is part of. */
function scaleOf(item: string, items: Items): number {
  const parts = item.split("|");
  const key = parts.pop()!;
  const sibling = (name: string) => Math.abs(items.get([...parts, name].join("|")) ?? 0);
  if (parts[0] === "cov") {
    const own = (group: string) => Math.abs(items.get(`cov|${parts[1]}|${group}|${group}`) ?? 0);
    const [first, second] = [parts[2]!, key].map((group) => ({
      mean: Math.abs(items.get(`${parts[1]}|g|${group}|estimate`) ?? 0),
      se: Math.sqrt(own(group)),
    })) as [{ mean: number; se: number }, { mean: number; se: number }];
    // The scores carry rounding errors of the size of the estimates.
    return (
      first.se * second.se +
      1e-5 * (first.mean * second.se + second.mean * first.se) +
      1e-18 * first.mean * second.mean
    );
  }
  if (key.endsWith("low") || key.endsWith("high") || key === "se")
    return Math.max(sibling("estimate"), sibling("se"));
  // Where a variance is zero R divides rounding errors.
  if (key.startsWith("deff")) return 1e-8;
  return key === "estimate" ? sibling("se") : 0;
}

describe(`${count} random designs give what R's survey gives now (seed ${seed})`, () => {
  test.each(designs)("$id: strata $strata, clusters $clusters, fpc $fpc, lonely $lonely", async (design) => {
    const wanted = expected.get(design.id)!;
    if (wanted.has("design|error")) return;
    const found = await compute(design);
    const faults: string[] = [];
    const refusedHere = refusals.get(found) ?? [];
    for (const prefix of refusedHere) {
      const items = [...wanted].filter(([item]) => item.startsWith(prefix));
      if (prefix !== "ttest|" && !items.some(([, value]) => value === null))
        faults.push(`${prefix} refused, but not in R`);
    }
    for (const [item, value] of wanted) {
      if (refusedHere.some((prefix) => item.startsWith(prefix))) continue;
      const own = found.get(item) ?? null;
      // R's design effect of a total is negative, or zero, where the weights add up to no more than the rows.
      const given = item.endsWith("|deff") && own === null && value !== null && value <= 0 ? null : value;
      if (given === null && own === null) continue;
      if (given === null || own === null) {
        faults.push(`${item}: ${own} against ${value} in R`);
        continue;
      }
      const tolerance = item.endsWith("|p") || item.startsWith("quantile") ? 1e-6 : 1e-8;
      const allowed = Math.max(tolerance * Math.abs(given), 1e-10 * scaleOf(item, wanted), 1e-300);
      if (!(Math.abs(own - given) <= allowed)) faults.push(`${item}: ${own} against ${value} in R`);
    }
    for (const [item, value] of found)
      if (value !== null && !wanted.has(item)) faults.push(`${item}: ${value}, which R has not`);
    expect(faults).toEqual([]);
  });
});
