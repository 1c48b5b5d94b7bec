import { expect, test } from "vitest";
import type { Reproduction } from "../../../src/figures/reproduce.ts";
import { footnoteLines, modelFootnotes, tableFootnotes } from "../../../src/reports/notes/footnotes.ts";
import { readerOf } from "../../../src/text/reader.ts";
import { reproduceSmall } from "../../support/smallStudy.ts";

/** Three of four have a pet. */
const rows = "1,1,1,1,1\n2,1,1,1,2\n3,1,1,2,2\n4,1,2,2,2\n";

const table = (more: string, waves = '"2022"', outcome = "{ variable: pet, level: Oui }") =>
  `tables: [{ id: t, title: { fr: T, en: T }, waves: [${waves}], outcomes: [${outcome}]${more} }]`;
const reading = ', reading: { fr: "{2022} ont un animal.", en: "{2022} have a pet." }';

const linesOf = (reproduction: Reproduction, language: "fr" | "en" = "en") =>
  footnoteLines(tableFootnotes(reproduction.tables[0]!, reproduction), readerOf(language)).map((line) =>
    line.replaceAll(/[\u00a0\u202f]/g, " "),
  );

test("the reading's number is the computed one, and follows the data", async () => {
  const [line] = linesOf(await reproduceSmall({ rows, study: table(reading) }), "fr");
  expect(line).toBe("Lecture : 75 % ont un animal.");
  const fewer = "1,1,1,1,1\n2,1,2,1,2\n3,1,2,2,2\n4,1,2,2,2\n";
  const [other] = linesOf(await reproduceSmall({ rows: fewer, study: table(reading) }), "fr");
  expect(other).toBe("Lecture : 25 % ont un animal.");
});

test("a mean is read with a decimal", async () => {
  const study = table(
    ', reading: { fr: "{2022} pièces.", en: "{2022} rooms." }',
    '"2022"',
    "{ variable: rooms }",
  );
  // (1 + 2 + 2 + 2) / 4 = 1.75
  expect(linesOf(await reproduceSmall({ rows, study }), "fr")[0]).toBe("Lecture : 1,8 pièces.");
});

test("nothing is read where there is no number", async () => {
  const none = "1,1,,1,1\n2,1,,2,1\n";
  expect(linesOf(await reproduceSmall({ rows: none, study: table(reading) }))[0]).toMatch(/^Source/);
});

test("what is synthetic is said to be so in the reading and the source", async () => {
  const study = table(reading);
  const survey =
    'survey: { field: { fr: adultes, en: adults }, producers: { fr: P, en: P }, waves: { "2022": { dates: { fr: mai 2022, en: May 2022 }, field: { fr: vivants, en: alive } } } }';
  expect(linesOf(await reproduceSmall({ rows, kind: "synthetic", survey, study }))).toEqual([
    "Reading: on synthetic data, 75% have a pet.",
    "Scope: adults; wave 2022: alive.",
    "Source: synthetic data, modelled on: Survey (P), May 2022.",
    "Note: A pet is a cat or a dog.",
  ]);
  expect(linesOf(await reproduceSmall({ rows, survey, study }))[2]).toBe("Source: Survey (P), May 2022.");
});

test("a domain is told by its labels where the table has no field of its own", async () => {
  const domain = ', domain: "sex=Homme|Femme; not missing(pet)"';
  expect(linesOf(await reproduceSmall({ rows, study: table(domain) }))[0]).toBe(
    'Scope: Sex: Man or Woman; with an answer to "Has a pet".',
  );
  const own = `${domain}, field: { fr: gens, en: people }`;
  expect(linesOf(await reproduceSmall({ rows, study: table(own) }))[0]).toBe("Scope: people.");
});

test("definitions are those of the variables used, or of what these are derived from", async () => {
  const noteOf = async (study: string) => linesOf(await reproduceSmall({ rows, study })).at(-1);
  expect(await noteOf(table("", '"2022"', "{ variable: petless, level: Oui }"))).toBe(
    "Note: A pet is a cat or a dog.",
  );
  expect(await noteOf(table(", domain: sex=Femme", '"2022"', "{ variable: rooms }"))).toBe(
    "Note: The sex as told.",
  );
});

test("the caution on wording stands only where waves are compared by that variable", async () => {
  const caution = "The question differs: 2019 and 2022.";
  const noteOf = async (study: string) => linesOf(await reproduceSmall({ rows, study })).at(-1);
  expect(await noteOf(table("", '"2019", "2022"', "{ variable: petless, level: Oui }"))).toContain(caution);
  expect(await noteOf(table(", domain: pet_2019=Oui"))).toContain(caution);
  expect(await noteOf(table(""))).not.toContain(caution);
  expect(await noteOf(table("", '"2019", "2022"', "{ variable: sex, level: Femme }"))).not.toContain(caution);
});

test("how waves are compared, and changes weighted, is told where waves or earlier answers are", async () => {
  const survey =
    "survey: { comparisons: { fr: C., en: Cross-sections. }, transitions: { fr: P., en: Later weights. } }";
  const noteOf = async (study: string) => linesOf(await reproduceSmall({ rows, survey, study })).at(-1);
  const rooms = "{ variable: rooms }";
  expect(await noteOf(table("", '"2019", "2022"', rooms))).toBe("Note: Cross-sections.");
  expect(await noteOf(table(", domain: sex_2019=Femme", '"2022"', rooms))).toBe(
    "Note: The sex as told. Later weights.",
  );
});

test("where all levels are shown their sum may differ from 100", async () => {
  const study = table("", '"2022"', "{ variable: sex }");
  expect(linesOf(await reproduceSmall({ rows, study })).at(-1)).toBe(
    "Note: The sex as told. Percentages are rounded: their sum may differ from 100.",
  );
});

test("a model's reading has the computed ratio with its interval", async () => {
  // 2 of 3 men and 1 of 3 women have a pet: an odds ratio of (1/2) / 2.
  const odds = "1,1,1,1,1\n2,1,1,1,1\n3,1,2,1,1\n4,1,1,2,1\n5,1,2,2,1\n6,1,2,2,1\n";
  const study = `tables: []
models:
  - id: m
    title: { fr: M, en: M }
    wave: "2022"
    family: logistic
    outcome: { variable: pet, level: Oui }
    covariates: [sex]
    references: { sex: Homme }
    reading: { variable: sex, level: Femme, fr: "{ratio} fois, {interval}", en: "{ratio} times, {interval}" }`;
  const reproduction = await reproduceSmall({ rows: odds, study });
  const [model] = reproduction.models;
  const { reading: read, note } = modelFootnotes(model!.description, [model!], reproduction);
  expect(read!.fr).toMatch(/^0,25 fois, \[0,0\d ; \d+,\d\d\]$/);
  expect(note!.en).toBe("A pet is a cat or a dog. The sex as told.");
});
