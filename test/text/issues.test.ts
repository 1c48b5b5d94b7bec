import { expect, test } from "vitest";
import * as z from "zod";
import { issueLabel, ownError, ownIssue } from "../../src/text/issues.ts";

const told = { fr: "en français", en: "in English" };

function labelOf(schema: z.ZodType, value: unknown) {
  return issueLabel(schema.safeParse(value).error!.issues[0]!);
}

test.each<[z.ZodType, unknown, string, string]>([
  [z.string(), 3, "attendu : un texte", "Invalid input: expected string, received number"],
  [
    z.object({ a: z.string() }),
    {},
    "la valeur manque ; attendu : un texte",
    "Invalid input: expected string, received undefined",
  ],
  [z.coerce.number(), "abc", "attendu : un nombre", "Invalid input: expected number, received NaN"],
  [z.int(), 1.5, "attendu : un nombre entier", "Invalid input: expected int, received number"],
  [z.number().positive(), 0, "la valeur doit être supérieure à 0", "Too small: expected number to be >0"],
  [z.number().lt(1), 1, "la valeur doit être inférieure à 1", "Too big: expected number to be <1"],
  [z.number().min(0), -1, "la valeur doit être au moins 0", "Too small: expected number to be >=0"],
  [z.number().max(1), 2, "la valeur doit être au plus 1", "Too big: expected number to be <=1"],
  [z.string().min(1), "", "au moins 1 caractère", "Too small: expected string to have >=1 characters"],
  [z.array(z.int()).min(2), [1], "au moins 2 éléments", "Too small: expected array to have >=2 items"],
  [
    z.array(z.int()).length(3),
    [1],
    "exactement 3 éléments",
    "Too small: expected array to have exactly 3 items",
  ],
  [
    z.enum(["a", "b", ""]),
    "c",
    "attendu, au choix : « a », « b », rien",
    'Invalid option: expected one of "a"|"b"|""',
  ],
  [z.literal("a"), "c", "attendu : « a »", 'Invalid input: expected "a"'],
  [z.strictObject({}), { x: 1 }, "champ inconnu : « x »", 'Unrecognized key: "x"'],
  [z.strictObject({}), { x: 1, y: 2 }, "champs inconnus : « x », « y »", 'Unrecognized keys: "x", "y"'],
  [
    z.record(z.string().min(2), z.int()),
    { x: 1 },
    "un nom de champ n'est pas admis",
    "Invalid key in record",
  ],
  [z.union([z.string(), z.number()]), true, "la valeur n'est pas admise", "Invalid input"],
])("an issue of zod's own, %#, has its English words and ours in French", (schema, value, fr, en) => {
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
