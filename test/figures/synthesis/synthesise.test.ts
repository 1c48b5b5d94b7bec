import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { synthesise } from "../../../src/figures/synthesis/synthesise.ts";
import { panelWorkbook } from "../../../src/reports/files/panelWorkbook.ts";
import { readDataset } from "../../../src/sources/datasets/dataset.ts";
import { embeddedFile, loadDataset } from "../../../src/study/dataset.ts";
import { findPopulation } from "../../../src/study/population.ts";
import { studiesOf } from "../../../src/study/study.ts";
import { dataFolder } from "../../support/oracle.ts";

const description = loadDataset(embeddedFile("panel4", dataFolder), dataFolder);
const population = findPopulation(description.source)!;
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

test("the field of 2022 is 15 % smaller than that of 2019, and more doctors work where there is more access to them", async () => {
  const { waves } = await readDataset(description);
  const sum = (weights: Iterable<number>) => [...weights].reduce((total, weight) => total + weight, 0);
  const { table, weights } = waves.get("2022")!;
  const total = sum(weights);
  expect(1 - total / sum(waves.get("2019")!.weights)).toBeGreaterThan(0.145);
  expect(1 - total / sum(waves.get("2019")!.weights)).toBeLessThan(0.155);
  const supply = table.array("offre_generalistes");
  const shares = ["1er quartile", "2e quartile", "3e quartile", "4e quartile"].map(
    (quartile) => sum([...weights].filter((_, row) => supply[row] === quartile)) / total,
  );
  expect(shares).toEqual([...shares].sort((one, other) => one - other));
});

test("few doctors leave a group for solo practice, and single-profession groups keep their type", async () => {
  const { table } = (await readDataset(description)).waves.get("2022")!;
  const [before, now] = [table.array("regroupement_2019"), table.array("regroupement")];
  const shareOf = (from: readonly string[], to: readonly string[]) => {
    const known = [...now.keys()].filter(
      (row) => from.includes(String(before[row])) && typeof now[row] === "string",
    );
    return known.filter((row) => to.includes(String(now[row]))).length / known.length;
  };
  const mono = ["mono généralistes", "mono autres"];
  expect(shareOf([...mono, "pluri"], ["seul"])).toBeLessThan(0.05);
  expect(shareOf(["mono généralistes"], ["mono autres"])).toBeLessThan(0.03);
  expect(shareOf(["mono autres"], ["mono généralistes"])).toBeLessThan(0.15);
});
