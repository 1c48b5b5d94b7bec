import { describe, expect, test } from "vitest";
import { type ModelResults, model } from "../../src/analyses/model.ts";
import { formulasOf, type ModelRequest } from "../../src/analyses/modelRequest.ts";
import type { Sample } from "../../src/samples/sample.ts";
import { sampleOfDataset } from "../../src/samples/sampleOfDataset.ts";
import { sampleOfFile } from "../../src/samples/sampleOfFile.ts";
import { sampleOfTable } from "../../src/samples/sampleOfTable.ts";
import { embeddedFile, loadDataset } from "../../src/study/dataset.ts";
import { InputError } from "../../src/text/errors.ts";
import { dataFolder, expectClose, given, oracle, root } from "../support/oracle.ts";
import { tableWith } from "../support/table.ts";

const variables = ["awards", "sch.wide", "comp.imp", "meals", "ell", "api00", "enroll"];
const apistrat = await sampleOfFile(`${root}test/oracle/public/data/apistrat.csv`, {
  variables,
  weight: "pw",
  strata: ["stype"],
});

/** The models of a request that exist. */
function fitted(sample: Sample, request: ModelRequest): ModelResults[] {
  return model(sample, request).map(({ outcome, result }) => {
    if ("refusal" in result) throw new Error(`${outcome}: ${result.refusal.en}`);
    return result;
  });
}

const rowsOf = (file: string) =>
  oracle(`models/${file}.csv`).filter(({ model: name }) => name === "strat-logit");
const inferred = ["estimate", "se", "statistic", "df", "p", "low", "high"] as const;

describe("a logistic model of a stratified sample has R's numbers", () => {
  const [found] = fitted(apistrat, {
    formula: "awards ~ stype + meals + ell",
    family: "logistic",
    margins: ["stype", "meals", "ell"],
    contrasts: ["stype"],
    adjust: "holm",
  }) as [ModelResults];
  const ofLevel = <Row extends { variable: string; level: string }>(
    rows: readonly Row[],
    { variable, level }: Record<string, string>,
  ) => rows.find((row) => row.variable === variable && row.level === level)!;

  test("of the coefficients, with the reference levels among them", () => {
    expect(found.terms.map(({ term, role }) => [term, role])).toEqual([
      ["(Intercept)", "estimated"],
      ["stypeE", "reference"],
      ["stypeH", "estimated"],
      ["stypeM", "estimated"],
      ["meals", "estimated"],
      ["ell", "estimated"],
    ]);
    const expected = rowsOf("terms").filter(({ vcov }) => vcov === "design");
    expect(expected).toHaveLength(5);
    for (const row of expected) {
      const own = found.terms.find(({ term }) => term === row.term)!;
      for (const field of inferred) expectClose(own[field], given(row[field]), 1e-8, `${row.term} ${field}`);
    }
    expect(found.terms[1]).toMatchObject({ estimate: null, se: null, df: null, p: null });
  });

  test("of Wald's tests, with variance inflation", () => {
    for (const row of rowsOf("tests")) {
      const own = found.tests.find(({ variable }) => variable === row.term)!;
      for (const field of ["F", "df1", "df2", "p"] as const)
        expectClose(own[field], given(row[field]), 1e-8, `${row.term} ${field}`);
    }
    for (const row of rowsOf("gvif")) {
      const own = found.tests.find(({ variable }) => variable === row.term)!;
      expectClose(own.gvif, given(row.gvif), 1e-8, `${row.term} gvif`);
      expectClose(own.gvifScaled, given(row.scaled), 1e-8, `${row.term} scaled`);
    }
  });

  test("of predictive margins and average marginal effects", () => {
    expect(found.margins.map(({ variable }) => variable)).toEqual(["stype", "stype", "stype"]);
    for (const row of rowsOf("margins")) {
      const own = ofLevel(found.margins, row);
      expectClose(own.estimate, given(row.estimate), 1e-8, row.level!);
      expectClose(own.se, given(row.se), 1e-8, row.level!);
      expectClose(own.seSample, given(row.se_full), 1e-8, row.level!);
    }
    // R differentiates numerically.
    for (const row of rowsOf("effects"))
      for (const field of ["estimate", "se"] as const)
        expectClose(
          ofLevel(found.effects, row)[field],
          given(row[field]),
          1e-7,
          `${row.variable} ${row.level}`,
        );
  });

  test("of contrasts on both scales, with adjusted p-values", () => {
    expect(found.contrasts).toHaveLength(6);
    for (const row of rowsOf("adjust")) {
      const own = found.contrasts.find(
        ({ level, versus, scale }) => level === row.level && versus === row.versus && scale === row.kind,
      )!;
      expectClose(own.p, given(row.p), 1e-7, `${row.kind} ${row.level} ${row.versus}`);
      expectClose(own.adjusted, given(row.holm), 1e-7, `${row.kind} ${row.level} ${row.versus}`);
    }
  });

  test("of fit and influence", () => {
    const [fit] = rowsOf("fit");
    expectClose(found.fit.deviance, given(fit!.deviance), 1e-8, "deviance");
    expectClose(found.fit.nagelkerke, given(fit!.nagelkerke), 1e-8, "Nagelkerke");
    expectClose(found.fit.aic, given(fit!.aic), 1e-8, "AIC");
    const [influence] = rowsOf("influence");
    expectClose(found.influence!.cook, given(influence!.cook), 1e-7, "Cook's distance");
    expectClose(found.influence!.leverage, given(influence!.leverage), 1e-7, "leverage");
    // Below the line of the names.
    expect(found.influence).toMatchObject({ row: Number(influence!.row), line: Number(influence!.row) + 1 });
  });

  test("with the formula in full, the outcome's levels and the rows that it rests on", () => {
    expect(found).toMatchObject({
      formula: "awards ~ stype + meals + ell",
      model: { n: 200, link: "logit", outcome: { label: "awards", zero: "No", ones: ["Yes"] } },
      design: { rows: 200, used: 200, strata: 3, df: 197 },
      absentLevels: [],
      lonelyLevels: [],
      discardedFits: 0,
    });
  });
});

describe("by default", () => {
  test("standard errors are those of the design, tests are Student's and intervals hold 95 %", () => {
    const request = { formula: "api00 ~ stype + log(enroll)", family: "linear" } as const;
    const [plain] = fitted(apistrat, request);
    const [named] = fitted(apistrat, {
      ...request,
      link: "identity",
      covariance: "design",
      normal: false,
      level: 0.95,
    });
    expect(plain!.terms).toEqual(named!.terms);
    expect(plain).toMatchObject({ margins: [], effects: [], contrasts: [] });
  });

  test("with the normal distribution there are no degrees of freedom to count", () => {
    const [found] = fitted(apistrat, {
      formula: "api00 ~ stype + log(enroll)",
      family: "linear",
      covariance: "HC3",
      normal: true,
    });
    expect(found!.terms[0]!.df).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("several outcomes", () => {
  const request = { formula: "~ stype + meals", family: "logistic" } as const;

  test("have the models that each has alone", () => {
    const found = model(apistrat, { ...request, outcomes: ["awards", "sch.wide", "api00 >= 700"] });
    expect(found.map(({ outcome }) => outcome)).toEqual(["awards", "sch.wide", "api00 >= 700"]);
    for (const { outcome, result } of found) {
      const [alone] = fitted(apistrat, { ...request, formula: `${outcome} ~ stype + meals` });
      expect((result as ModelResults).terms, outcome).toEqual(alone!.terms);
    }
  });

  test("may be refused one by one, and the others are fitted", () => {
    const found = model(apistrat, {
      ...request,
      formula: "~ sch.wide + meals",
      outcomes: ["awards", "comp.imp"],
    });
    expect(found.map(({ outcome, result }) => [outcome, "refusal" in result && result.refusal])).toEqual([
      [
        "awards",
        {
          en: 'awards is No for everybody at the level "No" of sch.wide (separation)',
          fr: "awards vaut No pour tous à la modalité « No » de sch.wide (séparation)",
        },
      ],
      ["comp.imp", false],
    ]);
  });

  test("take their own reference levels, and none of the others", () => {
    const references = new Map([
      ["awards", "Yes"],
      ["comp.imp", "Yes"],
      ["stype", "H"],
    ]);
    const found = fitted(apistrat, { ...request, outcomes: ["awards", "comp.imp"], references });
    expect(found.map((own) => own.model.outcome.zero)).toEqual(["Yes", "Yes"]);
    expect(found.map(({ terms }) => terms.find(({ role }) => role === "reference")!.level)).toEqual([
      "H",
      "H",
    ]);
  });
});

test("margins and contrasts that are asked for twice are given once", () => {
  const request = { formula: "api00 ~ stype", family: "linear" } as const;
  const [twice] = fitted(apistrat, {
    ...request,
    margins: ["stype", "stype"],
    contrasts: ["stype", "stype"],
  });
  const [once] = fitted(apistrat, { ...request, margins: ["stype"], contrasts: ["stype"] });
  expect(twice!.margins).toEqual(once!.margins);
  expect(twice!.contrasts).toEqual(once!.contrasts);
});

test("what was dropped is named: levels without rows, aliased columns", async () => {
  const table = await tableWith({
    y: [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8],
    x: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
    group: [..."abcabcabcabc"],
  });
  const [found] = fitted(sampleOfTable(table, { where: ['group != "b"'] }), {
    formula: "y ~ group + x + I(2 * x)",
    family: "linear",
  });
  expect(found).toMatchObject({
    absentLevels: [{ variable: "group", levels: ["b"] }],
    design: { rows: 12, used: 8, outside: 4 },
  });
  expect(found!.terms.filter(({ role }) => role === "aliased").map(({ term }) => term)).toEqual(["I(2 * x)"]);
});

test("rows of several waves belong to their doctors, and the wave may be a covariate", async () => {
  const panel = loadDataset(embeddedFile("panel4", dataFolder), dataFolder);
  const waves = await sampleOfDataset(panel, { waves: ["2019", "2022"] });
  const [found] = fitted(waves, { formula: "nb_canaux ~ wave + sexe", family: "poisson" });
  expect(found!.design.clusters).toBeLessThan(found!.design.used);
  expect(found!.terms.map(({ term }) => term)).toContain("wave2022");
});

describe("a request that makes no sense is refused before anything is computed", () => {
  const binary = { family: "logistic" } as const;
  test.each<[ModelRequest, RegExp, RegExp]>([
    [
      { ...binary, formula: "awards ~" },
      /the formula lacks a variable/,
      /la formule attend une variable avant la fin/,
    ],
    [{ ...binary, formula: "~ stype" }, /the formula has no outcome/, /n'a pas de variable expliquée/],
    [
      { ...binary, formula: "awards ~ stype", outcomes: ["awards"] },
      /stands in the formula and in --outcome; found "awards ~ stype"\. Begin the formula with ~/,
      /à la fois dans la formule et dans --outcome ; trouvé "awards ~ stype"\. Commencez la formule par ~/,
    ],
    [
      { family: "linear", formula: "api00 ~ stype", link: "probit" },
      /a linear model has no such link; found "probit"\. Choose identity/,
      /la famille linear n'a pas ce lien ; trouvé "probit"\. Choisissez identity/,
    ],
    [
      { ...binary, formula: "awards ~ stype", adjust: "holm" },
      /there is nothing to adjust\. Name a factor with --contrast/,
      /il n'y a rien à ajuster\. Nommez un facteur avec --contrast/,
    ],
    [{ family: "linear", formula: "api00 ~ ell^2" }, /a power of a number is I\(ell\^2\)/, /I\(ell\^2\)/],
  ])("%j", (request, english, french) => {
    let told: InputError["told"] | undefined;
    try {
      formulasOf(request);
    } catch (error) {
      if (error instanceof InputError) told = error.told;
    }
    expect(told?.en).toMatch(english);
    expect(told?.fr).toMatch(french);
  });
});

describe("a request that does not fit the sample is refused", () => {
  const binary = { family: "logistic", formula: "awards ~ stype + meals" } as const;
  test.each<[ModelRequest, RegExp]>([
    [{ ...binary, formula: "awards ~ typ" }, /unknown variable for the formula; found "typ"/],
    [{ ...binary, formula: "api00 ~ stype" }, /api00 is no outcome of a logistic model; found/],
    [{ ...binary, references: new Map([["stype", "X"]]) }, /stype has no such level; found "X"/],
    [{ ...binary, margins: ["ell"] }, /the variable is not in the model; found "ell"/],
    [{ ...binary, contrasts: ["meals"] }, /Write factor\(meals\) in the formula/],
  ])("%j", (request, message) => {
    expect(() => model(apistrat, request)).toThrow(message);
  });
});
