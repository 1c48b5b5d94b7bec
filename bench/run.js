// Whole processes side by side, in turn (A B A B …), since machines drift: npm run bench [-- RUNS]
// Prints the median wall time of each and the median of the ratios pair by pair. Needs R with survey and readxl.
import { spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const runs = Number(process.argv[2] ?? 7);
const panel = [process.execPath, "bin/panel.js"];
const scratch = mkdtempSync(join(tmpdir(), "panel-bench-"));

const comparisons = [
  {
    title: "panel reproduce er1245, against the same figures and models with R's survey",
    command: [...panel, "reproduce", "er1245", "--out", scratch],
    peer: ["Rscript", "bench/er1245.R"],
  },
  {
    title: "panel --help, against Node itself",
    command: [...panel, "--help"],
    peer: [process.execPath, "-e", "0"],
  },
];

for (const { title, command, peer } of comparisons) {
  seconds(command);
  seconds(peer);
  const pairs = Array.from({ length: runs }, () => [seconds(command), seconds(peer)]);
  const own = median(pairs.map(([a]) => a));
  const other = median(pairs.map(([, b]) => b));
  const ratio = median(pairs.map(([a, b]) => a / b));
  process.stdout.write(
    `${title}\n  ${own.toFixed(2)} s against ${other.toFixed(2)} s, ratio ${ratio.toFixed(2)} (${runs} pairs)\n`,
  );
}

function seconds([file, ...args]) {
  const start = performance.now();
  const { status, error } = spawnSync(file, args, { cwd: root, stdio: "ignore" });
  if (error || status !== 0) throw error ?? new Error(`${file} ${args.join(" ")} ended with ${status}`);
  return (performance.now() - start) / 1000;
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2;
}
