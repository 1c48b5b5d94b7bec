import { InputError } from "../../../text/errors.ts";
import { versionNotRead } from "../../../text/messages/formats.ts";
import { spssParts } from "../../../text/messages/spss.ts";
import type { MissingValues, ValueLabel } from "../storedTable.ts";
import { type Context, numbersIn } from "./context.ts";
import { longNames, longStringLabels, longStringMissing, veryLongWidths } from "./extensions.ts";
import { damagedFile, extensions, type SystemRecords, type VariableRecord } from "./records.ts";
import { type Texts, textsIn } from "./texts.ts";
import type { Variable } from "./variable.ts";

/** Bytes of each case that belong to a variable. */
export interface Piece {
  readonly at: number;
  readonly length: number;
}

/** A variable, and where its answer is in each case: in one piece, or a very long string in several. */
export interface SystemVariable extends Variable {
  readonly pieces: readonly Piece[];
}

/** What a system file tells of its cases. */
export interface Dictionary {
  readonly label: string;
  readonly variables: readonly SystemVariable[];
  readonly weight: string | undefined;
  /** −1 where the file does not tell. */
  readonly cases: number;
  readonly caseBytes: number;
  readonly texts: Texts;
}

/** What the records of a system file mean, its texts written in `encoding` where it is given. */
export function dictionaryOf(records: SystemRecords, file: string, encoding: string | undefined): Dictionary {
  const numbers = numbersIn(records.littleEndian);
  const told = records.extensions
    .get(extensions.encoding)
    ?.toString("latin1")
    .replace(/[\0 ]+$/, "");
  const info = machineInfo(records, file);
  const context = { file, records, numbers, texts: textsIn([encoding, told, info.codePage], file) };
  const stored = joinSegments(context, storedVariables(context));
  const variables = describe(context, stored);
  return {
    label: context.texts.at(records.label, {}),
    variables,
    weight: variables[stored.findIndex(({ position }) => position === records.weight)]?.name,
    cases: caseCount(records),
    caseBytes: 8 * records.variables.length,
    texts: context.texts,
  };
}

const ieee = 1;

/** What the machine that wrote the file used. */
function machineInfo({ extensions: read, littleEndian }: SystemRecords, file: string) {
  const info = read.get(extensions.integerInfo);
  if (!info || info.length < 32) return { codePage: undefined };
  const { int32 } = numbersIn(littleEndian);
  if (int32(info, 16) !== ieee) throw new InputError(versionNotRead("SPSS", ".sav, IEEE 754"), { file });
  const codePage = int32(info, 28);
  return { codePage: codePage > 0 ? String(codePage) : undefined };
}

/** Files of more cases than a header can tell have a record of their own. */
function caseCount({ cases, extensions: read, littleEndian }: SystemRecords): number {
  const count = read.get(extensions.caseCount);
  if (cases >= 0 || !count || count.length < 16) return Math.max(cases, -1);
  return Math.max(Number(littleEndian ? count.readBigInt64LE(8) : count.readBigInt64BE(8)), -1);
}

/** A variable as the records have it: a very long string is several before they are joined. */
interface Stored {
  readonly record: VariableRecord;
  readonly name: string;
  /** The position of its record, from 1 on. */
  readonly position: number;
  readonly width: number;
  readonly pieces: readonly Piece[];
}

function storedVariables({ file, records, texts }: Context): Stored[] {
  const { variables } = records;
  const stored: Stored[] = [];
  for (let at = 0; at < variables.length; ) {
    const record = variables[at]!;
    const name = texts.at(record.name, {});
    const slots = Math.max(1, Math.ceil(record.type / 8));
    const rest = variables.slice(at + 1, at + slots);
    if (record.type < 0 || name === "" || rest.length < slots - 1 || rest.some(({ type }) => type !== -1))
      throw damagedFile(file, spssParts.variables, undefined, name || undefined);
    const width = record.type;
    stored.push({ record, name, position: at + 1, width, pieces: [{ at: 8 * at, length: width }] });
    at += slots;
  }
  return stored;
}

/** The bytes that a very long string is counted by segments of, and those that a segment has. */
const [segmentStep, segmentWidth] = [252, 255];

/** Very long strings in one: their segments are variables that follow each other. */
function joinSegments(context: Context, stored: readonly Stored[]): Stored[] {
  const widths = veryLongWidths(context);
  const joined: Stored[] = [];
  for (let at = 0; at < stored.length; ) {
    const first = stored[at]!;
    const width = widths.get(first.name.toUpperCase()) ?? 0;
    const isVeryLong = width > segmentWidth;
    const segments = stored.slice(at, at + (isVeryLong ? Math.ceil(width / segmentStep) : 1));
    joined.push(isVeryLong ? { ...first, width, pieces: joinPieces(context, segments, width) } : first);
    at += segments.length;
  }
  return joined;
}

function joinPieces({ file }: Context, segments: readonly Stored[], width: number): Piece[] {
  let left = width;
  const pieces = segments.map(({ pieces: [piece] }) => {
    const length = Math.min(left, piece!.length);
    left -= length;
    return { at: piece!.at, length };
  });
  if (left > 0 || segments.slice(0, -1).some((segment) => segment.width !== segmentWidth))
    throw damagedFile(file, spssParts.longStrings, undefined, segments[0]!.name);
  return pieces;
}

/** The variables with their long names, their labels and their missing values. */
function describe(context: Context, stored: readonly Stored[]): SystemVariable[] {
  const names = longNames(context);
  const labelsOf = valueLabels(context, stored);
  const longLabels = longStringLabels(context);
  const longMissing = longStringMissing(context);
  return stored.map(({ record, name: shortName, position, width, pieces }) => {
    const name = names.get(shortName.toUpperCase()) ?? shortName;
    const long = longMissing.get(name);
    return {
      name,
      label: record.label && context.texts.at(record.label, { variable: name }),
      width,
      format: record.format,
      valueLabels: longLabels.get(name) ?? labelsOf.get(position) ?? [],
      missing: long ? { values: long } : missingOf(context, record, name),
      pieces,
    };
  });
}

/** The labels of values of at most eight bytes, by the positions of the variables that have them. */
function valueLabels(
  context: Context,
  stored: readonly Stored[],
): ReadonlyMap<number, readonly ValueLabel[]> {
  const { file, records, texts } = context;
  const variables = new Map(stored.map((variable) => [variable.position, variable]));
  const found = new Map<number, readonly ValueLabel[]>();
  for (const { entries, variables: positions } of records.valueLabels) {
    if (positions.some((position) => position < 1 || position > records.variables.length))
      throw damagedFile(file, spssParts.valueLabels);
    const first = variables.get(positions[0] ?? 0);
    if (!first) continue;
    const labels = entries.map(({ value, label }) => ({
      value: storedValue(context, value, first.width, first.name),
      label: texts.at(label, { variable: first.name }),
    }));
    for (const position of positions) found.set(position, labels);
  }
  return found;
}

/** A number, or a text of at most eight bytes. */
function storedValue(
  { numbers, texts }: Context,
  bytes: Buffer,
  width: number,
  variable: string,
): number | string {
  if (width === 0) return numbers.double(bytes, 0);
  const text = texts.of(bytes, 0, Math.min(width, bytes.length));
  if (text === undefined) throw texts.fault(bytes, { variable });
  return text;
}

/** LOWEST and HIGHEST are the ends of what a number can be. */
const [lowest, highest] = [-1.7976931348623155e308, Number.MAX_VALUE];

function missingOf(context: Context, record: VariableRecord, variable: string): MissingValues | undefined {
  const values = record.missing.map((bytes) => storedValue(context, bytes, record.type, variable));
  if (values.length === 0) return undefined;
  if (record.missingKind > 0) return { values };
  const [from, to, ...others] = values as [number, number, ...number[]];
  if (record.type !== 0) throw damagedFile(context.file, spssParts.variables, undefined, variable);
  return {
    values: others,
    range: [from <= lowest ? Number.NEGATIVE_INFINITY : from, to >= highest ? Number.POSITIVE_INFINITY : to],
  };
}
