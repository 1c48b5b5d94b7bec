import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { folderWith } from "../support/files.ts";
import { runIn } from "../support/inProcess.ts";

const survey = [
  "sex,region,age,w,owns",
  ...["f,a,10,2,1", "f,b,20,3,0", "m,a,31,2,1", "m,b,40,3,1"],
  ...["f,a,52,2,0", "m,b,63,3,0", "f,b,25,2,1", "m,a,35,3,0"],
].join("\n");
const margins = "variable,level,total\nsex,f,40\nsex,m,60\n";
const design = ["--data", "survey.csv", "--weight", "w"];
const weighting = [...design, "--out", "o.csv"];
const files = { "survey.csv": survey, "margins.csv": margins };

/** Runs a command on the files of a folder, without starting the program. */
const runThere = (folder: string, words: readonly string[]) =>
  runIn(
    80,
    words.map((word) => (/^\w+(\.\w+)+$/.test(word) ? join(folder, word) : word)),
  );

/** What a command draws, and what is drawn of its document. */
async function bothCharts(words: readonly string[], lang: string) {
  const folder = folderWith(files);
  const drawn = await runThere(folder, [
    ...words,
    ...["--chart", "own.svg", "--format", "json", "--lang", lang],
  ]);
  writeFileSync(join(folder, "own.json"), drawn.stdout);
  const again = await runThere(folder, ["chart", "own.json", "--out", "again.svg", "--lang", lang]);
  expect([drawn.status, again.status]).toEqual([0, 0]);
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
      ["claims", "--out", "claims.folder"],
    ].flatMap((words) => ["en", "fr"].map((lang) => [words, lang] as const)),
  )("%j in %s", async (words, lang) => {
    const [own, again] = await bothCharts(words, lang);
    expect(again).toBe(own);
  });

  test.each(["en", "fr"])("the agreement of a reproduction, in %s", async (lang) => {
    const folder = folderWith();
    const asked = ["--only", "charts", "--out", "r.folder", "--format", "json", "--lang", lang];
    const { stdout } = await runThere(folder, ["reproduce", "er1245", ...asked]);
    writeFileSync(join(folder, "own.json"), stdout);
    const run = await runThere(folder, ["chart", "own.json", "--out", "again.svg", "--lang", lang]);
    expect(run.status).toBe(0);
    const [own, again] = ["r.folder/charts/published-computed.svg", "again.svg"].map((file) =>
      readFileSync(join(folder, file), "utf8"),
    );
    expect(again).toBe(own);
  });
});

test("a document in one language is drawn in the other, its labels too; a cross-tab also as stacked bars", async () => {
  const folder = folderWith(files);
  const words = ["crosstab", "secretariat", "--by", "sexe", "--dataset", "panel4"];
  await runThere(folder, [...words, "--chart", "own.svg", "--chart-type", "stacked", "--lang", "fr"]);
  await runThere(folder, [...words, "--format", "json", "--out", "own.json"]);
  await runThere(folder, [
    "chart",
    "own.json",
    "--out",
    "again.svg",
    "--lang",
    "fr",
    "--chart-type",
    "stacked",
  ]);
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
    [{ ...crosstab, rows: undefined, outcomes: [] }, "a cross-tab of several outcomes is not drawn"],
    [{ ...crosstab, rows: [] }, "there is nothing to draw in this document"],
    [
      { ...crosstab, request: { command: "weight diagnose" }, ratios: null },
      "there is nothing to draw in this document",
    ],
  ])("%j", async (content, message) => {
    const text = typeof content === "string" ? content : JSON.stringify(content);
    const folder = folderWith({ "d.json": text });
    const { status, stderr } = await runThere(folder, ["chart", "d.json", "--out", "d.svg"]);
    expect(stderr.replaceAll(`${folder}/`, "")).toContain(message);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect([status, existsSync(join(folder, "d.svg"))]).toEqual([2, false]);
  });

  test("a type of chart that is not the document's", async () => {
    const folder = folderWith({
      "c.json": JSON.stringify({ ...crosstab, request: { ...crosstab.request, percent: "total" } }),
      "e.json": JSON.stringify({ request: { command: "estimate" } }),
    });
    for (const [file, message] of [
      ["c.json", "bars of 100% show percentages of each group"],
      ["e.json", "a cross-tab alone is drawn in several ways"],
    ]) {
      const asked = ["--out", "d.svg", "--chart-type", "stacked"];
      const { status, stderr } = await runThere(folder, ["chart", file!, ...asked]);
      expect(stderr).toContain(message);
      expect(status).toBe(2);
    }
  });
});
