import { expect, test } from "vitest";
import { shownIn } from "../../../src/sources/layout/shown.ts";
import { plain } from "../../../src/sources/xlsx/styles.ts";

const shown = (value: string) =>
  shownIn({ row: 1, column: 1, value: { kind: "text", value, raised: [] }, style: plain });

test.each([
  ["Sous-dense²", "Sous-dense", "²"],
  ["Médecine générale (a)", "Médecine générale", "(a)"],
  ["Part (1) (en %)", "Part (en %)", "(1)"],
  ["Médecin(s)", "Médecin(s)", ""],
  ["R²", "R²", ""],
  ["Taux (1) (2)", "Taux", "(1) (2)"],
  ["Surface en m²", "Surface en m²", ""],
  ["Densité par km²", "Densité par km²", ""],
  ["Effectif (n)", "Effectif (n)", ""],
])("the mark of a footnote is no part of the words %s", (written, text, footnote) => {
  expect(shown(written)).toMatchObject({ kind: "words", text, footnote });
});
