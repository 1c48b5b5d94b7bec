import { join } from "node:path";
import { expect, test } from "vitest";
import { codebookOf } from "../../src/sources/wave.ts";
import { findDataset, loadDataset } from "../../src/study/dataset.ts";
import { folderWith } from "../support/files.ts";
import { dataFolder } from "../support/oracle.ts";

const load = (yaml: string) =>
  loadDataset(join(folderWith({ "dataset.yaml": yaml }), "dataset.yaml"), dataFolder);

const small = (more = "") => `
title: { fr: Essai, en: Trial }
file: a.csv
key: id
waves: { "2022": { weight: w } }
variables:
  - { name: sexe, fr: Sexe, en: Sex, levels: [{ code: 1, name: Homme, en: Man }, { code: 2, name: Femme, en: Woman }] }
  - { name: age, fr: Âge, en: Age, column: AGE }
${more}`;

test("a declaration without kind is of microdata", () => {
  const { kind, waves, variables } = load(small());
  expect(kind).toBe("microdata");
  expect(waves.map(({ name, weight, strata }) => ({ name, weight, strata }))).toEqual([
    { name: "2022", weight: "w", strata: [] },
  ]);
  expect(variables.map(({ name, columns }) => [name, columns.get("2022")])).toEqual([
    ["sexe", "sexe"],
    ["age", "AGE"],
  ]);
});

test("the declared levels must be those that the recipe makes", () => {
  const derived =
    "derived:\n  - { name: jeune, fr: J, en: Y, cut: { of: age, breaks: [40, 50] }, levels: [{ name: a, en: a }, { name: b, en: b }] }";
  expect(() => load(small(derived))).toThrow("field jeune: cut makes 3 levels, but 2 are declared");
});

test("a derived variable uses variables declared before it", () => {
  const derived = "derived:\n  - { name: n, fr: N, en: N, count: { of: [sexes], level: Femme } }";
  expect(() => load(small(derived))).toThrow(
    'field n: a derived variable uses variables declared before it; found "sexes". Did you mean "sexe"?',
  );
});

test.each([
  ["title: [", /dataset\.yaml, line \d+: the YAML is broken/],
  [small("colour: red"), /dataset\.yaml, line \d+: Unrecognized key: "colour"/],
  [small().replace("{ weight: w }", "{ poids: w }"), /line 5, field waves\.2022/],
  [small().replace("key: id\n", ""), 'the field "key" is missing'],
  [small("  - { name: sexe, fr: S, en: S }"), 'two variables have the same name; found "sexe"'],
  [small().replace("{ weight: w }", "{ weight: w, link: '2019' }"), "the linked wave is unknown"],
])("a broken declaration is told with its line or field (%#)", (yaml, message) => {
  expect(() => load(yaml)).toThrow(message);
});

const mapped = `
extends: panel4
waves:
  "2019": { file: v2019.csv, weight: PONDERATION, strata: [region] }
  "2022": { file: v2022.csv, weight: PONDERATION, strata: [region], link: "2019" }
variables:
  - { name: sexe, column: SEXE_MED, levels: [{ code: H, name: Homme, en: Man }, { code: F, name: Femme, en: Woman }] }
absent: [teleconsultation]
`;

test("researchers map their columns and codes onto the embedded declaration, and say what they lack", () => {
  const { id, kind, variables, waves, derived, key } = load(mapped);
  expect({ id, kind, key }).toEqual({ id: "panel4", kind: "microdata", key: "id" });
  const sexe = variables.find(({ name }) => name === "sexe")!;
  expect(sexe.columns.get("2022")).toBe("SEXE_MED");
  expect(sexe.levels!.map(({ code }) => code)).toEqual(["H", "F"]);
  expect(sexe.label).toEqual({ fr: "Sexe", en: "Sex" });
  expect(variables.map(({ name }) => name)).not.toContain("teleconsultation");
  expect(derived.map(({ name }) => name)).toContain("secretariat");
  const codebook = codebookOf(load(mapped), waves.find(({ name }) => name === "2022")!);
  expect(codebook.has("teleconsulte")).toBe(false);
  expect(codebook.has("secretariat_2019")).toBe(true);
});

test("--data takes a folder, a YAML file or a workbook, and explains what it cannot take", () => {
  const folder = folderWith({ "dataset.yaml": small(), "panel.csv": "id\na\n", "panel.xlsx": "" });
  expect(findDataset(folder, dataFolder, "panel4").key).toBe("id");
  expect(findDataset(join(folder, "dataset.yaml"), dataFolder, "panel4").key).toBe("id");
  const workbook = findDataset(join(folder, "panel.xlsx"), dataFolder, "panel4");
  expect(workbook.kind).toBe("microdata");
  expect(workbook.waves.map(({ file }) => file)).toEqual(Array(2).fill(join(folder, "panel.xlsx")));
  expect(() => findDataset(join(folder, "panel.csv"), dataFolder, "panel4")).toThrow(
    "cannot hold the 2 waves",
  );
  expect(() => findDataset(join(folder, "none"), dataFolder, "panel4")).toThrow(
    "there is no such file or folder",
  );
});
