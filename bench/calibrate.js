// The calibration alone, without reading and writing files: node bench/calibrate.js [PAIRS]
// Rakes 100,000 rows to 40 margins here and with R's calibrate, in turn, and prints the median of the ratios.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { load } from "./bundle.js";
import { writeMargins, writeMillionRows } from "./million.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const pairs = Number(process.argv[2] ?? 5);
const scratch = mkdtempSync(join(tmpdir(), "panel-calibrate-"));
const [data, margins] = [join(scratch, "data.csv"), join(scratch, "margins.csv")];
writeMillionRows(data, { rows: 100_000 });
writeMargins(margins);
const panel = await load(
  [
    "sources/files/fileTable",
    "sources/files/sheets",
    "weights/margins",
    "weights/constraints",
    "weights/calibrate",
  ],
  scratch,
);
const table = await panel.readFileTable(data);
const inside = new Uint8Array(table.rows).fill(1);
const found = panel.readMargins(await panel.readSheets(margins));
const { constraints } = panel.constraintsOf(table, found, inside, { sumOfWeights: 0 });
const weights = table.numbers("weight");

const times = Array.from({ length: pairs }, () => {
  const start = performance.now();
  panel.calibrate(weights, constraints, "raking");
  const own = (performance.now() - start) / 1000;
  const printed = execFileSync("Rscript", ["bench/calibrate.R", data, margins], {
    cwd: root,
    encoding: "utf8",
  });
  return { own, peer: Number(/calibrate: ([\d.]+)/.exec(printed)[1]) };
});
rmSync(scratch, { recursive: true });
const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];
const shown = (of) => median(times.map(of)).toFixed(3);
process.stdout.write(
  `raking 100,000 rows to 40 margins: ${shown(({ own }) => own)} s against ${shown(({ peer }) => peer)} s with survey::calibrate, ratio ${shown(({ own, peer }) => own / peer)} (${pairs} pairs)\n`,
);
