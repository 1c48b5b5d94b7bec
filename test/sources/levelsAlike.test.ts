import { join } from "node:path";
import { expect, test } from "vitest";
import { readFileTable } from "../../src/sources/files/readFileTable.ts";
import { folderWith } from "../support/files.ts";
import { runIn } from "../support/inProcess.ts";

const alikeIn = async (...levels: readonly string[]) => {
  const file = join(folderWith({ "a.csv": `q\n${levels.join("\n")}\n` }), "a.csv");
  const { notes } = await readFileTable(file);
  return notes.flatMap((note) => (note.kind === "levels alike" ? note.sets : []));
};

test.each([
  ["homme", "Homme"],
  ["Plutot satisfait", "Plutôt satisfait"],
  ["Bouches du Rhône", "Bouches-du-Rhône"],
  ["n'a pas", "n’a pas"],
  ["Oui.", "Oui"],
])("%s and %s are alike, the one with most accents first", async (one, other) => {
  const [set] = await alikeIn("autre", one, other);
  expect(new Set(set)).toEqual(new Set([one, other]));
});

test("the level to keep is the one with most accents", async () => {
  expect(await alikeIn("Plutot", "Plutôt", "Peu")).toEqual([["Plutôt", "Plutot"]]);
});

test.each([
  ["18-25", "1825"],
  ["-5 ans", "5 ans"],
  [">=5 ans", "<=5 ans"],
  ["≥ 5 ans", "≤ 5 ans"],
  ["Oui", "Non"],
])("%s and %s are not", async (one, other) => {
  expect(await alikeIn(one, other)).toEqual([]);
});

const survey = join(
  folderWith({
    "e.csv": "sexe;msp\nHomme;oui\nhomme;non\nFemme;oui\nHomme;non\nFemme;non\nHomme;d'accord\n",
  }),
  "e.csv",
);
const told = async (...words: string[]) =>
  (await runIn(80, ["crosstab", "msp", survey, ...words])).stderr.replace(/\s+/g, " ");
const united = 'recode(sexe, "homme" = "Homme", other = sexe)';

test("groups and conditions tell levels that are alike, with the definition that unites them", async () => {
  const said = `"Homme", "homme". To unite them: --derive 'NAME = ${united}'`;
  expect(await told("--by", "sexe")).toContain(said);
  expect(await told("--where", 'sexe == "Homme"')).toContain(said);
  expect(await told("--by", "f", "--derive", 'f = if(sexe == "Femme", "F", "H")')).toContain(said);
  expect(await told("--by", "sexe", "--derive", `s = ${united}`)).toContain(said);
});

test("who names all of them, or does not use the column, is told nothing", async () => {
  expect(await told("--by", "s", "--derive", `s = ${united}`)).toBe("");
  expect(await told("--where", "sexe in ('Homme', 'homme')")).toBe("");
  expect(await told()).toBe("");
});

test("a quote in a level does not end the definition that a shell reads", async () => {
  const file = join(folderWith({ "q.csv": "q\nd'accord\nD'accord\n" }), "q.csv");
  expect((await runIn(80, ["describe", file])).stderr).toContain(
    `'NAME = recode(q, "d'\\''accord" = "D'\\''accord", other = q)'`,
  );
});
