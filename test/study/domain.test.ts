import { expect, test } from "vitest";
import { deparse } from "../../src/sources/expressions/deparse.ts";
import {
  askedMissing,
  levelsInDomain,
  membership,
  parseDomain,
  variablesOfDomain,
} from "../../src/study/domain.ts";

test("a domain is a condition in the language of --where", () => {
  const domain = parseDomain("mode=mono|pluri; sexe=Femme", {});
  expect(deparse(domain!)).toBe('mode in ("mono", "pluri") and sexe in ("Femme")');
  expect(variablesOfDomain(domain)).toEqual(["mode", "sexe"]);
  expect(levelsInDomain(domain)).toEqual([
    { variable: "mode", levels: ["mono", "pluri"] },
    { variable: "sexe", levels: ["Femme"] },
  ]);
  expect(parseDomain("", {})).toBeUndefined();
});

test.each(["mode", "mode=", "=mono", "mode=a=b"])("%s is no domain", (text) => {
  expect(() => parseDomain(text, { file: "figures.csv", line: 3 })).toThrow(
    /^file figures.csv, line 3: a domain is written/,
  );
});

test("a missing answer is in no domain that asks for it, and everybody is in the domain of everybody", () => {
  const isMono = membership(parseDomain("mode=mono", {}));
  expect(isMono(() => "mono")).toBe(true);
  expect(isMono(() => "seul")).toBe(false);
  expect(isMono(() => null)).toBe(false);
  expect(membership(undefined)(() => null)).toBe(true);
});

test("a domain may ask who answered, whatever else it says of the variable", () => {
  const domain = parseDomain("not missing(mode); missing( sexe ); mode=mono", {});
  expect(deparse(domain!)).toBe('not missing(mode) and missing(sexe) and mode in ("mono")');
  expect(variablesOfDomain(domain)).toEqual(["mode", "sexe"]);
  expect(askedMissing(domain)).toEqual(["mode", "sexe"]);
  const isInside = membership(domain);
  expect(isInside((name) => (name === "mode" ? "mono" : null))).toBe(true);
  expect(isInside(() => "mono")).toBe(false);
  expect(isInside(() => null)).toBe(false);
});
