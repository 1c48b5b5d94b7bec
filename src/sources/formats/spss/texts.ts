import { TextDecoder } from "node:util";
import { decodeWhole } from "../../../text/decodeWhole.ts";
import { InputError, type Place } from "../../../text/errors.ts";
import { encodingNotRead, textNotInEncoding } from "../../../text/messages/formats.ts";
import { endOfText, isAscii } from "../paddedText.ts";

/** Reads the texts of one file. */
export interface Texts {
  /**
   * The text of these bytes without the blanks that fill it up, and without the start of a last character that the width of the
   * variable cut where that may be; undefined where they are not in the encoding of the file.
   */
  of(bytes: Buffer, from: number, to: number, mayBeCut?: boolean): string | undefined;
  /** The text of all the bytes, as of a name or a label; throws where it is not in the encoding. */
  at(bytes: Buffer, place: Place): string;
  /** The error for a text that is not in the encoding. */
  fault(bytes: Buffer, place: Place): InputError;
}

/** What Windows, the Mac and ISO call the encodings that their code pages are, by the names of the WHATWG Encoding Standard. */
const codePages: Readonly<Record<number, string>> = {
  2: "windows-1252", // "7-bit ASCII", with accents all the same
  3: "windows-1252",
  866: "ibm866",
  874: "windows-874",
  932: "shift_jis",
  936: "gbk",
  949: "euc-kr",
  950: "big5",
  10000: "macintosh",
  10007: "x-mac-cyrillic",
  20127: "windows-1252",
  20866: "koi8-r",
  20932: "euc-jp",
  21866: "koi8-u",
  51932: "euc-jp",
  51936: "gbk",
  51949: "euc-kr",
  54936: "gb18030",
  65001: "utf-8",
};

const [windowsPages, isoPages] = [1250, 28_590];

function encodingOfPage(page: number): string | undefined {
  if (page >= windowsPages && page <= windowsPages + 8) return `windows-${page}`;
  if (page > isoPages && page <= isoPages + 16) return `iso-8859-${page - isoPages}`;
  return codePages[page];
}

function decoderOf(label: string | undefined, fatal: boolean): TextDecoder | undefined {
  try {
    return label === undefined ? undefined : new TextDecoder(label, { fatal, ignoreBOM: true });
  } catch {
    return undefined;
  }
}

/** The WHATWG name of an encoding that a file names by a name or by the number of a code page; undefined for one that is not read. */
function encodingNamed(name: string): string | undefined {
  const known = decoderOf(name, false)?.encoding;
  const page = /^(?:cp|windows|ibm|x-cp|x-windows)?[-_ ]?(\d+)$/i.exec(name)?.[1];
  return known ?? decoderOf(page && encodingOfPage(Number(page)), false)?.encoding;
}

/**
 * Reads texts that are written in what the first name tells that is given: UTF-8 where there is none. In an encoding that is not
 * read, texts of ASCII alone still are.
 */
export function textsIn(names: readonly (string | undefined)[], file: string): Texts {
  const name = names.find((given) => given !== undefined && given !== "") ?? "utf-8";
  const encoding = encodingNamed(name);
  const lenient = decoderOf(encoding, false);
  const decode = (bytes: Buffer, from: number, to: number) =>
    encoding === "utf-8" ? bytes.toString("utf8", from, to) : decodeWhole(lenient!, bytes.subarray(from, to));
  const of = (bytes: Buffer, from: number, end: number, mayBeCut = true) => {
    const to = endOfText(bytes, from, end);
    if (isAscii(bytes, from, to)) return bytes.toString("latin1", from, to);
    if (encoding === undefined) return undefined;
    const text = decode(bytes, from, to);
    if (!text.includes(replacement)) return text;
    return strictText(
      encoding,
      bytes.subarray(from, to),
      (mayBeCut && to === end) || isContinuation(bytes[to - 1]!),
    );
  };
  const fault = (bytes: Buffer, place: Place) =>
    encoding === undefined
      ? new InputError(encodingNotRead, { file, ...place }, { value: name })
      : new InputError(
          textNotInEncoding(encoding),
          { file, ...place },
          { value: decode(bytes, 0, endOfText(bytes, 0, bytes.length)) },
        );
  const at = (bytes: Buffer, place: Place) => {
    const text = of(bytes, 0, bytes.length, bytes.length >= shortestCut);
    if (text === undefined) throw fault(bytes, place);
    return text;
  };
  return { of, at, fault };
}

const replacement = "\ufffd";
/** No label is cut to fewer bytes than the labels of values had at first. */
const shortestCut = 60;

/** A byte that is not the first of a character in UTF-8: a lone first one before blanks is more likely an accent of Windows. */
const isContinuation = (byte: number) => byte >= 0x80 && byte <= 0xbf;

/** The text of bytes, without a last character that is cut if it may be; undefined where they are damaged. */
function strictText(encoding: string, bytes: Buffer, mayBeCut: boolean): string | undefined {
  const strict = decoderOf(encoding, true)!;
  try {
    return mayBeCut ? strict.decode(bytes, { stream: true }) : decodeWhole(strict, bytes);
  } catch {
    return undefined;
  }
}
