import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { boundEstimands } from "../../src/coherence/estimandBounds.ts";
import { loadSolver } from "../../src/coherence/solver.ts";
import { heldOutOf } from "../../src/figures/heldOut.ts";
import type { FigureResult, Reproduction } from "../../src/figures/reproduce.ts";
import { studyBounds } from "../../src/figures/studyBounds.ts";
import { openRegistry } from "../../src/study/registry.ts";
import { boundsFile, readBounds, renderBounds } from "../../src/study/storedBounds.ts";
import { listStudies, loadStudy } from "../../src/study/study.ts";
import { folderWith } from "../support/files.ts";
import { runIn } from "../support/inProcess.ts";
import { inventedFiles } from "../support/invented.ts";
import { dataFolder } from "../support/oracle.ts";

test("the bounds beside the embedded studies are those of today's declarations", async () => {
  for (const id of listStudies(dataFolder))
    expect(readBounds(await loadStudy(id, dataFolder), dataFolder), id).toBeDefined();
});

test("some of them are computed anew: implied, narrowed and free ones", async () => {
  const study = await loadStudy("er1245", dataFolder);
  const stored = readBounds(study, dataFolder)!;
  const { declaration, figures } = await openRegistry(study.declaration, dataFolder);
  const ids = ["titre-sans-secretariat", "secretariat-2022", "secretariat-pdl"];
  const asked = ids.map((id) => figures.get(`er1245:${id}`)!.figure.estimand!);
  const { bounds, leftOut } = boundEstimands(
    declaration,
    [...figures.values()],
    asked,
    await loadSolver("few"),
  );
  expect(stored.leftOut).toEqual(leftOut);
  bounds.forEach(({ found }, at) => {
    const { low, high } = found as { low: number; high: number };
    const own = stored.figures[ids[at]!]!;
    expect(own.low, ids[at]).toBeCloseTo(low, 6);
    expect(own.high, ids[at]).toBeCloseTo(high, 6);
  });
});

test("a claim of groups that none prints: 62 and 65% of 69% in a group, of whom 40 points in several professions", async () => {
  const stored = readBounds(await loadStudy("er1245", dataFolder), dataFolder)!;
  const own = stored.claims["article-no-secretary:physique-collectif"]!;
  expect(own.low).toBeCloseTo(61.5 + (3 * 39.5) / 69.5, 1);
  expect(own.high).toBeCloseTo(62.5 + (3 * 40.5) / 68.5, 1);
});

/** The invented data folder, with the bounds of its study beside it. */
async function invented() {
  const folder = folderWith(inventedFiles([]));
  const study = await loadStudy("er", folder);
  const bounds = studyBounds(
    study,
    await openRegistry(study.declaration, folder),
    [],
    await loadSolver("few"),
  );
  writeFileSync(boundsFile(study), renderBounds(bounds, study, folder));
  return { folder, study, bounds };
}

test("what is written is read again, and is no longer shown when a declaration changes", async () => {
  const { folder, study, bounds } = await invented();
  // Whoever has a dog has a pet; 12, 33 and 71 % have a dog by where they live.
  expect(bounds.figures["dog-2022"]!.high).toBeLessThanOrEqual(41.5);
  expect(readBounds(study, folder)).toEqual(bounds);
  const figures = join(folder, "studies/er/figures.csv");
  writeFileSync(figures, readFileSync(figures, "utf8").replace(/\n/g, "\r\n"));
  expect(readBounds(study, folder)).toEqual(bounds);
  appendFileSync(join(folder, "lexicon.yaml"), "# changed\n");
  expect(readBounds(study, folder)).toBeUndefined();
});

test("held-out figures that are reproduced are counted beside chance, without those that are implied", async () => {
  const { study } = await invented();
  const [figure] = study.figures.filter(({ estimand }) => estimand?.statistic === "percent");
  const result = (id: string, status: FigureResult["status"]): FigureResult => ({
    figure: { ...figure!, id, use: "held-out", published: { value: 40, decimals: 0 } },
    status,
    result: null,
  });
  const reproduction = {
    figures: [
      result("a", "reproduced"),
      result("b", "differs"),
      result("c", "reproduced"),
      result("d", "reproduced"),
    ],
    dataset: { provenance: { kind: "synthetic" } },
    bounds: {
      ...{ leftOut: [], figures: {}, claims: {} },
      // Of 10 points the rounding to 40 covers one, of 20 one; c is implied, and of d shares do not tell.
      heldOut: { a: { low: 35, high: 45 }, b: { low: 30, high: 50 }, c: { low: 39.6, high: 40.2 } },
    },
  } as unknown as Reproduction;
  expect(heldOutOf(reproduction)).toEqual({
    reproduced: 1,
    counted: 2,
    expected: expect.closeTo(1 / 10 + 1 / 20, 12),
    implied: 1,
  });
});

test("a report without bounds says which command writes them; one with them counts held-out figures", async () => {
  const { stdout, stderr } = await runIn(200, ["reproduce", "er1245", "--summary", "--no-out"]);
  expect(stderr).not.toContain("--save");
  expect(stdout).toMatch(/leave open: \d+ of 22 reproduced; chance would reproduce \d\.\d\./);
});
