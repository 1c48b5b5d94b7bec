import { decodeWhole } from "../../../text/decodeWhole.ts";
import { InputError, type Place } from "../../../text/errors.ts";
import { encodingNotRead, textNotInEncoding } from "../../../text/messages/formats.ts";
import { endOfText, isAscii } from "../paddedText.ts";

/** Reads the texts of one file. */
export interface Texts {
  /** The text of bytes without the blanks that fill it up; throws where they are not in the encoding of the file. */
  read(bytes: Buffer, from: number, to: number, place?: Place): string;
}

/** The names of the WHATWG Encoding Standard for the numbers of SAS (its National Language Support: "Encoding Values in SAS"). */
const encodings: Readonly<Record<number, string>> = {
  20: "utf-8",
  28: "windows-1252", // US-ASCII
  29: "windows-1252", // Latin-1
  30: "iso-8859-2",
  31: "iso-8859-3",
  32: "iso-8859-4",
  33: "iso-8859-5",
  34: "iso-8859-6",
  35: "iso-8859-7",
  36: "iso-8859-8",
  37: "windows-1254", // Latin-5
  38: "iso-8859-10",
  39: "windows-874", // ISO 8859-11
  40: "iso-8859-15",
  49: "ibm866",
  51: "windows-874",
  60: "windows-1250",
  61: "windows-1251",
  62: "windows-1252",
  63: "windows-1253",
  64: "windows-1254",
  65: "windows-1255",
  66: "windows-1256",
  67: "windows-1257",
  68: "windows-1258",
  69: "macintosh",
  76: "x-mac-cyrillic",
  118: "big5",
  123: "big5",
  125: "gb18030",
  126: "gbk",
  134: "euc-jp",
  136: "shift_jis",
  138: "shift_jis",
  140: "euc-kr",
  141: "euc-kr",
  142: "euc-kr",
  205: "gb18030",
  227: "iso-8859-14",
  242: "iso-8859-13",
  246: "x-mac-cyrillic",
};

/** The numbers of files that do not tell: they have what the session was in that wrote them. */
const untold = [0, 204];

/** What the texts are written in of a file with this number; `elsewise` where it does not tell, undefined where it is not read. */
export const encodingOf = (number: number, elsewise = "windows-1252"): string | undefined =>
  untold.includes(number) ? elsewise : encodings[number];

type Decoder = InstanceType<typeof TextDecoder>;

function decoderOf(encoding: string | undefined): Decoder | undefined {
  try {
    return encoding === undefined ? undefined : new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  } catch {
    return undefined;
  }
}

/** Reads texts in an encoding; where it is none that is known, those in ASCII alone. The number is the one that the file tells. */
export function textsIn(file: string, encoding: string | undefined, number: number): Texts {
  const decoder = decoderOf(encoding);
  const read = (bytes: Buffer, from: number, end: number, place: Place = {}) => {
    const to = endOfText(bytes, from, end);
    if (isAscii(bytes, from, to)) return bytes.toString("latin1", from, to);
    if (decoder === undefined)
      throw new InputError(encodingNotRead, { file, ...place }, { value: encoding ?? number });
    const text = decoded(decoder, bytes.subarray(from, to), to === end);
    if (text === undefined)
      throw new InputError(
        textNotInEncoding(decoder.encoding),
        { file, ...place },
        { value: bytes.toString("latin1", from, to) },
      );
    return text;
  };
  return { read };
}

/** SAS cuts a text at the width of its variable, be it within a character, of which so many bytes may be left. */
const mostCut = 3;

/** The text of bytes, without a last character that is not whole where it may be cut; undefined where they are no text. */
function decoded(decoder: Decoder, bytes: Buffer, mayBeCut: boolean): string | undefined {
  for (let cut = 0; cut <= (mayBeCut ? mostCut : 0) && cut < bytes.length; cut++)
    try {
      return decodeWhole(decoder, bytes.subarray(0, bytes.length - cut));
    } catch {}
  return undefined;
}
