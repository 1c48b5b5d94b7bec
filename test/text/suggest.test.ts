import { expect, test } from "vitest";
import { suggestion } from "../../src/text/suggest.ts";

test("a near miss suggests the nearest name, anything else lists the known ones", () => {
  expect(suggestion("er1246", ["er1245", "er1300"]).en).toBe('Did you mean "er1245"?');
  expect(suggestion("tout autre", ["sexe", "mode"]).en).toBe("Known: sexe, mode");
});

test("case and accents count little", () => {
  expect(suggestion("HOMME", ["Femme", "Homme"]).en).toBe('Did you mean "Homme"?');
  expect(suggestion("eleve", ["modéré", "élevé"]).en).toBe('Did you mean "élevé"?');
  expect(suggestion("Wman", ["Man", "Woman"]).en).toBe('Did you mean "Woman"?');
});

test("a long list of known names ends between two of them, where a message still has room for it", () => {
  const known = Array.from({ length: 29 }, (_, at) => `indicateur-de-la-consultation-${at}`);
  const { en, fr } = suggestion("x", known);
  expect(en).toMatch(/^Known: (indicateur-de-la-consultation-\d+, )+indicateur-de-la-consultation-\d+ …$/);
  expect(Math.max(en.length, fr.length)).toBeLessThan(400);
  expect(suggestion("tout autre", ["y".repeat(500), "sexe"]).en).toBe(`Known: ${"y".repeat(500)} …`);
});
