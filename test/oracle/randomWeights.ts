import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "csv-stringify/sync";
import { makeRandom, type Random } from "../../src/numerics/random.ts";
import type { CalibrationMethod } from "../../src/weights/distances.ts";

/** A random calibration: its sample, its margins, and how it is calibrated. */
export interface RandomCalibration {
  readonly id: string;
  readonly file: string;
  readonly margins: string;
  readonly strata: number;
  readonly clusters: number;
  readonly method: CalibrationMethod;
  readonly low: number | "";
  readonly high: number | "";
  /** Whether the number x is calibrated on, and what stands half way of it and is its scale. */
  readonly x: number;
  readonly centre: number;
  readonly scale: number;
  /** Whether a logistic model of z by grp exists without any one of the clusters. */
  readonly logistic: number;
}

/** Writes `count` samples with margins that some ratios between 0.7 and 1.6 meet, the same for the same seed. */
export function writeRandomCalibrations(folder: string, count: number, seed: number): RandomCalibration[] {
  const random = makeRandom(seed);
  const cases = Array.from({ length: count }, (_, at) => writeCase(folder, `w${at + 1}`, random));
  writeFileSync(join(folder, "cases.csv"), stringify(cases, { header: true }));
  return cases;
}

function writeCase(folder: string, id: string, random: Random): RandomCalibration {
  const rows = Math.round(24 * 16 ** random.uniform());
  const levels = { a: random.integer(2, 4), b: random.integer(1, 5), grp: 2 };
  const strata = random.pick([0, 0, 2, 5]);
  const clusters = random.pick([0, 0, 12]);
  const spread = random.pick([0, 1, 6]);
  const [centre, scale] = random.pick([
    [0, 1],
    [1e5, 1],
    [0, 1e-4],
    [-3, 1e6],
  ] as const);
  const data = Array.from({ length: rows }, (_, at) => {
    // The first rows give every level, and every stratum two clusters.
    const level = (of: number) => (at < 2 * of ? at % of : random.integer(0, of - 1));
    const stratum = strata === 0 ? 0 : at % strata;
    const x = centre + scale * (random.uniform() + random.uniform());
    const cell = { a: level(levels.a), b: level(levels.b), grp: level(levels.grp) };
    return {
      a: `a${cell.a}`,
      b: `b${cell.b}`,
      grp: `g${cell.grp}`,
      s: `s${stratum}`,
      c: clusters === 0 ? `c${at}` : `c${(Math.floor(at / Math.max(strata, 1)) % clusters) + 1}`,
      d: Math.exp(spread * random.uniform()),
      x,
      y: 10 * cell.a + (x - centre) / scale + 3 * random.uniform(),
      z: Number(random.uniform() < 0.3 + 0.1 * cell.a + 0.1 * cell.grp),
      ratio: 0.7 + 0.3 * random.uniform() + 0.12 * cell.a + 0.05 * cell.b,
    };
  });
  writeFileSync(join(folder, `${id}.csv`), stringify(data, { header: true }));
  const onX = random.pick([0, 1]);
  const total = (of: (row: (typeof data)[number]) => number) =>
    data.reduce((sum, row) => sum + row.d * row.ratio * of(row), 0);
  const margins = [
    ...(["a", "b"] as const).flatMap((variable) =>
      Array.from({ length: levels[variable] }, (_, at) => ({
        variable,
        level: `${variable}${at}`,
        total: total((row) => Number(row[variable] === `${variable}${at}`)),
      })),
    ),
    ...(onX === 1 ? [{ variable: "x", level: "", total: total(({ x }) => x) }] : []),
  ];
  writeFileSync(join(folder, `${id}-margins.csv`), stringify(margins, { header: true }));
  const method = random.pick(["linear", "raking", "logit", "truncated"] as const);
  const bounded = method === "logit" || method === "truncated";
  return {
    ...{
      id,
      file: `${id}.csv`,
      margins: `${id}-margins.csv`,
      strata,
      clusters,
      method,
      x: onX,
      centre,
      scale,
    },
    logistic: Number(
      ["g0", "g1"].every((grp) =>
        [0, 1].every(
          (z) =>
            new Set(data.filter((row) => row.grp === grp && row.z === z).map(({ s, c }) => s + c)).size > 1,
        ),
      ),
    ),
    low: bounded ? 0.5 : "",
    high: bounded ? 2.2 : "",
  };
}
