import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test, vi } from "vitest";
import { synthCommand } from "../../../../src/commands/synth.ts";
import type { Computed } from "../../../../src/figures/compute.ts";
import { type Reproduction, reproduce } from "../../../../src/figures/reproduce.ts";
import { openStudy } from "../../../../src/study/openStudy.ts";
import type { InputError } from "../../../../src/text/errors.ts";
import { folderWith } from "../../../support/files.ts";

/** A dataset of two waves with areas, of which nothing is known but this: no population.yaml stands beside it. */
const dataset = `
kind: synthetic
title: { fr: Enquête, en: Survey }
key: id
units: { "%": { fr: "%", en: "%" } }
file: panel.xlsx
waves:
  "2019": { sheet: "2019", weight: w }
  "2022": { sheet: "2022", weight: w, link: "2019" }
context:
  areas:
    fr: Zone
    en: Area
    sheet: areas
    key: area
    weight: size
    waves: ["2022"]
    variables: [{ name: supply, fr: Offre, en: Supply }]
    derived:
      - name: half
        fr: Moitié
        en: Half
        quantiles: { of: supply, at: [0.5] }
        levels: [{ name: low, en: low }, { name: high, en: high }]
variables:
  - { name: sex, fr: Sexe, en: Sex, levels: [{ code: 1, name: man, en: man }, { code: 2, name: woman, en: woman }] }
  - { name: pet, fr: Animal, en: Pet, levels: [{ code: 1, name: cat, en: cat }, { code: 2, name: dog, en: dog }, { code: 3, name: none, en: none }] }
  - { name: car, fr: Auto, en: Car, levels: [{ code: 1, name: yes, en: "yes" }, { code: 2, name: no, en: "no" }] }
  - { name: alive, fr: Vivant, en: Alive, levels: [{ code: 1, name: yes, en: "yes" }] }
  - { name: age, fr: Âge, en: Age }
  - { name: rooms, fr: Pièces, en: Rooms }
derived:
  - name: has_pet
    fr: A un animal
    en: Has a pet
    recode: { of: pet, groups: [[cat, dog], [none]] }
    levels: [{ name: yes, en: "yes" }, { name: no, en: "no" }]
  - name: age_class
    fr: Âge
    en: Age
    cut: { of: age, breaks: [30, 60] }
    levels: [{ name: young, en: young }, { name: middle, en: middle }, { name: old, en: old }]
`;

const header =
  "id,section,page,chart,wave,statistic,variable,level,domain,published,low,high,words,unit,use,fr,en,note\n";
const figure = (id: string, measured: string, published: number, use = "calibrated") =>
  `${id},s,1,,${measured},${published},,,,%,${use},F,F,\n`;

const figures = [
  figure("answered-2019", "2019,respondents,,,", 1500),
  figure("answered-2022", "2022,respondents,,,", 1000),
  figure("everybody", "2022,count,sex,man|woman,", 52000),
  figure("women", "2019,percent,sex,woman,", 30),
  figure("pets-2019", "2019,percent,has_pet,yes,", 40),
  figure("pets", "2022,percent,has_pet,yes,", 50),
  figure("pets-women", "2022,percent,has_pet,yes,sex=woman", 61),
  figure("new-pets", "2022,percent,has_pet,yes,has_pet_2019=no", 21),
  figure("old", "2022,percent,age_class,old,", 12),
  figure("pets-old", "2022,percent,has_pet,yes,age_class=old", 34),
  figure("pets-low", "2022,percent,has_pet,yes,half=low", 55),
  figure("all-alive", "2022,percent,alive,yes,sex=man", 100),
  figure("cats", "2022,percent,pet,cat,", 25, "held-out"),
].join("");

const folderOf = (published: string) =>
  folderWith({
    "lexicon.yaml": "{}\n",
    "small/dataset.yaml": dataset,
    "studies/one/study.yaml":
      "id: one\ndataset: small\ntitle: { fr: T, en: T }\nsource: { fr: S, en: S }\nsections: [{ id: s, fr: S, en: S }]\ntables: []\ncharts: []\nmodels: []\n",
    "studies/one/figures.csv": header + published,
    "studies/one/findings.csv":
      "id,section,page,model,first,second,variable,level,versus,sign,basis,fr,en,note\nf,s,1,,women,cats,,,,+,descriptive,F,F,\n",
  });

let told = "";
let folder: string;
let found: Reproduction;
const synth = async (seed: number, out: string) => {
  const write = vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    told += text;
    return true;
  });
  try {
    await synthCommand("one", { seed, out }, folder);
  } finally {
    write.mockRestore();
  }
};
beforeAll(async () => {
  folder = folderOf(figures);
  await synth(3, join(folder, "small/panel.xlsx"));
  const { study, dataset: opened } = await openStudy("one", folder);
  found = reproduce(study, opened);
}, 60_000);

test("without a declared population, all calibrated figures are reproduced", () => {
  const statuses = found.figures.map(({ figure: { id }, status }) => [id, status]);
  const aside = ["cats", "everybody"];
  expect(statuses.filter(([id, status]) => !aside.includes(id!) && status !== "reproduced")).toEqual([]);
});

test("answers that no figure tells apart are equally frequent: half of those with a pet have a cat", () => {
  const cats = found.figures.find(({ figure: { id } }) => id === "cats")!;
  expect(Math.abs((cats.result as Computed).computed - 25)).toBeLessThan(1.5);
});

test("it is told how near the panel is to its population, and what no figure fixes", () => {
  expect(told).toMatch(/Synthetic data, of maximum entropy/);
  expect(told).toMatch(/2022: 1000 respondents, 0\.0\d\d nats from the population/);
  expect(told).toMatch(/2022: no figure fixes, and all answers are equally frequent: car\n/);
  expect(told).toMatch(
    /Sizes and changes of size, which shares do not tell, are left aside: one:everybody\n/,
  );
  expect(told).toMatch(/2022: numbers without classes, left without answer: rooms\n/);
});

test("the same seed gives the same bytes, another one other rows", async () => {
  const bytes = () => readFileSync(join(folder, "again.xlsx"));
  const first = readFileSync(join(folder, "small/panel.xlsx"));
  await synth(3, join(folder, "again.xlsx"));
  expect(bytes().equals(first)).toBe(true);
  await synth(4, join(folder, "again.xlsx"));
  expect(bytes().equals(first)).toBe(false);
});

test("figures that contradict one another point to the audit", async () => {
  const fault = await synthCommand(
    "one",
    { seed: 1, out: join(folder, "never.xlsx") },
    folderOf(`${figures}${figure("cats-too", "2022,percent,pet,cat,", 70)}`),
  ).then(
    () => "",
    (error: InputError) => error.told.en,
  );
  expect(fault).toBe(
    'no population has all calibrated figures at once. "panel audit one" tells which contradict one another',
  );
});
