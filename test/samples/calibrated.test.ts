import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { calibrated } from "../../src/samples/calibrated.ts";
import type { FileSample } from "../../src/samples/sample.ts";
import { type FileRequest, sampleOfFile } from "../../src/samples/sampleOfFile.ts";
import type { CalibratedRequest } from "../../src/samples/varianceRequest.ts";
import { compute } from "../support/estimates.ts";
import { folderWith } from "../support/files.ts";
import { expectClose, given, oracle, root } from "../support/oracle.ts";
import { marginsOf } from "../support/weights.ts";

/** apistrat with the weights that R calibrated by raking. */
const weights = oracle("weights/weights.csv").filter((row) => row.case === "c003");
const marginsCsv = oracle("weights/margins.csv")
  .filter((row) => row.case === "c003")
  .map(({ variable, level, total }) => `${variable},${level},${total}\n`);
const [header, ...lines] = readFileSync(`${root}test/oracle/public/data/apistrat.csv`, "utf8")
  .trim()
  .split("\n");
const rows = lines.map((line, row) => `${line},${weights[row]!.weight}\n`).join("");
const step = {
  command: "weight calibrate",
  sheet: null,
  weight: "pw",
  column: "raked",
  options: { where: [] as string[], derive: [] as string[] },
  margins: marginsOf("c003").map(({ name, entries }) => ({
    variable: name,
    unit: "total",
    levels: entries.map(({ level, value }) => ({ level, value })),
  })),
};
const trimming = { ...step, command: "weight trim", weight: "raked", column: "trimmed", margins: undefined };
const history = (...steps: object[]) => JSON.stringify({ panel: "0", steps });
const folder = folderWith({
  "api.csv": `${header},raked\n${rows}`,
  "api.csv.json": history(step),
  "alone.csv": `${header},raked\n${rows}`,
  "changed.csv": `${header},trimmed\n${rows}`,
  "changed.csv.json": history(step, trimming),
  "twice.csv": `${header},raked,again\n${rows.replace(/,([\d.]+)$/gm, ",$1,$1")}`,
  "twice.csv.json": history(step, { ...step, weight: "raked", column: "again" }),
  "other.csv": "a,raked\n1,1\n2,1\n",
  "other.csv.json": '{"of": "another program"}',
  "margins.csv": `variable,level,total\n${marginsCsv.join("")}`,
});
const design = { variables: ["api00"], weight: "raked", strata: ["stype"], fpc: "fpc" };
const sampleIn = (file: string, request: Partial<FileRequest> = {}) =>
  sampleOfFile(join(folder, file), { ...design, ...request });
const mean = { statistic: "mean", variable: "api00", by: "", group: "", where: "" };
const expected = oracle("weights/estimates.csv").find(
  (row) => row.case === "c003" && row.statistic === "mean" && row.by === "" && row.where === "",
)!;

describe("standard errors are R's", () => {
  const cases: [string, Omit<CalibratedRequest, "kind">][] = [
    ["with what the file beside the data tells", {}],
    ["with a file of margins", { margins: join(folder, "margins.csv"), base: "pw" }],
    ["with the file that told of another one", { margins: join(folder, "api.csv.json"), base: "pw" }],
  ];
  test.each(cases)("%s", async (_, request) => {
    const sample = await sampleIn("api.csv", { variance: { kind: "calibrated", ...request } });
    const found = compute(sample, mean);
    expectClose(found.estimate, given(expected.estimate), 1e-8, "estimate");
    expectClose(found.se, given(expected.se), 1e-8, "standard error");
    expect(sample.names.calibrated).toEqual({ margins: "stype, sch.wide, awards", chained: false });
    expect(sample.notices).toEqual([]);
  });

  test("of a sample that was opened without them", async () => {
    const plain = await sampleIn("api.csv", { variables: ["api00", "sch.wide", "awards", "pw"] });
    const sample = calibrated(plain, { margins: marginsOf("c003"), base: "pw" });
    expectClose(compute(sample, mean).se, given(expected.se), 1e-8, "standard error");
    expect(sample).toMatchObject({ notices: [], file: plain.file });
    expect(plain.design.calibration).toBeUndefined();
    expect(compute(plain, mean).se).not.toBeCloseTo(Number(expected.se), 3);
  });
});

describe("a calibration that nobody asks for", () => {
  const forgotten = [{ kind: "calibration forgotten", name: "raked" }];

  test("is told where the file beside the data knows of it", async () => {
    expect((await sampleIn("api.csv")).notices).toEqual(forgotten);
    expect((await sampleIn("api.csv", { weight: "pw" })).notices).toEqual([]);
    expect((await sampleIn("alone.csv")).notices).toEqual([]);
  });

  test("is told of replicates that are made from the design too, which have not seen it", async () => {
    const variance = { kind: "made" as const, method: "jkn" as const };
    expect((await sampleIn("api.csv", { variance })).notices).toEqual(forgotten);
  });

  test("another program's file of that name is no concern", async () => {
    const request = { variables: ["a"], weight: "raked" };
    expect((await sampleOfFile(join(folder, "other.csv"), request)).notices).toEqual([]);
  });
});

describe("what the file beside the data tells", () => {
  const variance = { kind: "calibrated" as const };

  test("is not missed where the data themselves are not there", async () => {
    await expect(sampleIn("apis.csv", { variance })).rejects.toThrow(/apis\.csv: there is no such file/);
  });

  test("is refused where it knows nothing, or where the weights were changed since", async () => {
    await expect(sampleIn("alone.csv", { variance })).rejects.toThrow(
      "nothing tells on which margins the weights are calibrated",
    );
    await expect(sampleIn("api.csv", { weight: "pw", variance })).rejects.toThrow(
      'nothing tells on which margins the weights are calibrated; found "pw". This file tells of raked: --weight raked',
    );
    await expect(sampleIn("changed.csv", { weight: "trimmed", variance })).rejects.toThrow(
      "the weights were changed after they were calibrated, and meet the margins no more",
    );
  });

  test("may be the last of several calibrations", async () => {
    const { names } = await sampleIn("twice.csv", { weight: "again", variance });
    expect(names.calibrated?.chained).toBe(true);
  });
});

describe("on a small sample", () => {
  let sample: FileSample;
  const survey = join(
    folderWith({
      "survey.csv": "sex,w,d,one,y\nF,2,1,1,2\nF,2,2,1,3\nM,3,2,1,5\nM,1.5,1,1,4\nM,1.5,1,1,1\nF,0,3,1,2\n",
    }),
    "survey.csv",
  );
  const margin = (levels: Record<string, number>) => ({
    name: "sex",
    unit: "total" as const,
    entries: Object.entries(levels).map(([level, value]) => ({ level, value, place: {} })),
    place: {},
  });
  const margins = [margin({ F: 4, M: 6 })];
  beforeAll(async () => {
    sample = await sampleOfFile(survey, { variables: ["sex", "y", "d", "one"], weight: "w" });
  });

  test("rows of weight zero are outside the calibration where nothing tells which rows are in it", () => {
    const { design } = calibrated(sample, { margins, base: "d" });
    expect(design.calibration!.baseWeights).toEqual(Float64Array.of(1, 2, 2, 1, 1, 0));
  });

  test("the calibrated rows are those that meet the conditions", () => {
    const { design } = calibrated(sample, { margins, base: "d", where: ["d < 3"] });
    expect(design.calibration!.baseWeights).toEqual(Float64Array.of(1, 2, 2, 1, 1, 0));
  });

  test("a weight before may have been 1 for every row, or be the weight itself", () => {
    const ones = calibrated(sample, { margins, base: null });
    expect(ones.design.calibration!.baseWeights).toEqual(Float64Array.of(1, 1, 1, 1, 1, 0));
    const own = calibrated(sample, { margins });
    expect(own.design.calibration!.baseWeights).toEqual(sample.design.weights);
  });

  test("variables that were made for the calibration are made again", () => {
    const women = { name: "woman", unit: "total" as const, place: {} };
    const source = {
      margins: [{ ...women, entries: [{ level: "", value: 4, place: {} }] }],
      base: "d",
      derive: ['woman = sex == "F"'],
    };
    const { table, names } = calibrated(sample, source);
    expect(table.codebook.has("woman")).toBe(true);
    expect(names.calibrated?.margins).toBe("woman");
  });

  test("weights that do not meet a margin, and weights before that are not positive, are refused", () => {
    expect(() => calibrated(sample, { margins: [margin({ F: 5, M: 6 })], base: "d" })).toThrow(
      "option --calibrated: the weights w do not meet the margin sex=F; found 4. It is 5. Standard errors take account of margins that the weights meet, and of no others",
    );
    expect(() => calibrated(sample, { margins, where: ["d > 0"] })).toThrow(
      "line 7: the weight before calibration is not positive; found 0",
    );
  });
});
