import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { crosstab } from "../../src/analyses/crosstab.ts";
import { type EstimateResult, estimate, type Statistic } from "../../src/analyses/estimate.ts";
import { model } from "../../src/analyses/model.ts";
import { sampleOfDataset } from "../../src/samples/sampleOfDataset.ts";
import { sampleOfTable } from "../../src/samples/sampleOfTable.ts";
import { readFileTable } from "../../src/sources/files/readFileTable.ts";
import { embeddedFile, loadDataset } from "../../src/study/dataset.ts";
import { InputError } from "../../src/text/errors.ts";
import { noWeight } from "../../src/text/messages/noEstimates.ts";
import { expectAgrees, namesIn } from "../support/estimates.ts";
import { folderWith } from "../support/files.ts";
import { dataFolder, expectClose, given, oracle, root } from "../support/oracle.ts";
import {
  conditions,
  groupOf,
  isOfOneCluster,
  publicEstimates,
  publicSample,
} from "../support/publicSamples.ts";
import { tableWith } from "../support/table.ts";

const rowOf = ({ rows }: EstimateResult, ...levels: string[]) => {
  const found = rows.find((row) => row.levels.join("|") === levels.join("|"));
  if (!found) throw new Error(`no row ${levels.join(", ")}`);
  return found;
};
const mean: Statistic = { kind: "mean" };
const apistrat = await publicSample("strat-s");

function statisticOf({ statistic, probability, denominator }: Record<string, string>): Statistic {
  if (statistic === "quantile") return { kind: "quantile", probability: Number(probability) };
  if (statistic === "ratio") return { kind: "ratio", denominator: denominator! };
  return { kind: statistic as "mean" | "total" };
}

describe.each(["strat-s", "strat-s-fpc", "clus1", "nhanes", "zeros-s"])(
  "estimates of %s are R's",
  (design) => {
    test.each(publicEstimates(design, ["mean", "total", "ratio", "quantile"]))("%s", async (_, rows) => {
      const [first] = rows as [Record<string, string>];
      const sample = await publicSample(design, { where: conditions(first) });
      const request = { variable: first.variable!, statistic: statisticOf(first), by: namesIn(first.by) };
      const found = estimate(sample, request);
      const ofReplacement = estimate(sample, { ...request, replacement: "with" });
      for (const row of rows) {
        const own = rowOf(found, ...groupOf(row));
        // R gives the total of a group whose weights are all zero; here it is blank.
        if (given(row.sumw) === 0) {
          expect(own).toMatchObject({ estimate: null, se: null, n: given(row.n), reason: noWeight });
          continue;
        }
        const check = (name: string, actual: number | null, tolerance = 1e-8, scale = 0) =>
          expectAgrees(actual, given(row[name]), tolerance, `${row.case} ${row.group} ${name}`, scale);
        check("estimate", own.estimate, 1e-8, 1);
        check("n", own.base);
        check("df", own.df);
        check("missing", found.design.missing);
        if (isOfOneCluster(row)) expect([own.se, own.deff], row.case).toEqual([null, null]);
        else check("se", own.se, 1e-8, own.estimate!);
        const bounds = first.statistic === "quantile" ? 1e-6 : 1e-8;
        check("wald_low", own.low, bounds, own.estimate!);
        check("wald_high", own.high, bounds, own.estimate!);
        if (first.statistic === "quantile") expect(own.deff).toBeNull();
        else if (!isOfOneCluster(row)) {
          check("deff", own.deff);
          check("deff_replace", rowOf(ofReplacement, ...groupOf(row)).deff);
        }
      }
    });
  },
);

test("rows tell the coefficient of variation and Kish's effective sample size", async () => {
  const table = await tableWith({ y: [1, 2, 3, 4], w: [1, 1, 2, 4] });
  const [row] = estimate(sampleOfTable(table, { weight: "w" }), { variable: "y", statistic: mean }).rows;
  expect(row).toMatchObject({ levels: [], estimate: 25 / 8, n: 4, total: 8, base: 4, df: 3 });
  expect(row!.effective).toBeCloseTo(64 / 22, 12);
  expect(row!.cv).toBeCloseTo(row!.se! / (25 / 8), 12);
});

test("all groups together are the same as without groups", () => {
  for (const kind of ["mean", "total"] as const) {
    const grouped = estimate(apistrat, { variable: "api00", statistic: { kind }, by: ["stype"] });
    const alone = estimate(apistrat, { variable: "api00", statistic: { kind } });
    expect(grouped.overall).toEqual([{ ...alone.rows[0], levels: [null] }]);
    expect(alone.overall).toEqual([]);
  }
});

test("the order of the rows changes no digit", async () => {
  const [header, ...lines] = readFileSync(`${root}test/oracle/public/data/apistrat.csv`, "utf8")
    .trimEnd()
    .split("\n");
  const folder = folderWith({ "back.csv": [header, ...lines.reverse()].join("\n") });
  const back = sampleOfTable(await readFileTable(`${folder}/back.csv`), { weight: "pw" });
  const ahead = await publicSample("strat-w");
  for (const statistic of [
    mean,
    { kind: "total" },
    { kind: "ratio", denominator: "api99" },
    { kind: "quantile", probability: 0.3 },
  ] satisfies Statistic[]) {
    const request = { variable: "api00", statistic, by: ["stype"] };
    expect(estimate(back, request)).toEqual(estimate(ahead, request));
  }
});

test("missing answers of a group are left out and counted, or are a level", async () => {
  const nhanes = await publicSample("nhanes");
  const request = { variable: "RIAGENDR", statistic: mean, by: ["HI_CHOL"] };
  const without = estimate(nhanes, request);
  const having = estimate(nhanes, { ...request, missingLevel: "none" });
  expect([without.rows.length, without.design.missing]).toEqual([2, 745]);
  expect([having.rows.length, having.design.missing]).toEqual([3, 0]);
  expect(rowOf(having, "none").n).toBe(745);
});

describe("a t test of two groups", () => {
  test.each(
    oracle("public/ttests.csv").filter(
      ({ design, error }) => ["strat-s", "strat-s-fpc", "clus1"].includes(design!) && error === "",
    ),
  )("is svyttest's: $design $variable $group $where", async (row) => {
    const sample = await publicSample(row.design!, { where: conditions(row) });
    const found = estimate(sample, {
      variable: row.variable!,
      statistic: mean,
      by: [row.group!],
      test: true,
    });
    expect(found.tested).toBe(true);
    expect(found.differences).toHaveLength(1);
    const [own] = found.differences;
    expect(own).toMatchObject({ shared: [], from: row.first, to: row.second });
    for (const field of ["estimate", "se", "statistic", "df", "low", "high"] as const)
      expectClose(own![field], given(row[field]), 1e-8, field);
    expectClose(own!.p, given(row.p), 1e-6, "p");
  });

  test("has the degrees of freedom of the whole design where they are asked for", async () => {
    const sample = await publicSample("clus1-fpc", { where: ['stype != "E"'] });
    const request = { variable: "api00", statistic: mean, by: ["awards"], test: true };
    expect(estimate(sample, { ...request, freedom: "design" }).differences[0]!.df).toBe(13);
  });

  test("names groups of several variables by all their levels", async () => {
    const sample = await publicSample("strat-s", { where: ['stype == "H"', 'sch.wide == "No"'] });
    const request = { variable: "api00", statistic: mean, by: ["stype", "awards", "comp.imp"], test: true };
    const { differences } = estimate(sample, request);
    expect(differences[0]).toMatchObject({ from: "H × No × No", to: "H × No × Yes" });
  });
});

test("intervals have the degrees of freedom of the domain, or of the whole design", async () => {
  const sample = await publicSample("strat-s", { where: ['stype == "H"'] });
  const of = (freedom: "domain" | "design") =>
    estimate(sample, { variable: "api00", statistic: mean, freedom }).rows[0]!;
  expect(of("domain").df).toBe(49);
  expect(of("design").df).toBe(197);
  expect(of("design").se).toBe(of("domain").se);
  expect(of("design").high).toBeLessThan(of("domain").high!);
});

test("one cluster in each of several strata has a standard error, and no interval", async () => {
  const expected = oracle("public/estimates.csv").find(
    ({ design, statistic, variable, group, where }) =>
      design === "zeros-s" && statistic === "mean" && variable === "score" && group === "few" && where === "",
  )!;
  expect(expected.df).toBe("0");
  const zeros = await publicSample("zeros-s");
  const few = rowOf(estimate(zeros, { variable: "score", statistic: mean, by: ["kind"] }), "few");
  expectClose(few.se, given(expected.se), 1e-8, "se");
  expect(few.low).toBeNull();
});

test("waves are compared, in each group that they share; quantiles are not", async () => {
  const sample = await sampleOfDataset(loadDataset(embeddedFile("panel4", dataFolder), dataFolder), {
    waves: ["2019", "2022"],
  });
  const request = { variable: "age", statistic: mean, by: ["sexe"] };
  const found = estimate(sample, request);
  expect(found.by).toEqual(["wave", "sexe"]);
  expect(found.overall).toEqual([]);
  expect(found.differences.map(({ shared, from, to }) => [...shared, from, to])).toEqual([
    ["Homme", "2019", "2022"],
    ["Femme", "2019", "2022"],
  ]);
  for (const { shared, estimate: own } of found.differences)
    expectClose(
      own,
      rowOf(found, "2022", ...shared).estimate! - rowOf(found, "2019", ...shared).estimate!,
      1e-10,
      shared.join(),
    );
  const median: Statistic = { kind: "quantile", probability: 0.5 };
  expect(estimate(sample, { ...request, statistic: median }).differences).toEqual([]);
});

describe("throws", () => {
  const of = (request: Partial<Parameters<typeof estimate>[1]>) => () =>
    estimate(apistrat, { variable: "api00", statistic: mean, ...request });

  test.each([
    ["where a variable stands twice", { by: ["api00"] }, "a variable stands twice in the table"],
    ["for an unknown variable", { variable: "api01" }, 'unknown variable for the variable; found "api01"'],
    [
      "for an unknown denominator",
      { statistic: { kind: "ratio", denominator: "api98" } as const },
      'unknown variable for the denominator; found "api98"',
    ],
    ["for a t test of three groups", { by: ["stype"], test: true }, 'two groups; found ["E","H","M"]'],
    ["for a t test without groups", { test: true }, "a t test compares two groups"],
    [
      "for a t test of quantiles",
      { by: ["awards"], test: true, statistic: { kind: "quantile", probability: 0.5 } as const },
      "quantiles have no t test",
    ],
  ])("%s", (_, request, message) => {
    expect(of(request)).toThrow(InputError);
    expect(of(request)).toThrow(message);
  });

  test("where nobody has answered, or a denominator is zero", async () => {
    const table = await tableWith({ y: [1, 2, null], z: [0, 0, 0], w: [0, 0, 1] });
    const sample = sampleOfTable(table, { weight: "w" });
    expect(() => estimate(sample, { variable: "y", statistic: mean })).toThrow(
      "nobody with a weight answered",
    );
    expect(() =>
      estimate(sampleOfTable(table), { variable: "y", statistic: { kind: "ratio", denominator: "z" } }),
    ).toThrow("the denominator's total is zero");
  });
});

test("a level or a probability that is no share is refused, and degrees of freedom below one", async () => {
  const sample = sampleOfTable(await tableWith({ y: [1, 2, 3], g: ["a", "b", "a"] }), {});
  const mean = { variable: "y", statistic: { kind: "mean" } } as const;
  expect(() => estimate(sample, { ...mean, level: 95 })).toThrow(
    "a confidence level lies between 0 and 1; found 95",
  );
  const quantile = { kind: "quantile", probability: 50 } as const;
  expect(() => estimate(sample, { variable: "y", statistic: quantile })).toThrow(
    "the probability of a quantile",
  );
  expect(() => crosstab(sample, { outcome: "g", level: Number.NaN })).toThrow("a confidence level");
  expect(() => model(sample, { formula: "y ~ g", family: "linear", freedom: -3 })).toThrow(
    "degrees of freedom",
  );
});
