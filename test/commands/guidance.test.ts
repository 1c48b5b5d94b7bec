import { join } from "node:path";
import { expect, test } from "vitest";
import { folderWith } from "../support/files.ts";
import { runIn } from "../support/inProcess.ts";

// What people who begin get wrong, and what is said of it.

const folder = folderWith({
  "enquête.csv": "Zone;Nom de zone;age;w\nRural;a;30;1\nUrbain;b;50;2\nRural;a;40;\n",
  "poids.csv": "age;w\n30;1\n40;\n50;2\n",
  "notes.json": "{}",
});
const survey = join(folder, "enquête.csv");

async function refused(...words: string[]) {
  const { status, stderr } = await runIn(80, words);
  expect(status).toBe(2);
  return stderr.replace(/\s+/g, " ");
}

const where = (condition: string) =>
  refused("estimate", "age", survey, "--stat", "mean", "--where", condition);

test.each([
  ['Zone == "Rural', "a quote that is not closed, at character 9"],
  ["Zone == “Rural”", 'a curly quote; write straight ones: "…", at character 9'],
  ["age >= 40 & # 3", "cannot be read, at character 13"],
  [
    "Zone = Rural",
    'there is no variable Rural; found "Zone = Rural". A text goes in quotes: Zone == "Rural"',
  ],
  ["age > 30 and Zone != Rural", 'A text goes in quotes: Zone != "Rural"'],
  ['Nom de zone == "a"', "has names side by side; a name with spaces goes in backquotes: `Nom de zone`"],
  ["age > 30,5", "has a comma where decimals follow a point (30.5), at character 9"],
  ["Zone == NA", "Whether an answer is missing is asked by: missing(Zone)"],
  ["Zone != NA", "Whether an answer is missing is asked by: not missing(Zone)"],
  ['(Nom de zone == "a")', "has names side by side; a name with spaces goes in backquotes: `Nom de zone`"],
])("of the condition %s it is said what is meant", async (condition, said) => {
  expect(await where(condition)).toContain(said);
});

test("a definition that cannot be read is shown another one, and if() of more parts how to nest them", async () => {
  const estimate = (text: string) => refused("estimate", "age", survey, "--stat", "mean", "--derive", text);
  expect(await estimate("c = cut(age 40)")).toContain("Write for example: class = cut(age, 30, 50)");
  expect(await estimate('c = if(age < 30, "a", age < 50, "b", "c")')).toContain(
    "nest them: if(a, x, if(b, y, z))",
  );
});

test.each(["--missing-code", "--levels"])(
  "%s with semicolons is told that commas stand between",
  async (flag) => {
    expect(await refused("describe", survey, flag, "age=8;9")).toContain("commas stand between values");
  },
);

test("a quantile with a decimal comma is told how it is written", async () => {
  expect(await refused("estimate", "age", survey, "--stat", "quantile=0,9")).toContain("quantile=0.9");
});

test("words that no argument takes are listed", async () => {
  const said = await refused(
    "estimate",
    "age",
    survey,
    "Nom",
    "de",
    "zone",
    "--stat",
    "mean",
    "--lang",
    "fr",
  );
  expect(said).toContain(
    "En trop : Nom de zone. Une expression ou un nom qui contient des espaces se met entre guillemets",
  );
});

test("a file that is not there is answered with the nearest of its folder, and a folder as one", async () => {
  expect(await refused("describe", join(folder, "enquete.csv"))).toContain(`Did you mean "${survey}"?`);
  expect(await refused("describe", folder)).toContain("this is a folder, and it has no dataset.yaml");
});

test("the language may stand before the command", async () => {
  const { status, stdout } = await runIn(80, ["--lang", "fr", "describe", survey]);
  expect(status).toBe(0);
  expect(stdout).toContain("Données");
  expect((await runIn(80, ["--lang=fr", "describe", survey])).stdout).toBe(stdout);
});

test("a study without an id is answered with what lists the ids, and a wrong id with those near it", async () => {
  expect(await refused("explain", "er1245")).toContain("panel figures er1245");
  expect(await refused("explain", "er1245", "secretariat-xyz")).toMatch(/Near names: |Did you mean/);
});

test.each([
  ["table", "YAML"],
  ["chart", "JSON document"],
])("panel %s of a file of rows says which file it takes", async (command, said) => {
  expect(
    await refused(command, survey, "--out", join(folder, command === "chart" ? "a.svg" : "a.xlsx")),
  ).toContain(said);
});

test("an empty weight is called empty, with what takes such rows out", async () => {
  const words = ["estimate", "age", join(folder, "poids.csv"), "--stat", "mean", "--weight", "w"];
  const said = await refused(...words, "--where", "not missing(w)");
  expect(said).toContain("the weight is missing (empty, or a mark such as NA). Every row needs a weight");
  expect(said).toContain("--missing delete");
  expect(said).not.toContain("null");
  expect((await runIn(80, [...words, "--missing", "delete"])).status).toBe(0);
});

test("a flag or an argument that is missing is told with what the help says of it", async () => {
  expect(await refused("model", "age ~ Zone", survey)).toContain(
    "--family <family>: what is modelled (choices: logistic, poisson, linear, quasilogistic, quasipoisson)",
  );
  expect(await refused("estimate", "age", survey, "--lang", "fr")).toContain(
    "--stat <statistic> : moyenne (mean), total, médiane (median), quantile=0.9 ou ratio=DÉNOMINATEUR",
  );
  expect(await refused("crosstab", "--lang", "fr")).toContain(
    "outcomes : une variable qualitative ; ou plusieurs",
  );
});

test("a file of one row has one row, in either language", async () => {
  const file = join(folderWith({ "a.csv": "x\n1\n" }), "a.csv");
  expect((await runIn(80, ["describe", file])).stdout).toContain("Data a.csv: 1 row.");
  expect((await runIn(80, ["describe", file, "--lang", "fr"])).stdout).toContain("Données a.csv : 1 ligne.");
});

test("where nothing is to be shown, no titles of columns stand alone", async () => {
  const file = join(folderWith({ "a.json": '{"rows":[{"id":1,"estimate":2}]}' }), "a.json");
  const { stdout } = await runIn(80, ["compare", file, file]);
  expect(stdout).toContain("Nothing has changed");
  expect(stdout).not.toContain("before");
});

test("percentages with their sign are no numbers, and it is told how they are written", async () => {
  const folder = folderWith({
    "t.csv": "g,taux\na,12.5 %\nb,40 %\n",
    "m.csv": "variable,modalité,part\ng,a,55 %\ng,b,45 %\n",
  });
  const [rows, margins] = [join(folder, "t.csv"), join(folder, "m.csv")];
  expect(await refused("estimate", "taux", rows, "--stat", "mean")).toContain(
    'taux is not a number; found "12.5 %". A unit is no part of it: write 12.5 in all of the column',
  );
  const calibrate = ["weight", "rake", rows, "--margins", margins, "--out", join(folder, "o.csv")];
  expect(await refused(...calibrate)).toContain(
    'the margin is no number; found "55 %". Write the number alone, without %',
  );
});

test("a file before the variable is told where it goes", async () => {
  for (const words of [
    ["crosstab", survey, "Zone"],
    ["estimate", survey, "--stat", "mean"],
  ])
    expect(await refused(...words)).toContain("the first argument is a file, and no variable");
});

test("a derived variable that nothing uses is told, since another one is likely meant", async () => {
  const told = async (...words: string[]) =>
    (await runIn(80, ["estimate", "age", survey, "--stat", "mean", ...words])).stderr;
  const old = ["--derive", "old = if(age > 40, 1, 0)", "--derive", "o = old"];
  const both = "--derive: nothing that is asked for uses old, o\n";
  expect(await told("--by", "Zone", ...old)).toBe(both);
  expect(await told("--by", "old", ...old)).toBe(both.replace("old, ", ""));
  expect(await told("--by", "o", ...old)).toBe("");
  expect(await told("--where", "o == 1", ...old)).toBe("");
  expect(await told("--weight", "o", ...old)).toBe("");
});

test("an option of another command is told to be that, and the command that is a part of another where it is", async () => {
  expect(await refused("crosstab", "Zone", survey, "--stat", "mean")).toContain(
    "--stat is an option of: panel estimate",
  );
  expect(await refused("calibrate", survey)).toContain("The command is: panel weight calibrate");
});

test("an option that is given twice is refused where one value would be lost, and goes on where it is a list", async () => {
  expect(await refused("estimate", "age", survey, "--stat", "mean", "--stat", "median")).toContain(
    "option --stat: the option is given twice",
  );
  expect(await refused("describe", survey, "--lang", "en", "--lang", "fr")).toContain("option --lang");
  const by = (...groups: string[]) =>
    runIn(80, ["estimate", "age", survey, "--stat", "mean", "--format", "csv", ...groups]);
  const once = await by("--by", "Zone,Nom de zone");
  expect(once.status).toBe(0);
  expect((await by("--by", "Zone", "--by", "Nom de zone")).stdout).toBe(once.stdout);
});

test("a type of chart without a chart is refused", async () => {
  expect(await refused("crosstab", "Zone", survey, "--chart-type", "stacked")).toContain(
    "no chart is asked for",
  );
});
