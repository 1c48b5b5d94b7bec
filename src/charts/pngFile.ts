import { constants, crc32, deflateSync } from "node:zlib";

/** A picture: its size, and red, green, blue and opacity of its pixels, a byte each, row by row. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** The most colours that a palette has room for. */
const most = 256;
/** What a row begins with: whether it tells its bytes, or what they add to those above (W3C, PNG 3rd edition, 9.2). */
const filters = { none: 0, up: 2 };

/**
 * An opaque picture as PNG, of a palette where it has few colours (W3C, PNG 3rd edition). Only runs of a byte are packed (`Z_RLE`
 * of zlib), which charts are made of: what zlib packs otherwise depends on the processor.
 */
export function pngFile(picture: Picture): Uint8Array {
  const { width, height } = picture;
  const { type, palette, rows } = placesInPalette(picture) ?? trueColours(picture);
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, type, 0, 0, 0]);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    ...(palette ? [chunk("PLTE", palette)] : []),
    chunk("IDAT", deflateSync(rows, { strategy: constants.Z_RLE })),
    chunk("IEND", new Uint8Array()),
  ]);
}

/** The pixels of a PNG before they are packed, and how they tell colours. */
interface Rows {
  readonly type: number;
  readonly palette?: Uint8Array;
  readonly rows: Uint8Array;
}

/** A byte for each pixel, its place in the palette, where that has room for all colours. */
function placesInPalette({ width, height, pixels }: Picture): Rows | undefined {
  const colours = coloursOf(pixels);
  const places = new Map<number, number>();
  const palette: number[] = [];
  const rows = new Uint8Array((width + 1) * height).fill(filters.none);
  for (let y = 0; y < height; y++) {
    const row = rows.subarray(y * (width + 1) + 1, (y + 1) * (width + 1));
    const start = y * width;
    for (let from = start, to: number; from < start + width; from = to) {
      const colour = colours[from]!;
      to = from + 1;
      while (to < start + width && colours[to] === colour) to++;
      let place = places.get(colour);
      if (place === undefined) {
        place = places.size;
        if (place === most) return undefined;
        places.set(colour, place);
        palette.push(...pixels.subarray(4 * from, 4 * from + 3));
      }
      row.fill(place, from - start, to - start);
    }
  }
  return { type: 3, palette: Uint8Array.from(palette), rows };
}

/** Three bytes for each pixel, as what they add to those of the pixel above: most are as that is, and add nothing. */
function trueColours({ width, height, pixels }: Picture): Rows {
  const colours = coloursOf(pixels);
  const rows = new Uint8Array((3 * width + 1) * height);
  for (let y = 0, pixel = 0, at = 0; y < height; y++) {
    rows[at++] = filters.up;
    for (const end = pixel + width; pixel < end; pixel++, at += 3) {
      if (colours[pixel] === colours[pixel - width]) continue;
      for (let byte = 0; byte < 3; byte++)
        rows[at + byte] = pixels[4 * pixel + byte]! - (pixels[4 * (pixel - width) + byte] ?? 0);
    }
  }
  return { type: 2, rows };
}

/** Pixels as one number each. */
const coloursOf = ({ buffer, byteOffset, length }: Uint8Array) =>
  new Uint32Array(buffer, byteOffset, length / 4);

/** A part of the file: its length, its name, what it holds, and the check of both. */
function chunk(name: string, data: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(data.length + 12);
  bytes.writeUInt32BE(data.length, 0);
  bytes.write(name, 4, "latin1");
  bytes.set(data, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, -4)), data.length + 8);
  return bytes;
}
