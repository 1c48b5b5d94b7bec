import { expect, test } from "vitest";
import * as z from "zod";
import { issueLabel, ownError, ownIssue } from "../../src/text/issues.ts";

const told = { fr: "en français", en: "in English" };

function labelOf(schema: z.ZodType, value: unknown) {
  return issueLabel(schema.safeParse(value).error!.issues[0]!);
}

test.each<[z.ZodType, unknown, string, string]>([
  [z.string(), 3, "attendu : un texte", "expected a text"],
  [
    z.object({ a: z.string() }),
    {},
    "la valeur manque ; attendu : un texte",
    "the value is missing; expected a text",
  ],
  [z.coerce.number(), "abc", "attendu : un nombre", "expected a number"],
  [z.int(), 1.5, "attendu : un nombre entier", "expected a whole number"],
  [z.number().positive(), 0, "la valeur doit être supérieure à 0", "the value must be above 0"],
  [z.number().lt(1), 1, "la valeur doit être inférieure à 1", "the value must be below 1"],
  [z.number().min(0), -1, "la valeur doit être au moins 0", "the value must be at least 0"],
  [z.number().max(1), 2, "la valeur doit être au plus 1", "the value must be at most 1"],
  [z.string().min(1), "", "au moins 1 caractère", "at least 1 character"],
  [z.array(z.int()).min(2), [1], "au moins 2 éléments", "at least 2 items"],
  [z.array(z.int()).length(3), [1], "exactement 3 éléments", "exactly 3 items"],
  [
    z.enum(["a", "b", ""]),
    "c",
    "attendu, au choix : « a », « b », rien",
    'expected one of "a", "b", nothing',
  ],
  [z.literal("a"), "c", "attendu : « a »", 'expected "a"'],
  [z.strictObject({}), { x: 1 }, "champ inconnu : « x »", 'unknown field "x"'],
  [z.strictObject({}), { x: 1, y: 2 }, "champs inconnus : « x », « y »", 'unknown fields "x", "y"'],
  [
    z.record(z.string().min(2), z.int()),
    { x: 1 },
    "un nom de champ n'est pas admis",
    "the name of a field is not valid",
  ],
  [z.union([z.string(), z.number()]), true, "la valeur n'est pas admise", "the value is not valid"],
])("an issue of zod's own, %#, is told in our words", (schema, value, fr, en) => {
  expect(labelOf(schema, value)).toEqual({ fr, en });
});

test("an issue of our own is told in our words", () => {
  expect(
    labelOf(
      z.string().refine(() => false, ownError(told)),
      "x",
    ),
  ).toEqual(told);
  expect(
    labelOf(
      z.string().superRefine((_, context) => context.addIssue(ownIssue(told))),
      "x",
    ),
  ).toEqual(told);
});
