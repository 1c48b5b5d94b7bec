import { inflateRawSync } from "node:zlib";

/** An entry of a zip archive: where its data lie, and how they are packed. */
interface Entry {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly header: number;
}

const signatures = { entry: 0x02014b50, end: 0x06054b50 };
const methods = { stored: 0, deflated: 8 };

/** More bytes than this are no part of a spreadsheet that anybody could use, but an archive made to fill the memory. */
const mostBytes = 2 ** 30;

/**
 * The wanted files of a zip archive by their names (PKWARE's APPNOTE, sections 4.3.7, 4.3.12 and 4.3.16). Throws where the bytes
 * are no such archive, or one that is encrypted or larger than four gigabytes.
 */
export function unzip(archive: Buffer, isWanted: (name: string) => boolean): ReadonlyMap<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (const entry of entriesOf(archive))
    if (isWanted(entry.name)) files.set(entry.name, contentOf(archive, entry));
  return files;
}

/** The directory at the archive's end. */
function entriesOf(archive: Buffer): Entry[] {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || archive.readUInt32LE(end) !== signatures.end) throw new Error("no zip archive");
  const count = archive.readUInt16LE(end + 10);
  let at = archive.readUInt32LE(end + 16);
  return Array.from({ length: count }, () => {
    if (archive.readUInt32LE(at) !== signatures.entry) throw new Error("a damaged zip archive");
    const nameLength = archive.readUInt16LE(at + 28);
    const entry = {
      name: archive.toString("utf8", at + 46, at + 46 + nameLength),
      method: archive.readUInt16LE(at + 10),
      packed: archive.readUInt32LE(at + 20),
      size: archive.readUInt32LE(at + 24),
      header: archive.readUInt32LE(at + 42),
    };
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
    return entry;
  });
}

function contentOf(archive: Buffer, { method, packed, size, header }: Entry): Buffer {
  const start = header + 30 + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28);
  const data = archive.subarray(start, start + packed);
  if (method === methods.stored) return data;
  if (method !== methods.deflated || size > mostBytes) throw new Error("a packing that is not read");
  return inflateRawSync(data, { maxOutputLength: mostBytes });
}
