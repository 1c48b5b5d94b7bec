import fc from "fast-check";
import { expect, test } from "vitest";
import { guard, unguard } from "../../src/text/formulaGuard.ts";

test("whatever a text is, it comes back from its guarded form", () => {
  const text = fc.string({ unit: fc.constantFrom("'", "=", "-", "1", ".", " ", "\t", ";", '"', "\n", "a") });
  fc.assert(fc.property(text, (given) => unguard(guard(given)) === given));
});

test("of different texts the guarded forms differ", () => {
  expect(guard("=1")).toBe("'=1");
  expect(guard("'=1")).toBe("''=1");
});

test("after each separator a formula is guarded, behind one that is guarded already too", () => {
  expect(guard("\t=1")).toBe("'\t'=1");
});

test("apostrophes of words and numbers stay", () => {
  for (const text of ["d'abord", "'80s", "'-1.5", "'", "l'un; l'autre"]) expect(unguard(text)).toBe(text);
});
