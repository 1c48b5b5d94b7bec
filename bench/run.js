// Whole processes side by side, in turn (A B A B …), since machines drift: npm run bench [-- RUNS [WORDS OF A TITLE]]
// Prints the median wall time and peak memory of each, and the median of the ratios pair by pair. Needs R with survey
// and readxl, and Linux for the memory. What needs a gigabyte of disk runs where words of its title name it.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeRows } from "./duckdb.js";
import { writeMargins, writeMillionCells, writeMillionRows } from "./million.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const runs = Number(process.argv[2] ?? 7);
const wanted = process.argv.slice(3).join(" ");
const panel = [process.execPath, "bin/panel.js"];
const scratch = mkdtempSync(join(tmpdir(), "panel-bench-"));
const million = join(scratch, "million.csv");
const quoted = join(scratch, "quoted.csv");

const small = join(scratch, "10k.csv");
const middle = join(scratch, "100k.csv");
const sizes = new Map([
  [small, 10_000],
  [middle, 100_000],
  [million, 1_000_000],
]);

/** A model with eight categorical covariates. */
const model = (file, family) => ({
  prepare: () => writeMillionRows(file, { rows: sizes.get(file) }),
  command: [
    ...panel,
    "model",
    `${family === "logistic" ? "secretariat" : "canaux"} ~ sexe + tranche_age + mode + volume + zone + frequence + reponse + specialite`,
    ..."--weight weight --strata stratum --family".split(" "),
    family,
    "--data",
    file,
  ],
  peer: ["Rscript", "bench/model.R", file, family],
});

const crosstab = (file) => ({
  prepare: () => writeMillionRows(file, { quoted: file === quoted }),
  command: [
    ...panel,
    ..."crosstab secretariat --by sexe,tranche_age --weight weight --strata stratum --data".split(" "),
    file,
  ],
  peer: ["Rscript", "bench/crosstab.R", file],
});

const workbook = join(scratch, "million.xlsx");
const margins = join(scratch, "margins.csv");
const millions = (count, end) => join(scratch, `${count}.${end}`);
const withReplicates = join(scratch, "replicates.csv");

const bootstrap = (...more) => [
  ...panel,
  ..."crosstab secretariat --by sexe,tranche_age --weight weight --df design".split(" "),
  ...more,
];

const comparisons = [
  ...["er1245", "collaboration-2022"].flatMap((study) =>
    [
      { of: "", flags: ["--no-out"] },
      { of: ", with its workbook", flags: ["--only", "tables", "--out", scratch] },
      { of: ", with its page, pictures and workbook, which R does not make", flags: ["--out", scratch] },
    ].map(({ of, flags }) => ({
      title: `panel reproduce ${study}${of}, against the same figures, tables, models and findings with R's survey`,
      command: [...panel, "reproduce", study, ...flags],
      peer: ["Rscript", `bench/${study}.R`],
    })),
  ),
  {
    title: "panel crosstab by two variables of a million rows, against read.csv, svydesign and svyby",
    ...crosstab(million),
  },
  {
    title: "the same of a million rows with every text in quotes",
    ...crosstab(quoted),
  },
  ...[small, middle, million].flatMap((file) =>
    ["logistic", "poisson"].map((family) => ({
      title: `panel model, ${family} with eight covariates, of ${sizes.get(file)} rows, against read.csv, svydesign and svyglm`,
      ...model(file, family),
    })),
  ),
  {
    title:
      "panel weight calibrate by raking to 40 margins of 100000 rows, against read.csv, calibrate and write.csv",
    prepare: () => {
      writeMillionRows(middle, { rows: sizes.get(middle) });
      writeMargins(margins);
    },
    command: [
      ...panel,
      ..."weight calibrate --method raking --scale none --weight weight --data".split(" "),
      ...[middle, "--margins", margins, "--out", join(scratch, "calibrated.csv")],
    ],
    peer: ["Rscript", "bench/calibrate.R", middle, margins],
  },
  {
    title:
      "panel crosstab of 10000 rows with 1000 bootstrap replicates made, against as.svrepdesign and svyby",
    prepare: () => writeMillionRows(small, { rows: sizes.get(small) }),
    command: bootstrap(
      ..."--strata stratum --replicate-method bootstrap --replicate-count 1000 --seed 1 --data".split(" "),
      small,
    ),
    peer: ["Rscript", "bench/replicates.R", small],
  },
  {
    title:
      "panel crosstab of 10000 rows with 1000 bootstrap replicates read, against read.csv, svrepdesign and svyby",
    prepare: () => {
      writeMillionRows(small, { rows: sizes.get(small) });
      const [node, ...args] = panel;
      const made =
        "weight replicate --method bootstrap --replicates 1000 --seed 1 --weight weight --strata stratum";
      execFileSync(node, [...args, ...made.split(" "), "--data", small, "--out", withReplicates], {
        cwd: root,
        stdio: "ignore",
      });
    },
    command: bootstrap("--replicates", "rep", "--data", withReplicates),
    peer: ["Rscript", "bench/replicates.R", withReplicates, "read"],
  },
  ...[
    ["read_excel", ["Rscript", "bench/workbook.R", workbook]],
    ["exceljs", [process.execPath, "bench/exceljs.js", workbook]],
  ].map(([name, peer]) => ({
    title: `panel describe of a workbook of a million cells, against ${name}`,
    prepare: () => writeMillionCells(workbook),
    command: [...panel, "describe", "--data", workbook],
    peer,
  })),
  ...[
    ["crosstab by two variables", ..."crosstab secretariat --by sexe,tranche_age".split(" ")],
    [
      "model, logistic with seven covariates,",
      "model",
      "secretariat ~ sexe + tranche_age + mode + volume + zone + frequence + specialite",
      ..."--family logistic".split(" "),
    ],
  ].flatMap(([what, ...words]) =>
    [
      [10, "parquet"],
      [10, "csv"],
      [100, "parquet"],
    ].map(([count, end]) => ({
      title: `panel ${what} of ${count} million rows of ${end} by DuckDB, against its own GROUP BY of the same variables`,
      isLarge: count > 10,
      prepare: () => writeRows(millions(count, end), count * 1e6),
      command: [
        ...panel,
        ...words,
        ..."--weight weight --strata stratum --engine duckdb --data".split(" "),
        millions(count, end),
      ],
      peer: [process.execPath, "bench/duckdb.js", millions(count, end), words[0]],
    })),
  ),
  {
    title: "panel --help, against Node itself",
    command: [...panel, "--help"],
    peer: [process.execPath, "-e", "0"],
  },
];

const chosen = comparisons.filter(({ title, isLarge }) => title.includes(wanted) && (wanted || !isLarge));
for (const { title, prepare, command, peer } of chosen) {
  await prepare?.();
  await run(command);
  const pairs = [];
  for (let pair = 0; pair < runs; pair++) pairs.push([await run(command), await run(peer)]);
  const line = (name, unit, scale, decimals) => {
    const [own, other] = [0, 1].map((side) => median(pairs.map((pair) => pair[side][name])));
    const ratio = median(pairs.map(([a, b]) => a[name] / b[name]));
    const shown = (value) => `${(value * scale).toFixed(decimals)} ${unit}`;
    return `  ${name}: ${shown(own)} against ${shown(other)}, ratio ${ratio.toFixed(2)} (${runs} pairs)\n`;
  };
  process.stdout.write(`${title}\n${line("time", "s", 1, 2)}${line("memory", "MiB", 1 / 1024, 0)}`);
}
rmSync(scratch, { recursive: true });

/** Seconds and the peak of resident memory in KiB, of which the kernel keeps the high-water mark. */
async function run([file, ...args]) {
  const start = performance.now();
  const child = spawn(file, args, { cwd: root, stdio: "ignore" });
  let memory = 0;
  const watch = setInterval(() => {
    memory = Math.max(memory, highWaterMark(child.pid));
  }, 10);
  const status = await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", resolve);
  });
  const time = (performance.now() - start) / 1000;
  clearInterval(watch);
  if (status !== 0) throw new Error(`${file} ${args.join(" ")} ended with ${status}`);
  return { time, memory };
}

function highWaterMark(pid) {
  try {
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2;
}
