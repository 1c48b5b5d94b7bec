import { join } from "node:path";
import { expect, test } from "vitest";
import { readDataset } from "../../src/sources/datasets/dataset.ts";
import { codebookOf } from "../../src/sources/datasets/wave.ts";
import { findDataset, loadDataset } from "../../src/study/dataset.ts";
import { folderWith, writeWorkbook } from "../support/files.ts";
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

test("what is told of a survey and of its variables is inherited, but for what is told anew", () => {
  const { survey, variables, notes } = load(`
extends: panel4
waves: { "2022": { file: a.csv, weight: w } }
survey: { producers: { fr: Nous, en: We }, waves: { "2022": { dates: { fr: mai, en: May } } } }
variables: [{ name: msp, column: MSP }]`);
  expect(notes, "told of the rows that are no longer read").toEqual({ fr: "", en: "" });
  expect(survey.producers).toEqual({ fr: "Nous", en: "We" });
  expect(survey.field!.en).toContain("general practitioners");
  expect(survey.waves["2022"]).toEqual({ dates: { fr: "mai", en: "May" } });
  expect(survey.waves["2019"]!.respondents!.en).toBe("3,100");
  expect(variables.find(({ name }) => name === "msp")!.definition!.en).toContain("coordinated practice");
});

test("a derived variable that is made otherwise keeps its label, and not what its recipe meant", () => {
  const made = (recipe: string) =>
    load(`
extends: panel4
waves: { "2022": { file: a.csv, weight: w } }
derived: [{ name: secretariat, ${recipe} }]`).derived.find(({ name }) => name === "secretariat")!;
  expect(made("fr: Secrétariat").definition).toBeDefined();
  const own = made("any: { of: [secretariat_physique], level: Oui }");
  expect([own.definition, own.levels!.map(({ name }) => name)]).toEqual([undefined, ["Oui", "Non"]]);
  expect(made("count: { of: [secretariat_physique], level: Oui }")).toMatchObject({
    recipe: { kind: "count" },
    levels: undefined,
  });
});

test("names are the same in every form of Unicode", () => {
  const yaml = `
title: { fr: Essai, en: Trial }
file: a.csv
key: clé
waves: { "été": { weight: pésé, sheet: réponses, strata: [département] } }
variables:
  - { name: lycée, fr: Lycee, en: School, levels: [{ code: é, name: né, en: Y }, { code: è, name: mère, en: N }] }
  - { name: âge, fr: Age, en: Age, column: { été: ÂGE } }
derived:
  - { name: aîné, fr: A, en: A, cut: { of: âge, breaks: [40] }, levels: [{ name: né, en: a }, { name: b, en: b }] }`;
  const [composed, decomposed] = ["NFC", "NFD"].map((form) => load(yaml.normalize(form)));
  const comparable = ({ waves, variables, derived }: ReturnType<typeof load>) => ({
    waves: waves.map(({ file: _, ...wave }) => wave),
    variables: variables.map(({ name, columns, levels }) => [
      name,
      columns,
      levels?.map(({ codes }) => codes),
    ]),
    derived: derived.map(({ name, recipe }) => [name, recipe]),
  });
  expect(comparable(decomposed!)).toEqual(comparable(composed!));
});

test("the declared levels must be those that the recipe makes", () => {
  const derived =
    "derived:\n  - { name: jeune, fr: J, en: Y, cut: { of: age, breaks: [40, 50] }, levels: [{ name: a, en: a }, { name: b, en: b }] }";
  expect(() => load(small(derived))).toThrow("variable jeune: cut makes 3 levels, but 2 are declared");
});

test("a derived variable uses variables declared before it", () => {
  const derived = "derived:\n  - { name: n, fr: N, en: N, count: { of: [sexes], level: Femme } }";
  expect(() => load(small(derived))).toThrow(
    'line 10, variable n: a derived variable uses variables declared before it; found "sexes". Did you mean "sexe"?',
  );
});

test.each([
  [
    "recode: { of: sexe, groups: [[Homme], [Feme]] }",
    'unknown level of sexe; found "Feme". Did you mean "Femme"?',
  ],
  ["recode: { of: age, groups: [[a], [b]] }", 'recode needs a categorical variable; found "age"'],
  ["cut: { of: sexe, breaks: [40] }", 'cut needs a numeric variable; found "sexe"'],
  ["any: { of: [sexe], level: femme }", 'unknown level of sexe; found "femme"'],
  [
    "pattern: { of: [sexe, sexe], answers: [[Homme, Femme], [Homme, F]] }",
    'unknown level of sexe; found "F"',
  ],
])("a recipe that does not fit its inputs is refused: %s", (recipe, message) => {
  const derived = `derived:\n  - { name: d, fr: D, en: D, ${recipe}, levels: [{ name: a, en: a }, { name: b, en: b }] }`;
  expect(() => load(small(derived))).toThrow(`line 10, variable d: ${message}`);
});

test.each([
  [
    "levels: [{ code: 1, name: a, en: a }, { code: 1, name: b, en: b }]",
    "a code stands for two levels; found",
  ],
  [
    "levels: [{ code: 1, name: a, en: a }, { code: 2, name: a, en: b }]",
    "two levels have the same name; found",
  ],
  [
    "levels: [{ code: 1, name: a, en: a }, { code: 2, name: b, en: b }], missing: { codes: [2], fr: x, en: x }",
    "a code stands for a level and for a missing answer; found",
  ],
  ["column: { '2023': X }", 'unknown wave; found "2023". Did you mean "2022"?'],
  ['levels: [{ code: 1, name: a, en: "a\\nb" }, { code: 2, name: b, en: b }]', "a label is one line of text"],
])("a declaration that would give wrong numbers or broken tables is refused: %s", (fields, message) => {
  expect(() => load(small(`  - { name: x, fr: X, en: X, ${fields} }`))).toThrow(message);
});

test("YAML aliases without end, and an unknown dataset to extend", () => {
  expect(() => load("notes: &n [*n]")).toThrow("an alias stands within what it names");
  expect(() => load("x: *nowhere")).toThrow("the YAML is broken");
  expect(() => load("extends: panel5")).toThrow(
    'field extends: unknown dataset; found "panel5". Did you mean "panel4"?',
  );
  expect(() => load("extends: ../elsewhere")).toThrow("unknown dataset");
  expect(() => load("extends: panel4\nabsent: [teleconsult]")).toThrow(
    'field absent: unknown variable; found "teleconsult"',
  );
});

test("a dataset has a wave, whose name is no part of all objects", () => {
  expect(() => load("waves: {}")).toThrow("line 1, field waves: at least one wave is needed");
  expect(() => load("waves: { __proto__: { weight: w } }")).toThrow(
    'line 1: this name is reserved; found "__proto__"',
  );
  expect(() => load("id: ../x")).toThrow("an id, which names files");
});

test("a restated derived variable keeps its place among the others", () => {
  const { derived } = load(
    "extends: panel4\nderived:\n  - { name: groupe, fr: G, en: G, recode: { of: mode, groups: [[pluri], [seul, mono]] }, levels: [{ name: Oui, en: Yes }, { name: Non, en: No }] }",
  );
  const names = derived.map(({ name }) => name);
  expect(names.indexOf("groupe")).toBeLessThan(names.indexOf("secretariat"));
  expect(names.filter((name) => name === "groupe")).toHaveLength(1);
});

test.each([
  ["title: [", /dataset\.yaml, line \d+: the YAML is broken/],
  [small("colour: red"), /dataset\.yaml, line \d+: unknown field "colour"/],
  [small().replace("{ weight: w }", "{ poids: w }"), /line 5, field waves\.2022/],
  [
    small().replace("key: id\n", "").replace("w }", 'w }, "2023": { weight: w }'),
    'the field "key" is missing',
  ],
  [
    small().replace("weight: w", 'weight: "?"'),
    "line 5, field waves.2022.weight: this column is yet to be chosen",
  ],
  [small().replace("weight: w", "strata: [s]"), "name the column of the weights, or write 1"],
  [small("  - { name: sexe, fr: S, en: S }"), 'two variables have the same name; found "sexe"'],
  [small().replace("{ weight: w }", "{ weight: w, link: '2019' }"), "a wave links to one declared before it"],
  [
    small().replace("{ weight: w }", "{ weight: w, calibrated: [sex] }"),
    /field waves\.2022\.calibrated: unknown variable; found "sex"\. .*sexe/,
  ],
])("a broken declaration is told with its line or field (%#)", (yaml, message) => {
  expect(() => load(yaml)).toThrow(message);
});

test("all that is wrong in a declaration is told in one run, by its lines", () => {
  const wrong = `
title: 3
waves: { "2022": { file: a.csv, weight: w, wieght: v } }
variables:
  - { name: sexe, levels: Homme }
  - { name: age, label: Age, missing: { codes: [] } }
derived:
  - { name: old, cut: { of: age, breaks: [x] }, levels: [young, old] }`;
  expect(() => load(wrong)).toThrow(
    new RegExp(
      [
        "line 2, field title: expected fields; found 3",
        'line 3, field waves\\.2022: unknown field "wieght"',
        "line 5, variable sexe, field levels: expected a list",
        "line 6, variable age, field missing\\.codes: at least 1 item",
        "line 8, variable old, field cut\\.breaks\\.0: expected a number",
      ].join("(.|\n)*"),
    ),
  );
  const twice = `
title: T
waves: { "2022": { file: a.csv, weight: 1, calibrated: [sex] } }
variables:
  - { name: q, levels: [a, a] }
  - { name: r, levels: [a, b], waves: ["2021"] }`;
  expect(() => load(twice)).toThrow(
    /line 5, variable q, field levels: a code stands for two levels(.|\n)*line 6, variable r: unknown wave/,
  );
});

test("labels in one language, or none, suffice; levels may be names alone; rows may have no weight and no key", () => {
  const { title, waves, variables, derived, survey, notes } = load(`
title: Essai
notes: Une note.
file: a.csv
survey: { field: médecins }
waves: { "2022": { weight: 1 } }
variables:
  - { name: sexe, label: Sexe, levels: [{ code: 1, label: Homme }, Femme], missing: [9] }
  - { name: age, en: Age, missing: { codes: [99], label: Refus } }
  - { name: q, fr: Question, label: Item, levels: [a] }
  - { name: r, label: { en: Answer } }
derived:
  - { name: old, label: Old, cut: { of: age, breaks: [40] }, levels: [young, old] }`);
  const both = (text: string) => ({ fr: text, en: text });
  expect([title, notes, survey.field]).toEqual([both("Essai"), both("Une note."), both("médecins")]);
  expect([waves[0]!.key, waves[0]!.weight]).toEqual([undefined, undefined]);
  expect(variables.map(({ label }) => label)).toEqual([
    both("Sexe"),
    both("Age"),
    { fr: "Question", en: "Item" },
    both("Answer"),
  ]);
  expect(variables[0]!.levels).toEqual([
    { codes: new Map([["2022", "1"]]), name: "1", label: both("Homme") },
    { codes: new Map([["2022", "Femme"]]), name: "Femme", label: both("Femme") },
  ]);
  expect(variables.map(({ missing }) => missing)).toEqual([
    { codes: new Map([["2022", ["9"]]]), label: { fr: "réponse manquante", en: "missing answer" } },
    { codes: new Map([["2022", ["99"]]]), label: both("Refus") },
    undefined,
    undefined,
  ]);
  expect(derived[0]!.levels!.map(({ name }) => name)).toEqual(["young", "old"]);
});

const changing = `
title: T
waves:
  "2019": { file: a.csv, key: NUM, weight: 1 }
  "2022": { file: b.csv, key: ID, weight: 1 }
variables:
  - name: sex
    column: { "2019": Q1, "2022": S2 }
    levels: [{ name: man, code: { "2019": 1, "2022": H } }, { name: woman, code: { "2019": 2, "2022": F } }]
  - { name: pet, levels: [{ name: cat, code: 1 }, { name: bird, code: { "2022": 2 } }], missing: { codes: { "2019": [2] } } }
`;

test("waves may name their respondents, their columns and their codes each in its way", () => {
  const { waves, variables } = load(changing);
  expect(waves.map(({ key }) => key)).toEqual(["NUM", "ID"]);
  expect([...variables[0]!.columns.values()]).toEqual(["Q1", "S2"]);
  expect(variables[0]!.levels!.map(({ codes }) => [...codes.values()])).toEqual([
    ["1", "H"],
    ["2", "F"],
  ]);
  const [cat, bird] = variables[1]!.levels!.map(({ codes }) => [...codes.keys()]);
  expect([cat, bird]).toEqual([["2019", "2022"], ["2022"]]);
  expect([...variables[1]!.missing!.codes]).toEqual([["2019", ["2"]]]);
});

test("a code stands for one level in each wave, and is told of waves that there are; a level has a name", () => {
  const swapped = changing.replace('"2019": 2, "2022": F', '"2019": H, "2022": "1"');
  expect(load(swapped).variables[0]!.levels!.map(({ codes }) => codes.get("2022"))).toEqual(["H", "1"]);
  expect(() => load(changing.replace('"2022": F', '"2022": H'))).toThrow(
    'line 9, variable sex, field levels: a code stands for two levels; found "H"',
  );
  expect(() => load(changing.replace('"2022": F', '"2023": F'))).toThrow(
    'variable sex: unknown wave; found "2023"',
  );
  expect(() => load(changing.replace('"2019": [2]', '"2022": [2]'))).toThrow(
    'variable pet, field levels: a code stands for a level and for a missing answer; found "2"',
  );
  expect(() => load(changing.replace('"2019": [2]', '"2020": [2]'))).toThrow("variable pet: unknown wave");
  expect(() => load(changing.replace("name: bird, ", ""))).toThrow("variable pet");
  expect(() => load(changing.replace("key: ID, ", ""))).toThrow("key");
});

test("a label in one word replaces both of an extended variable", () => {
  const { variables } = load(`
extends: panel4
waves: { "2022": { file: a.csv, weight: w } }
variables: [{ name: sexe, label: Genre }]`);
  expect(variables.find(({ name }) => name === "sexe")!.label).toEqual({ fr: "Genre", en: "Genre" });
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
  const { id, kind, variables, waves, derived } = load(mapped);
  expect(kind).toBe("microdata");
  expect(waves.map(({ key }) => key)).toEqual(["id", "id"]);
  expect(id, "its own, not that of the dataset it extends").not.toBe("panel4");
  const sexe = variables.find(({ name }) => name === "sexe")!;
  expect(sexe.columns.get("2022")).toBe("SEXE_MED");
  expect(sexe.levels!.map(({ codes }) => codes.get("2022"))).toEqual(["H", "F"]);
  expect(sexe.label).toEqual({ fr: "Sexe", en: "Sex" });
  expect(variables.map(({ name }) => name)).not.toContain("teleconsultation");
  expect(derived.map(({ name }) => name)).toContain("secretariat");
  const codebook = codebookOf(load(mapped), waves.find(({ name }) => name === "2022")!);
  expect(codebook.has("teleconsulte")).toBe(false);
  expect(codebook.has("secretariat_2019")).toBe(true);
});

test("--data takes a folder, a YAML file or a workbook, and explains what it cannot take", () => {
  const folder = folderWith({ "dataset.yaml": small(), "panel.csv": "id\na\n", "panel.xlsx": "" });
  expect(findDataset(folder, dataFolder, "panel4").waves.map(({ key }) => key)).toContain("id");
  expect(
    findDataset(join(folder, "dataset.yaml"), dataFolder, "panel4").waves.map(({ key }) => key),
  ).toContain("id");
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

test("a workbook in place of files of text is read by the sheets that a synthetic panel has", async () => {
  const one = "title: Essai\nfile: a.csv\nkey: id\nwaves: { a: { weight: 1 } }\nvariables: [{ name: age }]\n";
  const two = one
    .replace("file: a.csv\n", "")
    .replace("a: { w", "a: { file: a.csv, weight: 1 }, b: { file: b.csv, w");
  const folder = folderWith({ "one/dataset.yaml": one, "two/dataset.yaml": two });
  const rows = (age: number) => [
    ["id", "age"],
    [1, age],
  ];
  const file = await writeWorkbook(join(folder, "panel.xlsx"), {
    provenance: [["field", "value"]],
    a: rows(30),
    b: rows(50),
  });
  const agesOf = async (dataset: string) =>
    [...(await readDataset(findDataset(file, folder, dataset))).waves.values()].map(({ table }) => [
      ...table.numbers("age"),
    ]);
  expect(await agesOf("one")).toEqual([[30]]);
  expect(await agesOf("two")).toEqual([[30], [50]]);
});
