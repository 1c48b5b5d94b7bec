import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { replicated } from "../../src/samples/replicated.ts";
import { sampleOfFile } from "../../src/samples/sampleOfFile.ts";
import type { ReplicatedRequest } from "../../src/samples/varianceRequest.ts";
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

test("columns that turn out to be factors are told of, and the library takes them for what they are", async () => {
  const told = await sampleOf(pathOf("factors"), { factors });
  expect(told.notices).toEqual([{ kind: "replicate factors", weight: "w" }]);
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
    await refused("pairs.csv", { method: "jkn" }, ["h"]).toThrow(
      "column r1: the replicates do not leave out each",
    );
  });

  test("factors that are not one for each replicate, or no numbers", async () => {
    await refused(pathOf("weights"), { factors: [1, 2] }).toThrow("there are 12 replicates");
    await refused("pairs.csv", { factors: join(folder, "odd.csv") }).toThrow("line 3, column factor");
  });
});
