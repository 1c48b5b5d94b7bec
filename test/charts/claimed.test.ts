import { expect, test } from "vitest";
import { renderSvg } from "../../src/charts/render.ts";
import { claimsChart, drawnClaim } from "../../src/reports/claimsChart.ts";
import { readerOf } from "../../src/text/reader.ts";
import { judged } from "../support/invented.ts";

const share = { wave: "2022", statistic: "percent", variable: "pet", level: "yes", relation: "=", unit: "%" };

test("the chart shows claims that have a value and a published figure, with their verdicts", async () => {
  const results = await judged([
    { ...share, id: "a", said: 40, en: "Have a pet" },
    { ...share, id: "b", said: 62, en: "Had a pet" },
    { ...share, id: "c", variable: "fish", said: 12, en: "Have a fish" },
  ]);
  const svg = await renderSvg(claimsChart([...results.values()].map(drawnClaim), readerOf("en"))!);
  expect(svg).toMatch(/^<svg/);
  for (const text of ["Have a pet", "agrees (paper, l. 1)", "Had a pet", "misattributed", "figure that has"])
    expect(svg).toContain(text);
  expect(svg).not.toContain("Have a fish");
});

test("there is no chart where no claim has a published figure beside it", async () => {
  const results = await judged([{ ...share, id: "c", variable: "fish", said: 12 }]);
  expect(claimsChart([...results.values()].map(drawnClaim), readerOf("en"))).toBeUndefined();
});
