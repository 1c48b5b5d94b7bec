import { join } from "node:path";
import { stringify } from "csv-stringify/sync";
import { describe, expect, test } from "vitest";
import { kindOf } from "../../src/samples/replicateColumns.ts";
import { replicated } from "../../src/samples/replicated.ts";
import { sampleOfFile } from "../../src/samples/sampleOfFile.ts";
import type { ReplicatedRequest } from "../../src/samples/varianceRequest.ts";
import { readFileTable } from "../../src/sources/files/readFileTable.ts";
import { compute } from "../support/estimates.ts";
import { folderWith } from "../support/files.ts";
import { expectClose, given, oracle, root } from "../support/oracle.ts";

const pathOf = (name: string) => `${root}test/oracle/replicateColumns/${name}.csv`;
const expected = oracle("replicateColumns/estimates.csv");
const factors = oracle("replicateColumns/rscales.csv").map(({ factor }) => Number(factor));
const r = { kind: "replicated", prefix: "r" } as const;
const sampleOf = (path: string, more: Partial<ReplicatedRequest>, strata: string[] = []) =>
  sampleOfFile(path, { variables: ["y"], weight: "w", strata, variance: { ...r, ...more } });

async function expectR(sample: Parameters<typeof compute>[0], name: string) {
  for (const statistic of ["mean", "total"]) {
    const row = expected.find((own) => own.case === name && own.statistic === statistic)!;
    const found = compute(sample, { statistic, variable: "y", by: "", group: "", where: "" });
    expectClose(found.estimate, given(row.estimate), 1e-12, "estimate");
    expectClose(found.se, given(row.se), 1e-10, `standard error of the ${statistic}`);
  }
}

describe.each([
  ["", false],
  ["-mse", true],
] as const)("standard errors are R's%s", (suffix, centredOnEstimate) => {
  test.each(["weights", "factors"])("of a stratified jackknife whose columns are %s", async (kind) => {
    const path = pathOf(kind);
    await expectR(await sampleOf(path, { factors, centredOnEstimate }), kind + suffix);
    await expectR(await sampleOf(path, { factors: pathOf("rscales"), centredOnEstimate }), kind + suffix);
    await expectR(await sampleOf(path, { method: "jkn", centredOnEstimate }, ["h"]), kind + suffix);
  });

  test("of half samples whose columns are factors", async () => {
    await expectR(await sampleOf(pathOf("halves"), { method: "brr", centredOnEstimate }), `halves${suffix}`);
  });
});

describe("standard errors of R's data sets are svrepdesign's", () => {
  const estimates = oracle("replicates/estimates.csv");
  const designs = new Map(oracle("replicates/designs.csv").map((row) => [row.design!, row]));
  const scales = oracle("replicates/scales.csv");
  const dataOf = (design: string) => `${root}test/oracle/replicates/data/${design}.csv`;
  const rscalesOf = (design: string) =>
    scales.filter((row) => row.design === design).map(({ rscale }) => Number(rscale));

  /** R's rows of a design, with factors in place of the replicate weights. */
  async function factorsFile(design: string): Promise<string> {
    const table = await readFileTable(dataOf(design), {});
    const weights = table.numbers("w");
    const columns = table.header.map((name) => {
      if (/^rep\d+$/.test(name))
        return Array.from(table.numbers(name), (value, row) =>
          weights[row] === 0 ? 0 : value / weights[row]!,
        );
      const { levels, codes } = table.factor(name);
      return Array.from(codes, (code) => levels[code] ?? "");
    });
    const rows = Array.from({ length: table.rows }, (_, row) => columns.map((column) => column[row]!));
    return join(folderWith({ "factors.csv": stringify([table.header, ...rows]) }), "factors.csv");
  }

  /** The sample of a file, whose first mean of the whole design is R's. */
  async function expectMean(
    design: string,
    file: string,
    more: Partial<ReplicatedRequest>,
    strata?: string[],
  ) {
    const row = estimates.find(
      (own) => own.design === design && own.statistic === "mean" && own.by + own.where! === "",
    )!;
    const variable = row.variable!;
    const centredOnEstimate = designs.get(design)!.mse === "1";
    const variance = { kind: "replicated", prefix: "rep", centredOnEstimate, ...more } as const;
    const sample = await sampleOfFile(file, { variables: [variable], weight: "w", strata, variance });
    const found = compute(sample, { statistic: "mean", variable, by: "", group: "", where: "" });
    expectClose(found.estimate, given(row.estimate), 1e-8, "estimate");
    expectClose(found.se, given(row.se), 1e-8, "standard error");
    return sample;
  }

  test.each(["jk1-clus1", "jkn-schools", "jkn-people-mse"])(
    "of factors of the weights: %s",
    async (design) => {
      const request = { scale: Number(designs.get(design)!.scale), factors: rscalesOf(design) };
      const { notices } = await expectMean(design, await factorsFile(design), request);
      expect(notices).toEqual([{ kind: "factors taken", name: "rep" }]);
    },
  );

  test.each(["jkn-schools", "jkn-zones", "jkn-people"])(
    "with a factor of each replicate: %s",
    async (design) => {
      const rscales = rscalesOf(design);
      await expectMean(design, dataOf(design), { factors: rscales });
      const folder = folderWith({ "scales.csv": ["factor", ...rscales, ""].join("\n") });
      await expectMean(design, dataOf(design), { factors: join(folder, "scales.csv") });
    },
  );

  test.each([
    ["jkn-schools", ["stype"]],
    ["jkn-zones", ["zone"]],
    ["jkn-people", ["SDMVSTRA"]],
  ])("of a stratified jackknife whose strata are named: %s", async (design, strata) => {
    await expectMean(design, dataOf(design), { method: "jkn" }, strata);
  });
});

test("weights near 1 tell weights from factors where the columns follow one or the other", () => {
  const half = [
    [2, 2, 0, 0],
    [0, 0, 2, 2],
  ].map((column) => Float64Array.from(column));
  const nearOne = Float64Array.of(0.9, 1.1, 1, 1.05);
  const place = { field: "--replicates" };
  expect(kindOf(half, nearOne, place)).toBe("factors");
  const weights = half.map((column) => column.map((factor, row) => factor * nearOne[row]!));
  expect(kindOf(weights, nearOne, place)).toBe("weights");
  const neither = [Float64Array.of(2, 0.2, 1, 0), Float64Array.of(0.3, 1.4, 1.5, 2.2)];
  expect(() => kindOf(neither, nearOne, place)).toThrow("whether they are replicate weights or factors");
  // Few bootstrap replicates leave a mean that may lie near either by chance.
  const drawn = [Float64Array.of(1.8, 0, 2.8, 0), Float64Array.of(0, 2.3, 0, 1.8)];
  expect(() => kindOf(drawn, nearOne, place)).toThrow("whether they are replicate weights or factors");
  const ones = Float64Array.of(1, 1, 1, 1);
  expect(kindOf(half, ones, place)).toBe("weights");
  const hundreds = half.map((column) => column.map((factor) => 100 * factor));
  expect(() => kindOf(hundreds, ones, place)).toThrow("whether they are replicate weights or factors");
});

test("columns that turn out to be factors are told of, and the library takes them for what they are", async () => {
  const told = await sampleOf(pathOf("factors"), { factors });
  expect(told.notices).toEqual([{ kind: "factors taken", name: "r" }]);
  const said = await sampleOf(pathOf("factors"), { factors, kindOfColumns: "factors" });
  expect(said.notices).toEqual([]);
  expect((await sampleOf(pathOf("weights"), { factors })).notices).toEqual([]);
  const variables = ["y", ...factors.map((_, at) => `r${at + 1}`)];
  const plain = await sampleOfFile(pathOf("factors"), { variables, weight: "w", strata: ["h"] });
  await expectR(replicated(plain, { prefix: "r", method: "jkn" }), "factors");
});

describe("are refused", () => {
  const folder = folderWith({
    "unclear.csv": "w,y,r1,r2\n100,1,60,40\n100,2,40,60\n100,5,50,50\n",
    "pairs.csv": "h,w,y,r1,r2\na,3,1,0,3\na,3,2,6,3\nb,3,5,3,0\nb,3,5,3,6\n",
    "odd.csv": "factor\n0.5\n-1\n",
  });
  const refused = (file: string, more: Partial<ReplicatedRequest>, strata?: string[]) =>
    expect(sampleOf(file.includes("/") ? file : join(folder, file), more, strata)).rejects;

  test("columns that may be either", async () => {
    await refused("unclear.csv", { method: "brr" }).toThrow(
      "--replicates-are weights or --replicates-are factors",
    );
    await sampleOf(join(folder, "unclear.csv"), { method: "brr", kindOfColumns: "weights" });
  });

  test("replicates that do not leave out each cluster once", async () => {
    await refused("pairs.csv", { method: "jkn", kindOfColumns: "weights" }, ["h"]).toThrow(
      "column r1: the replicates do not leave out each",
    );
  });

  test("factors that are not one for each replicate, or no numbers", async () => {
    await refused(pathOf("weights"), { factors: [1, 2] }).toThrow("there are 12 replicates");
    await refused("pairs.csv", { factors: join(folder, "odd.csv") }).toThrow("line 3, column factor");
  });
});
