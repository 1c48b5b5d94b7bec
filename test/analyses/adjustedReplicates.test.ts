import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { estimate } from "../../src/analyses/estimate.ts";
import type { StepName } from "../../src/analyses/weights/steps.ts";
import { sampleOfFile } from "../../src/samples/sampleOfFile.ts";
import { folderWith } from "../support/files.ts";
import { expectClose, given, groupBy, oracle, root } from "../support/oracle.ts";
import { weigh, weighInto } from "../support/weighting.ts";

const folder = `${root}test/oracle/adjustedReplicates`;
// Of eight balanced half samples with Fay's factor 0.3 the scale is 1/(8·0.7²).
const half = { weight: "w", replicates: "rep", replicateScale: 1 / (8 * 0.49) };
const numbers = { margins: ["numbers.csv"], scale: "none" } as const;
const margins = { margins: ["margins.csv"], scale: "none" } as const;
const steps: Record<string, readonly [name: StepName, request: object]> = {
  linear: ["calibrate", { ...numbers, method: "linear" }],
  raking: ["calibrate", { ...margins, method: "raking" }],
  logit: ["calibrate", { ...margins, method: "logit", bounds: { low: 0.2, high: 4 } }],
  rake: ["rake", margins],
  "post-stratify": ["post-stratify", { margins: ["cells.csv"], scale: "none" }],
  classes: ["nonresponse", { respondent: "r == 1", classes: ["g"] }],
  propensity: ["nonresponse", { respondent: "r == 1", propensity: "u + s" }],
  trim: ["trim", { bounds: { low: 1, high: 12 } }],
};

describe("a step adjusts replicate weights as it does the weights: those are R's", () => {
  test.each([...groupBy(oracle("adjustedReplicates/weights.csv"), ({ step }) => step!)])(
    "%s",
    async (step, rows) => {
      const [name, request] = steps[step]!;
      const asked = { ...half, ...request, data: "data.csv", column: "new" } as never;
      const { weights, result } = await weigh(folder, name, asked);
      expect(result.columns).toHaveLength(9);
      rows.forEach((row, at) => {
        expectClose(weights("new")[at], given(row.w), 1e-9, `weight of row ${row.row}`);
        for (let r = 1; r <= 8; r++)
          expectClose(
            weights(`new_rep${r}`)[at],
            given(row[`rep${r}`]),
            1e-8,
            `replicate ${r} of row ${row.row}`,
          );
      });
    },
  );
});

test("replicates that are written are told of: estimates take them, and the margins have no variance", async () => {
  const files = ["data.csv", "cells.csv"].map(
    (name) => [name, readFileSync(join(folder, name), "utf8")] as const,
  );
  const own = folderWith(Object.fromEntries(files));
  const out = "out.csv";
  await weighInto(own, "post-stratify", { ...half, data: "data.csv", margins: ["cells.csv"], out });
  const sample = await sampleOfFile(join(own, out), {
    weight: "w_poststratified",
    variance: { kind: "replicated", prefix: "w_poststratified_rep" },
    derive: ['one = g == "a"'],
  });
  expect(sample.design.replication!.scale).toBeCloseTo(1 / (8 * 0.49), 14);
  const [row] = estimate(sample, { variable: "one", statistic: { kind: "total" } }).rows;
  expectClose(row!.estimate, given(oracle("adjustedReplicates/cells.csv")[0]!.total), 1e-12, "total");
  expect(row!.se).toBe(0);
});

test("a replicate that cannot be adjusted is named; flags of replicates without their prefix are refused", async () => {
  // The second replicate has no respondent.
  const own = folderWith({ "a.csv": "w,r,rep1,rep2\n1,1,2,0\n2,1,4,0\n1.5,0,0,3\n1,0,0,2\n" });
  const asked = { data: "a.csv", weight: "w", respondent: "r == 1", replicateScale: 1 } as const;
  const adjust = (more: object) => weigh(own, "nonresponse", { ...asked, ...more });
  await expect(adjust({ replicates: "rep", replicatesAre: "weights" })).rejects.toThrow(
    "w_nonresponse_rep2 cannot be adjusted: nobody responded in a weighting class",
  );
  await expect(adjust({})).rejects.toThrow("there are no replicate weights");
});

test("ineligible rows keep their replicate weights, and rows outside the condition have none", async () => {
  const own = folderWith({ "a.csv": "w,s,rep1,rep2\n1,R,2,1\n2,N,0,4\n3,I,4,2\n5,X,5,5\n" });
  const { weights } = await weigh(own, "nonresponse", {
    ...{ data: "a.csv", weight: "w", respondent: 's == "R"', ineligible: 's == "I"', where: ['s != "X"'] },
    ...{ replicates: "rep", replicateScale: 1, replicatesAre: "weights" },
  });
  expect(Array.from(weights())).toEqual([3, 0, 3, 0]);
  expect(Array.from(weights("w_nonresponse_rep1"))).toEqual([2, 0, 4, 0]);
  expect(Array.from(weights("w_nonresponse_rep2"))).toEqual([5, 0, 2, 0]);
});

test("replicates of one step after another are called as their weights are", async () => {
  const own = folderWith({ "a.csv": "w,r,g1,g2\n1,1,2,0.5\n2,1,1,4\n1.5,0,0,3\n" });
  const asked = { respondent: "r == 1", replicateScale: 1, replicatesAre: "weights" } as const;
  await weighInto(own, "nonresponse", {
    ...asked,
    data: "a.csv",
    out: "b.csv",
    weight: "w",
    replicates: "g",
  });
  const { result } = await weigh(own, "trim", {
    ...{ data: "b.csv", weight: "w_nonresponse", replicates: "w_nonresponse_g" },
    ...{ where: ["w_nonresponse > 0"], bounds: { low: 1, high: 9 } },
  });
  const names = ["w_nonresponse_trimmed", "w_nonresponse_trimmed_g1", "w_nonresponse_trimmed_g2"];
  expect(result.columns.map(({ name }) => name)).toEqual(names);
  expect(result.replicates).toMatchObject({ prefix: "w_nonresponse_trimmed_g", count: 2, scale: 1 });
});
