import { InputError } from "../../../text/errors.ts";
import type { Label } from "../../../text/language.ts";
import { damagedPart, notOfFormat, versionNotRead } from "../../../text/messages/formats.ts";
import { encryptedFile, spssParts } from "../../../text/messages/spss.ts";
import type { StoredBytes } from "../storedTable.ts";
import { ByteReader } from "./byteReader.ts";

/** The description of eight bytes of each case: of a number, of a text or its beginning, or of more of the text before. */
export interface VariableRecord {
  /** 0 for a number, the width of a text, −1 for more of the text before. */
  readonly type: number;
  readonly name: Buffer;
  readonly label: Buffer | undefined;
  readonly format: number;
  /** How many missing values there are; −2 for a range, −3 for a range and a value. */
  readonly missingKind: number;
  readonly missing: readonly Buffer[];
}

/** Labels of values, and the variables that have them, by the positions of their records from 1 on. */
export interface ValueLabelRecord {
  readonly entries: readonly { readonly value: Buffer; readonly label: Buffer }[];
  readonly variables: readonly number[];
}

/** How the cases are packed. */
export type Packing = "none" | "bytecode" | "zlib";

/** What stands before the cases of a system file. */
export interface SystemRecords {
  readonly littleEndian: boolean;
  readonly packing: Packing;
  /** What the codes of small whole numbers exceed them by. */
  readonly bias: number;
  /** −1 where the file does not tell. */
  readonly cases: number;
  /** The position of the record of the weight, from 1 on; 0 where there is none. */
  readonly weight: number;
  readonly label: Buffer;
  readonly variables: readonly VariableRecord[];
  readonly valueLabels: readonly ValueLabelRecord[];
  /** The records of other kinds that are read, by their subtype. */
  readonly extensions: ReadonlyMap<number, Buffer>;
  /** Where the cases begin. */
  readonly end: number;
}

/** The subtypes of the extension records that are read. */
export const extensions = {
  integerInfo: 3,
  longNames: 13,
  veryLongStrings: 14,
  caseCount: 16,
  encoding: 20,
  longStringLabels: 21,
  longStringMissing: 22,
} as const;

const extensionsRead: ReadonlySet<number> = new Set(Object.values(extensions));
const [variable, valueLabel, labelledVariables, documents, extension, end] = [2, 3, 4, 6, 7, 999];
const packings: readonly Packing[] = ["none", "bytecode", "zlib"];

export const damagedFile = (file: string, part: Label, value?: unknown, name?: string) =>
  new InputError(damagedPart("SPSS", part), { file, variable: name }, value === undefined ? {} : { value });

/** Reads the records of a system file up to its cases (PSPP, "System File Format"). */
export async function readRecords(bytes: StoredBytes): Promise<SystemRecords> {
  const reader = new ByteReader(bytes);
  const header = await readHeader(bytes, reader);
  const variables: VariableRecord[] = [];
  const valueLabels: ValueLabelRecord[] = [];
  const others = new Map<number, Buffer>();
  for (;;) {
    const kind = await reader.int32();
    if (kind === variable) variables.push(await readVariable(bytes.file, reader));
    else if (kind === valueLabel) valueLabels.push(await readValueLabels(bytes.file, reader));
    else if (kind === documents) reader.skip(80 * (await reader.int32()));
    else if (kind === extension) await readExtension(reader, others);
    else if (kind === end) break;
    else throw damagedFile(bytes.file, spssParts.record, kind);
  }
  reader.skip(4);
  return { ...header, variables, valueLabels, extensions: others, end: reader.at };
}

const headerSize = 176;
const format = "SPSS (.sav, .zsav)";

async function readHeader(bytes: StoredBytes, reader: ByteReader) {
  const { file } = bytes;
  const start = await bytes.read(0, headerSize);
  if (start.toString("latin1", 8, 20) === "ENCRYPTEDSAV") throw new InputError(encryptedFile, { file });
  const magic = start.toString("latin1", 0, 4);
  if (magic === "\x5b\xc6\xd3\xf2") throw new InputError(versionNotRead("SPSS EBCDIC", ".sav"), { file });
  if (magic !== "$FL2" && magic !== "$FL3") throw new InputError(notOfFormat(format), { file });
  const head = await reader.take(headerSize);
  const littleEndian = isLayout(head.readInt32LE(64));
  if (!littleEndian && !isLayout(head.readInt32BE(64))) throw damagedFile(file, spssParts.header);
  reader.littleEndian = littleEndian;
  const int32 = (at: number) => (littleEndian ? head.readInt32LE(at) : head.readInt32BE(at));
  const packing = packings[int32(72)];
  if (packing === undefined || (packing === "zlib") !== (magic === "$FL3"))
    throw damagedFile(file, spssParts.header, int32(72));
  return {
    littleEndian,
    packing,
    bias: littleEndian ? head.readDoubleLE(84) : head.readDoubleBE(84),
    cases: int32(80),
    weight: int32(76),
    label: head.subarray(109, 173),
  };
}

/** The header tells the order of its bytes by a number that is 2 or 3. */
const isLayout = (layout: number) => layout === 2 || layout === 3;

async function readVariable(file: string, reader: ByteReader): Promise<VariableRecord> {
  const type = await reader.int32();
  const hasLabel = await reader.int32();
  const missingKind = await reader.int32();
  const print = await reader.int32();
  reader.skip(4);
  const name = await reader.take(8);
  if (type < -1 || type > 255 || Math.abs(missingKind) > 3 || missingKind === -1 || hasLabel >> 1 !== 0)
    throw damagedFile(file, spssParts.variables, undefined, name.toString("latin1").trim());
  let label: Buffer | undefined;
  if (hasLabel === 1) {
    const length = await reader.int32();
    label = await reader.take(length);
    reader.skip(padding(length, 4));
  }
  const missing: Buffer[] = [];
  for (let count = Math.abs(missingKind); count > 0; count--) missing.push(await reader.take(8));
  return { type, name, label, format: (print >> 16) & 0xff, missingKind, missing };
}

async function readValueLabels(file: string, reader: ByteReader): Promise<ValueLabelRecord> {
  const entries: { value: Buffer; label: Buffer }[] = [];
  for (let count = await reader.int32(); count > 0; count--) {
    const value = await reader.take(8);
    const length = (await reader.take(1))[0]!;
    entries.push({ value, label: await reader.take(length) });
    reader.skip(padding(length + 1, 8));
  }
  const next = await reader.int32();
  if (next !== labelledVariables) throw damagedFile(file, spssParts.valueLabels, next);
  const variables: number[] = [];
  for (let count = await reader.int32(); count > 0; count--) variables.push(await reader.int32());
  return { entries, variables };
}

async function readExtension(reader: ByteReader, others: Map<number, Buffer>): Promise<void> {
  const subtype = await reader.int32();
  const length = (await reader.int32()) * (await reader.int32());
  if (extensionsRead.has(subtype)) others.set(subtype, await reader.take(length));
  else reader.skip(length);
}

const padding = (length: number, unit: number) => (unit - (length % unit)) % unit;
