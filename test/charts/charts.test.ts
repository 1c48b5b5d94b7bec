import { expect, test } from "vitest";
import { groupedBars } from "../../src/charts/groupedBars.ts";
import { renderSvg } from "../../src/charts/render.ts";
import { stackedBars } from "../../src/charts/stackedBars.ts";
import { venn } from "../../src/charts/venn.ts";

const caption = { title: "Title <b>", subtitle: ["SYNTHETIC DATA (seed 1)"] };

test("grouped bars: a change of looks shows in the committed picture", async () => {
  const bars = ["2019", "2022"].flatMap((group, at) => [
    {
      outcome: "online",
      group,
      value: 23 + 13 * at,
      low: 21 + 13 * at,
      high: 25 + 13 * at,
      text: `${23 + 13 * at} %`,
    },
    { outcome: "none", group, value: null, low: null, high: null, text: "not computable" },
  ]);
  const svg = await renderSvg(groupedBars(bars, caption));
  expect(svg).toContain("SYNTHETIC DATA (seed 1)");
  expect(svg).toContain("Title &lt;b&gt;");
  await expect(svg).toMatchFileSnapshot("grouped-bars.svg");
});

test("footnotes stand below the axis, in lines that are no wider than the chart", async () => {
  const bar = { outcome: "online", group: "2022", value: 36, low: 33, high: 39, text: "36 %" };
  const note = `Note: ${"some words ".repeat(40)}`;
  const svg = await renderSvg(groupedBars([bar], { ...caption, footnotes: ["Reading: 36 %.", note] }));
  const [width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg)!.slice(1).map(Number);
  const plain = await renderSvg(groupedBars([bar], caption));
  const [plainWidth, plainHeight] = /viewBox="0 0 (\d+) (\d+)"/.exec(plain)!.slice(1).map(Number);
  expect(width).toBe(plainWidth);
  const lines = [...svg.matchAll(/<tspan[^>]*>([^<]*(?:Reading|some|words)[^<]*)</g)].map(
    ([, text]) => text!,
  );
  expect(lines.join(" ").trim()).toBe(`Reading: 36 %. ${note}`.trim());
  expect(height! - plainHeight!).toBeGreaterThanOrEqual(14 * lines.length);
});

test("a Venn diagram puts each share into its region", async () => {
  const all = [true, false].flatMap((a) =>
    [true, false].flatMap((b) => [true, false].map((c) => [a, b, c] as const)),
  );
  const regions = all.map((inside) => ({ inside, text: inside.map(Number).join("") }));
  const svg = await renderSvg(venn(["A", "B", "C"], regions, "none", caption));
  for (const { text } of regions) expect(svg).toContain(`>${text}<`);
  await expect(svg).toMatchFileSnapshot("venn.svg");
});

test("stacked bars: every bar is cut into the levels in their order, and narrow parts have no number", async () => {
  const segments = ["nurses", "doctors of a specialty with a long name that is folded"].flatMap((bar) =>
    [
      { level: "often", value: 70 },
      { level: "seldom", value: 27 },
      { level: "silent", value: 3 },
    ].map((part) => ({ ...part, bar, text: `${part.value} %` })),
  );
  const unknown = ["often", "seldom", "silent"].map((level) => ({
    bar: "unknown",
    level,
    value: null,
    text: "not computable",
  }));
  const svg = await renderSvg(stackedBars([...segments, ...unknown], caption));
  expect(svg.match(/>not computable</g)).toHaveLength(1);
  expect(svg.match(/>70 %</g)).toHaveLength(2);
  expect(svg).not.toContain(">3 %<");
  expect(svg).toContain("SYNTHETIC DATA (seed 1)");
  await expect(svg).toMatchFileSnapshot("stacked-bars.svg");
});
