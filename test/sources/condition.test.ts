import { expect, test } from "vitest";
import { parseDomain, satisfies } from "../../src/sources/expressions/condition.ts";

test("a domain is clauses of alternative levels", () => {
  expect(parseDomain("mode=mono|pluri; sexe=Femme", {})).toEqual([
    { variable: "mode", levels: ["mono", "pluri"] },
    { variable: "sexe", levels: ["Femme"] },
  ]);
  expect(parseDomain("", {})).toEqual([]);
});

test.each(["mode", "mode=", "=mono", "mode=a=b"])("%s is no domain", (text) => {
  expect(() => parseDomain(text, { file: "figures.csv", line: 3 })).toThrow(
    /^file figures.csv, line 3: a domain is written/,
  );
});

test("a missing answer satisfies no clause, and everybody satisfies none", () => {
  const domain = parseDomain("mode=mono", {});
  expect(satisfies(domain, () => "mono")).toBe(true);
  expect(satisfies(domain, () => null)).toBe(false);
  expect(satisfies([], () => null)).toBe(true);
});
