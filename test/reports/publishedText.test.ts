import { expect, test } from "vitest";
import { publishedText } from "../../src/reports/tables/verdicts.ts";
import { readerOf } from "../../src/text/reader.ts";

test.each([
  [{ low: 1.055, high: 1.085, decimals: 0 }, "1.055–1.085", "1,055–1,085"],
  [{ low: 15.5, high: 18.3, decimals: 0 }, "15.5–18.3", "15,5–18,3"],
  [{ low: 40, high: 50, decimals: 0 }, "40–50", "40–50"],
  [{ value: 36, decimals: 1 }, "36.0", "36,0"],
])("%j is shown as it is published", (published, en, fr) => {
  expect(publishedText(published, readerOf("en"))).toBe(en);
  expect(publishedText(published, readerOf("fr"))).toBe(fr);
});
