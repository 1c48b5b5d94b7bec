import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { synthesise } from "../../../src/figures/synthesis/synthesise.ts";
import { panelWorkbook } from "../../../src/reports/files/panelWorkbook.ts";
import { embeddedFile, loadDataset } from "../../../src/study/dataset.ts";
import { loadPopulation } from "../../../src/study/population.ts";
import { studiesOf } from "../../../src/study/study.ts";
import { dataFolder } from "../../support/oracle.ts";

const description = loadDataset(embeddedFile("panel4", dataFolder), dataFolder);
const population = loadPopulation(description.source);
const figures = (await studiesOf("panel4", dataFolder)).flatMap((study) => study.figures);

test("the embedded panel is what seed 1245 gives, byte for byte, and held-out figures are not looked at", async () => {
  const blind = figures.map((figure) =>
    figure.use === "calibrated" ? figure : { ...figure, published: { value: -1, decimals: 0 } },
  );
  const panel = synthesise(description, population, blind, 1245);
  const workbook = Buffer.from(await panelWorkbook(description, panel, 1245));
  expect(workbook.equals(readFileSync(join(dataFolder, "panel4", "panel4.xlsx")))).toBe(true);
}, 240_000);

test("the embedded weights stay within 0.2 and 5 times their mean, and most of 2022 is linked to 2019", async () => {
  const { readDataset } = await import("../../../src/sources/datasets/dataset.ts");
  const { waves } = await readDataset(description);
  for (const { weights } of waves.values()) {
    const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
    expect(Math.min(...weights) / mean).toBeGreaterThan(0.2);
    expect(Math.max(...weights) / mean).toBeLessThan(5);
  }
  const earlier = new Set(waves.get("2019")!.keys);
  const linked = waves.get("2022")!.keys.filter((key) => earlier.has(key)).length;
  expect(linked / waves.get("2022")!.keys.length).toBeGreaterThan(0.9);
});
