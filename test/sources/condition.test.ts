import { expect, test } from "vitest";
import type { Codebook } from "../../src/sources/codebook.ts";
import { checkDomain, parseDomain, satisfies } from "../../src/sources/condition.ts";

const label = { fr: "", en: "" };
const codebook: Codebook = new Map([
  [
    "mode",
    {
      type: "categorical",
      name: "mode",
      label,
      levels: [
        { name: "seul", label },
        { name: "mono", label },
      ],
    },
  ],
  ["age", { type: "numeric", name: "age", label }],
]);

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

test("unknown names are told with the nearest known one", () => {
  const check = (text: string) => checkDomain(parseDomain(text, {}), codebook, { line: 2 });
  expect(() => check("mod=mono")).toThrow('line 2: unknown variable; found "mod". Did you mean "mode"?');
  expect(() => check("mode=momo")).toThrow(
    'line 2: unknown level of mode; found "momo". Did you mean "mono"?',
  );
  expect(() => check("age=40")).toThrow("needs a categorical variable");
});
