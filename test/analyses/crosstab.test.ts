import { describe, expect, test } from "vitest";
import { type CrosstabResult, crosstab } from "../../src/analyses/crosstab.ts";
import { sampleOfDataset } from "../../src/samples/sampleOfDataset.ts";
import { sampleOfTable } from "../../src/samples/sampleOfTable.ts";
import { embeddedFile, loadDataset } from "../../src/study/dataset.ts";
import { intervalMethods } from "../../src/survey/intervals.ts";
import { expectAgrees, namesIn } from "../support/estimates.ts";
import { dataFolder, expectClose, given, oracle } from "../support/oracle.ts";
import {
  conditions,
  groupOf,
  isOfOneCluster,
  publicEstimates,
  publicSample,
} from "../support/publicSamples.ts";
import { tableWith } from "../support/table.ts";

const rowOf = ({ rows }: CrosstabResult, ...levels: string[]) => {
  const found = rows.find((row) => row.levels.join("|") === levels.join("|"));
  if (!found) throw new Error(`no row ${levels.join(", ")}`);
  return found;
};
const sum = (rows: CrosstabResult["rows"]) => rows.reduce((total, { estimate }) => total + estimate!, 0);

const apistrat = await publicSample("strat-s");

describe.each(["strat-s-fpc", "clus1", "nhanes", "zeros-s"])("proportions of %s are R's", (design) => {
  test.each(publicEstimates(design, ["proportion"]))("%s", async (_, rows) => {
    const [first] = rows as [Record<string, string>];
    const sample = await publicSample(design, { where: conditions(first) });
    for (const interval of intervalMethods)
      for (const replacement of ["without", "with"] as const) {
        const request = { outcome: first.variable!, by: namesIn(first.by), interval, replacement };
        const found = crosstab(sample, request);
        for (const row of rows) {
          const own = rowOf(found, ...groupOf(row), row.level!);
          const check = (name: string, actual: number | null, scale = 0) =>
            expectAgrees(
              actual,
              given(row[name]),
              1e-8,
              `${row.case} ${row.group} ${row.level} ${name}`,
              scale,
            );
          check("estimate", own.estimate, 1);
          check(`${interval}_low`, own.low, 1);
          check(`${interval}_high`, own.high, 1);
          check("n", own.base);
          check("df", own.df);
          if (isOfOneCluster(row)) expect([own.se, own.deff], row.case).toEqual([null, null]);
          else {
            check("se", own.se, own.estimate!);
            check(replacement === "with" ? "deff_replace" : "deff", own.deff);
          }
          check("missing", found.design.missing);
        }
      }
  });
});

test("rows have their levels in the variables' order, the outcome's last; counts are those of the cell", () => {
  const found = crosstab(apistrat, { outcome: "awards", by: ["stype", "sch.wide"] });
  expect(found).toMatchObject({ outcome: "awards", variables: ["stype", "sch.wide", "awards"] });
  expect(found.design).toMatchObject({ rows: 200, used: 200, missing: 0, strata: 3, clusters: 200, df: 197 });
  const [row] = found.rows;
  expect(row!.levels).toEqual(["E", "No", "No"]);
  const counts = found.rows.map(({ n }) => n!).reduce((total, n) => total + n);
  expect(counts).toBe(200);
  expectClose(
    found.rows.reduce((total, own) => total + own.total!, 0),
    found.design.sumOfWeights,
    1e-12,
    "weights",
  );
});

test.each(
  oracle("public/tests.csv").filter(
    ({ design, where, test: name, error }) =>
      design === "strat-s-fpc" && where === "" && !name!.endsWith("-chisq") && error === "",
  ),
)("the test of independence is svychisq's: $rows × $columns $test", async (row) => {
  const { test: found } = crosstab(await publicSample(row.design!), {
    outcome: row.columns!,
    by: [row.rows!],
    test: row.test as "first",
  });
  expect(found!.name).toBe(row.test);
  if ("reason" in found!.result) throw new Error(found!.result.reason.en);
  for (const field of ["statistic", "df1", "df2"] as const)
    expectAgrees(found!.result[field], given(row[field]), 1e-8, field);
  expectAgrees(found!.result.p, given(row.p), 1e-6, "p");
});

test("percentages of the total and of the outcome's levels add up to one", () => {
  const of = (percent: "total" | "outcome") =>
    crosstab(apistrat, { outcome: "awards", by: ["stype"], percent }).rows;
  expect(sum(of("total"))).toBeCloseTo(1, 12);
  const byOutcome = of("outcome");
  expect(byOutcome.map(({ levels }) => levels[0])).toEqual(["No", "No", "No", "Yes", "Yes", "Yes"]);
  expect(sum(byOutcome.filter(({ levels }) => levels[0] === "Yes"))).toBeCloseTo(1, 12);
});

test("missing answers are left out and counted, or are a level", async () => {
  const nhanes = await publicSample("nhanes");
  const without = crosstab(nhanes, { outcome: "HI_CHOL" });
  const having = crosstab(nhanes, { outcome: "HI_CHOL", missingLevel: "(missing)" });
  expect(without.design.missing).toBe(745);
  expect(without.rows).toHaveLength(2);
  expect(having.design.missing).toBe(0);
  expect(having.rows.map(({ levels }) => levels)).toEqual([["0"], ["1"], ["(missing)"]]);
  expect(rowOf(having, "(missing)").n).toBe(745);
});

test("conditions choose rows, definitions make variables", async () => {
  const found = crosstab(
    await publicSample("strat-s", { derive: ["large = enroll > 1000"], where: ['stype in ("E", "M")'] }),
    { outcome: "large", by: ["stype"] },
  );
  expect(found.design).toMatchObject({ used: 150, outside: 50, strata: 2 });
  expect(found.rows.map(({ levels }) => levels.join(""))).toEqual(["E0", "E1", "M0", "M1"]);
});

test("conditions are joined; a row whose condition is unknown is told apart", async () => {
  const sample = await publicSample("strat-s", { where: ["acs.k3 > 18", "enroll > 300"] });
  const { used, outside, unknown, rows } = crosstab(sample, { outcome: "awards" }).design;
  expect(used + outside + unknown).toBe(rows);
  expect(unknown).toBeGreaterThan(80);
});

test("all groups together are the same as without groups, of those who have a group", async () => {
  const { overall } = crosstab(apistrat, { outcome: "awards", by: ["stype", "small"] });
  const answered = await publicSample("strat-s", { where: ['small in ("No", "Yes")'] });
  const alone = crosstab(answered, { outcome: "awards" }).rows;
  expect(overall.map(({ levels }) => levels)).toEqual([
    [null, null, "No"],
    [null, null, "Yes"],
  ]);
  expect(alone).toHaveLength(2);
  for (const [at, { levels: _, reason: __, withheld: ___, ...own }] of alone.entries())
    for (const [field, value] of Object.entries(own))
      expectClose(overall[at]![field as keyof typeof own], value, 1e-12, field);
});

test("there are no groups together of percentages of something else", () => {
  for (const percent of ["total", "outcome"] as const)
    expect(crosstab(apistrat, { outcome: "awards", by: ["stype"], percent }).overall).toEqual([]);
  expect(crosstab(apistrat, { outcome: "awards" }).overall).toEqual([]);
});

test("the degrees of freedom of the whole design hold for the test of independence too", async () => {
  const sample = await publicSample("clus1-fpc", { where: ['stype != "E"'] });
  const { test: found } = crosstab(sample, {
    outcome: "awards",
    by: ["sch.wide"],
    freedom: "design",
    test: "second",
  });
  if ("reason" in found!.result) throw new Error(found!.result.reason.en);
  expect(found!.result.df2! / found!.result.df1).toBeCloseTo(14, 10);
});

test("one cluster has no standard error, whatever degrees of freedom are taken", async () => {
  const clus1 = await publicSample("clus1");
  const of = (freedom: "domain" | "design") =>
    crosstab(clus1, { outcome: "awards", by: ["dnum"], freedom }).rows[0];
  expect(of("domain")).toMatchObject({ df: 0, se: null, low: null, high: null, deff: null, cv: null });
  expect(of("design")).toMatchObject({ df: 14, se: null, low: null });
});

test("a proportion of 0 or 1 has no logit interval, and the result tells so", async () => {
  const table = await tableWith({ g: ["a", "a", "b", "b"], y: ["x", "x", "x", "z"] });
  const found = crosstab(sampleOfTable(table), { outcome: "y", by: ["g"] });
  expect(found.extreme).toBe(true);
  expect(rowOf(found, "a", "x")).toMatchObject({ estimate: 1, low: null, high: null });
  expect(crosstab(sampleOfTable(table), { outcome: "y" }).extreme).toBe(false);
});

test("weights that add up to no more than the rows leave no design effect but with replacement", async () => {
  const table = await tableWith({ g: ["x", "y", "x", "y"], w: [0.5, 0.5, 0.5, 0.4] });
  const of = (replacement?: "with") =>
    crosstab(sampleOfTable(table, { weight: "w" }), { outcome: "g", replacement }).rows[0]!.deff;
  expect(of()).toBeNull();
  expect(of("with")).toBeGreaterThan(0);
});

describe("of several waves", async () => {
  const declared = loadDataset(embeddedFile("panel4", dataFolder), dataFolder);
  const waves = await sampleOfDataset(declared, { waves: ["2019", "2022"] });
  const women = await sampleOfDataset(declared, {
    waves: ["2019", "2022"],
    where: ['sexe == "Femme"'],
  });

  test.each(oracle("public/waves.csv"))("differences are R's: $variable $where", (row) => {
    const sample = row.where === "" ? waves : women;
    const found = crosstab(sample, { outcome: row.variable! });
    expect(found.variables).toEqual(["wave", row.variable]);
    expect(found.overall).toEqual([]);
    for (const wave of ["2019", "2022"]) {
      const own = rowOf(found, wave, "Oui");
      expectClose(own.estimate, given(row[`estimate_${wave}`]), 1e-8, wave);
      expectClose(own.se, given(row[`se_${wave}`]), 1e-8, wave);
    }
    const { estimate, se, df, low, high, p, ...named } = found.differences.find(
      ({ shared }) => shared[0] === "Oui",
    )!;
    expect(named).toMatchObject({ shared: ["Oui"], from: "2019", to: "2022" });
    for (const [field, value] of Object.entries({ difference: estimate, se, df, low, high }))
      expectClose(value, given(row[field]), 1e-8, field);
    expectClose(p, given(row.p), 1e-6, "p");
  });

  test("differences of groups name the levels that both waves share", () => {
    const { differences, rows } = crosstab(waves, { outcome: "rdv_en_ligne", by: ["sexe"] });
    const women2019 = crosstab(women, { outcome: "rdv_en_ligne" }).differences;
    expect(new Set(rows.map(({ levels }) => levels.length))).toEqual(new Set([3]));
    for (const alone of women2019) {
      const own = differences.find(({ shared }) => shared.join() === ["Femme", ...alone.shared].join())!;
      expectClose(own.estimate, alone.estimate, 1e-10, "estimate");
      expectClose(own.se, alone.se, 1e-10, "se");
    }
  });

  test("only the percentages of each wave are compared", () => {
    const told = "waves are compared by the percentages of each";
    expect(() => crosstab(waves, { outcome: "rdv_en_ligne", percent: "total" })).toThrow(told);
    expect(() => crosstab(waves, { outcome: "wave" })).toThrow(told);
  });
});

describe("throws", () => {
  test.each([
    [
      "where a variable stands twice",
      { outcome: "awards", by: ["awards"] },
      "a variable stands twice in the table",
    ],
    ["for an unknown outcome", { outcome: "award" }, 'unknown variable for the outcome; found "award"'],
    ["for an unknown group", { outcome: "awards", by: ["stpe"] }, 'unknown variable for --by; found "stpe"'],
    [
      "for a test without groups",
      { outcome: "awards", test: "first" },
      "a test of independence needs groups",
    ],
  ] as const)("%s", (_, request, message) => {
    expect(() => crosstab(apistrat, request)).toThrow(message);
  });

  test("for values that are no levels", async () => {
    const table = await tableWith({ y: Array.from({ length: 201 }, (_, at) => at) });
    expect(() => crosstab(sampleOfTable(table), { outcome: "y" })).toThrow("y has 201 different values");
  });

  test("where nobody has answered", async () => {
    const table = await tableWith({ y: ["x", null], w: [0, 1] });
    expect(() => crosstab(sampleOfTable(table, { weight: "w" }), { outcome: "y" })).toThrow(
      "nobody with a weight answered",
    );
  });
});
