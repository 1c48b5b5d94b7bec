import { expect, test } from "vitest";
import { pngThreads } from "../../src/commands/threads.ts";

const svgOf = (width: number) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="4"><text>é</text></svg>`;

test("each picture is that of its text, whichever thread draws it", async () => {
  const widths = [30, 10, 20, 40, 50];
  const pngOf = pngThreads(2);
  const pngs = await Promise.all(widths.map((width) => pngOf(svgOf(width))));
  // A PNG tells its width in its bytes 16 to 19.
  expect(pngs.map((png) => Buffer.from(png).readUInt32BE(16))).toEqual(widths.map((width) => 2 * width));
});

test("what cannot be drawn fails, and does not keep the run waiting", async () => {
  await expect(pngThreads(1)("no picture")).rejects.toThrow(/SVG|parsing|root/i);
});
