import { stringify } from "csv-stringify/sync";
import { describe, expect, test } from "vitest";
import { kindOfReplicates } from "../../src/samples/replicateKind.ts";
import { type FileRequest, sampleOfFile } from "../../src/samples/sampleOfFile.ts";
import type { ReplicatedRequest } from "../../src/samples/varianceRequest.ts";
import { readFileTable } from "../../src/sources/files/fileTable.ts";
import { compute } from "../support/estimates.ts";
import { folderWith } from "../support/files.ts";
import { expectClose, given, oracle, root } from "../support/oracle.ts";

const estimates = oracle("replicates/estimates.csv");
const designs = new Map(oracle("replicates/designs.csv").map((row) => [row.design!, row]));
const scales = oracle("replicates/scales.csv");

/** The first mean of a whole design that R computed. */
const meanOf = (design: string) =>
  estimates.find((row) => row.design === design && row.statistic === "mean" && row.by + row.where! === "")!;

/** R's rows of a design, with factors in place of the replicate weights. */
async function factorsFile(design: string): Promise<string> {
  const table = await readFileTable(`${root}test/oracle/replicates/data/${design}.csv`, {});
  const weights = table.numbers("w");
  const texts = new Map([...table.codebook.keys()].map((name) => [name, table.factor(name)]));
  const rows = Array.from({ length: table.rows }, (_, row) =>
    table.header.map((name) => {
      if (/^rep\d+$/.test(name)) return weights[row] === 0 ? 0 : table.numbers(name)[row]! / weights[row]!;
      const { levels, codes } = texts.get(name)!;
      return levels[codes[row]!] ?? "";
    }),
  );
  return `${folderWith({ "factors.csv": stringify([table.header, ...rows]) })}/factors.csv`;
}

async function expectR(
  design: string,
  file: string,
  request: Partial<ReplicatedRequest>,
  more: FileRequest = {},
) {
  const { mse } = designs.get(design)!;
  const expected = meanOf(design);
  const variance = { kind: "replicated", prefix: "rep", centredOnEstimate: mse === "1", ...request } as const;
  const sample = await sampleOfFile(file, {
    variables: [expected.variable!],
    weight: "w",
    variance,
    ...more,
  });
  const found = compute(sample, {
    statistic: "mean",
    variable: expected.variable!,
    by: "",
    group: "",
    where: "",
  });
  expectClose(found.estimate, given(expected.estimate), 1e-8, "estimate");
  expectClose(found.se, given(expected.se), 1e-8, "standard error");
  return sample;
}

const dataOf = (design: string) => `${root}test/oracle/replicates/data/${design}.csv`;
const rscalesOf = (design: string) =>
  scales.filter((row) => row.design === design).map(({ rscale }) => Number(rscale));

describe("standard errors are those of svrepdesign", () => {
  test.each(["jk1-clus1", "jkn-schools", "jkn-people-mse"])(
    "of factors of the weights: %s",
    async (design) => {
      const request = { scale: Number(designs.get(design)!.scale), factors: rscalesOf(design) };
      const sample = await expectR(design, await factorsFile(design), request);
      expect(sample.notices).toEqual([{ kind: "factors taken", name: "rep" }]);
      const told = await expectR(design, await factorsFile(design), { ...request, are: "factors" });
      expect(told.notices).toEqual([]);
    },
  );

  test.each(["jkn-schools", "jkn-zones", "jkn-people"])(
    "with a factor of each replicate: %s",
    async (design) => {
      await expectR(design, dataOf(design), { factors: rscalesOf(design) });
      const file = `${folderWith({ "scales.csv": ["factor", ...rscalesOf(design), ""].join("\n") })}/scales.csv`;
      await expectR(design, dataOf(design), { factors: file });
    },
  );

  test.each([
    ["jkn-schools", ["stype"]],
    ["jkn-zones", ["zone"]],
    ["jkn-people", ["SDMVSTRA"]],
  ])("of a stratified jackknife whose strata are named: %s", async (design, strata) => {
    await expectR(design, dataOf(design), { method: "jkn" }, { strata });
  });
});

test("columns are weights or factors as their means tell, and neither where these do not", () => {
  const columns = (...rows: number[][]) =>
    rows[0]!.map((_, at) => Float64Array.from(rows, (row) => row[at]!));
  const half = columns([2, 2, 0, 0], [0, 0, 2, 2], [2, 0, 2, 0], [0, 2, 0, 2]);
  const hundred = Float64Array.of(100, 100, 100, 100);
  expect(kindOfReplicates(hundred, half)).toBe("factors");
  expect(
    kindOfReplicates(
      hundred,
      half.map((column) => column.map((factor) => 100 * factor)),
    ),
  ).toBe("weights");
  expect(kindOfReplicates(Float64Array.of(1, 1, 1, 1), half)).toBe("weights");
  const nearOne = Float64Array.of(0.9, 1.1, 1, 1.05);
  expect(kindOfReplicates(nearOne, half)).toBe("factors");
  expect(kindOfReplicates(nearOne, columns([2, 0.3], [0.2, 1.4], [1, 1.5], [0, 2.2]))).toBeUndefined();
  expect(
    kindOfReplicates(Float64Array.of(1, 1, 1, 1), columns([90, 110], [80, 120], [100, 99], [70, 130])),
  ).toBeUndefined();
});

describe("refused", () => {
  const rows = "w,y,h,r1,r2\n0.9,2,a,2,0.3\n1.1,3,a,0,1.4\n1,4,b,0,1.5\n1.05,5,b,1,2.2\n";
  const path = `${folderWith({ "rows.csv": rows, "two.csv": "a,b\n1,2\n", "odd.csv": "f\n1\n-1\n" })}`;
  const refusal = (request: Partial<ReplicatedRequest>, more: FileRequest = {}) =>
    expect(
      sampleOfFile(`${path}/rows.csv`, {
        variables: ["y"],
        weight: "w",
        variance: { kind: "replicated", prefix: "r", scale: 1, ...request },
        ...more,
      }),
    ).rejects;

  test("columns that may be weights or factors", async () => {
    await refusal({}).toThrow("it cannot be told whether the columns of replicates are weights or factors");
  });

  test("factors that are too few, negative, or one column among others", async () => {
    const are = "weights" as const;
    await refusal({ are, factors: [1] }).toThrow("each of the 2 replicates needs a factor; found 1");
    await refusal({ are, factors: `${path}/odd.csv` }).toThrow(
      "line 3, column f: a factor of a replicate is a number",
    );
    await refusal({ are, factors: `${path}/two.csv` }).toThrow("has a single column; found 2");
  });

  test("a jackknife whose replicates leave out rows of several strata", async () => {
    await refusal({ are: "weights", method: "jkn", scale: undefined }, { strata: ["h"] }).toThrow(
      "a replicate leaves out rows of 2 strata; found 1",
    );
  });
});
