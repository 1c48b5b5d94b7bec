import { expect, test } from "vitest";
import { agreement } from "../../src/charts/agreement.ts";
import { change } from "../../src/charts/change.ts";
import { combinations } from "../../src/charts/combinations.ts";
import { forest } from "../../src/charts/forest.ts";
import { groupedBars } from "../../src/charts/groupedBars.ts";
import { histogram } from "../../src/charts/histogram.ts";
import { renderSvg } from "../../src/charts/render.ts";
import { stackedBars } from "../../src/charts/stackedBars.ts";
import { binsOf } from "../../src/numerics/bins.ts";

const caption = { language: "en", title: "Title <b>", subtitle: ["SYNTHETIC DATA (seed 1)"] } as const;
const names = { interval: "95% confidence interval", published: "published value" };
const published = (value: number) => ({ value, low: value - 0.5, high: value + 0.5 });

const bars = ["2019", "2022"].flatMap((group, at) => [
  {
    outcome: "online",
    group,
    value: 23 + 13 * at,
    low: 21 + 13 * at,
    high: 25 + 13 * at,
    text: `${23 + 13 * at} %`,
    published: at === 0 ? published(24) : { value: null, low: 30, high: 40 },
  },
  { outcome: "none", group, value: null, low: null, high: null, text: "not computable" },
]);

test("grouped bars: a change of looks shows in the committed picture", async () => {
  const svg = await renderSvg(groupedBars(bars, names, caption));
  expect(svg).toContain("SYNTHETIC DATA (seed 1)");
  expect(svg).toContain("Title &lt;b&gt;");
  await expect(svg).toMatchFileSnapshot("grouped-bars.svg");
});

test("footnotes stand below the axis, in lines that are no wider than the page", async () => {
  const note = `Note: ${"some words ".repeat(40)}`.trim();
  const svg = await renderSvg(groupedBars(bars, names, { ...caption, footnotes: ["Reading: 36 %.", note] }));
  const [width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg)!.slice(1).map(Number);
  const plain = await renderSvg(groupedBars(bars, names, caption));
  const [plainWidth, plainHeight] = /viewBox="0 0 (\d+) (\d+)"/.exec(plain)!.slice(1).map(Number);
  expect(width).toBe(plainWidth);
  const lines = [...svg.matchAll(/>([^<]*(?:36 %\.|some|words)[^<]*)</g)].map(([, text]) => text!);
  expect(lines.join(" ")).toContain(note.slice("Note: ".length));
  expect(height! - plainHeight!).toBeGreaterThanOrEqual(14 * 5);
});

test("combinations: the most frequent first, a dot for each set, and the name of what is in none", async () => {
  const rows = [
    { label: "neither", inside: [false, false], value: 10, low: 8, high: 12, text: "10%" },
    {
      label: "A",
      inside: [true, false],
      value: 60,
      low: 55,
      high: 65,
      text: "60%",
      published: published(61),
    },
    { label: "A and B", inside: [true, true], value: 30, low: 26, high: 34, text: "30%" },
  ];
  const svg = await renderSvg(combinations(rows, { ...names, sets: ["set A", "set B"] }, caption));
  expect(svg.indexOf(">60%<")).toBeLessThan(svg.indexOf(">30%<"));
  expect(svg).toContain(">neither<");
  expect(svg).not.toContain(">A and B<");
  await expect(svg).toMatchFileSnapshot("combinations.svg");
});

test("changes: both times on one line, numbers that are close moved apart", async () => {
  const point = (value: number) => ({ value, low: value - 2, high: value + 2, text: `${value}%` });
  const rows = [
    { label: "online", points: [point(23), { ...point(36), published: published(36) }], text: "+13" },
    { label: "on site", points: [point(50), point(51)], text: "+1" },
  ] as const;
  const all = { ...names, times: ["2019", "2022"], change: "change, in points" } as const;
  await expect(await renderSvg(change(rows, all, caption))).toMatchFileSnapshot("change.svg");
});

test("stacked bars: levels in their order, numbers of narrow parts outside, published values below", async () => {
  const segments = ["nurses", "doctors of a specialty with a long name that is folded"].flatMap((bar) =>
    [
      { level: "often", value: 70 },
      { level: "seldom", value: 26 },
      { level: "never", value: 2 },
      { level: "silent", value: 2 },
    ].map((part) => ({ ...part, bar, silent: part.level === "silent", text: `${part.value} %` })),
  );
  const unknown = ["often", "seldom", "never", "silent"].map((level) => ({
    bar: "unknown",
    level,
    silent: level === "silent",
    value: null,
    text: "not computable",
  }));
  const marks = [
    { bar: "nurses", levels: ["often", "seldom"], ...published(95) },
    { bar: "nurses", levels: ["often"], value: null, low: 60, high: 75 },
  ];
  const own = { start: "", published: "published value" };
  const svg = await renderSvg(stackedBars([...segments, ...unknown], marks, own, caption));
  expect(svg.match(/>not computable</g)).toHaveLength(1);
  expect(svg.match(/>70 %</g)).toHaveLength(2);
  expect(svg.match(/>2 %</g)).toHaveLength(4);
  // The interval is a band from 60 to 75, as wide as three twentieths of a bar.
  expect(svg).toMatch(/aria-label="[^"]*\b60; [^"]*\b75\b[^"]*"/);
  await expect(svg).toMatchFileSnapshot("stacked-bars.svg");
});

const line = { kind: "estimate", inGroup: false } as const;

test("forest plots: lines of several models that have them in common stand side by side", async () => {
  const x = { ...line, key: "x", label: "x", estimate: 1.5, low: 1.2, high: 1.9, text: "1.50 [1.20 ; 1.90]" };
  const z = { ...line, key: "z", label: "z", estimate: 0.7, low: 0.5, high: 1, text: "0.70 [0.50 ; 1.00]" };
  const scale = { title: "odds ratio", column: "odds ratio [95% CI]", kind: "ratio" } as const;
  const alone = await renderSvg(forest([{ title: "one", lines: [x, z] }], scale, caption));
  expect(alone).toContain(">1.50 [1.20 ; 1.90]<");
  await expect(alone).toMatchFileSnapshot("forest.svg");
  const beside = await renderSvg(
    forest(
      [
        { title: "one", lines: [x] },
        { title: "two", lines: [x, z] },
      ],
      scale,
      caption,
    ),
  );
  expect(beside.match(/>z</g)).toHaveLength(1);
});

test("published against computed: shapes tell the series", async () => {
  const points = [10, 50, 90].map((value, at) => ({
    published: published(value),
    value: value + at,
    low: value - 3,
    high: value + 5,
    use: at === 1 ? "held-out" : "calibrated",
  }));
  const axes = { published: "published", computed: "computed", uses: ["calibrated", "held-out"] };
  const svg = await renderSvg(agreement(points, { ...axes, interval: names.interval }, caption));
  await expect(svg).toMatchFileSnapshot("agreement.svg");
});

test("histograms have the decimal mark of their language", async () => {
  const ratios = binsOf([0.7, 0.9, 1, 1.1, 1.3], 40);
  const own = { value: "ratio", count: "rows" };
  expect(await renderSvg(histogram(ratios, own, { ...caption, language: "fr" }))).toMatch(/>0,\d\d</);
  const svg = await renderSvg(histogram(ratios, own, caption));
  expect(svg).toMatch(/>0\.\d\d</);
  await expect(svg).toMatchFileSnapshot("histogram.svg");
});
