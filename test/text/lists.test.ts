import { expect, test } from "vitest";
import { languages } from "../../src/text/language.ts";
import { listOf, sentences } from "../../src/text/lists.ts";

test("lists within a sentence are those of the Unicode locale data", () => {
  for (const language of languages)
    for (const [join, type] of [
      ["and", "conjunction"],
      ["or", "disjunction"],
    ] as const)
      for (const items of [[], ["a"], ["a", "b"], ["a", "b", "c"], ["a", "b", "c", "d"]])
        expect(listOf(items, join, language)).toBe(new Intl.ListFormat(language, { type }).format(items));
});

test("sentences have one stop between them, and none behind a question", () => {
  expect(sentences(["Did you mean a?", "Or list it", "", "Or not"])).toBe(
    "Did you mean a? Or list it. Or not",
  );
});
