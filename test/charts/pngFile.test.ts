import { crc32, inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { pngFile } from "../../src/charts/pngFile.ts";

/** The parts of a PNG by their names, as the standard lays them out; throws where a check does not hold. */
function chunksOf(png: Uint8Array): Map<string, Buffer> {
  const bytes = Buffer.from(png);
  const chunks = new Map<string, Buffer>();
  expect([...bytes.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    const end = at + 8 + bytes.readUInt32BE(at);
    expect(bytes.readUInt32BE(end)).toBe(crc32(bytes.subarray(at + 4, end)));
    chunks.set(bytes.toString("latin1", at + 4, at + 8), bytes.subarray(at + 8, end));
  }
  return chunks;
}

const opaque = (...colours: readonly (readonly number[])[]) =>
  Uint8Array.from(colours.flatMap((colour) => [...colour, 255]));

test("a picture of few colours is written as places in a palette, in the order in which colours come", () => {
  const white = [255, 255, 255];
  const blue = [76, 120, 168];
  const pixels = opaque(white, blue, blue, white, white, [1, 2, 3]);
  const chunks = chunksOf(pngFile({ width: 3, height: 2, pixels }));
  expect([...chunks.keys()]).toEqual(["IHDR", "PLTE", "IDAT", "IEND"]);
  expect([...chunks.get("IHDR")!]).toEqual([0, 0, 0, 3, 0, 0, 0, 2, 8, 3, 0, 0, 0]);
  expect([...chunks.get("PLTE")!]).toEqual([...white, ...blue, 1, 2, 3]);
  expect([...inflateSync(chunks.get("IDAT")!)]).toEqual([0, 0, 1, 1, 0, 0, 0, 2]);
});

test("a palette has room for 256 colours; pixels of more tell what they add to those above", () => {
  const greys = Array.from({ length: 256 }, (_, grey) => [grey, grey, grey]);
  const few = chunksOf(pngFile({ width: 256, height: 1, pixels: opaque(...greys) }));
  expect([...inflateSync(few.get("IDAT")!)]).toEqual([0, ...greys.map(([grey]) => grey)]);
  const last = Array.from({ length: 256 }, () => [1, 0, 255]);
  const many = chunksOf(pngFile({ width: 256, height: 2, pixels: opaque(...greys, ...last) }));
  expect([...many.keys()]).toEqual(["IHDR", "IDAT", "IEND"]);
  expect([...many.get("IHDR")!]).toEqual([0, 0, 1, 0, 0, 0, 0, 2, 8, 2, 0, 0, 0]);
  const added = greys.flatMap(([grey]) => [257 - grey!, 256 - grey!, 255 - grey!].map((byte) => byte % 256));
  expect([...inflateSync(many.get("IDAT")!)]).toEqual([2, ...greys.flat(), 2, ...added]);
});
