import { describe, expect, test } from "vitest";
import type { StepName } from "../../src/analyses/weights/steps.ts";
import { renderReport } from "../../src/reports/formats/renderReport.ts";
import { recordsOf } from "../../src/reports/tables/column.ts";
import { weightReport } from "../../src/reports/weightReport.ts";
import type { Language } from "../../src/text/language.ts";
import { readerOf } from "../../src/text/reader.ts";
import { folderWith } from "../support/files.ts";
import { weigh } from "../support/weighting.ts";

const folder = folderWith({
  "survey.csv": "sex,age,w,r\nF,old,1,1\nF,young,2,0\nM,old,2,1\nM,young,1,1\nM,young,2,1\nM,young,0,1\n",
  "sample.csv":
    "sex,age,w,r,x\nF,old,1,1,0\nF,old,1,0,0\nF,old,2,1,0\nF,young,2,1,0\nF,young,2,0,1\nM,old,3,1,3\n",
  "sexes.csv": "sex,total\nF,4\nM,6\n",
  "far.csv": "variable,level,total\nx,,-1\n",
  "margins.csv":
    "variable,level,total\nsex,F,4\nsex,M,6\nsex:age,F:old,2\nsex:age,F:young,2\nsex:age,M:old,3\nsex:age,M:young,3\n",
});
const rows = { data: "survey.csv", weight: "w" };
const raking = { ...rows, margins: ["margins.csv"], where: ["w > 0"] };

/** The report of a step over the survey. */
async function reportOf<Name extends StepName>(name: Name, options: Parameters<typeof weigh<Name>>[2]) {
  const { sample, request, result } = await weigh<Name>(folder, name, options);
  return weightReport(name, sample, request, result);
}

const notesOf = async <Name extends StepName>(
  name: Name,
  options: Parameters<typeof weigh<Name>>[2],
  language: Language = "en",
) => (await reportOf(name, options)).notes.map((note) => note[language]);

test("a calibration has its margins, the distributions of its weights, and its notes", async () => {
  const report = await reportOf("rake", raking);
  const reader = readerOf("en");
  expect(report.title.en).toBe("Raking: w → w_raked");
  expect(report.request).toEqual({
    command: "weight rake",
    weight: "w",
    column: "w_raked",
    method: "raking",
    where: ["w > 0"],
  });
  expect(recordsOf(report.main, reader)[2]).toMatchObject({
    variable: "sex:age",
    level: "F:old",
    before: 1,
    target: 2,
    change: 2,
  });
  expect(report.sections.map(({ key }) => key)).toEqual(["weights"]);
  const weights = recordsOf(report.sections[0]!, reader);
  expect(weights.map((row) => [row.weights, row.rows, row.sum === null, row.deff === null])).toEqual([
    ["before", 5, false, false],
    ["after", 5, false, false],
    ["ratio", 5, true, true],
  ]);
  expect(Object.keys(weights[0]!)).toEqual(
    "weights rows sum mean min p1 p5 p25 p50 p75 p95 p99 max cv deff effective".split(" "),
  );
  expect(report.notes.map(({ en }) => en)).toEqual([
    "Condition: w > 0",
    expect.stringMatching(/^Method: raking \(Deville and Särndal 1992\); iterations: \d+\.$/),
    "The weights before are first multiplied by 1.25, to add up to the population; ratios are to those.",
    "Redundant margins, left out because they follow from the others: sex:age=F:young, sex:age=M:young.",
    "1 row outside the condition has a new weight of zero.",
  ]);
});

test("crossings are written with a cross for people, and a variable once", async () => {
  const report = await reportOf("rake", raking);
  const text = await renderReport.text(report, readerOf("fr"), { colour: false, width: 100 });
  expect(text).toContain("Calage sur marges (raking ratio) : w → w_raked");
  expect(text).toContain("Distribution des poids");
  expect(text).toMatch(/\nsex {8}F .*\n {11}M .*\nsex × age {2}F × old .*\n {11}F × young /);
  expect(text).toContain("Lignes hors champ, dont le nouveau poids est nul : 1.");
});

describe("notes", () => {
  const sample = { data: "sample.csv", weight: "w", respondent: "r == 1" };

  test("tell what response is explained by, and how many responded", async () => {
    expect(
      await notesOf("nonresponse", { ...sample, classes: ["age", "sex"], where: ['sex == "F"'] }),
    ).toEqual([
      'Condition: sex == "F"',
      "Weighting classes: age × sex; weighted response rates.",
      "3 respondents of 5 rows; the others have a new weight of zero.",
      "1 row outside the condition has a new weight of zero.",
    ]);
    const [model] = await notesOf("nonresponse", { ...sample, propensity: "age" });
    expect(model).toBe(
      "Weights over the estimated response propensity (weighted logistic regression ~ age).",
    );
    const [quantiles] = await notesOf("nonresponse", { ...sample, propensity: "age", quantiles: 2 }, "fr");
    expect(quantiles).toBe(
      "Groupes de réponse homogène : 2 quantiles de la probabilité de réponse estimée (régression logistique pondérée ~ age) ; taux de réponse pondérés.",
    );
  });

  test("tell what was trimmed", async () => {
    const asked = { ...sample, bounds: { low: 1.5, high: Number.POSITIVE_INFINITY } };
    expect(await notesOf("trim", asked)).toEqual([
      "Weights outside the bounds [1.5 ; –], which are moved to them: 2; the excess is shared out equally among the others (rounds: 1).",
    ]);
    expect(await notesOf("trim", asked, "fr")).toEqual([
      "Poids hors des bornes [1,5 ; –], qui y sont ramenés : 2 ; l'excédent est réparti à parts égales entre les autres (tours : 1).",
    ]);
  });

  test("tell how replicates are to be used", async () => {
    expect(await notesOf("replicate", { ...rows, method: "jk1", prefix: "r", where: ["w > 0"] })).toEqual([
      "Condition: w > 0",
      "Method jk1, 6 replicates; to be used with: --weight w --replicates r",
    ]);
    const calibrating = { ...rows, method: "jk1", margins: ["sexes.csv"] } as const;
    const notes = await notesOf("replicate", { ...calibrating, calibrateMethod: "linear" }, "fr");
    expect(notes).toEqual([
      "Méthode : linéaire (Deville et Särndal 1992).",
      "Méthode jk1, 6 répliques ; à utiliser avec : --weight w_calibrated --replicates rep",
    ]);
  });

  test("tell of rows of weight zero, and of negative weights", async () => {
    expect(await notesOf("diagnose", rows)).toEqual(["1 row of weight zero is left aside."]);
    expect(await notesOf("diagnose", rows, "fr")).toEqual(["Lignes de poids nul, laissées de côté : 1."]);
    const notes = await notesOf("calibrate", {
      ...{ data: "sample.csv", weight: "w", margins: ["far.csv"], scale: "none" },
      method: "linear",
    });
    expect(notes).toContain(
      "1 weight is negative: models and quantiles take none; the methods raking, logit and truncated give none.",
    );
  });
});
