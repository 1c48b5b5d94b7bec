// Writes src/charts/fontWidths.ts: how far each Latin character advances in the charts' font, in thousandths of its size.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import opentype from "opentype.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const fonts = { 400: "400Regular", 600: "600SemiBold" };
/** Latin letters, spaces and punctuation, arrows and mathematical signs. */
const ranges = [
  [0x20, 0x7e],
  [0xa0, 0x17f],
  [0x2002, 0x203a],
  [0x2190, 0x2193],
  [0x2212, 0x2212],
  [0x2248, 0x2248],
  [0x2264, 0x2265],
];

const widthsOf = (name) => {
  const file = join(root, "node_modules/@expo-google-fonts/source-sans-3", name, `SourceSans3_${name}.ttf`);
  const bytes = readFileSync(file);
  const font = opentype.parse(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  return ranges.map(([from, to]) =>
    Array.from({ length: to - from + 1 }, (_, at) => {
      const glyph = font.charToGlyph(String.fromCodePoint(from + at));
      return glyph.index === 0 ? 0 : glyph.advanceWidth;
    }),
  );
};

const lists = Object.entries(fonts).map(([weight, name]) => {
  const rows = widthsOf(name).map((widths, at) => `    [${ranges[at][0]}, "${widths.join(" ")}"],`);
  return `  ${weight}: [\n${rows.join("\n")}\n  ],`;
});
writeFileSync(
  join(root, "src/charts/fontWidths.ts"),
  `/**
 * How far the characters of Source Sans 3 advance, in thousandths of the font's size: by weight, ranges of characters that
 * begin with a code point. Written by scripts/fontWidths.js from the font.
 */
export const fontWidths: Readonly<Record<400 | 600, readonly (readonly [number, string])[]>> = {
${lists.join("\n")}
};
`,
);
