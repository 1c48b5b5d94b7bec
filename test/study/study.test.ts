import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkStudy } from "../../src/study/check.ts";
import { listStudies, loadStudy } from "../../src/study/study.ts";
import { folderWith } from "../support/files.ts";
import { dataFolder } from "../support/oracle.ts";

async function check(id: string, folder: string): Promise<void> {
  const study = await loadStudy(id, folder);
  checkStudy(study);
}

/** The embedded data with one text of one file changed. */
function changed(file: string, from: string, to: string): string {
  const folder = folderWith();
  cpSync(dataFolder, folder, { recursive: true, filter: (path) => !path.endsWith(".xlsx") });
  const text = readFileSync(join(folder, file), "utf8");
  expect(text, "the text to change").toContain(from);
  writeFileSync(join(folder, file), text.replace(from, to));
  return folder;
}

test("every embedded study names only what its dataset declares", async () => {
  expect(listStudies(dataFolder)).toEqual(["collaboration-2022", "er1245"]);
  for (const id of listStudies(dataFolder)) await check(id, dataFolder);
});

test("every table of an embedded study tells how to read it, and so does every model that stands alone", async () => {
  for (const id of listStudies(dataFolder)) {
    const { tables, models, modelTables } = await loadStudy(id, dataFolder);
    const beside = modelTables.flatMap((table) => table.models);
    const alone = models.filter((model) => model.checks === undefined && !beside.includes(model.id));
    for (const shown of [...tables, ...alone, ...modelTables]) expect(shown.reading, shown.id).toBeDefined();
  }
});

test("an embedded id means the embedded study, and a folder is named with a slash", async () => {
  const before = process.cwd();
  const folder = folderWith();
  cpSync(join(dataFolder, "studies", "er1245"), join(folder, "er1245"), { recursive: true });
  cpSync(join(dataFolder, "studies", "er1245"), join(folder, "mine"), { recursive: true });
  process.chdir(folder);
  try {
    expect((await loadStudy("er1245", dataFolder)).path).toBe(
      join(dataFolder, "studies", "er1245", "study.yaml"),
    );
    expect((await loadStudy("./er1245", dataFolder)).path).toBe(join("er1245", "study.yaml"));
    await expect(loadStudy("mine", dataFolder)).rejects.toThrow(
      'unknown study; found "mine". For the folder of that name write ./mine',
    );
  } finally {
    process.chdir(before);
  }
});

test("a study reads words of its own, and others as all studies do", async () => {
  const sixth = "one-in-six: { fr: un sur six, en: one in six, low: 16, high: 17, rule: { fr: x, en: x } }";
  const folder = changed("studies/er1245/study.yaml", "units:\n", `lexicon:\n  ${sixth}\nunits:\n`);
  const { figures } = await loadStudy("er1245", folder);
  const published = (id: string) => figures.find((figure) => figure.id === id)!.published;
  expect(published("titre-sans-secretariat")).toMatchObject({ low: 16, high: 17 });
  expect(published("resume-avec-secretariat")).toMatchObject({ low: 81.7, high: 84.5 });
});

test("an unknown study suggests the nearest", async () => {
  await expect(loadStudy("er1254", dataFolder)).rejects.toThrow(
    'unknown study; found "er1254". Did you mean "er1245"?',
  );
});

test.each([
  [
    "figures.csv",
    "percent,secretariat,Non",
    "percent,secretaria,Non",
    /figures\.csv, line 2: unknown variable; found "secretaria"/,
  ],
  [
    "figures.csv",
    "percent,secretariat,Non",
    "percent,secretariat,No",
    /figures\.csv, line 2: unknown level of secretariat; found "No"/,
  ],
  ["figures.csv", "1,,2022,percent", "1,,2021,percent", /line 2: unknown wave; found "2021"/],
  [
    "figures.csv",
    "titre-sans-secretariat,resume",
    "titre-sans-secretariat,resumee",
    /line 2, column section: unknown section/,
  ],
  ["figures.csv", "groupe=Oui", "groupe=Ouf", /column domain: unknown level of groupe/],
  [
    "study.yaml",
    "variable: secretariat_telephonique\n      fr",
    "variable: secretariat_telephone\n      fr",
    /tables\.graphique-1\.reading: unknown variable; found "secretariat_telephone"/,
  ],
  ["study.yaml", "{2019} des", "{2020} des", /graphique-1\.reading: unknown value in braces; found "2020"/],
  [
    "study.yaml",
    "level: Femme\n      fr",
    "level: Femmes\n      fr",
    /models\.secretariat-2022\.reading: unknown level of sexe; found "Femmes"/,
  ],
  [
    "findings.csv",
    "secretariat-2022,,,tranche_age3",
    "secretariat-2023,,,tranche_age3",
    /findings\.csv, line 2, column model: unknown model/,
  ],
  [
    "findings.csv",
    "60 ans ou plus,+",
    "60 ans ou plus,plus",
    /findings\.csv, line 2, column sign: a sign is \+ or -, or 0/,
  ],
  [
    "findings.csv",
    "60 ans ou plus,+",
    "60 ans ou plus,0",
    /findings\.csv, line 2, column level: no difference is of a whole variable: leave it empty/,
  ],
  [
    "findings.csv",
    "moins de 50 ans,60 ans ou plus,+",
    ",60 ans ou plus,+",
    /line 2, column level: is missing/,
  ],
  [
    "findings.csv",
    "secretariat-2022,,,tranche_age3",
    ",,,tranche_age3",
    /line 2, column first: a finding is of a model and its variable, or of two figures/,
  ],
  [
    "findings.csv",
    "secretariat-2022,,,tranche_age3",
    "secretariat-2022,en-ligne-2022,,tranche_age3",
    /line 2, column first: a finding is of a model and its variable, or of two figures/,
  ],
  [
    "findings.csv",
    ",en-ligne-2022,en-ligne-2019,",
    ",en-ligne-2022,en-ligne-2018,",
    /column second: unknown figure, or one that is not estimated; found "en-ligne-2018"/,
  ],
  [
    "findings.csv",
    ",en-ligne-2022,en-ligne-2019,",
    ",en-ligne-2022,repondants-2019,",
    /column second: unknown figure, or one that is not estimated; found "repondants-2019"/,
  ],
  [
    "findings.csv",
    ",en-ligne-2022,en-ligne-2019,",
    ",en-ligne-2022,canaux-moyenne,",
    /column second: two figures that are compared have the same statistic/,
  ],
  ["study.yaml", "dataset: panel4", "dataset: panel5", /field dataset: unknown dataset; found "panel5"/],
  ["study.yaml", "family: poisson", "family: gamma", /study\.yaml, line \d+, field models\.1\.family/],
  [
    "study.yaml",
    "{ variable: profil_canaux }",
    "{ variable: profil }",
    /study\.yaml, field tables\.schema-2: unknown variable/,
  ],
  [
    "study.yaml",
    "domain: secretariat_2019=Non",
    "domain: secretariat_2019=Nein",
    /field models\.adoption-2019-2022: unknown level/,
  ],
  ["study.yaml", "id: er1245", "id: ../../evil", /study\.yaml, line 1, field id: an id, which names files/],
  [
    "study.yaml",
    "  - id: schema-2\n    table",
    "  - id: ../../evil\n    table",
    /field charts\.2\.id: an id, which names files, .*; found "\.\.\/\.\.\/evil"/,
  ],
  [
    "study.yaml",
    "{ id: introduction,",
    "{ id: resume,",
    /study\.yaml, line \d+, field sections\.1\.id: this id stands twice; found "resume"/,
  ],
  [
    "study.yaml",
    "  - id: schema-2\n    table",
    "  - id: Graphique-1\n    table",
    /field charts\.2\.id: this id stands twice; found "Graphique-1"/,
  ],
  [
    "study.yaml",
    "rdv_en_ligne]",
    "rdv_en_lignes]",
    /field charts\.schema-2: unknown set; found "rdv_en_lignes"\. Did you mean "rdv_en_ligne"\?/,
  ],
  [
    "study.yaml",
    "type: combinations\n",
    "type: stacked-bars\n",
    /field charts\.2: a chart combinations, and no other, has sets, from two to five/,
  ],
  [
    "study.yaml",
    "table: schema-2\n    type: combinations",
    "table: graphique-1\n    type: combinations",
    /field charts\.schema-2: the table of a chart combinations is first of a variable derived by pattern/,
  ],
  [
    "study.yaml",
    "table: graphique-1, type: change",
    "table: schema-2, type: change",
    /field charts\.evolution: the table of a chart change has two waves, and a level for each variable/,
  ],
  [
    "study.yaml",
    "references: { tranche_age3: moins de 50 ans }",
    "references: { sexe: Hommes }",
    /field models\.abandon-en-ligne-2019-2022: unknown level of sexe; found "Hommes"/,
  ],
])("a fault in %s is told with its place (%#)", async (file, from, to, message) => {
  await expect(check("er1245", changed(join("studies", "er1245", file), from, to))).rejects.toThrow(message);
});

test.each([
  [
    "Secrétariat sur place], variable: secretariat_physique",
    "Secrétariat sur place], variable: secretariat_fisique",
    /field workbook\.labels\.Secrétariat physique: unknown variable/,
  ],
  [
    "variable: secretariat, level: Non }\n    - { text: [Secrétariat physique u",
    "variable: secretariat, level: Nom }\n    - { text: [Secrétariat physique u",
    /field workbook\.labels\.Sans secrétariat: unknown level of secretariat/,
  ],
  [
    "title: Schéma 2, table: schema-2",
    "title: Schéma 2, table: schema-3",
    /field workbook\.tables\.Schéma 2: unknown table; found "schema-3"/,
  ],
  [
    "title: Tableau complémentaire A, models: [secretariat-2022]",
    "title: Tableau complémentaire A, models: [secretariat]",
    /unknown model; found "secretariat"/,
  ],
  ["title: Schéma 2, table: schema-2", "title: Schéma 2", /names a table of the study/],
])("what is declared of the publisher's workbook is known: %s", async (from, to, message) => {
  const folder = changed(join("studies", "er1245", "study.yaml"), from, to);
  await expect(check("er1245", folder)).rejects.toThrow(message);
});

test.each([
  ["operands.csv", "score-kines,Non", "score-kine,Non", /column model: unknown model; found "score-kine"/],
  [
    "operands.csv",
    "coef-kines-msp,,,msp",
    "coef-kines-msp,,,secteur",
    /operands\.csv, line \d+, column variable: unknown covariate; found "secteur"/,
  ],
  [
    "operands.csv",
    "kines-quotidien,2022,percent",
    "kines-quotidien,2022,",
    /line \d+, column model: an operand is an estimand .* or a model's contrast/,
  ],
  ["operands.csv", "kines-quotidien,2022,percent", "kines-quotidien,,percent", /column wave: is missing/],
  ["operands.csv", "kines-quotidien,", "infirmieres-quotidien,", /column id: two rows have the same id/],
  ["operands.csv", "volume=faible", "volume=nul", /column domain: unknown level of volume; found "nul"/],
  [
    "findings.csv",
    "coef-kines-msp,coef-kines-pluri,",
    "coef-kines-msp,kines-hebdomadaire,",
    /column second: .*; two contrasts, models of one wave and one family/,
  ],
  [
    "findings.csv",
    "Paca|autre région",
    "Paca||autre région",
    /findings\.csv, line \d+: unknown level of region; found ""/,
  ],
  [
    "findings.csv",
    "sexe,Femme,Homme,-,stated,Les femmes échangent moins régulièrement avec les infirmières,Women exchange less regularly with nurses,,",
    "sexe,Femme,Homme,-,stated,Les femmes échangent moins régulièrement avec les infirmières,Women exchange less regularly with nurses,,2",
    /line 2, column factor: a factor multiplies second: leave it empty of a model/,
  ],
  [
    "figures.csv",
    "2019|2022,percent-change",
    "2022,percent-change",
    /column wave: a change .* write 2019\|2022/,
  ],
  [
    "figures.csv",
    "2022,percent,msp,Oui,,17",
    "2019|2022,percent,msp,Oui,,17",
    /unknown wave; found "2019\|2022"/,
  ],
])("a fault of what is compared, in %s, is told with its place (%#)", async (file, from, to, message) => {
  const folder = changed(join("studies", "collaboration-2022", file), from, to);
  await expect(check("collaboration-2022", folder)).rejects.toThrow(message);
});

test("notes on figures and findings of embedded studies are in both languages", async () => {
  for (const study of listStudies(dataFolder)) {
    const { figures, findings } = await loadStudy(study, dataFolder);
    const noted = [...figures, ...findings].filter(({ note }) => note.en !== "");
    expect(noted.filter(({ note }) => note.fr === note.en)).toEqual([]);
  }
});
