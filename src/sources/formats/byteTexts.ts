import { decodeWhole } from "../../text/decodeWhole.ts";
import { notOfEncoding } from "../../text/messages/files.ts";
import type { BlockReader } from "./blocks.ts";

/** As many decoded texts are kept, for those that come again. */
const mostKept = 4096;

/** Reads texts that are written in the first of these encodings, supersets of ASCII, in which their bytes are allowed. */
export class ByteTexts {
  readonly #reader: BlockReader;
  readonly #decoders: readonly InstanceType<typeof TextDecoder>[];
  readonly #kept = new Map<string, string>();

  constructor(reader: BlockReader, encodings: readonly string[]) {
    this.#reader = reader;
    this.#decoders = encodings.map((encoding) => new TextDecoder(encoding, { fatal: true, ignoreBOM: true }));
  }

  /** The text that some bytes are; undefined where they are none. */
  find(bytes: Buffer, start: number, end: number): string | undefined {
    const latin1 = bytes.toString("latin1", start, end);
    if (!/[\x80-\xff]/.test(latin1)) return latin1;
    const kept = this.#kept.get(latin1);
    if (kept !== undefined) return kept;
    const text = this.#decoded(bytes.subarray(start, end));
    if (text !== undefined && this.#kept.size < mostKept) this.#kept.set(latin1, text);
    return text;
  }

  #decoded(bytes: Buffer): string | undefined {
    for (const decoder of this.#decoders) {
      try {
        return decodeWhole(decoder, bytes);
      } catch {}
    }
    return undefined;
  }

  /** The same, or an InputError that tells the variable and the row, from 0, whose text it is. */
  read(bytes: Buffer, start: number, end: number, variable?: string, row?: number): string {
    const text = this.find(bytes, start, end);
    if (text !== undefined) return text;
    throw this.#reader.fault(notOfEncoding(this.#decoders.at(-1)!.encoding), {
      row: row === undefined ? undefined : row + 1,
      variable,
    });
  }
}
