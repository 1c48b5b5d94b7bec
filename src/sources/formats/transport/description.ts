import { notOfFormat } from "../../../text/messages/formats.ts";
import { fileOfCport, noTableInside, transportParts } from "../../../text/messages/transport.ts";
import type { BlockReader } from "../blocks.ts";
import type { ByteTexts } from "../byteTexts.ts";
import { endOfText } from "../paddedText.ts";

export interface TransportVariable {
  readonly name: string;
  readonly label: string;
  /** The name of its format, without width and decimals. */
  readonly format: string;
  readonly isNumber: boolean;
  /** Bytes of its cell, and where it begins in a row. */
  readonly length: number;
  readonly offset: number;
}

/** What a transport file tells of its first table before the rows, at which the reader then is. */
export interface Description {
  readonly label: string;
  readonly variables: readonly TransportVariable[];
  /** Bytes of a row. */
  readonly width: number;
  /** How many rows there are, where the file tells. */
  readonly rows: number | undefined;
}

export const recordLength = 80;

/** The names of the records that announce others, by version. */
const versions = {
  LIBRARY: { member: "MEMBER", description: "DSCRPTR", variables: "NAMESTR", rows: "OBS", long: false },
  LIBV8: { member: "MEMBV8", description: "DSCPTV8", variables: "NAMSTV8", rows: "OBSV8", long: true },
} as const;

/** Where the parts of a variable's description begin, and their lengths. */
const fields = {
  kind: [0, 2],
  length: [4, 2],
  name: [8, 8],
  label: [16, 40],
  format: [56, 8],
  longName: [88, 32],
} as const;

export async function describeTransport(reader: BlockReader, texts: ByteTexts): Promise<Description> {
  const version = await versionOf(reader);
  reader.skip(2 * recordLength);
  if (reader.left === 0) throw reader.fault(noTableInside);
  const textOf = (bytes: Buffer, at: number, length: number) =>
    texts.read(bytes, at, endOfText(bytes, at, at + length));
  const member = await announced(reader, [version.member]);
  const size = Number.parseInt(member.numbers.slice(26), 10);
  if (size !== 136 && size !== 140) throw reader.damaged(transportParts.record(version.member));
  await announced(reader, [version.description]);
  reader.skip(recordLength);
  const label = textOf(await reader.take(recordLength), 32, 40);
  const counted = await announced(reader, [version.variables]);
  const count = Number.parseInt(counted.numbers.slice(0, 10), 10);
  if (!(count >= 0)) throw reader.damaged(transportParts.record(version.variables));
  const found = await variablesOf(reader, { count, size, isLong: version.long, textOf });
  const { labels, numbers } = await labelsOf(reader, version.rows, textOf);
  const rows = version.long ? Number.parseInt(numbers.slice(0, 15), 10) : 0;
  return {
    label,
    variables: found.map((variable) => ({ ...variable, label: labels.get(variable.name) ?? variable.label })),
    width: found.reduce((sum, { length }) => sum + length, 0),
    rows: rows > 0 ? rows : undefined,
  };
}

const headerOf = (name: string) => `HEADER RECORD*******${name.padEnd(8)}HEADER RECORD!!!!!!!`;

async function versionOf(reader: BlockReader) {
  const record = (await reader.take(Math.min(recordLength, reader.left))).toString("latin1");
  if (record.startsWith("**COMPRESSED**") || record.startsWith("LIB CONTROL"))
    throw reader.fault(fileOfCport);
  const found = Object.entries(versions).find(([name]) => record.startsWith(headerOf(name)));
  if (!found) throw reader.fault(notOfFormat("SAS XPORT"));
  return found[1];
}

/** Reads a record that announces others: its name, one of those given, and its 30 digits. */
async function announced(reader: BlockReader, names: readonly string[]) {
  const record = (await reader.take(recordLength)).toString("latin1");
  const name = names.find((name) => record.startsWith(headerOf(name)));
  if (name === undefined) throw reader.damaged(transportParts.record(names.at(-1)!));
  return { name, numbers: record.slice(48, 78) };
}

/** Goes on to the next record. */
function finishRecord(reader: BlockReader): void {
  reader.skip((recordLength - (reader.at % recordLength)) % recordLength);
}

type TextOf = (bytes: Buffer, at: number, length: number) => string;

interface Stored {
  readonly count: number;
  /** Bytes of the description of a variable. */
  readonly size: number;
  readonly isLong: boolean;
  readonly textOf: TextOf;
}

async function variablesOf(
  reader: BlockReader,
  { count, size, isLong, textOf }: Stored,
): Promise<TransportVariable[]> {
  const variables: TransportVariable[] = [];
  reader.check(count * size);
  let offset = 0;
  for (let at = 0; at < count; at++) {
    const bytes = await reader.take(size);
    const kind = bytes.readUInt16BE(fields.kind[0]);
    const length = bytes.readUInt16BE(fields.length[0]);
    const isSound = kind === 1 ? length >= 2 && length <= 8 : kind === 2 && length > 0;
    if (!isSound) throw reader.damaged(transportParts.variables);
    variables.push({
      name: isLong ? textOf(bytes, ...fields.longName) : textOf(bytes, ...fields.name),
      label: textOf(bytes, ...fields.label),
      format: textOf(bytes, ...fields.format),
      isNumber: kind === 1,
      length,
      offset,
    });
    // Cells follow each other in the order of the variables: the position that SAS stores is another one.
    offset += length;
  }
  finishRecord(reader);
  return variables;
}

/** How many lengths stand before the texts of a long label, of which the first are those of the name and the label. */
const lengthsOf: Readonly<Record<string, number>> = { LABELV8: 2, LABELV9: 4 };

/** The labels of more than 40 bytes by the names of their variables, and what the record before the rows tells. */
async function labelsOf(reader: BlockReader, rows: string, textOf: TextOf) {
  const labels = new Map<string, string>();
  const found = await announced(reader, [...Object.keys(lengthsOf), rows]);
  if (found.name === rows) return { labels, numbers: found.numbers };
  const lengths = lengthsOf[found.name]!;
  for (let left = Number.parseInt(found.numbers.slice(0, 5), 10); left > 0; left--) {
    const head = await reader.take(2 + 2 * lengths);
    const sizes = Array.from({ length: lengths }, (_, at) => head.readUInt16BE(2 + 2 * at));
    const [name, label] = sizes as [number, number];
    const texts = await reader.take(sizes.reduce((sum, size) => sum + size, 0));
    labels.set(textOf(texts, 0, name), textOf(texts, name, label));
  }
  finishRecord(reader);
  return { labels, numbers: (await announced(reader, [rows])).numbers };
}
