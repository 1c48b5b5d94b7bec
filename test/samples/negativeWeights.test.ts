import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { crosstab } from "../../src/analyses/crosstab.ts";
import { estimate } from "../../src/analyses/estimate.ts";
import { model } from "../../src/analyses/model.ts";
import { weighting } from "../../src/analyses/weights/steps.ts";
import { sampleOfFile } from "../../src/samples/sampleOfFile.ts";
import { folderWith } from "../support/files.ts";
import { expectClose, given, oracle, root } from "../support/oracle.ts";

const path = `${root}test/oracle/negativeWeights/data.csv`;
const sample = await sampleOfFile(path, { weight: "w", strata: ["h"] });
const expected = oracle("negativeWeights/estimates.csv");

describe("estimates with negative weights are R's", () => {
  test.each(expected.map((row) => [`${row.statistic} ${row.by}`, row] as const))("%s", (_, row) => {
    const { statistic, by } = row;
    const groups = by ? ["g"] : [];
    const { rows } =
      statistic === "share"
        ? crosstab(sample, { outcome: "a", by: groups })
        : estimate(sample, { variable: "y", by: groups, statistic: { kind: statistic as "mean" } });
    const levels = [...(by ? [by] : []), ...(statistic === "share" ? ["yes"] : [])].join();
    const found = rows.find((own) => own.levels.join() === levels)!;
    expectClose(found.estimate!, given(row.estimate), 1e-11, "estimate");
    expectClose(found.se!, given(row.se), 1e-11, "standard error");
  });
});

test("trimmed negative weights are R's, and the diagnosis counts them", () => {
  const { columns } = weighting("trim", sample, { bounds: { low: 0.5, high: 25 } });
  oracle("negativeWeights/trimmed.csv").forEach(({ w }, row) => {
    expectClose(columns[0]!.weights[row]!, given(w), 1e-12, `row ${row}`);
  });
  expect(weighting("diagnose", sample, {}).change.cautions.negative).toBe(3);
});

test("a notice counts negative weights", () => {
  expect(sample.notices).toEqual([{ kind: "negative weights", name: "w", count: 3 }]);
});

test("a cell whose weights cancel out has its total", async () => {
  const folder = folderWith({ "cancel.csv": "w,y,g\n0.1,5,a\n0.2,7,a\n-0.3,11,a\n4,3,b\n" });
  const own = await sampleOfFile(join(folder, "cancel.csv"), { weight: "w" });
  const { rows } = estimate(own, { variable: "y", statistic: { kind: "total" } });
  expectClose(rows[0]!.estimate!, 0.5 + 1.4 - 3.3 + 12, 1e-14, "total");
});

describe("are refused", () => {
  const place = `file ${path}, line 4, column w: `;
  test("by models and quantiles, which do not exist with them", () => {
    expect(() => model(sample, { formula: "y ~ g", family: "linear" })).toThrow(
      `${place}a model takes no negative weights; found -2.5`,
    );
    const median = { kind: "quantile", probability: 0.5 } as const;
    expect(() => estimate(sample, { variable: "y", statistic: median })).toThrow(
      `${place}a quantile does not exist with negative weights`,
    );
  });

  test("by the steps that multiply weights", () => {
    expect(() => weighting("nonresponse", sample, { respondent: "y > 8", classes: ["g"] })).toThrow(
      `${place}the weight is negative, and this step takes none`,
    );
  });

  test("where they outweigh the others", async () => {
    const folder = folderWith({ "less.csv": "w,y\n1,2\n-2,3\n" });
    await expect(sampleOfFile(join(folder, "less.csv"), { weight: "w" })).rejects.toThrow(
      "the weights do not add up to more than zero; found -1",
    );
  });
});
