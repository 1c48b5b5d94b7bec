import { StringDecoder } from "node:string_decoder";
import { crc32, createInflateRaw, inflateRawSync } from "node:zlib";
import { damaged, noWorkbook, tooLarge } from "./faults.ts";

/** A file in an archive: where its bytes lie, and how they are packed. */
export interface ZipEntry {
  readonly name: string;
  readonly encrypted: boolean;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly header: number;
}

const signatures = { entry: 0x02014b50, end: 0x06054b50, end64: 0x06064b50, locator64: 0x07064b50 };
const methods = { stored: 0, deflated: 8 };
const zip64Field = 0x0001;
const [unknown16, unknown32] = [0xffff, 0xffffffff];

/** More bytes than this are no part of a spreadsheet that anybody could use, but an archive made to fill the machine. */
const mostBytes = 2 ** 31;
/** Spreadsheets pack to a twentieth at best; what packs to less than this share, and is large, is made to fill the machine. */
const [mostPacking, largeBytes] = [500, 2 ** 28];

/**
 * The files of a zip archive by name, from the directory at its end (PKWARE's APPNOTE 6.3.10, sections 4.3.12 to 4.3.16 and
 * 4.5.3).
 */
export function zipEntries(archive: Buffer): ReadonlyMap<string, ZipEntry> {
  const end = archive.lastIndexOf(littleEndian(signatures.end));
  if (end < 0 || end + 22 > archive.length) throw noWorkbook("no zip archive");
  let count = archive.readUInt16LE(end + 10);
  let at = archive.readUInt32LE(end + 16);
  const locator = end - 20;
  if ((count === unknown16 || at === unknown32) && locator >= 0) {
    if (archive.readUInt32LE(locator) !== signatures.locator64) throw damaged("a damaged directory");
    const end64 = large(archive, locator + 8);
    if (uint32(archive, end64) !== signatures.end64) throw damaged("a damaged directory");
    count = large(archive, end64 + 32);
    at = large(archive, end64 + 48);
  }
  const entries = new Map<string, ZipEntry>();
  for (; count > 0; count--) {
    if (uint32(archive, at) !== signatures.entry || at + 46 > archive.length)
      throw damaged("a damaged directory");
    const nameEnd = at + 46 + archive.readUInt16LE(at + 28);
    const extraEnd = nameEnd + archive.readUInt16LE(at + 30);
    const name = archive.toString("utf8", at + 46, nameEnd);
    const sizes = zip64Sizes(archive.subarray(nameEnd, extraEnd), {
      size: archive.readUInt32LE(at + 24),
      packed: archive.readUInt32LE(at + 20),
      header: archive.readUInt32LE(at + 42),
    });
    const encrypted = (archive.readUInt16LE(at + 8) & 1) === 1;
    const [method, crc] = [archive.readUInt16LE(at + 10), archive.readUInt32LE(at + 16)];
    entries.set(name, { name, encrypted, method, crc, ...sizes });
    at = extraEnd + archive.readUInt16LE(at + 32);
  }
  return entries;
}

/** The bytes of an entry, piece by piece; throws a fault where they are damaged or more than anybody needs. */
export async function* bytesOfEntry(archive: Buffer, entry: ZipEntry): AsyncGenerator<Buffer> {
  const { method, packed, size, header, crc } = entry;
  if (entry.encrypted || (method !== methods.stored && method !== methods.deflated))
    throw damaged("a packing that is not read");
  if (size > mostBytes || (size > largeBytes && size > mostPacking * packed))
    throw tooLarge("more bytes than a spreadsheet has");
  if (header + 30 > archive.length) throw damaged("a damaged entry");
  const start = header + 30 + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28);
  if (start + packed > archive.length) throw damaged("a damaged entry");
  const data = archive.subarray(start, start + packed);
  let [length, sum] = [0, 0];
  for await (const piece of method === methods.stored ? [data] : inflated(data, size)) {
    length += piece.length;
    if (length > size) throw damaged("a damaged entry");
    sum = crc32(piece, sum);
    yield piece;
  }
  if (length !== size || sum !== crc) throw damaged("a damaged entry");
}

const pieceSize = 1 << 17;
/** What is no larger is unpacked at once: to wait for a thread that does so takes longer. */
const smallBytes = 1 << 22;

async function* inflated(data: Buffer, size: number): AsyncGenerator<Buffer> {
  try {
    if (size <= smallBytes) {
      yield inflateRawSync(data, { chunkSize: size + 64, maxOutputLength: size + 64 });
      return;
    }
    const stream = createInflateRaw({ chunkSize: pieceSize });
    stream.end(data);
    yield* stream as AsyncIterable<Buffer>;
  } catch {
    throw damaged("a damaged entry");
  }
}

/** The text of an entry, in UTF-8 or UTF-16 as its first bytes tell (ECMA-376 allows no other), piece by piece. */
export async function* textOfEntry(archive: Buffer, entry: ZipEntry): AsyncGenerator<string> {
  let decoder: StringDecoder | undefined;
  for await (const piece of bytesOfEntry(archive, entry)) {
    decoder ??= new StringDecoder(piece[0] === 0xff && piece[1] === 0xfe ? "utf16le" : "utf8");
    const text = decoder.write(piece);
    yield text.charCodeAt(0) === byteOrderMark ? text.slice(1) : text;
  }
  yield decoder?.end() ?? "";
}

const byteOrderMark = 0xfeff;

/** The sizes that a directory entry tells itself, or in its field of large ones. */
function zip64Sizes<Sizes extends { size: number; packed: number; header: number }>(
  extra: Buffer,
  sizes: Sizes,
): Sizes {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== zip64Field) continue;
    let field = at + 4;
    const told = { ...sizes };
    for (const name of ["size", "packed", "header"] as const)
      if (sizes[name] === unknown32) {
        told[name] = large(extra, field);
        field += 8;
      }
    return told;
  }
  return sizes;
}

const littleEndian = (signature: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(signature);
  return bytes;
};

const uint32 = (archive: Buffer, at: number) => (at + 4 <= archive.length ? archive.readUInt32LE(at) : -1);

function large(archive: Buffer, at: number): number {
  if (at + 8 > archive.length) throw damaged("a damaged directory");
  return Number(archive.readBigUInt64LE(at));
}
