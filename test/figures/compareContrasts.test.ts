import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { compareContrasts } from "../../src/figures/compareContrasts.ts";
import type { ModelResult } from "../../src/figures/models.ts";
import { fitModel } from "../../src/models/fit/model.ts";
import { parseFormula } from "../../src/models/formula/formula.ts";
import { compareLevels, levelContrast } from "../../src/models/results/terms.ts";
import { calibrated } from "../../src/samples/calibrated.ts";
import { sampleOfFile } from "../../src/samples/sampleOfFile.ts";
import { maskOf, type OracleSample } from "../support/estimates.ts";
import { folderWith } from "../support/files.ts";
import { expectClose, given, oracle, root } from "../support/oracle.ts";
import { replicateSample } from "../support/replicates.ts";
import { marginsOf } from "../support/weights.ts";

const api = (name: string, design: object) =>
  sampleOfFile(`${root}test/oracle/public/data/${name}.csv`, { weight: "pw", ...design });
const samples: Readonly<Record<string, OracleSample>> = {
  strat: await api("apistrat", { strata: ["stype"], fpc: "fpc" }),
  clus2: await api("apiclus2", { cluster: "dnum" }),
  "jkn-schools": await replicateSample("jkn-schools"),
};

/** The models of contrasts.R: with other covariates, and other rows. */
function modelsOf({ table, design }: OracleSample): ModelResult[] {
  const specs = [
    { id: "all", formula: "enroll ~ stype + meals", where: "" },
    { id: "part", formula: "enroll ~ stype + awards", where: 'yr.rnd == "No"' },
  ];
  return specs.map(({ id, formula, where }) => {
    const result = fitModel(table, design, maskOf(table, where), {
      formula: parseFormula(formula),
      family: "poisson",
      covariance: "design",
      references: new Map(),
      normal: false,
      level: 0.95,
    });
    return { description: { id }, result, terms: [] } as unknown as ModelResult;
  });
}

const against = { model: "all", variable: "stype", level: ["H"], versus: "*" } as const;
const groups = { model: "part", variable: "stype", level: ["H", "M"], versus: ["E"] } as const;

test.each(oracle("contrasts.csv"))(
  "contrasts of two models on the design $design are compared as by R's survey",
  (row) => {
    const found = compareContrasts([against, groups], 0.5, modelsOf(samples[row.design!]!));
    if ("reason" in found) throw new Error(found.reason.en);
    const { difference, ratio } = found;
    for (const field of ["estimate", "se", "df"] as const)
      expectClose(difference[field], given(row[field]), 1e-8, field);
    const ofRatio = { ratio: "estimate", ratio_se: "se", ratio_low: "low", ratio_high: "high" } as const;
    for (const [column, field] of Object.entries(ofRatio))
      expectClose(ratio![field], given(row[column]), 1e-8, column);
  },
);

test("a contrast differs from itself by nothing, and from the levels' mean by its share", () => {
  const models = modelsOf(samples.strat!);
  const same = compareContrasts([groups, groups], 1, models);
  expect(same).toMatchObject({ difference: { estimate: 0, se: 0 }, ratio: { estimate: 1 } });
  const { result } = models[0]!;
  if ("refusal" in result) throw new Error(result.refusal.en);
  const weights = levelContrast(result, "stype", "*", ["E"])!;
  // stype is the stratum, and all its schools have a weight of its size over the sample: 4421 E, 755 H, 1018 M of 6194.
  const shares = result.columns.map(({ level }, at) => [level, weights[at]] as const);
  expect(Object.fromEntries(shares)).toMatchObject({
    H: expect.closeTo(755 / 6194, 6),
    M: expect.closeTo(1018 / 6194, 6),
  });
});

test("calibrated weights count in comparisons as in the models", async () => {
  const weights = oracle("weights/weights.csv").filter((row) => row.case === "c003");
  const [header, ...lines] = readFileSync(`${root}test/oracle/public/data/apistrat.csv`, "utf8")
    .trim()
    .split("\n");
  const rows = lines.map((line, row) => `${line},${weights[row]!.weight}`);
  const folder = folderWith({ "api.csv": [`${header},raked`, ...rows].join("\n") });
  const plain = await sampleOfFile(join(folder, "api.csv"), {
    ...{ weight: "raked", strata: ["stype"], fpc: "fpc" },
  });
  const models = modelsOf(calibrated(plain, { margins: marginsOf("c003"), base: "pw" }));
  const found = compareContrasts([against, groups], 1, models);
  if ("reason" in found) throw new Error(found.reason.en);
  const { result } = models[1]!;
  if ("refusal" in result) throw new Error(result.refusal.en);
  const alone = compareLevels(result, "stype", groups.level, groups.versus)!;
  expectClose(found.second.se, alone.se, 1e-9, "se");
  const uncalibrated = compareContrasts([against, groups], 1, modelsOf(plain));
  expect(uncalibrated).not.toHaveProperty("second.se", expect.closeTo(alone.se!, 6));
});

test("a level that a model lacks makes a comparison not computable", () => {
  const found = compareContrasts([{ ...groups, level: ["X"] }, groups], 1, modelsOf(samples.strat!));
  expect(found).toHaveProperty("reason.en", expect.stringContaining("lacks the levels"));
});
