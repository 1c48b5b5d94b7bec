import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "csv-stringify/sync";
import { makeRandom, type Random } from "../../src/numerics/random.ts";

/** One random sample: how its design is described, and its rows as they stand in a CSV. */
export interface RandomDesign {
  readonly id: string;
  readonly file: string;
  readonly strata: boolean;
  readonly clusters: boolean;
  readonly fpc: "" | "size" | "fraction";
  readonly lonely: "fail" | "certainty" | "adjust" | "average";
}

interface Stratum {
  readonly name: string;
  readonly share: number;
  readonly clusters: number;
}

/** Writes `count` designs with their rows into a folder, the same for the same seed, and returns their descriptions. */
export function writeRandomDesigns(folder: string, count: number, seed: number): RandomDesign[] {
  const random = makeRandom(seed);
  const designs = Array.from({ length: count }, (_, at) => writeDesign(folder, at, random));
  writeFileSync(
    join(folder, "designs.csv"),
    stringify(
      designs.map((design) => ({
        ...design,
        strata: Number(design.strata),
        clusters: Number(design.clusters),
      })),
      { header: true },
    ),
  );
  return designs;
}

function writeDesign(folder: string, at: number, random: Random): RandomDesign {
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random.uniform() * values.length)]!;
  const chance = (probability: number) => random.uniform() < probability;
  const whole = (from: number, to: number) => from + Math.floor(random.uniform() * (to - from + 1));
  const rows = Math.round(5 * 400 ** random.uniform());
  const strata = chance(0.7);
  const clusters = chance(0.5);
  const fpc = pick(["", "", "size", "fraction"] as const);
  const lonely = pick(["fail", "certainty", "adjust", "average"] as const);
  const stratumCount = strata ? whole(1, Math.min(20, Math.max(1, Math.floor(rows / 3)))) : 1;
  const layout: Stratum[] = Array.from({ length: stratumCount }, (_, s) => ({
    name: `s${s + 1}`,
    share: 0.2 + random.uniform(),
    clusters: chance(0.08) ? 1 : whole(2, Math.max(2, Math.round(rows / stratumCount / 3))),
  }));
  const total = layout.reduce((sum, { share }) => sum + share, 0);
  const drawStratum = () => {
    let left = random.uniform() * total;
    return layout.findIndex(({ share }) => {
      left -= share;
      return left < 0;
    });
  };
  const missing = pick([0, 0, 0.05, 0.3]);
  const groups = whole(1, 4);
  const levels = whole(1, 4);
  const emptyLevel = chance(0.3);
  const constant = chance(0.15);
  const weights = pick(["equal", "unequal", "zeros", "large", "normed"] as const);
  const offset = pick([0, 0, 1e6]);
  const maybe = (value: string | number) => (chance(missing) ? "" : value);
  const table = Array.from({ length: rows }, (_, row) => {
    const s = row < layout.length ? row : Math.max(0, drawStratum());
    const c = whole(1, layout[s]!.clusters);
    const g = chance(0.02) ? 9 : whole(1, groups);
    const a = constant ? 1 : emptyLevel && g === 1 ? 1 : whole(1, levels);
    const base = 0.5 + random.uniform() * (weights === "equal" ? 0 : 4);
    const x = 1 + 9 * random.uniform();
    const y = constant && chance(0.5) ? 3 : Math.round(20 * random.uniform() + g + c) / pick([1, 1, 4]);
    return {
      w: chance(weights === "zeros" ? 0.15 : 0)
        ? 0
        : base * (weights === "large" ? 1e6 : weights === "normed" ? 0.3 : 1),
      s: layout[s]!.name,
      c: `c${c}`,
      g: maybe(`g${g}`),
      h: maybe(`h${whole(1, 3)}`),
      a: maybe(`a${a}`),
      b: maybe(`b${chance(0.3) ? a : whole(1, 3)}`),
      y: maybe(constant ? 7.25 : y + offset),
      x: maybe(x),
    };
  });
  if (table.every(({ w }) => w === 0)) table[0]!.w = 1;
  const sizes = new Map<string, Set<string>>();
  table.forEach(({ s, c }, row) => {
    const key = strata ? s : "";
    sizes.set(key, (sizes.get(key) ?? new Set()).add(clusters ? c : String(row)));
  });
  // Without strata a cluster's name is the cluster; a census of the whole population is no sample.
  const populations = new Map(
    [...sizes].map(([key, units]) => [
      key,
      sizes.size > 1 && chance(0.1) ? units.size : units.size + whole(1, 60),
    ]),
  );
  if ([...sizes].every(([key, units]) => populations.get(key) === units.size))
    populations.set([...sizes.keys()][0]!, [...sizes.values()][0]!.size + 5);
  const id = `d${String(at + 1).padStart(3, "0")}`;
  const file = `${id}.csv`;
  const withFpc = table.map((row) => {
    const key = strata ? row.s : "";
    const population = populations.get(key)!;
    return { ...row, f: fpc === "fraction" ? sizes.get(key)!.size / population : population };
  });
  writeFileSync(join(folder, file), stringify(withFpc, { header: true }));
  return { id, file, strata, clusters, fpc, lonely };
}
