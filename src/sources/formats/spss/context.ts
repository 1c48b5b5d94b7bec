import type { SystemRecords } from "./records.ts";
import type { Texts } from "./texts.ts";

/** Numbers in the order of bytes of a file. */
export interface Numbers {
  int32(bytes: Buffer, at: number): number;
  double(bytes: Buffer, at: number): number;
}

export const numbersIn = (littleEndian: boolean): Numbers =>
  littleEndian
    ? { int32: (bytes, at) => bytes.readInt32LE(at), double: (bytes, at) => bytes.readDoubleLE(at) }
    : { int32: (bytes, at) => bytes.readInt32BE(at), double: (bytes, at) => bytes.readDoubleBE(at) };

/** The records of a file, and what is needed to understand them. */
export interface Context {
  readonly file: string;
  readonly records: SystemRecords;
  readonly numbers: Numbers;
  readonly texts: Texts;
}
