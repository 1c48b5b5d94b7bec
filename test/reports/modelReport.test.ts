import { describe, expect, test } from "vitest";
import { type ModelResults, model, type OutcomeModel } from "../../src/analyses/model.ts";
import type { ModelRequest } from "../../src/analyses/modelRequest.ts";
import { renderReport } from "../../src/reports/formats/renderReport.ts";
import { modelReport, modelsReport } from "../../src/reports/modelReport.ts";
import type { Report } from "../../src/reports/report.ts";
import type { Sample } from "../../src/samples/sample.ts";
import { sampleOfDataset } from "../../src/samples/sampleOfDataset.ts";
import { sampleOfFile } from "../../src/samples/sampleOfFile.ts";
import { sampleOfTable } from "../../src/samples/sampleOfTable.ts";
import { embeddedFile, loadDataset } from "../../src/study/dataset.ts";
import type { Language } from "../../src/text/language.ts";
import { readerOf } from "../../src/text/reader.ts";
import { dataFolder, root } from "../support/oracle.ts";
import { tableWith } from "../support/table.ts";

const apistrat = await sampleOfFile(`${root}test/oracle/public/data/apistrat.csv`, {
  variables: ["awards", "sch.wide", "comp.imp", "meals"],
  weight: "pw",
  strata: ["stype"],
});

function reportOf(sample: Sample, request: ModelRequest): Report {
  const outcomes = model(sample, request) as [OutcomeModel];
  if (request.outcomes) return modelsReport(sample, outcomes, {});
  const [{ result }] = outcomes;
  if ("refusal" in result) throw new Error(result.refusal.en);
  return modelReport(sample, result, {});
}

const render = (report: Report, format: "text" | "json" | "csv", language: Language = "en") =>
  renderReport[format](report, readerOf(language), { colour: false, width: 200 }) as string;
const json = (report: Report) => JSON.parse(render(report, "json"));
/** The lines of a text as lists of words. */
const linesOf = (text: string) => text.split("\n").map((line) => line.trim().split(/ {2,}/));

const binary = { family: "logistic" } as const;

describe("one model", () => {
  const request = { ...binary, formula: "awards ~ stype + meals", margins: ["stype"], contrasts: ["stype"] };
  const report = reportOf(apistrat, request);

  test("shows odds ratios with their intervals, and the reference level as such", () => {
    const [{ result }] = model(apistrat, request) as [{ outcome: string; result: ModelResults }];
    const { estimate, low, high } = result.terms.find(({ term }) => term === "stypeH")!;
    const [ratio, ...bounds] = [estimate!, low!, high!].map((value) => Math.exp(value).toFixed(2));
    const lines = linesOf(render(report, "text"));
    expect(lines).toContainEqual(["stype", "E", "ref.", "1.00"]);
    const own = lines.find(([level]) => level === "H")!;
    expect(own.slice(-2)).toEqual([ratio, `[${bounds.join(" ; ")}]`]);
    expect(render(report, "text")).toMatch(/odds ratio +95% CI$/m);
  });

  test("tells what the effect of a number is, which a table of effects alone does not", () => {
    const note = "Effect of a number: weighted mean of the derivatives of the predictions";
    expect(render(report, "text")).not.toContain(note);
    expect(render(reportOf(apistrat, { ...request, margins: ["meals"] }), "text")).toContain(note);
  });

  test("has French words in French", () => {
    const text = render(report, "text", "fr");
    expect(text).toContain("GVIF^(1/2ddl)");
    expect(text).toMatch(/AIC [\d,]+ \(paramètres effectifs : \d+,\d\)/);
  });

  test("has the ratios of coefficients in JSON, and none of predictions", () => {
    const found = json(report);
    const [h] = found.terms.filter(({ term }: { term: string }) => term === "stypeH");
    expect(h.exp).toBeCloseTo(Math.exp(h.estimate), 12);
    expect(h.exp_high).toBeCloseTo(Math.exp(h.high), 12);
    expect(found.terms.find(({ role }: { role: string }) => role === "reference").exp).toBe(1);
    expect(found.contrasts[0].exp).toBeCloseTo(Math.exp(found.contrasts[0].estimate), 12);
    expect(found.marginContrasts[0]).toMatchObject({ exp: null, exp_low: null, exp_high: null });
    expect(found).toMatchObject({
      formula: "awards ~ stype + meals",
      family: "logistic",
      vcov: "design",
      outcome: { name: "awards", zero: "No", ones: ["Yes"] },
      fit: { n: 200, aliased: [], lonelyLevels: [] },
      design: { used: 200, strata: 3, df: 197 },
    });
  });

  test("has predictions in per cent, and their changes in points", () => {
    const text = render(report, "text");
    expect(text).toMatch(/^stype +E +\d+\.\d% +\d+\.\d+ +\[\d+\.\d ; \d+\.\d\]/m);
    expect(text).toContain("difference (points)");
  });

  test("names its tests by the distribution", () => {
    const normal = reportOf(apistrat, { ...request, normal: true });
    expect(render(report, "text")).toMatch(/^Variable +Level +coefficient +std\. error +t +p/m);
    expect(render(normal, "text")).toMatch(/^Variable +Level +coefficient +std\. error +z +p/m);
    expect(json(normal).terms[0].df).toBeNull();
  });
});

describe("the synthetic panel", async () => {
  const panel = await sampleOfDataset(loadDataset(embeddedFile("panel4", dataFolder), dataFolder));

  test("says so in the first line; the outcome's level and the labels are told", () => {
    const report = reportOf(panel, {
      ...binary,
      formula: "secretariat ~ sexe * mode",
      references: new Map([["secretariat", "Non"]]),
    });
    const text = render(report, "text");
    const [first, , title] = text.split("\n");
    expect(first).toMatch(/^SYNTHETIC DATA \(panel4, seed 1245\): no row is a real doctor/);
    expect(title).toBe("Logistic regression: Has a secretariat: Yes (against No)");
    expect(text).toMatch(/^Sex × Type of practice +Woman × Single-profession group/m);
  });

  test("is told in French too", () => {
    const report = reportOf(panel, { formula: "nb_canaux ~ sexe", family: "poisson" });
    const text = render(report, "text", "fr");
    expect(text).toContain("Régression de Poisson : Nombre de canaux");
    expect(text).toContain("rapport de taux");
    expect(text).toMatch(/^Pseudo-maximum de vraisemblance pondéré ; erreurs types linéarisées/m);
  });
});

describe("several outcomes", () => {
  const request = { ...binary, formula: "~ stype + meals", outcomes: ["awards", "sch.wide"] };
  const report = reportOf(apistrat, request);

  test("stand side by side, with stars and what they mean", () => {
    const text = render(report, "text");
    expect(linesOf(text)).toContainEqual(["Variable", "Level", "awards", "sch.wide"]);
    expect(linesOf(text)).toContainEqual(["stype", "E", "ref.", "ref."]);
    expect(text).toContain("Odds ratio; *** p < 0.001, ** p < 0.01, * p < 0.05.");
    const cells = json(report).models.map(({ terms }: { terms: Record<string, number>[] }) => {
      const { exp, p } = terms.find(({ level }) => (level as unknown) === "H")!;
      return exp!.toFixed(2) + (p! < 0.001 ? "***" : p! < 0.01 ? "**" : p! < 0.05 ? "*" : "");
    });
    expect(linesOf(text)).toContainEqual(["H", ...cells]);
    expect(linesOf(text)).toContainEqual(["rows used", "200", "200"]);
  });

  test("are below one another in CSV", () => {
    const [header, ...lines] = render(report, "csv").trim().split("\n");
    expect(header).toBe(
      "data,outcome,term,variable,level,role,estimate,se,statistic,df,p,low,high,exp,exp_low,exp_high",
    );
    expect(lines.map((line) => line.split(",").slice(1, 3).join(" "))).toEqual(
      ["awards", "sch.wide"].flatMap((outcome) =>
        ["(Intercept)", "stypeE", "stypeH", "stypeM", "meals"].map((term) => `${outcome} ${term}`),
      ),
    );
  });

  test("that separate are explained, and the others shown", () => {
    const refused = reportOf(apistrat, {
      ...binary,
      formula: "~ sch.wide + meals",
      outcomes: ["awards", "comp.imp"],
    });
    const text = render(refused, "text");
    expect(linesOf(text).find(([name]) => name === "meals")![1]).toBe("–");
    expect(text).toMatch(/^awards: awards is No for everybody at the level "No" of sch\.wide/m);
    const [first, second] = json(refused).models;
    expect(first).toEqual({ name: "awards", refusal: expect.stringMatching(/^awards: .*\(separation\)/) });
    expect(second).toMatchObject({ name: "comp.imp", formula: "comp.imp ~ sch.wide + meals" });
  });
});

test("what a reader must know of the coefficients is told in both languages", async () => {
  const table = await tableWith({
    y: [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8],
    x: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
    group: [..."abcabcabcabc"],
    place: [..."pppppppppppq"],
  });
  const report = reportOf(sampleOfTable(table, { where: ['group != "b"'] }), {
    formula: "y ~ group * x + I(2 * x) + place",
    family: "linear",
    contrasts: ["group"],
  });
  const english = render(report, "text");
  expect(english).toMatch(/^place +p +ref\./m);
  expect(linesOf(english)).toContainEqual(["I(2 * x)", "aliased"]);
  expect(english).toContain('Condition: group != "b"');
  expect(english).toContain("Columns collinear with those before them, dropped: I(2 * x).");
  expect(english).toContain("Levels without rows, left out: group: b.");
  expect(english).toContain(
    "Levels of a single cluster (or row), whose standard errors are too small: place q.",
  );
  expect(english).toMatch(/^Compared by their predictive margins alone, .*: group\.$/m);
  const french = render(report, "text", "fr");
  expect(french).toContain("Colonnes colinéaires aux précédentes, retirées : I(2 * x).");
  expect(french).toContain("Modalités sans aucune ligne, retirées : group : b.");
  expect(linesOf(french)).toContainEqual(["I(2 * x)", "colinéaire"]);
});

describe("criteria that do not exist are explained, and no number that is none is printed", () => {
  const told = async (columns: Record<string, readonly unknown[]>, request: ModelRequest, design = {}) => {
    const report = reportOf(sampleOfTable(await tableWith(columns), design), request);
    const [english, french] = (["en", "fr"] as const).map((language) => render(report, "text", language));
    for (const text of [english, french, render(report, "csv")])
      expect(text).not.toMatch(/\b(NaN|Infinity|undefined|null)\b(?! [\d–])/);
    return { english, french, fit: json(report).fit };
  };
  const rows = { y: [1, 3, 2, 5, 4, 7], x: [1, 2, 3, 4, 5, 6], g: [..."aabbcc"] };

  test("with other standard errors than the design's", async () => {
    const { english, french, fit } = await told(rows, {
      formula: "y ~ x",
      family: "linear",
      covariance: "HC3",
    });
    expect(fit).toMatchObject({ aic: null, bic: null, effectiveParameters: null });
    expect(english).toContain("exist with the standard errors of the design alone (--vcov design).");
    expect(french).toContain("n'existent qu'avec les erreurs types du plan de sondage (--vcov design).");
  });

  test("of a linear model, which has no BIC", async () => {
    const { english, french } = await told(rows, { formula: "y ~ x", family: "linear" });
    expect(english).toContain("A linear model has no BIC");
    expect(french).toContain("Un modèle linéaire n'a pas de BIC");
  });

  test("of residuals that are zero", async () => {
    const { english, french, fit } = await told(
      { ...rows, y: [2, 4, 6, 8, 10, 12] },
      { formula: "y ~ x", family: "linear" },
    );
    expect(fit).toMatchObject({ aic: null, bic: null });
    expect(english).toContain("AIC and effective parameters do not exist: ");
    expect(french).toContain("L'AIC et les paramètres effectifs n'existent pas : ");
  });

  test("of strata that each hold a single cluster", async () => {
    const { english, fit } = await told(
      { ...rows, y: [0, 1, 0, 1, 1, 0] },
      { formula: "y ~ x", family: "logistic" },
      { strata: ["g"], cluster: "g", lonely: "average" },
    );
    expect(fit).toMatchObject({ aic: null, effectiveParameters: null });
    expect(english).toContain("AIC and effective parameters do not exist: ");
  });
});
