import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { fitModel } from "../../src/models/fit/model.ts";
import { parseFormula } from "../../src/models/formula/formula.ts";
import { termsOf } from "../../src/models/results/terms.ts";
import { readFileTable } from "../../src/sources/files/readFileTable.ts";
import { readSheets } from "../../src/sources/files/sheets.ts";
import type { Table } from "../../src/sources/tables/table.ts";
import { calibrationOn } from "../../src/survey/calibration.ts";
import { type Design, makeDesign } from "../../src/survey/design.ts";
import { designOf } from "../../src/survey/designColumns.ts";
import { designFreedom } from "../../src/survey/domains.ts";
import { estimateBy, type StatisticName } from "../../src/survey/statistics.ts";
import { calibrate } from "../../src/weights/calibrate.ts";
import { constraintsOf } from "../../src/weights/constraints.ts";
import { readMargins } from "../../src/weights/margins.ts";
import { makeReplicates } from "../../src/weights/replicates.ts";
import { existing, maskOf } from "../support/estimates.ts";
import { type Items, resultsOfR } from "../support/live.ts";
import { type RandomCalibration, writeRandomCalibrations } from "./randomWeights.ts";

const count = Number(process.env.CALIBRATIONS ?? 200);
const seed = Number(process.env.SEED ?? 1992);

const folder = mkdtempSync(join(tmpdir(), "panel-weights-"));
const cases = writeRandomCalibrations(folder, count, seed);
let expected: Map<string, Items>;

beforeAll(() => {
  expected = resultsOfR("test/oracle/randomWeights.R", folder);
});

function estimateItems(items: Items, prefix: string, table: Table, design: Design) {
  const values = { y: table.numbers("y"), z: table.numbers("z") };
  const put = (name: string, statistic: StatisticName, of: "y" | "z", where = "") => {
    const denominator = statistic === "ratio" ? values.z.map((value) => value + 1) : undefined;
    const found = estimateBy(
      design,
      maskOf(table, where),
      statistic,
      { values: values[of], denominator },
      [],
    );
    const { estimate, se } = existing(found.estimates[0]!);
    items.set(`${prefix}|${name}|estimate`, estimate);
    items.set(`${prefix}|${name}|se`, se);
  };
  put("mean", "mean", "y");
  put("total", "total", "y");
  put("ratio", "ratio", "y");
  put("domain", "mean", "y", 'grp == "g0"');
  put("share", "mean", "z", 'grp == "g0"');
}

function modelItems(items: Items, prefix: string, table: Table, design: Design, logistic: number) {
  const models = [
    ["linear", "y ~ a"],
    ["logistic", "z ~ grp"],
  ] as const;
  for (const [family, formula] of models.slice(0, 1 + logistic)) {
    const model = fitModel(table, design, maskOf(table, ""), {
      ...{ family, covariance: "design", references: new Map(), normal: false, level: 0.95 },
      formula: parseFormula(formula),
    });
    if ("refusal" in model) throw new Error(model.refusal.en);
    for (const { role, term, estimate, se } of termsOf(model)) {
      if (role !== "estimated") continue;
      items.set(`${prefix}|${family}|${term}|estimate`, estimate!);
      items.set(`${prefix}|${family}|${term}|se`, se!);
    }
  }
}

/** Everything that R computes of a case, by the same names. */
async function compute({
  file,
  margins,
  strata,
  clusters,
  method,
  low,
  high,
  logistic,
}: RandomCalibration): Promise<Items> {
  const items: Items = new Map();
  const table = await readFileTable(join(folder, file));
  const base = designOf(table, {
    weight: "d",
    strata: strata > 0 ? ["s"] : [],
    cluster: clusters > 0 ? "c" : undefined,
  });
  const inside = new Uint8Array(table.rows).fill(1);
  const { constraints } = constraintsOf(table, readMargins(await readSheets(join(folder, margins))), inside, {
    sumOfWeights: 0,
  });
  const bounds = low === "" || high === "" ? undefined : { low, high };
  const { weights } = calibrate(base.weights, constraints, method, bounds);
  weights.forEach((weight, row) => {
    items.set(`weight|${row + 1}`, weight);
  });
  const auxiliaries = constraints.map(({ auxiliary }) => auxiliary);
  const calibrated = { ...base, weights, calibration: calibrationOn(base.weights, auxiliaries) };
  estimateItems(items, "calibrated", table, calibrated);
  modelItems(items, "calibrated", table, calibrated, logistic);

  const made = makeReplicates(base, strata > 0 ? "jkn" : "jk1", { replicates: 0, seed: 0, fay: 0 });
  if (made.factors.length > 80) return items;
  const replication = { ...made, centredOnEstimate: false };
  const replicated = { ...makeDesign(base.weights), replication };
  items.set("jackknife|df", designFreedom(replicated));
  estimateItems(items, "jackknife", table, replicated);
  modelItems(items, "jackknife", table, replicated, logistic);
  return items;
}

test.each(cases)(
  "$id: $method, strata $strata, clusters $clusters, centre $centre, scale $scale",
  async (spec) => {
    const found = await compute(spec);
    const theirs = expected.get(spec.id)!;
    expect([...found.keys()].sort()).toEqual([...theirs.keys()].sort());
    for (const [item, value] of theirs) {
      const own = found.get(item)!;
      // Where variances or coefficients cancel, R leaves rounding errors, and glm stops a little before its maximum.
      const other = item.replace(/\|(se|estimate)$/, (_, field) => (field === "se" ? "|estimate" : "|se"));
      const noise = (item.endsWith("|se") ? 1e-11 : 1e-9) * Math.abs(found.get(other) ?? 0);
      const allowed = Math.max(1e-8 * Math.abs(value!), noise);
      expect(Math.abs(own - value!), `${item}: ${own} against ${value} in R`).toBeLessThanOrEqual(allowed);
    }
  },
);
