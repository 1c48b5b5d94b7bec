import type { FileHandle } from "node:fs/promises";
import { pipeline } from "node:stream";
import { InputError } from "../../text/errors.ts";
import { damagedGzip, notOfEncoding } from "../../text/messages/files.ts";
import type { Encoding } from "./encodings.ts";
import { openInput, readInput, readSmallInput } from "./input.ts";
import { isZipped, unzipped } from "./zippedText.ts";

/** A text file as UTF-8, piece by piece. */
export interface TextBytes {
  /** Puts at most `wanted` bytes into `buffer` from `at` on, and returns how many; 0 at the end. */
  read(buffer: Buffer, at: number, wanted: number): Promise<number>;
  close(): Promise<void>;
}

/** The first bytes of a text that tell what it is written in, whatever is said. */
const marks: readonly (readonly [Encoding, readonly number[]])[] = [
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];

/**
 * Opens a text file: UTF-8, or what its byte-order mark or else `encoding` tells; unpacked where its name ends in .gz or .zip.
 * Throws where the bytes cannot be what they are said to be.
 */
export async function openText(file: string, encoding: Encoding = "utf-8"): Promise<TextBytes> {
  const small = isPacked(file) ? undefined : readSmallInput(file);
  if (small && encodingOf(small, encoding) === "utf-8") return bytesInMemory(small);
  const handle = await openInput(file);
  if (!isPacked(file)) {
    const first = Buffer.alloc(3);
    await handle.read(first, 0, first.length, 0);
    if (encodingOf(first, encoding) === "utf-8") return plainBytes(handle);
  }
  return bytesOf(textOf(file, handle, encoding), handle);
}

/** The whole of a text file as UTF-8. */
export async function readTextBytes(file: string, encoding?: Encoding): Promise<Buffer> {
  const bytes = await readInput(file);
  if (!isPacked(file) && encodingOf(bytes, encoding ?? "utf-8") === "utf-8") return bytes;
  const pieces: Buffer[] = [];
  for await (const piece of textOf(file, await openInput(file), encoding ?? "utf-8")) pieces.push(piece);
  return Buffer.concat(pieces);
}

const isGzipped = (file: string) => /\.gz$/i.test(file);
export const isPacked = (file: string) => isGzipped(file) || isZipped(file);

const encodingOf = (first: Uint8Array, said: Encoding): Encoding =>
  marks.find(([, mark]) => mark.every((byte, at) => first[at] === byte))?.[0] ?? said;

function bytesInMemory(bytes: Buffer): TextBytes {
  let taken = 0;
  return {
    read: async (buffer, at, wanted) => {
      const copied = bytes.copy(buffer, at, taken, taken + wanted);
      taken += copied;
      return copied;
    },
    close: async () => {},
  };
}

const plainBytes = (handle: FileHandle): TextBytes => ({
  read: async (buffer, at, wanted) => (await handle.read(buffer, at, wanted)).bytesRead,
  close: () => handle.close(),
});

/** Pieces that come as they will, as so many bytes as are asked for. */
function bytesOf(pieces: AsyncGenerator<Buffer>, handle: FileHandle): TextBytes {
  let left: Buffer = Buffer.alloc(0);
  return {
    read: async (buffer, at, wanted) => {
      while (left.length === 0) {
        const { value, done } = await pieces.next();
        if (done) return 0;
        left = value;
      }
      const taken = left.copy(buffer, at, 0, Math.min(wanted, left.length));
      left = left.subarray(taken);
      return taken;
    },
    close: async () => {
      await pieces.return(undefined);
      await handle.close();
    },
  };
}

async function* textOf(file: string, handle: FileHandle, said: Encoding): AsyncGenerator<Buffer> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let isUtf8: boolean | undefined;
  const decoded = (piece?: Buffer) => {
    try {
      return Buffer.from(decoder!.decode(piece, { stream: piece !== undefined }), "utf8");
    } catch {
      throw new InputError(notOfEncoding(decoder!.encoding), { file });
    }
  };
  const pieces = isZipped(file)
    ? unzipped(file)
    : isGzipped(file)
      ? unpacked(file, handle)
      : piecesOf(handle);
  for await (const piece of withWholeMark(pieces)) {
    if (isUtf8 === undefined) {
      const encoding = encodingOf(piece, said);
      isUtf8 = encoding === "utf-8";
      if (!isUtf8) decoder = new TextDecoder(encoding, { fatal: true });
    }
    yield isUtf8 ? piece : decoded(piece);
  }
  if (decoder) yield decoded();
}

const piecesOf = (handle: FileHandle): AsyncIterable<Buffer> =>
  handle.createReadStream({ autoClose: false, start: 0 });

/** The same pieces, of which the first has all of a byte-order mark. */
async function* withWholeMark(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let first: Buffer | undefined = Buffer.alloc(0);
  for await (const piece of pieces) {
    if (first === undefined) yield piece;
    else {
      first = Buffer.concat([first, piece]);
      if (first.length < 3) continue;
      yield first;
      first = undefined;
    }
  }
  if (first !== undefined) yield first;
}

async function* unpacked(file: string, handle: FileHandle): AsyncGenerator<Buffer> {
  const { createGunzip } = await import("node:zlib");
  try {
    yield* pipeline(piecesOf(handle), createGunzip(), () => {}) as AsyncIterable<Buffer>;
  } catch (error) {
    if (/^Z_/.test((error as NodeJS.ErrnoException).code ?? "")) throw new InputError(damagedGzip, { file });
    throw error;
  }
}
