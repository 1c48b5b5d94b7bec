import { describe, expect, test } from "vitest";
import { fitModel } from "../../src/models/fit/model.ts";
import { parseFormula } from "../../src/models/formula/formula.ts";
import { fitStatistics } from "../../src/models/results/fitStatistics.ts";
import { largestInfluence } from "../../src/models/results/influence.ts";
import { lonelyLevels } from "../../src/models/results/lonelyLevels.ts";
import { pairwiseContrasts } from "../../src/models/results/pairs.ts";
import { termsOf } from "../../src/models/results/terms.ts";
import { testTerms } from "../../src/models/results/waldTests.ts";
import { readFileTable } from "../../src/sources/files/readFileTable.ts";
import { makeDesign } from "../../src/survey/design.ts";
import { designOf } from "../../src/survey/designColumns.ts";
import { maskOf } from "../support/estimates.ts";
import { expectClose, given, oracle, root } from "../support/oracle.ts";
import { fitColumns, fitted, refused } from "../support/table.ts";

describe("models of levels of apistrat are those of svyglm", () => {
  test.each(oracle("estimators-model-specs.csv"))(
    "$model",
    async ({ model, family, outcome, level, domain, weight, covariates, reference }) => {
      const table = await readFileTable(`${root}test/oracle/apistrat.csv`);
      const design = designOf(table, { weight, strata: ["stype"] });
      const where = domain!.replace(/(\S+)=(\S+)/, (_, name, levels) => {
        return `${name} in (${levels.split("|").map((of: string) => JSON.stringify(of))})`;
      });
      const mask = maskOf(table, where);
      const names = covariates!.split(" ");
      const lastOf = (name: string) => {
        const { levels, codes } = table.factor(name);
        return levels.findLast((_, code) => codes.some((own, row) => own === code && mask[row] === 1))!;
      };
      const fit = fitModel(table, design, mask, {
        formula: parseFormula(`${level ? `${outcome} == "${level}"` : outcome} ~ ${names.join(" + ")}`),
        family: family as "logistic" | "poisson",
        covariance: "design",
        references: new Map(reference === "last" ? names.map((name) => [name, lastOf(name)]) : []),
        normal: false,
        level: 0.95,
      });
      if ("refusal" in fit) throw new Error(fit.refusal.en);
      const estimated = termsOf(fit).filter(({ role }) => role === "estimated");
      const expected = oracle("estimators-models.csv").filter((row) => row.model === model);
      expect(expected).toHaveLength(estimated.length);
      for (const row of expected) {
        const found = estimated.find((term) => term.variable === row.variable && term.level === row.level)!;
        for (const field of ["estimate", "se", "statistic", "df", "p", "low", "high"] as const)
          expectClose(found[field], given(row[field]), 1e-9, `${row.variable} ${row.level} ${field}`);
        expect(fit.n).toBe(given(row.n));
      }
    },
  );
});

const half = [..."aaaaaabbbbbb"];
const alternating = [1, 0, 1, 0, 1, 0, 0, 1, 0, 1, 0, 1];

describe("a model that does not exist is explained, never returned", () => {
  test("a level whose outcome never varies separates", async () => {
    const y = [1, 1, 1, 1, 1, 1, 0, 1, 0, 1, 0, 1];
    expect(await refused("y ~ group", { y, group: half }, { family: "logistic" })).toBe(
      'y is 1 for everybody at the level "a" of group (separation)',
    );
    const counts = [2, 1, 3, 1, 2, 1, 0, 0, 0, 0, 0, 0];
    expect(await refused("counts ~ group", { counts, group: half }, { family: "poisson" })).toBe(
      'counts is 0 for everybody at the level "b" of group (separation)',
    );
  });

  test("two corners without variation, in which no single level separates", async () => {
    const columns = { y: [1, 0, 1, 0, 0, 0, 1, 1, 1, 0, 1, 0], first: half, second: [..."aaabbbaaabbb"] };
    expect(await refused("y ~ first + second", columns, { family: "logistic" })).toBe(
      "first, second together tell the outcomes apart (separation): a coefficient tends to infinity",
    );
    expect(await refused("y ~ first * second", columns, { family: "logistic" })).toBe(
      'y is 0 for everybody at the levels "a" of first and "b" of second (separation)',
    );
  });

  test("a number that tells the outcomes apart, and one that does so but for a tie", async () => {
    const x = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
    const y = x.map((value) => Number(value > 6));
    for (const link of ["logit", "probit", "cloglog"] as const)
      expect(await refused("y ~ x", { y, x }, { family: "logistic", link })).toBe(
        "x tells the outcomes apart (separation): a coefficient tends to infinity",
      );
    const tied = { y: [...y, 0, 1], x: [...x, 6.5, 6.5] };
    expect(await refused("y ~ x", tied, { family: "logistic" })).toMatch(/^x tells the outcomes apart/);
    const overlapping = { y: [...y, 1, 0], x: [...x, 6.4, 6.6] };
    expect(await refused("y ~ x", overlapping, { family: "logistic" })).toMatch(/^fitted/);
  });

  test("separation is found, however little the separated rows weigh", async () => {
    const columns = { y: [...alternating, 1, 1], group: [...half, "c", "c"] };
    for (const link of ["logit", "probit", "cloglog"] as const)
      for (const tiny of [1, 1e-6, 1e-14]) {
        const design = makeDesign([...Array(12).fill(1), tiny, tiny]);
        expect(await refused("y ~ group", columns, { family: "logistic", link, design })).toBe(
          'y is 1 for everybody at the level "c" of group (separation)',
        );
      }
  });

  test("outcomes that overlap in a millionth of the range are not separated", async () => {
    const x = Array.from({ length: 100 }, (_, at) => (at < 50 ? at : at + 1));
    const y = x.map((value) => Number(value > 50));
    for (const overlap of [1, 0.01, 1e-3, 1e-4]) {
      const columns = { x: [...x, 50, 50 + overlap], y: [...y, 1, 0] };
      for (const link of ["logit", "probit", "cloglog"] as const)
        expect(await refused("y ~ x", columns, { family: "logistic", link }), `${link} ${overlap}`).toMatch(
          /^fitted/,
        );
    }
    const touching = { x: [...x, 50, 50], y: [...y, 1, 0] };
    expect(await refused("y ~ x", touching, { family: "logistic" })).toMatch(/^x tells the outcomes apart/);
  });

  test("a slope so steep that outcomes overlap in a thousandth of the range alone is fitted", async () => {
    const x = Array.from({ length: 400 }, (_, at) => (at - 200) * 50 + 25);
    const y = x.map((value) => Number(value > 0));
    const columns = { x: [...x, -4, -2, 3, 5], y: [...y, 1, 0, 0, 1] };
    const model = await fitted("y ~ x", columns, { family: "logistic" });
    expect(model.coefficients[1]).toBeGreaterThan(0);
  });

  test("an outcome that is always the same", async () => {
    const zeros = Array(12).fill(0);
    expect(await refused("y ~ group", { y: zeros, group: half }, { family: "logistic" })).toBe(
      "y is always 0",
    );
    expect(await refused("y ~ 1", { y: zeros }, { family: "poisson" })).toBe("y is always 0");
    const answers = { answer: Array(12).fill("no"), group: half };
    expect(await refused("answer ~ group", answers, { family: "logistic" })).toBe("answer is always no");
    const reference = { family: "logistic", references: new Map([["answer", "no"]]) } as const;
    expect(await refused("answer ~ group", answers, reference)).toBe("answer is always no");
  });

  test("a factor with one level in the domain; a named reference without rows", async () => {
    const columns = { y: alternating, group: half, other: [..."abcabcabcabc"] };
    const mask = Uint8Array.from(half, (level) => Number(level === "a"));
    expect(await refused("y ~ group", columns, { mask })).toBe(
      'group has a single level among the rows used, "a"; take it out of the formula',
    );
    const noC = Uint8Array.from(columns.other, (level) => Number(level !== "c"));
    expect(await refused("y ~ other", columns, { mask: noC, references: new Map([["other", "c"]]) })).toBe(
      'the reference level "c" of other has no rows; choose another: a, b',
    );
  });

  test("nobody, and a formula without terms", async () => {
    expect(await refused("y ~ x", { y: [1, 2, null, null], x: [null, null, 1, 2] })).toBe(
      "no row of the domain answered everything with a positive weight",
    );
    expect(await refused("y ~ 0", { y: [1, 2, 3] })).toBe("the formula has no term that varies");
  });
});

describe("a model that exists is found, however awkward its data", () => {
  test("collinear columns are dropped and named, as R does", async () => {
    const columns = {
      y: [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8],
      x: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
      group: half,
    };
    const model = await fitted("y ~ x + I(2 * x + 1) + group + factor(half)", {
      ...columns,
      half: half.map((level) => (level === "a" ? 1 : 2)),
    });
    expect(
      termsOf(model)
        .filter(({ role }) => role === "aliased")
        .map(({ term }) => term),
    ).toEqual(["I(2 * x + 1)", "factor(half)2"]);
  });

  test("a domain that empties a level drops the level", async () => {
    const columns = { y: [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8], group: [..."abcabcabcabc"] };
    const mask = Uint8Array.from(columns.group, (level) => Number(level !== "b"));
    const model = await fitted("y ~ group", columns, { mask });
    expect(termsOf(model).map(({ level, role }) => [level, role])).toEqual([
      ["", "estimated"],
      ["a", "reference"],
      ["c", "estimated"],
    ]);
    expect(model.frame.factors[0]!.absent).toEqual(["b"]);
  });

  /** Straight lines of slope 0.2 and 0.02, with residuals that sum to zero and are orthogonal to x. */
  const lines = {
    y: [1.1, 1.3, 1.2, 1.7, 1.9, 3.3, 3.9, 3.1, 3.5, 3.6],
    x: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
    group: [..."aaaaabbbbb"],
  };
  const unequal = makeDesign([...Array(5).fill(1e-6), ...Array(5).fill(1e6)]);

  test("weights that differ by 1e12: each group's line is right, or lost in rounding and refused", async () => {
    const toHeavy = { design: unequal, references: new Map([["group", "b"]]) };
    const [intercept, other, slope, difference] = (await fitted("y ~ group * x", lines, toHeavy))
      .coefficients;
    for (const [found, expected] of [
      [intercept, 3.32],
      [other, 0.84 - 3.32],
      [slope, 0.02],
      [difference, 0.18],
    ] as const)
      expectClose(found, expected, 1e-9, "line");
    expect(await refused("y ~ group * x", lines, { design: unequal })).toMatch(/is lost in rounding errors/);
    const [mean, gap] = (await fitted("y ~ group", lines, { design: unequal })).coefficients;
    expectClose(mean, 1.44, 1e-9, "mean");
    expectClose(gap, 2.04, 1e-9, "difference");
  });

  test("covariates whose scales differ a million times a million fold", async () => {
    const scaled = { ...lines, x: lines.x.map((x) => x * 1e6), z: lines.x.map((x) => (x % 3) * 1e-6) };
    const [, big, small] = (await fitted("y ~ x + z", scaled)).coefficients;
    const [, plain, other] = (await fitted("y ~ x + z", { ...lines, z: lines.x.map((x) => x % 3) }))
      .coefficients;
    expectClose(big! * 1e6, plain!, 1e-12, "x");
    expectClose(small! / 1e6, other!, 1e-12, "z");
  });

  test("an outcome that is the same number everywhere has no spread, and no test", async () => {
    const model = await fitted("y ~ group", { y: Array(12).fill(7.25), group: half });
    const [intercept, , slope] = termsOf(model);
    expectClose(intercept!.estimate, 7.25, 1e-15, "the mean");
    expect(slope).toMatchObject({ se: 0, statistic: null, p: null });
  });

  test("more columns than rows: the fit is perfect, and nothing is tested", async () => {
    const columns = { y: [1, 2, 3, 4], x: [1, 3, 2, 5], z: [2, 2, 1, 9], u: [1, 0, 0, 2], v: [5, 1, 2, 2] };
    const model = await fitted("y ~ x + z + u + v", columns);
    expect(model.df).toBe(0);
    expect(termsOf(model).at(-1)).toMatchObject({ term: "v", role: "aliased" });
    for (const term of termsOf(model).slice(0, -1))
      expect(term).toMatchObject({ se: 0, statistic: null, p: null, low: null, high: null });
    expect(testTerms(model).every(({ F, p }) => F === null && p === null)).toBe(true);
    expect(largestInfluence(model)).toBeUndefined();
  });

  test("residuals that are rounding errors are no variance, whatever the family", async () => {
    const columns = { y: Array(12).fill(5), x: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13], group: half };
    for (const family of ["poisson", "quasipoisson", "linear"] as const)
      for (const covariance of ["design", "HC0", "HC3", "model"] as const) {
        if (family === "poisson" && covariance === "model") continue;
        const model = await fitted("y ~ x + group", columns, { family, covariance });
        for (const term of termsOf(model))
          if (term.role === "estimated")
            expect(term, `${family} ${covariance}`).toMatchObject({ se: 0, p: null });
      }
  });

  test("a level that lies in one cluster, without an intercept, has no variance to tell", async () => {
    const columns = { y: [1, 0, 1, 0, 1, 1, 0, 1, 0, 1, 0, 1], group: [..."aabbccaabbcc"] };
    const clusters = {
      levels: ["k", "l", "m", "n", "o"],
      codes: Int8Array.from([0, 1, 2, 3, 4, 4, 1, 0, 3, 2, 4, 4]),
    };
    const model = await fitted("y ~ 0 + group", columns, {
      family: "logistic",
      design: makeDesign(Array(12).fill(1), { clusters }),
    });
    expect(termsOf(model).at(-1)).toMatchObject({ se: 0, statistic: null, p: null });
    expect(testTerms(model)[0]).toMatchObject({ F: null, p: null });
    expect(largestInfluence(model)).toBeUndefined();
  });

  test("a level that lies in one cluster of a nested factor is compared where columns leave no doubt", async () => {
    const dept = [..."aabbccddaabbccdd"].map((name) => `d${"abcd".indexOf(name) + 1}`);
    const region = dept.map((name) => (name < "d3" ? "R1" : "R2"));
    const y = dept.map((name, at) => Number(name[1]) + (at % 3));
    for (const reference of ["d1", "d2", "d3", "d4"]) {
      const model = await fitted(
        "y ~ region + dept",
        { y, region, dept },
        { references: new Map([["dept", reference]]) },
      );
      const known = pairwiseContrasts(model, "dept").filter(({ scale }) => scale === "coefficient");
      expect(
        known.flatMap(({ level, versus, estimate }) => (estimate !== null ? `${level}-${versus}` : [])),
      ).toEqual(["d2-d1", "d4-d3"]);
    }
  });

  test("a level that a single cluster holds is named: its standard error lacks the variance between clusters", async () => {
    const columns = { y: [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8], group: [..."aabbccaabbcc"] };
    const clusters = (codes: readonly number[]) =>
      makeDesign(Array(12).fill(1), {
        clusters: { levels: ["k", "l", "m", "n", "o"], codes: Int8Array.from(codes) },
      });
    const alone = await fitted("y ~ group", columns, {
      design: clusters([0, 1, 2, 3, 4, 4, 1, 0, 3, 2, 4, 4]),
    });
    expect(lonelyLevels(alone)).toEqual([{ variable: "group", level: "c" }]);
    const shared = await fitted("y ~ group", columns, {
      design: clusters([0, 1, 2, 3, 4, 4, 1, 0, 3, 2, 4, 3]),
    });
    expect(lonelyLevels(shared)).toEqual([]);
  });

  test("a fit whose predictors are all zero has a null deviance all the same", async () => {
    const y = [1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0];
    for (const link of ["logit", "probit", "cloglog"] as const) {
      const model = await fitted(
        "y ~ x",
        { y, x: [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6] },
        { family: "logistic", link },
      );
      expectClose(fitStatistics(model).nullDeviance, 12 * 2 * Math.log(2), 1e-12, link);
    }
  });

  test.each([
    ["y ~ x * group", "linear"],
    ["count ~ x * group", "poisson"],
    ["count ~ 0 + group:x", "poisson"],
  ] as const)(
    "the order of the rows changes nothing, not even the last digit: %s",
    async (formula, family) => {
      const n = 60;
      const x = Array.from({ length: n }, (_, at) => Math.sin(at) * 10);
      const columns = {
        y: x.map((value, at) => Math.exp(value / 7) + (at % 5)),
        count: x.map((_, at) => (at * at) % 7),
        x,
        group: x.map((_, at) => "abc"[at % 3]!),
        w: x.map((_, at) => 0.1 + (at % 11) / 7),
      };
      const order = Array.from({ length: n }, (_, at) => (at * 37) % n);
      const turned = Object.fromEntries(
        Object.entries(columns).map(([name, values]) => [name, order.map((at) => values[at]!)]),
      ) as typeof columns;
      const [first, second] = await Promise.all(
        [columns, turned].map((rows) =>
          fitted(formula, rows, { family, design: makeDesign(Float64Array.from(rows.w)) }),
        ),
      );
      expect(second!.coefficients).toEqual(first!.coefficients);
      expect(second!.covariance).toEqual(first!.covariance);
      expect(fitStatistics(second!)).toEqual(fitStatistics(first!));
    },
  );
});

describe("bad input is told", () => {
  const columns = {
    y: [1, 2, 0.5, 4],
    x: [0, 1, 2, 3],
    group: [..."abab"],
    answer: ["yes", "no", "yes", "no"],
  };
  test.each([
    ["y ~ size", {}, /unknown variable for the formula; found "size"/],
    ["size ~ x", {}, /unknown variable for the outcome; found "size"/],
    ["y ~ log(x)", {}, /line 2, column x: log\(x\) does not exist; found 0/],
    ["log(x) ~ y", {}, /line 2, column x: log\(x\) does not exist; found 0/],
    ["group ~ x", {}, /group is no number, as the outcome of a linear model must be; found \["a","b"\]/],
    ["y ~ x", { family: "logistic" }, /line 3: y is no outcome of a logistic model; found 2/],
    ["I(-x) ~ y", { family: "poisson" }, /line 3: -x is no outcome of a poisson model; found -1/],
    ["y ~ group", { references: new Map([["group", "c"]]) }, /group has no such level; found "c"/],
    ["y ~ x", { references: new Map([["x", "1"]]) }, /no factor of the model; found "x"/],
    ["y ~ group", { references: new Map([["y", "1"]]) }, /the outcome has no levels/],
  ] as const)("%s", async (formula, options, message) => {
    await expect(fitColumns(formula, columns, options)).rejects.toThrow(message);
  });
});

test("a model of too many coefficients is refused by their number", async () => {
  const rows = Array.from({ length: 40 * 40 }, (_, at) => at);
  const columns = {
    y: rows.map((at) => at % 2),
    a: rows.map((at) => `a${at % 40}`),
    b: rows.map((at) => `b${Math.floor(at / 40)}`),
  };
  await expect(fitColumns("y ~ a * b", columns)).rejects.toThrow("the model has 1600 coefficients");
});
