import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { folderWith } from "../support/files.ts";
import { panel } from "./run.ts";

const survey = [
  "sex,region,age,w,owns",
  ...["f,a,10,2,1", "f,b,20,3,0", "m,a,31,2,1", "m,b,40,3,1"],
  ...["f,a,52,2,0", "m,b,63,3,0", "f,b,25,2,1", "m,a,35,3,0"],
].join("\n");
const margins = "variable,level,total\nsex,f,40\nsex,m,60\n";
const design = ["--data", "survey.csv", "--weight", "w"];
const weighting = [...design, "--out", "o.csv"];
const files = { "survey.csv": survey, "margins.csv": margins };

/** What a command draws, and what is drawn of its document. */
function bothCharts(words: readonly string[], lang: string) {
  const folder = folderWith(files);
  const drawn = panel([...words, "--chart", "own.svg", "--format", "json", "--lang", lang], folder);
  writeFileSync(join(folder, "own.json"), drawn.stdout);
  const again = panel(["chart", "own.json", "--out", "again.svg", "--lang", lang], folder);
  expect([drawn.status, again.stderr, again.status]).toEqual([
    0,
    lang === "fr" ? "Écrit dans again.svg\n" : "Written to again.svg\n",
    0,
  ]);
  return ["own.svg", "again.svg"].map((file) => readFileSync(join(folder, file), "utf8"));
}

describe("the chart of a document is the one that its command draws", () => {
  test.each(
    [
      ["crosstab", "sex", "--by", "region", ...design],
      ["crosstab", "sex", "--by", "region", "--percent", "outcome", "--chart-type", "bars", ...design],
      ["crosstab", "secretariat", "--by", "sexe", "--dataset", "panel4", "--wave", "2019,2022"],
      ["estimate", "age", "--stat", "mean", "--by", "sex,region", ...design],
      ["estimate", "nb_canaux", "--stat", "mean", "--by", "mode", "--dataset", "panel4"],
      ["model", "age ~ sex + region", "--family", "linear", ...design],
      ["model", "owns == 1 ~ sex * region", "--family", "logistic", ...design],
      ["model", "~ sex", "--outcome", "age,w", "--family", "poisson", "--data", "survey.csv"],
      ["model", "secretariat ~ sexe + mode", "--family", "logistic", "--dataset", "panel4"],
      ["weight", "rake", "--margins", "margins.csv", ...weighting],
      ["weight", "nonresponse", "--respondent", "owns == 1", "--classes", "region", ...weighting],
      ["weight", "trim", "--bounds", ",2.9", ...weighting],
      ["weight", "diagnose", "--base-weight", "age", ...design],
      ["claims"],
    ].flatMap((words) => ["en", "fr"].map((lang) => [words, lang] as const)),
  )("%j in %s", (words, lang) => {
    const [own, again] = bothCharts(words, lang);
    expect(again).toBe(own);
  });

  test.each(["en", "fr"])("the agreement of a reproduction, in %s", (lang) => {
    const folder = folderWith();
    const only = ["--only", "charts", "--out", "r"];
    const { stdout } = panel(["reproduce", "er1245", ...only, "--format", "json", "--lang", lang], folder);
    writeFileSync(join(folder, "own.json"), stdout);
    expect(panel(["chart", "own.json", "--out", "again.svg", "--lang", lang], folder).status).toBe(0);
    const [own, again] = ["r/charts/published-computed.svg", "again.svg"].map((file) =>
      readFileSync(join(folder, file), "utf8"),
    );
    expect(again).toBe(own);
  });
});

test("a document in one language is drawn in the other, its labels too; a cross-tab also as stacked bars", () => {
  const folder = folderWith(files);
  const words = ["crosstab", "secretariat", "--by", "sexe", "--dataset", "panel4", "--chart-type", "stacked"];
  panel([...words, "--chart", "own.svg", "--lang", "fr"], folder);
  panel([...words, "--format", "json", "--out", "own.json"], folder);
  panel(["chart", "own.json", "--out", "again.svg", "--lang", "fr", "--chart-type", "stacked"], folder);
  const [own, again] = ["own.svg", "again.svg"].map((file) => readFileSync(join(folder, file), "utf8"));
  expect(again).toBe(own);
  expect(again).toContain("DONNÉES SYNTHÉTIQUES");
});

describe("what is no document that can be drawn is refused, and nothing is written", () => {
  const row = { region: "a", sex: "f", estimate: 0.5, se: 0.1, low: 0.4, high: 0.6 };
  const crosstab = {
    data: { kind: "microdata", dataset: null, seed: null, rows: 8, files: ["survey.csv"] },
    title: { fr: "t", en: "t" },
    request: { command: "crosstab", outcome: "sex", by: ["region"], percent: "by", level: 0.95 },
    labels: [],
    rows: [row],
  };
  const { sex: _, ...withoutLevel } = row;
  test.each([
    ["{", "file d.json: this is no JSON document"],
    ["[1]", "file d.json: this is no document of panel. Give what is written by panel crosstab, estimate"],
    [{ request: { command: "describe" } }, 'this command has no chart; found "describe"'],
    [{ ...crosstab, rows: [{ ...row, low: "0.4" }] }, "file d.json, field rows.0.low: "],
    [{ ...crosstab, rows: [withoutLevel] }, "file d.json, field rows.0.sex: "],
    [{ ...crosstab, labels: undefined }, "field labels: "],
    [{ ...crosstab, rows: [] }, "there is nothing to draw in this document"],
    [
      { ...crosstab, request: { command: "weight diagnose" }, ratios: null },
      "there is nothing to draw in this document",
    ],
  ])("%j", (content, message) => {
    const text = typeof content === "string" ? content : JSON.stringify(content);
    const folder = folderWith({ "d.json": text });
    const { status, stderr } = panel(["chart", "d.json", "--out", "d.svg"], folder);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect([status, existsSync(join(folder, "d.svg"))]).toEqual([2, false]);
  });

  test("a type of chart that is not the document's", () => {
    const folder = folderWith({
      "c.json": JSON.stringify({ ...crosstab, request: { ...crosstab.request, percent: "total" } }),
      "e.json": JSON.stringify({ request: { command: "estimate" } }),
    });
    for (const [file, message] of [
      ["c.json", "bars of 100% show percentages of each group"],
      ["e.json", "a cross-tab alone is drawn in several ways"],
    ]) {
      const { status, stderr } = panel(["chart", file!, "--out", "d.svg", "--chart-type", "stacked"], folder);
      expect(stderr).toContain(message);
      expect(status).toBe(2);
    }
  });
});
