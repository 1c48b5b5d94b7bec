import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import * as z from "zod";
import { readYaml } from "../../src/study/yaml.ts";
import { InputError } from "../../src/text/errors.ts";

const file = join(mkdtempSync(join(tmpdir(), "panel-yaml-")), "x.yaml");

/** What is said in French of a YAML text, without the file's name. */
function frenchOf(text: string): string {
  writeFileSync(file, text);
  try {
    readYaml(file, z.strictObject({ a: z.string(), b: z.int().optional() }));
  } catch (error) {
    if (error instanceof InputError) return error.told.fr.replace(`fichier ${file}`, "").replace(/^, /, "");
    throw error;
  }
  throw new Error("the text is read");
}

const broken = (place: string, reason: string) => `${place} : le YAML est mal formé : ${reason}`;

test.each([
  ["a: 1\na: 2", 'ligne 2 : ce champ figure deux fois ; trouvé "a"'],
  ['a: "x', broken("ligne 1", "un guillemet n'est pas fermé (colonne 6)")],
  ["a: [1", broken("ligne 1", "un crochet ou une accolade n'est pas fermé (colonne 6)")],
  ["a: {b: 1", broken("ligne 1", "un crochet ou une accolade n'est pas fermé (colonne 9)")],
  ["a: x\nb", broken("ligne 2", "un nom de champ n'est pas suivi de deux-points (colonne 2)")],
  [
    "a: b: c",
    broken(
      "ligne 1",
      "plusieurs champs, ou une liste, se trouvent sur la ligne d'un champ (colonne 5). Mettez entre guillemets un texte qui contient « : »",
    ),
  ],
  ["a:\n\t- x", broken("ligne 2", "une tabulation sert de retrait (colonne 1)")],
  ["a:\n  b: 1\n c: 2", broken("ligne 3", "le retrait ne convient pas (colonne 2)")],
  ["a: @x", broken("ligne 1", "une valeur sans guillemets commence par un signe réservé (colonne 4)")],
  ['a: "\\q"', broken("ligne 1", "une séquence d'échappement n'existe pas (colonne 6)")],
  [
    "a: x\n---\nb: y",
    `${broken("ligne 3", "le fichier contient plusieurs documents")}. Écrivez-en un par fichier, sans ligne ---`,
  ],
  [`a: ${"[".repeat(20_000)}${"]".repeat(20_000)}`, "ligne 1 : le YAML comporte trop d'imbrications"],
  ["a: x\nb: { __proto__: 1 }", 'ligne 2 : ce nom est réservé ; trouvé "__proto__". Choisissez-en un autre'],
  ["a: {b: 1, c: 2,\n b: 3}", 'ligne 2 : ce champ figure deux fois ; trouvé "b"'],
  ["a: [x]]", broken("ligne 1", "un signe est inattendu (colonne 7)")],
  ["a: *x", broken("ligne 1", "un alias ne renvoie à rien (colonne 5)")],
  ["a: &x [*x]", 'ligne 1 : un alias se trouve dans ce qu\'il nomme ; trouvé "*x". Vérifiez ses alias'],
  // A list of two has 3 parts, and one of the list before twice 1 more than twice its parts: 4·2ᵏ − 1. With the 18 names these are
  // some 2²⁰ parts up to the second alias of line 18, the first that go beyond a million.
  [
    `a: &a0 [x, x]\n${Array.from({ length: 30 }, (_, k) => `b${k}: &a${k + 1} [*a${k}, *a${k}]`).join("\n")}`,
    'ligne 18 : les alias du YAML se multiplient sans mesure ; trouvé "*a16". Vérifiez ses alias',
  ],
  ["a: 3", "ligne 1, champ a : attendu : un texte ; trouvé 3"],
  ["b: 3", "ligne 1, champ a : la valeur manque ; attendu : un texte"],
  ["a: x\nb: 1.5", "ligne 2, champ b : attendu : un nombre entier ; trouvé 1.5"],
  ["a: x\nc: 1", "ligne 2 : champ inconnu : « c »"],
])("%j is refused in French", (text, french) => {
  expect(frenchOf(text)).toBe(french);
});

test("a text is parsed once, and anew where it has changed", () => {
  writeFileSync(file, "a: 1\n");
  const schema = z.object({ a: z.number() });
  const first = readYaml(file, schema);
  expect(readYaml(file, schema)).toBe(first);
  writeFileSync(file, "a: 2\n");
  expect([first, readYaml(file, schema)]).toEqual([{ a: 1 }, { a: 2 }]);
});
