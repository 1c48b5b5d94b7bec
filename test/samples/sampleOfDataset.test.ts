import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { crosstab } from "../../src/analyses/crosstab.ts";
import { estimate } from "../../src/analyses/estimate.ts";
import type { Sample } from "../../src/samples/sample.ts";
import {
  isDeclaration,
  openWaves,
  sampleOfDataset,
  sampleOfWave,
} from "../../src/samples/sampleOfDataset.ts";
import { readDataset } from "../../src/sources/datasets/dataset.ts";
import type { Wave } from "../../src/sources/datasets/wave.ts";
import { waveVariable } from "../../src/sources/datasets/waveTable.ts";
import { embeddedDataset, loadDataset } from "../../src/study/dataset.ts";
import { designOfWave, designOfWaves } from "../../src/survey/waveDesign.ts";
import { folderWith } from "../support/files.ts";
import { dataFolder, expectClose, given, oracle } from "../support/oracle.ts";

const declaration = `
id: small
title: { fr: Petit, en: Small }
key: id
waves:
  first: { file: first.csv, weight: w, strata: [area] }
  second: { file: second.csv, weight: w, strata: [area] }
variables:
  - { name: y, fr: Y, en: "Y" }
  - { name: late, fr: Tard, en: Late, waves: [second] }
`;
const folder = folderWith({
  "dataset.yaml": declaration,
  "first.csv": "id,w,area,y\na,1,n,1\nb,2,n,2\nc,3,s,3\nd,4,s,4\n",
  "second.csv": "id,w,area,y,late\na,5,n,2,1\nc,6,n,,2\nd,7,s,5,3\ne,8,s,6,4\n",
});
const description = loadDataset(join(folder, "dataset.yaml"), dataFolder);
const dataset = await readDataset(description);
const [first, second] = [...dataset.waves.values()] as [Wave, Wave];

test("waves whose respondents, columns and codes are called otherwise are the same respondents and answers", async () => {
  const folder = folderWith({
    "dataset.yaml": `
title: T
waves: { "1": { file: a.csv, key: NUM, weight: w }, "2": { file: b.csv, key: ID, weight: w } }
variables:
  - name: sex
    column: { "1": Q1, "2": S2 }
    levels: [{ name: man, code: { "1": 1, "2": H } }, { name: woman, code: { "1": 2, "2": F } }]`,
    "a.csv": "NUM,w,Q1\nx,1,1\ny,2,2\n",
    "b.csv": "ID,w,S2\ny,3,F\nz,4,H\n",
  });
  const { table, design } = await sampleOfDataset(loadDataset(join(folder, "dataset.yaml"), dataFolder), {
    waves: ["1", "2"],
  });
  expect([...table.factor("sex").codes]).toEqual([0, 1, 1, 0]);
  expect([...design.cluster!]).toEqual([0, 1, 1, 2]);
});

test("of waves side by side in a file each has the rows with its weight", async () => {
  const yaml = `
title: T
file: wide.csv
key: id
waves: { "1": { weight: w1, rows: weighted }, "2": { weight: w2, rows: weighted, link: "1" } }
variables: [{ name: y, column: { "1": y1, "2": y2 } }]`;
  const folder = folderWith({
    "dataset.yaml": yaml,
    "all.yaml": yaml.replaceAll(", rows: weighted", ""),
    "wide.csv": "id,w1,y1,w2,y2\na,1,5,2,6\nb,2,7,NA,\nc,,,3,8\nd,0,1,1,9\n",
  });
  const wide = loadDataset(join(folder, "dataset.yaml"), dataFolder);
  const waves = [...(await readDataset(wide)).waves.values()];
  expect(waves.map(({ keys }) => keys)).toEqual([
    ["a", "b", "d"],
    ["a", "c", "d"],
  ]);
  expect(waves.map(({ weights }) => [...weights])).toEqual([
    [1, 2, 0],
    [2, 3, 1],
  ]);
  expect([...waves[1]!.table.numbers("y_1")]).toEqual([5, Number.NaN, 1]);
  const { table } = await sampleOfDataset(wide, { waves: ["2"] });
  expect(table.place(1), "of the file").toMatchObject({ line: 4 });
  await expect(readDataset(loadDataset(join(folder, "all.yaml"), dataFolder))).rejects.toThrow(
    /line 4, column w1: the weight is missing(.|\n)*rows: weighted/,
  );
});

test("the calibration that waves declare counts in variances where that is asked for", async () => {
  const panel4 = embeddedDataset(dataFolder, "panel4");
  const asked = { waves: ["2022"], derive: ['woman = if(sexe == "Femme", 1, 0)'] };
  const sample = await sampleOfDataset(panel4, { ...asked, calibrated: true });
  const { rows } = crosstab(sample, { outcome: "secretariat" });
  const [row] = oracle("er1245-variances.csv").filter(
    ({ id, variance }) => id === "titre-sans-secretariat" && variance === "calibrated",
  );
  // The figure is a percentage.
  expectClose(
    100 * rows.find(({ levels }) => levels.includes("Non"))!.se!,
    given(row!.se),
    1e-8,
    "R's survey",
  );
  expect(sample.names.calibrated?.margins).toBe("sexe, tranche_age, volume, region, zone_faible_densite");
  const totalOf = (of: Sample) => estimate(of, { variable: "woman", statistic: { kind: "total" } }).rows[0]!;
  const [own, plain] = [totalOf(sample), totalOf(await sampleOfDataset(panel4, asked))];
  expectClose(own.estimate!, plain.estimate!, 1e-12, "the same estimate");
  expect(own.se, "the total of a margin is known").toBeLessThan(1e-9 * plain.se!);
  expect(plain.se).toBeGreaterThan(100);
  await expect(sampleOfDataset(description, { calibrated: true })).rejects.toThrow(
    "no wave tells the variables that its weights were calibrated on",
  );
  const yaml = declaration.replace(
    "strata: [area] }\nvariables",
    "strata: [area], calibrated: [y] }\nvariables",
  );
  const half = loadDataset(
    join(
      folderWith({
        "dataset.yaml": yaml,
        "first.csv": "id,w,area,y\na,1,n,1\nb,2,n,2\n",
        "second.csv": "id,w,area,y,late\na,5,n,2,1\nc,6,n,3,2\n",
      }),
      "dataset.yaml",
    ),
    dataFolder,
  );
  await expect(sampleOfDataset(half, { waves: ["first"], calibrated: true })).rejects.toThrow(
    "no wave tells",
  );
  const both = await sampleOfDataset(half, { waves: ["first", "second"], calibrated: true });
  expect(both.names.calibrated?.margins).toBe("first: —; second: y");
});

describe("a wave", () => {
  test("is the last one where none is named, with the design that the dataset declares", async () => {
    const sample = await sampleOfDataset(description);
    expect(sample.design).toEqual(designOfWave(second));
    expect(sample.table.numbers("late")).toEqual(Float64Array.of(1, 2, 3, 4));
    expect(sample.names).toEqual({ weight: "w", strata: ["area"], cluster: undefined, fpc: undefined });
    expect(sample).toMatchObject({ waves: [], notices: [] });
    expect(sample.file).toBeUndefined();
  });

  test("tells the dataset and the rows of all its waves", async () => {
    const { origin } = await sampleOfDataset(description, { waves: ["first"] });
    expect(origin).toMatchObject({ dataset: "small", provenance: { kind: "microdata" } });
    expect([...origin.rows]).toEqual([
      ["first", 4],
      ["second", 4],
    ]);
  });

  test("is chosen by conditions and has derived variables", async () => {
    const { table, selection } = await sampleOfDataset(description, {
      where: ["double > 5"],
      derive: ["double = 2 * y"],
    });
    expect(table.numbers("double")).toEqual(Float64Array.of(4, Number.NaN, 10, 12));
    expect(selection).toMatchObject({ mask: Uint8Array.of(0, 0, 1, 1), unknown: 1, where: ["double > 5"] });
  });

  test("of a dataset that is read already gives the same sample", async () => {
    const sample = sampleOfWave(dataset, first, { lonely: "adjust" });
    const read = await sampleOfDataset(description, { waves: ["first"], lonely: "adjust" });
    expect(sample.design).toEqual(read.design);
    expect(sample.design.lonely).toBe("adjust");
    expect({ ...sample, table: undefined }).toEqual({ ...read, table: undefined });
  });

  test("that the dataset does not have is refused", async () => {
    await expect(sampleOfDataset(description, { waves: ["secnd"] })).rejects.toThrow(
      'unknown wave; found "secnd". Did you mean "second"?',
    );
  });
});

describe("several waves", () => {
  test("stand below one another in the dataset's order, their respondents being clusters", async () => {
    const sample = await sampleOfDataset(description, { waves: ["second", "first"] });
    expect(sample.waves).toEqual(["first", "second"]);
    expect(sample.table.factor(waveVariable).levels).toEqual(["first", "second"]);
    expect([...sample.table.codebook.keys()]).toEqual([waveVariable, "y"]);
    expect(sample.design).toEqual(designOfWaves([first, second]));
    expect(sample.names.cluster).toBe("id");
  });

  test("are opened without a design too", () => {
    expect(openWaves(dataset, [first, second]).table.rows).toBe(8);
    expect(openWaves(dataset, [first]).waves).toEqual([]);
  });
});

test("folders and YAML files declare datasets", () => {
  expect(isDeclaration(folder)).toBe(true);
  expect(isDeclaration("absent.yml")).toBe(true);
  expect(isDeclaration(join(folder, "first.csv"))).toBe(false);
  expect(isDeclaration("absent.csv")).toBe(false);
});

test("a row stands where its file has it, also where waves are below one another", async () => {
  const place = async (row: number, wave?: string[]) =>
    (await sampleOfDataset(description, wave && { waves: wave })).table.place(row);
  expect(await place(3)).toMatchObject({ file: join(folder, "second.csv"), line: 5 });
  expect(await place(3, ["first", "second"])).toMatchObject({ file: join(folder, "first.csv"), line: 5 });
  expect(await place(4, ["first", "second"])).toMatchObject({ file: join(folder, "second.csv"), line: 2 });
});
