import { join } from "node:path";
import { expect, test } from "vitest";
import { checkLevels } from "../../src/study/check.ts";
import { loadDataset } from "../../src/study/dataset.ts";
import { loadStudy } from "../../src/study/study.ts";
import { folderWith } from "../support/files.ts";
import { dataFolder } from "../support/oracle.ts";

const study = await loadStudy("er1245", dataFolder);
const check = (yaml: string) =>
  checkLevels(study, loadDataset(join(folderWith({ "dataset.yaml": yaml }), "dataset.yaml"), dataFolder));

test("a researcher's variable must have the levels that the study names, or be absent", () => {
  const hommes =
    "{ name: sexe, levels: [{ code: 1, name: Hommes, en: Men }, { code: 2, name: Femme, en: Woman }] }";
  expect(() => check(`extends: panel4\nvariables:\n  - ${hommes}\n`)).toThrow(
    'field sexe: a level that the study uses is not declared; found "Homme". Did you mean "Hommes"?',
  );
  expect(() => check("extends: panel4\nabsent: [sexe, teleconsultation]\n")).not.toThrow();
});

test("data without any wave of the study are refused", () => {
  expect(() => check('extends: panel4\nwaves: { "2020": { weight: w } }\n')).toThrow(
    "no wave of the study is declared",
  );
});
