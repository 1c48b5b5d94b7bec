import { expect, test } from "vitest";
import { derive } from "../../src/sources/datasets/derive.ts";

test("classes of a cut are closed on the left", () => {
  const cut = { kind: "cut", of: "age", breaks: [40, 50] } as const;
  const classOf = (age: number | null) => derive(cut, [age], ["-40", "40-49", "50+"]);
  expect([39, 40, 49.9, 50, null].map(classOf)).toEqual(["-40", "40-49", "40-49", "50+", null]);
});

test("a recode maps groups of levels; a level in no group is missing", () => {
  const recode = { kind: "recode", of: "mode", groups: [["mono", "pluri"], ["seul"]] } as const;
  expect(["pluri", "seul", "?", null].map((mode) => derive(recode, [mode], ["Oui", "Non"]))).toEqual([
    "Oui",
    "Non",
    null,
    null,
  ]);
});

test("any is known as soon as one answer is yes, and no only when all are known", () => {
  const any = { kind: "any", of: ["a", "b"], level: "Oui" } as const;
  const of = (a: string | null, b: string | null) => derive(any, [a, b], ["Oui", "Non"]);
  expect([of("Oui", null), of("Non", "Oui"), of("Non", "Non"), of("Non", null)]).toEqual([
    "Oui",
    "Oui",
    "Non",
    null,
  ]);
});

test("a count is missing when one of its answers is", () => {
  const count = { kind: "count", of: ["a", "b"], level: "Oui" } as const;
  expect(derive(count, ["Oui", "Oui"], [])).toBe(2);
  expect(derive(count, ["Non", "Non"], [])).toBe(0);
  expect(derive(count, ["Oui", null], [])).toBeNull();
});

test("a pattern names combinations of answers", () => {
  const pattern = {
    kind: "pattern",
    of: ["a", "b"],
    answers: [
      ["Oui", "Non"],
      ["Oui", "Oui"],
    ],
  } as const;
  const of = (...answers: (string | null)[]) => derive(pattern, answers, ["a only", "both"]);
  expect([of("Oui", "Non"), of("Oui", "Oui"), of("Non", "Non"), of("Oui", null)]).toEqual([
    "a only",
    "both",
    null,
    null,
  ]);
});
