import { readFileSync } from "node:fs";
import opentype from "opentype.js";
import { expect, test } from "vitest";
import { textWidth, wrap } from "../../src/charts/measure.ts";
import { luminance, series, shades, silent } from "../../src/charts/style.ts";
import { root } from "../support/oracle.ts";

const fontOf = (name: string) => {
  const file = `${root}node_modules/@expo-google-fonts/source-sans-3/${name}/SourceSans3_${name}.ttf`;
  const bytes = readFileSync(file);
  return opentype.parse(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
};

test("texts are as wide as the font has them, kerning included, within 2 %", () => {
  const texts = [
    "Collaboration des médecins généralistes avec d’autres professionnels de santé en 2022 (en\u202f%)",
    "DONNÉES SYNTHÉTIQUES (panel4, graine 1245)\u00a0: lignes 3\u202f100 (2019), 1\u202f552 (2022)",
    "“Œuvre” – cœur, naïveté, où\u00a0? À l’hôpital… ≤ 4 × 0,25 − 1",
    "AVATAR, Tokyo, Wave 7, Type of practice",
  ];
  for (const [weight, name] of [
    [400, "400Regular"],
    [600, "600SemiBold"],
  ] as const) {
    const font = fontOf(name);
    for (const text of texts) {
      const glyphs = [...text].map((character) => font.charToGlyph(character));
      const units = glyphs.map(
        (glyph, at) => glyph.advanceWidth + (at > 0 ? font.getKerningValue(glyphs[at - 1]!, glyph) : 0),
      );
      const width = (units.reduce((sum, own) => sum + own, 0) / font.unitsPerEm) * 12;
      expect(Math.abs(textWidth(text, 12, weight) / width - 1), text).toBeLessThan(0.02);
    }
  }
});

test("lines are no wider than asked, and break at spaces, not at no-break spaces, or else at hyphens", () => {
  const wrapping = { width: 100, size: 12 };
  const lines = wrap("médecins généralistes installés avant 2018\u00a0: 45\u202f000", wrapping);
  expect(lines.join(" ")).toBe("médecins généralistes installés avant 2018\u00a0: 45\u202f000");
  for (const line of lines) expect(textWidth(line, 12)).toBeLessThanOrEqual(100);
  expect(wrap("masseuses-kinésithérapeutes", wrapping)).toEqual(["masseuses-", "kinésithérapeutes"]);
});

test("an order's colours go from dark to light, and those who give no answer are lighter than all of them", () => {
  for (const count of [2, 3, 5, 7]) {
    const lights = [...shades(count).map(({ fill }) => fill), silent.fill].map(luminance);
    for (const [at, light] of lights.slice(1).entries()) expect(light).toBeGreaterThan(lights[at]! + 0.02);
  }
  const lights = series.map(luminance);
  expect(lights).toEqual([...lights].sort((a, b) => a - b));
});

test("numbers are legible on the colours of their parts (WCAG 2, 3:1 for bold ones)", () => {
  for (const { fill, on } of shades(6)) {
    const [dark, light] = [luminance(fill), luminance(on === "white" ? "#ffffff" : on)].sort((a, b) => a - b);
    expect((light! + 0.05) / (dark! + 0.05)).toBeGreaterThan(3);
  }
});
