import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "csv-stringify/sync";
import { makeRandom, type Random } from "../../src/numerics/random.ts";

/** A random model: its design and its formula, as randomModels.R reads them. */
export interface RandomModel {
  readonly id: string;
  readonly file: string;
  readonly strata: number;
  readonly clusters: number;
  readonly fpc: "" | "size" | "fraction";
  readonly lonely: "fail" | "certainty" | "adjust" | "average";
  readonly family: "logistic" | "quasilogistic" | "poisson" | "quasipoisson" | "linear";
  readonly link: "logit" | "probit" | "cloglog" | "log" | "identity";
  readonly formula: string;
  readonly where: string;
  readonly reference: string;
}

/** Writes `count` models with their rows into a folder, the same for the same seed, and returns their descriptions. */
export function writeRandomModels(folder: string, count: number, seed: number): RandomModel[] {
  const random = makeRandom(seed);
  const models = Array.from({ length: count }, (_, at) => writeModel(folder, at, random));
  writeFileSync(join(folder, "models.csv"), stringify(models, { header: true }));
  return models;
}

const right = [
  "1",
  "g",
  "x",
  "g + h + x",
  "g * h",
  "g * x",
  "g:h",
  "g + g:x",
  "g + h + x - 1",
  "0 + x + g",
  "(g + h + x)^2",
  "x + I(x^2) + h",
  "log(e) + sqrt(e) + g",
  "factor(k) + x",
  "factor(k) * g",
  "big + g",
  "far + x + h",
  "x + I(2 * x) + g",
  "g + same + x",
  "g + x + offset(log(e))",
  "x * z + I(z / 1000)",
  "g / x",
  "h + abs(x) + exp(x)",
];

const families = [
  ["logistic", "logit"],
  ["logistic", "logit"],
  ["logistic", "probit"],
  ["quasilogistic", "cloglog"],
  ["poisson", "log"],
  ["quasipoisson", "log"],
  ["linear", "identity"],
  ["linear", "identity"],
] as const;

function writeModel(folder: string, at: number, random: Random): RandomModel {
  const pick = <T>(options: readonly T[]): T => options[Math.floor(random.uniform() * options.length)]!;
  const whole = (low: number, high: number) => low + Math.floor(random.uniform() * (high - low + 1));
  const chance = (p: number) => random.uniform() < p;
  const rows = pick([12, 30, 60, 150, 400, 1200]);
  const strata = chance(0.6);
  const clusters = chance(0.5);
  const fpc = pick(["", "", "size", "fraction"] as const);
  const lonely = pick(["fail", "fail", "certainty", "adjust", "average"] as const);
  const layout = Array.from({ length: strata ? whole(1, Math.min(8, Math.ceil(rows / 12))) : 1 }, (_, s) => ({
    name: `s${s + 1}`,
    clusters: clusters ? (chance(0.05) ? 1 : whole(3, Math.max(4, Math.ceil(rows / 8)))) : 1,
  }));
  const missing = pick([0, 0, 0.03, 0.15]);
  const maybe = (value: string | number) => (chance(missing) ? "" : value);
  const weights = pick(["equal", "unequal", "zeros", "wide"] as const);
  const slope = pick([0, 0.5, 1, 3]);
  const groups = whole(2, 4);
  const [family, link] = pick(families);
  const table = Array.from({ length: rows }, (_, row) => {
    const stratum = layout[row < 2 * layout.length ? row % layout.length : whole(0, layout.length - 1)]!;
    const c = whole(1, stratum.clusters);
    const g = whole(1, groups);
    const h = whole(1, 3);
    const x = 2 * random.uniform() - 1 + (c % 3) * 0.2;
    const e = 0.5 + 5 * random.uniform();
    const k = whole(0, 3);
    const signal = slope * x + 0.4 * (g - 2) + 0.3 * Math.sin(c);
    const chanceOf = 1 / (1 + Math.exp(-signal));
    const answer = chance(chanceOf) ? (chance(0.3) ? "yes" : "surely") : "no";
    const mean = Math.exp(0.5 * signal);
    return {
      w:
        (chance(weights === "zeros" ? 0.15 : 0)
          ? 0
          : weights === "equal"
            ? 2.5
            : 0.5 + 4 * random.uniform()) * (weights === "wide" ? 10 ** whole(-3, 3) : 1),
      s: stratum.name,
      c: `c${c}`,
      g: maybe(`g${g}`),
      h: maybe(`h${h}`),
      same: g === 1 ? "a" : "b",
      k: maybe(k),
      x: maybe(x),
      z: maybe(Math.round(1000 * (x + random.uniform()))),
      e,
      big: 1e6 * random.uniform(),
      far: 1e6 + 100 * random.uniform(),
      answer: maybe(answer),
      b: maybe(Number(answer !== "no")),
      count: maybe(Math.floor(-Math.log(1 - random.uniform()) * mean * 1.5)),
      y: maybe(10 + 2 * signal + 3 * (random.uniform() + random.uniform() - 1)),
    };
  });
  if (table.every(({ w }) => w === 0)) table[0]!.w = 1;
  const sizes = new Map<string, Set<string>>();
  table.forEach(({ s, c }, row) => {
    const key = strata ? s : "";
    sizes.set(key, (sizes.get(key) ?? new Set()).add(clusters ? c : String(row)));
  });
  const populations = new Map([...sizes].map(([key, units]) => [key, units.size + whole(1, 60)]));
  const withFpc = table.map((row) => {
    const key = strata ? row.s : "";
    const population = populations.get(key)!;
    return { ...row, f: fpc === "fraction" ? sizes.get(key)!.size / population : population };
  });
  const id = `m${String(at + 1).padStart(3, "0")}`;
  const file = `${id}.csv`;
  writeFileSync(join(folder, file), stringify(withFpc, { header: true }));
  const formula = pick(right);
  const outcome =
    family === "linear"
      ? pick(["y", "y", "I(y / 1000)"])
      : family === "poisson" || family === "quasipoisson"
        ? "count"
        : pick(["answer", "b"]);
  const references = [
    ...(/\bg\b/.test(formula) && chance(0.3) ? ["g=g2"] : []),
    ...(outcome === "answer" && chance(0.4) ? ["answer=yes"] : []),
  ];
  return {
    id,
    file,
    strata: Number(strata),
    clusters: Number(clusters),
    fpc,
    lonely,
    family,
    link,
    formula: `${outcome} ~ ${formula}`,
    where: pick(["", "", "", 'h != "h3"', "x > -0.5", 'g != "g1" | x > 0']),
    reference: references.join(";"),
  };
}
