import { expect, test } from "vitest";
import { suggest } from "../../src/text/suggest.ts";

test("a near miss suggests the nearest name, anything else lists the known ones", () => {
  expect(suggest("er1246", ["er1245", "er1300"])).toBe('Did you mean "er1245"?');
  expect(suggest("tout autre", ["sexe", "mode"])).toBe("Known: sexe, mode");
});

test("case and accents count little", () => {
  expect(suggest("HOMME", ["Femme", "Homme"])).toBe('Did you mean "Homme"?');
  expect(suggest("eleve", ["modéré", "élevé"])).toBe('Did you mean "élevé"?');
  expect(suggest("Wman", ["Man", "Woman"])).toBe('Did you mean "Woman"?');
});
