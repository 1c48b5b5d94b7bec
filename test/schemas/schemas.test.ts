import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { schemas, schemaText } from "../../src/schemas/schemas.ts";
import { panel } from "../commands/run.ts";
import { folderWith } from "../support/files.ts";
import { dataFolder } from "../support/oracle.ts";

test.each(Object.keys(schemas))(
  "data/schemas/%s.json is made from the columns (npm run schemas writes it)",
  (name) => {
    expect(readFileSync(join(dataFolder, "schemas", `${name}.json`), "utf8")).toBe(schemaText(name));
  },
);

const rows = [
  "f,a,10,2,1",
  "f,b,20,3,0",
  "m,a,31,2,1",
  "m,b,40,3,1",
  "f,a,52,2,0",
  "m,b,63,3,0",
  "f,b,25,2,1",
  "m,a,35,3,0",
];
const files = {
  "survey.csv": ["sex,region,age,w,owns", ...rows].join("\n"),
  "changed.csv": ["sex,region,age,w,owns", ...rows.slice(1)].join("\n"),
  "table.csv": "sex,region,n,base\nm,a,s,\nm,b,3,5\n",
  "margins.csv": "variable,level,total\nsex,f,40\nsex,m,60\n",
};
/** Any workbook: the commands read what tables it has. */
const workbook = join(dataFolder, "panel4", "panel4.xlsx");
const design = ["--data", "survey.csv", "--weight", "w"];

describe("what commands print is as their schemas say", () => {
  test.each([
    ["reproduce", ["er1245"], 0],
    ["reproduce", ["collaboration-2022"], 0],
    ["reproduce", ["er1245", "--variance", "fpc,calibrated"], 0],
    ["reproduce", ["er1245", "--differs"], 0],
    ["reproduce", ["collaboration-2022", "--summary"], 0],
    ["studies", [], 0],
    ["figures", ["er1245"], 0],
    ["explain", ["er1245", "secretariat-2022"], 0],
    ["explain", ["er1245", "anciennete-minimale"], 0],
    ["explain", ["er1245", "c-en-ligne-resume"], 0],
    ["explain", ["er1245", "model:secretariat-2022"], 0],
    ["crosstab", ["sex", "--by", "region", "--test", ...design], 0],
    ["crosstab", ["secretariat", "--by", "sexe", "--dataset", "panel4", "--wave", "2019,2022"], 0],
    ["crosstab", ["sex,age,region", "--by", "owns", "--test", "--layout", "wide", ...design], 0],
    ["crosstab", ["age,owns", "--by", "sex,region", "--subtotals", ...design], 0],
    ["crosstab", ["owns,age", "--by", "region", "--min-cell", "3", ...design], 0],
    ["estimate", ["age", "--stat", "mean", "--by", "sex", "--test", ...design], 0],
    ["estimate", ["age", "--stat", "median", ...design], 0],
    ["describe", ["--data", "survey.csv"], 0],
    [
      "model",
      ["age ~ sex + region", "--family", "linear", "--margins", "sex", "--contrast", "region", ...design],
      0,
    ],
    ["model", ["~ sex", "--outcome", "age,w", "--family", "poisson", "--data", "survey.csv"], 0],
    [
      "weight",
      ["calibrate", "--method", "raking", "--margins", "margins.csv", "--out", "o.csv", ...design],
      0,
    ],
    [
      "weight",
      ["nonresponse", "--respondent", "owns == 1", "--classes", "region", "--out", "o.csv", ...design],
      0,
    ],
    ["weight", ["trim", "--bounds", ",2.9", "--out", "o.csv", ...design], 0],
    ["weight", ["replicate", "--method", "jk1", "--out", "o.csv", ...design], 0],
    ["weight", ["diagnose", ...design], 0],
    ["claims", [], 0],
    ["claims", ["article-no-secretary", "--verdict", "misattributed"], 0],
    ["workbook", [workbook, "--sheet", "provenance"], 0],
    ["workbook", [workbook, "--sheet", "provenance", "--explain"], 0],
    ["compare", ["survey.csv", "changed.csv"], 1],
    ["audit", ["collaboration-2022"], 1],
    ["bound", ["er1245", "teleconsulte=Oui"], 0],
    ["bound", ["er1245", "canaux-moyenne"], 0],
    ["bound", ["er1245", "--held-out"], 0],
    ["bound", ["--cells", "table.csv"], 0],
    ["evidence", [], 0],
    ["evidence", ["--measure", "calls", "--interest", "none"], 0],
  ])("%s %j", (command, words, status) => {
    const run = panel([command, ...words, "--format", "json"], folderWith(files));
    expect([run.status, run.stderr.includes("panel:")]).toEqual([status, false]);
    const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
    const validate = ajv.compile(JSON.parse(schemaText(command)));
    validate(JSON.parse(run.stdout));
    expect(validate.errors).toBeNull();
  });
});

test("a document with a column that the schema lacks is not as it says", () => {
  const validate = new Ajv2020({ allowUnionTypes: true }).compile(JSON.parse(schemaText("describe")));
  const data = { kind: "microdata", notice: "", dataset: null, seed: null, rows: 8, files: [] };
  const described = {
    panel: "0",
    inputs: [],
    data,
    title: { fr: "", en: "" },
    request: { command: "describe" },
  };
  expect(validate({ ...described, rows: [] })).toBe(true);
  expect(validate({ ...described, rows: [{ other: 1 }] })).toBe(false);
  expect(validate({ ...described, panel: undefined, rows: [] })).toBe(false);
});
