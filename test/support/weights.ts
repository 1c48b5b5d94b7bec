import { existsSync } from "node:fs";
import type { FileTable } from "../../src/sources/files/fileTable.ts";
import { readFileTable } from "../../src/sources/files/readFileTable.ts";
import { calibrationOn } from "../../src/survey/calibration.ts";
import type { LonelyRule } from "../../src/survey/design.ts";
import { designOf } from "../../src/survey/designColumns.ts";
import { type Calibrated, calibrate } from "../../src/weights/calibrate.ts";
import { constraintsOf } from "../../src/weights/constraints.ts";
import type { Bounds, CalibrationMethod } from "../../src/weights/distances.ts";
import type { Constraint } from "../../src/weights/equations.ts";
import type { Margin } from "../../src/weights/margins.ts";
import type { OracleSample } from "./estimates.ts";
import { groupBy, oracle, root } from "./oracle.ts";

type Row = Record<string, string>;

const tables = new Map<string, Promise<FileTable>>();
const margins = groupBy(oracle("weights/margins.csv"), (row) => row.case!);

/** A data set of the oracle on weights. */
export function tableOf(data: string): Promise<FileTable> {
  const own = `${root}test/oracle/weights/data/${data}.csv`;
  const known =
    tables.get(data) ?? readFileTable(existsSync(own) ? own : `${root}test/oracle/public/data/${data}.csv`);
  tables.set(data, known);
  return known;
}

/** The margins of a case. */
export function marginsOf(name: string): Margin[] {
  return [...groupBy(margins.get(name)!, ({ variable }) => variable!)].map(([variable, rows]) => ({
    name: variable,
    unit: "total",
    entries: rows.map(({ level, total }) => ({ level: level!, value: Number(total), place: {} })),
    place: {},
  }));
}

export interface CalibratedSample extends OracleSample {
  readonly constraints: readonly Constraint[];
  readonly calibrated: Calibrated;
}

/** Calibrates the rows of a case, and gives their calibrated design. */
export async function calibratedSample(row: Row): Promise<CalibratedSample> {
  const table = await tableOf(row.data!);
  const { weight, strata, cluster, fpc, lonely } = row;
  const base = designOf(table, {
    weight: weight!,
    strata: strata ? strata.split("*") : [],
    cluster: cluster || undefined,
    fpc: fpc || undefined,
    lonely: (lonely || "fail") as LonelyRule,
  });
  const bounds: Bounds | undefined =
    row.lower === "" ? undefined : { low: Number(row.lower), high: Number(row.upper) };
  const inside = new Uint8Array(table.rows).fill(1);
  const { constraints } = constraintsOf(table, marginsOf(row.case!), inside, { sumOfWeights: 0 });
  const calibrated = calibrate(base.weights, constraints, row.method as CalibrationMethod, bounds);
  const calibration = calibrationOn(
    base.weights,
    constraints.map(({ auxiliary }) => auxiliary),
  );
  return { table, constraints, calibrated, design: { ...base, weights: calibrated.weights, calibration } };
}
