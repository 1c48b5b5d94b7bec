import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { replicated, replicatedByDesign } from "../../src/samples/replicated.ts";
import { type FileRequest, sampleOfFile } from "../../src/samples/sampleOfFile.ts";
import type { MadeRequest, ReplicatedRequest } from "../../src/samples/varianceRequest.ts";
import { compute } from "../support/estimates.ts";
import { folderWith } from "../support/files.ts";
import { expectClose, given, oracle, root } from "../support/oracle.ts";

const csv = readFileSync(`${root}test/oracle/replicates/data/jk1-clus1.csv`, "utf8");
const record = { prefix: "rep", count: 15, method: "jk1", scale: 14 / 15 };
const step = {
  command: "weight replicate",
  sheet: null,
  weight: "pw",
  column: null,
  options: { where: [], derive: [] },
  replicates: record,
};
const history = (replicates: object) => JSON.stringify({ panel: "0", steps: [{ ...step, replicates }] });
const folder = folderWith({
  "told.csv": csv,
  "told.csv.json": history(record),
  "foreign.csv": csv,
  "lacking.csv": csv,
  "lacking.csv.json": history({ ...record, count: 16 }),
  "holes.csv": "w,y,r1,r2\n1,2,1,2\n1,3,,0\n",
});
const sampleIn = (
  file: string,
  variance?: ReplicatedRequest | MadeRequest,
  more: Partial<FileRequest> = {},
) => sampleOfFile(join(folder, file), { variables: ["api00"], weight: "pw", variance, ...more });
const rep = { kind: "replicated", prefix: "rep" } as const;
const made = { kind: "made", method: "jk1" } as const;
const mean = { statistic: "mean", variable: "api00", by: "", group: "", where: "" };
const expected = oracle("replicates/estimates.csv").find(
  (row) =>
    row.design === "jk1-clus1" &&
    row.statistic === "mean" &&
    row.variable === "api00" &&
    row.by + row.where! === "",
)!;

describe("standard errors are R's", () => {
  test.each([
    ["read with what the file beside them tells", "told.csv", rep, {}],
    ["read with their method", "foreign.csv", { ...rep, method: "jk1" } as const, {}],
    ["read with their scale", "foreign.csv", { ...rep, scale: 14 / 15 }, {}],
    ["made from the design", "foreign.csv", made, { cluster: "dnum" }],
  ])("%s", async (_, file, variance, design) => {
    const found = compute(await sampleIn(file, variance, design), mean);
    expectClose(found.estimate, given(expected.estimate), 1e-8, "estimate");
    expectClose(found.se, given(expected.se), 1e-8, "standard error");
    expect(found.df).toBe(Number(expected.df));
  });

  test("of a sample that was opened with the columns", async () => {
    const columns = Array.from({ length: 15 }, (_, at) => `rep${at + 1}`);
    const plain = await sampleIn("foreign.csv", undefined, { variables: ["api00", ...columns] });
    const found = compute(replicated(plain, { prefix: "rep", scale: 14 / 15 }), mean);
    expectClose(found.se, given(expected.se), 1e-8, "standard error");
    expect(plain.design.replication).toBeUndefined();
  });

  test("of a sample that was opened without them", async () => {
    const plain = await sampleIn("foreign.csv", undefined, { cluster: "dnum" });
    const sample = replicatedByDesign(plain, { method: "jk1" });
    expectClose(compute(sample, mean).se, given(expected.se), 1e-8, "standard error");
    expect(sample.names).toMatchObject({ cluster: "dnum", replicates: { prefix: "", method: "jk1" } });
    expect(sample.file).toBe(plain.file);
  });
});

test("the scale of a method is that of svrepdesign", async () => {
  const scaleOf = async (more: Partial<ReplicatedRequest>) =>
    (await sampleIn("foreign.csv", { ...rep, ...more })).design.replication!.scale;
  expect(await scaleOf({ method: "jk1" })).toBeCloseTo(14 / 15, 14);
  expect(await scaleOf({ method: "brr" })).toBeCloseTo(1 / 15, 14);
  expect(await scaleOf({ method: "brr", fay: 0.5 })).toBeCloseTo(4 / 15, 14);
  expect(await scaleOf({ method: "bootstrap" })).toBeCloseTo(1 / 14, 14);
  expect(await scaleOf({ method: "jkn", scale: 0.5 })).toBe(0.5);
});

test("names tell the prefix and the method; replicates may be centred, and have the freedom of the design", async () => {
  const told = await sampleIn("told.csv", { ...rep, centredOnEstimate: true, freedom: "design" });
  expect(told.names.replicates).toEqual({ prefix: "rep", method: "jk1" });
  expect(told.design.replication).toMatchObject({ centredOnEstimate: true, freedom: 14 });
  const unknown = await sampleIn("foreign.csv", { ...rep, scale: 1 });
  expect(unknown.names.replicates).toEqual({ prefix: "rep", method: "" });
  expect(unknown.design.replication).toMatchObject({ centredOnEstimate: false, scale: 1 });
  expect(unknown.design.replication!.freedom).toBeUndefined();
});

test("a bootstrap is made again with its seed", async () => {
  const bootstrap = { kind: "made", method: "bootstrap", count: 20 } as const;
  const weights = async (seed: number) => {
    const { design } = await sampleIn("foreign.csv", { ...bootstrap, seed }, { cluster: "dnum" });
    return [...design.replication!.weights];
  };
  expect(await weights(1)).toEqual(await weights(1));
  expect(await weights(1)).not.toEqual(await weights(2));
  expect(await weights(1)).toHaveLength(20);
});

test("replicates that are few, unnamed or of other weights are refused", async () => {
  const refused = (sample: Promise<unknown>) => expect(sample).rejects;
  await refused(sampleIn("foreign.csv", { ...rep, prefix: "no", method: "jk1" })).toThrow(
    'option --replicates: there are no replicate weights of this prefix; found "no". They are columns named no1, no2 …',
  );
  await refused(sampleIn("lacking.csv", rep)).toThrow("the file has 15 replicate weights, but 16 were made");
  await refused(sampleIn("foreign.csv", rep, { weight: undefined })).toThrow("the weights have no name");
  await refused(sampleIn("told.csv", rep, { weight: "api99" })).toThrow("They belong to --weight pw");
  await refused(sampleIn("told.csv", { ...rep, method: "brr" })).toThrow(
    "the file beside the data tells how the replicate weights were made",
  );
});

test("replicates of unknown scale, and with missing weights, are refused", async () => {
  await expect(sampleIn("foreign.csv", rep)).rejects.toThrow(
    `file ${join(folder, "foreign.csv")}.json: nothing tells how the replicate weights were made`,
  );
  await expect(sampleIn("foreign.csv", { ...rep, method: "jkn" })).rejects.toThrow(
    "Give their common factor with --replicate-scale, or one for each replicate, or the strata with --strata",
  );
  const holes = sampleIn(
    "holes.csv",
    { ...rep, prefix: "r", method: "jk1" },
    { variables: ["y"], weight: "w" },
  );
  await expect(holes).rejects.toThrow("line 3, column r1: a replicate weight is missing");
});
