import { isUtf8 } from "node:buffer";
import { readdirSync, readFileSync, realpathSync, type Stats, statSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { decodeWhole } from "../../text/decodeWhole.ts";
import { InputError } from "../../text/errors.ts";
import {
  archiveAsText,
  hasNul,
  noRegularFile,
  notUtf8,
  tooLarge,
  unreadableFile,
} from "../../text/messages/files.ts";
import { nearest } from "../../text/suggest.ts";
import { noteRead } from "./filesRead.ts";

/** The most megabytes of a file that is read at once: beyond, neither a text nor an unpacked workbook fits into memory. */
const mostMegabytes = 500;

/** Opens a file to read it piece by piece. */
export async function openInput(file: string): Promise<FileHandle> {
  checkRegular(file);
  try {
    return await open(file);
  } catch (error) {
    throw unreadable(file, error);
  }
}

/** The same of a file that something else reads: throws a message that says what hinders it. */
export const checkInput = async (file: string): Promise<void> => (await openInput(file)).close();

/** The bytes of a file; throws a message that says what hinders reading it. */
export const readInput = async (file: string): Promise<Buffer> => bytesNow(file, checkRegular(file));

/** The same of a file that is not worth reading piece by piece; undefined where it is larger. */
export function readSmallInput(file: string): Buffer | undefined {
  const stats = checkRegular(file);
  return stats.size > smallBytes ? undefined : bytesNow(file, stats);
}

const smallBytes = 1 << 20;

/** The text of a file; throws a message where it is not UTF-8. A byte-order mark stays. */
export const readText = async (file: string): Promise<string> => readTextNow(file);

/** The same, at once. */
export const readTextNow = (file: string): string => textOf(bytesNow(file, checkRegular(file)), file);

/** Read at once: to wait for a thread that reads it takes longer. */
function bytesNow(file: string, stats: Stats): Buffer {
  checkSize(file, stats);
  try {
    return readFileSync(file);
  } catch (error) {
    throw unreadable(file, error);
  }
}

/** How workbooks and other zip archives begin. */
const archive = [0x50, 0x4b, 0x03, 0x04];

/** Throws unless the bytes, which begin on the given line, are UTF-8 without NUL: UTF-16 has one at each line break. */
export function checkText(bytes: Uint8Array, file: string, line = 1): void {
  if (isText(bytes)) return;
  if (line === 1 && archive.every((byte, at) => bytes[at] === byte))
    throw new InputError(archiveAsText, { file });
  let [start, at] = [0, line];
  for (;;) {
    const end = endOfLine(bytes, start);
    const own = bytes.subarray(start, end);
    if (!isUtf8(own)) throw new InputError(notUtf8(readingsOf(own)), { file, line: at });
    if (own.includes(0)) throw new InputError(hasNul, { file, line: at });
    start = end;
    at++;
  }
}

/** The longest word that is shown in other encodings, in bytes. */
const mostOfWord = 24;

/** The first word of a line that is not ASCII, as the encodings of Windows and of old Macs read it. */
function readingsOf(line: Uint8Array): { encoding: string; text: string }[] {
  const at = line.findIndex((byte) => byte > 127);
  const isLetter = (byte: number | undefined) =>
    byte !== undefined && (byte > 127 || /[A-Za-z]/.test(String.fromCharCode(byte)));
  let [start, end] = [at, at + 1];
  while (end - start < mostOfWord && isLetter(line[start - 1])) start--;
  while (end - start < mostOfWord && isLetter(line[end])) end++;
  return ["windows-1252", "macintosh"].map((encoding) => ({
    encoding,
    text: `"${decodeWhole(new TextDecoder(encoding), line.subarray(start, end))}"`,
  }));
}

export function unreadable(file: string, error: unknown): InputError {
  const { code } = error as NodeJS.ErrnoException;
  return new InputError(unreadableFile(code, code === "ENOENT" ? fileLike(file) : undefined), { file });
}

/** The file of a folder whose name is nearest to one that is not there. */
export function fileLike(file: string): string | undefined {
  const folder = dirname(file);
  try {
    const name = nearest(basename(file), readdirSync(folder));
    return name && (folder === "." ? name : join(folder, name));
  } catch {
    return undefined;
  }
}

const isText = (bytes: Uint8Array) => isUtf8(bytes) && !bytes.includes(0);

function textOf(bytes: Buffer, file: string): string {
  checkText(bytes, file);
  return bytes.toString("utf8");
}

/** Where the line that begins at `start` ends, its line break included. */
export function endOfLine(bytes: Uint8Array, start: number): number {
  for (let at = start; at < bytes.length; at++) {
    if (bytes[at] === 10) return at + 1;
    if (bytes[at] === 13) return bytes[at + 1] === 10 ? at + 2 : at + 1;
  }
  return bytes.length;
}

/** A pipe or a device may never end, and what the system makes up as it is read has no size: none holds data. */
function checkRegular(file: string): Stats {
  try {
    const stats = statSync(file);
    if (stats.isDirectory()) throw Object.assign(new Error(file), { code: "EISDIR" });
    if (!stats.isFile() || /^\/(proc|sys)\//.test(realpathSync(file)))
      throw new InputError(noRegularFile, { file });
    noteRead(file);
    return stats;
  } catch (error) {
    throw error instanceof InputError ? error : unreadable(file, error);
  }
}

function checkSize(file: string, { size }: Stats): void {
  if (size > mostMegabytes * 1e6) throw new InputError(tooLarge(size / 1e6, mostMegabytes), { file });
}
