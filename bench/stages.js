// Where the time of a model goes as rows become more: node bench/stages.js
// Prints the seconds of reading a file, of making patterns and cells of its rows, and of all that follows: the fit, its
// design covariance, tests and margins. Only the first two grow with the rows once all patterns occur.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load } from "./bundle.js";
import { writeMillionRows } from "./million.js";

const scratch = mkdtempSync(join(tmpdir(), "panel-stages-"));
const modules = [
  "sources/files/fileTable",
  "survey/designColumns",
  "models/formula/formula",
  "models/formula/outcome",
  "models/formula/frame",
  "models/formula/observations",
  "models/fit/families",
  "models/fit/model",
  "models/results/waldTests",
  "models/results/margins",
];
const panel = await load(modules, scratch);

const covariates = "sexe + tranche_age + mode + volume + zone + frequence + reponse + specialite";
const models = [
  ["logistic", "secretariat"],
  ["poisson", "canaux"],
];
process.stdout.write("family        rows  patterns    cells   read  cells made  model\n");
for (const rows of [10_000, 100_000, 1_000_000]) {
  const file = join(scratch, `${rows}.csv`);
  writeMillionRows(file, { rows });
  for (const [family, outcome] of models) {
    const start = performance.now();
    const table = await panel.readFileTable(file);
    const design = panel.designOf(table, { weight: "weight", strata: ["stratum"] });
    const read = performance.now();
    const formula = panel.parseFormula(`${outcome} ~ ${covariates}`);
    const mask = new Uint8Array(rows).fill(1);
    const request = {
      formula,
      family,
      covariance: "design",
      references: new Map(),
      normal: false,
      level: 0.95,
    };
    const [model, all] = time(() => {
      const fitted = panel.fitModel(table, design, mask, request);
      panel.testTerms(fitted);
      panel.predictiveMargins(fitted, "mode");
      return fitted;
    });
    const [, patterns] = time(() => {
      const raw = panel.readOutcome(table, formula.outcome, family, mask, undefined);
      const frame = panel.makeFrame(table, formula, mask, new Map());
      panel.observe(design, panel.settleOutcome(raw, frame.group).values, frame, panel.families[family]);
    });
    const lazy = panel.fitModel(table, design, mask, { ...request, covariance: "model" });
    const [{ count }, cells] = time(lazy.fitted.cells);
    const seconds = (milliseconds) => (milliseconds / 1000).toFixed(2);
    process.stdout.write(
      `${[
        family.padEnd(8),
        String(rows).padStart(9),
        String(model.frame.count).padStart(9),
        String(count).padStart(8),
        seconds(read - start).padStart(6),
        seconds(patterns + cells).padStart(11),
        seconds(all - patterns - cells).padStart(6),
      ].join(" ")}\n`,
    );
  }
}
rmSync(scratch, { recursive: true });

/** What a function returns, and the milliseconds that it takes. */
function time(run) {
  const start = performance.now();
  return [run(), performance.now() - start];
}
