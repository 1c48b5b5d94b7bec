import { expect, test } from "vitest";
import { sizeOf } from "../../src/reports/modelSection.ts";
import { readerOf } from "../../src/text/reader.ts";

test("what a model rests on is one sentence, with a space before the French semicolon", () => {
  const size = { n: 185, missing: 0, df: 180 };
  expect(sizeOf(size, readerOf("fr"))).toMatch(/^n = 185 répondants \(0 .*\) ; 180 degrés de liberté\.$/);
  expect(sizeOf(size, readerOf("en"))).toMatch(/^n = 185 respondents \(0 .*\); 180 degrees of freedom\.$/);
});
