import { bigEndian, brokenSchema } from "../../../text/messages/columnar.ts";
import type { Meaning } from "../columnar/answers.ts";
import { Damage, Refusal } from "../columnar/damage.ts";
import type { StoredValues } from "../columnar/storedValues.ts";
import { halfFloats, typedNumbers } from "../columnar/typedNumbers.ts";
import type { FlatTable } from "./flatbuffer.ts";

/** How the values of a type that is read lie in buffers, and what they stand for. */
export interface ArrowType {
  readonly meaning: Meaning;
  readonly layout: Layout;
}

/** Values of one width; bits; texts by their offsets, of 4 or 8 bytes; texts by views of 16 bytes; nothing at all. */
export type Layout =
  | {
      readonly of: "numbers";
      readonly width: number;
      readonly values: (bytes: Uint8Array, count: number) => StoredValues;
    }
  | { readonly of: "bits" }
  | { readonly of: "texts"; readonly offset: 4 | 8 }
  | { readonly of: "views" }
  | { readonly of: "nothing" };

export interface ArrowField {
  readonly name: string;
  /** The name of its type, for messages. */
  readonly typeName: string;
  /** Undefined for a type that is not read. */
  readonly type: ArrowType | undefined;
  readonly nested: boolean;
  /** The number of its dictionary, and how the places in it are stored. */
  readonly dictionary?: { readonly id: number; readonly places: ArrowType } | undefined;
  readonly metadata: ReadonlyMap<string, string>;
  /** The nodes and buffers that a batch has for it, its parts included, and whose buffers are as many as the batch tells. */
  readonly nodes: number;
  readonly buffers: number;
  readonly views: number;
}

/** The fields of a schema (Arrow columnar format 1.5, Schema.fbs). */
export function fieldsOf(schema: FlatTable, version: number): readonly ArrowField[] {
  if (schema.short(0) !== 0) throw new Refusal(bigEndian, "Big");
  return schema.tables(1).map((field) => fieldOf(field, version, 0));
}

const deepest = 64;

function fieldOf(field: FlatTable, version: number, depth: number): ArrowField {
  if (depth > deepest) throw new Damage(brokenSchema);
  const kind = kinds[field.byte(2)];
  if (!kind) throw new Damage(brokenSchema);
  const encoding = field.table(4);
  const children = encoding ? [] : field.tables(5).map((child) => fieldOf(child, version, depth + 1));
  const told = field.table(3);
  const sum = (part: "nodes" | "buffers" | "views") =>
    children.reduce((total, child) => total + child[part], 0);
  const buffers = encoding ? 2 : told ? kind.buffers(told, version) : 0;
  const index = encoding?.table(1);
  return {
    name: field.text(0) ?? "",
    typeName: kind.name,
    type: told && kind.type?.(told),
    nested: kind.nested === true,
    dictionary: encoding && { id: encoding.long(0), places: index ? integers(index) : integer(32, true) },
    metadata: new Map(field.tables(6).map((pair) => [pair.text(0) ?? "", pair.text(1) ?? ""])),
    nodes: 1 + sum("nodes"),
    buffers: buffers + sum("buffers"),
    views: (kind.views && !encoding ? 1 : 0) + sum("views"),
  };
}

interface Kind {
  readonly name: string;
  readonly buffers: (type: FlatTable, version: number) => number;
  readonly type?: (type: FlatTable) => ArrowType;
  readonly nested?: boolean;
  readonly views?: boolean;
}

const numbers = (name: keyof typeof typedNumbers, meaning: Meaning): ArrowType => {
  const values = typedNumbers[name];
  return { meaning, layout: { of: "numbers", width: widths[name], values } };
};
const widths = {
  INT8: 1,
  UINT8: 1,
  INT16: 2,
  UINT16: 2,
  INT32: 4,
  UINT32: 4,
  INT64: 8,
  UINT64: 8,
  FLOAT: 4,
  DOUBLE: 8,
};

const number: Meaning = { is: "number" };
const whole: Meaning = { is: "decimal", scale: 0, order: "little" };

function integer(bits: number, signed: boolean): ArrowType {
  const name = `${signed ? "" : "U"}INT${bits}` as keyof typeof typedNumbers;
  if (!(name in typedNumbers)) throw new Damage(brokenSchema);
  return numbers(name, bits === 64 ? whole : number);
}

const integers = (type: FlatTable) => integer(type.int(0), type.byte(1) !== 0);

const halves: ArrowType = {
  meaning: number,
  layout: {
    of: "numbers",
    width: 2,
    values: (bytes, count) => halfFloats(typedNumbers.UINT16(bytes, count)),
  },
};
const floats = [halves, numbers("FLOAT", number), numbers("DOUBLE", number)] as const;

/** Seconds, milliseconds, microseconds, nanoseconds. */
const unitParts = [1, 1e3, 1e6, 1e9] as const;

function ticks(unit: number, time: "datetime" | "time" | undefined): Meaning {
  const part = unitParts[unit];
  if (part === undefined) throw new Damage(brokenSchema);
  return { is: "ticks", time, seconds: [1, part] };
}

function decimal(type: FlatTable): ArrowType {
  const width = type.int(2, 128) / 8;
  if (![4, 8, 16, 32].includes(width)) throw new Damage(brokenSchema);
  const values = (bytes: Uint8Array, count: number) => {
    const starts = Int32Array.from({ length: count }, (_, at) => at * width);
    return { bytes, starts, ends: starts.map((start) => start + width) };
  };
  return {
    meaning: { is: "decimal", scale: type.int(1), order: "little" },
    layout: { of: "numbers", width, values },
  };
}

const date = (type: FlatTable) =>
  type.short(0, 1) === 0
    ? numbers("INT32", { is: "ticks", time: "date", seconds: [86_400, 1] })
    : numbers("INT64", { is: "ticks", time: "date", seconds: [1, 1e3] });

const texts = (offset: 4 | 8): ArrowType => ({ meaning: { is: "text" }, layout: { of: "texts", offset } });
const two = () => 2;

/** The types by their numbers in Schema.fbs. */
const kinds: Readonly<Record<number, Kind>> = {
  1: { name: "Null", buffers: () => 0, type: () => ({ meaning: number, layout: { of: "nothing" } }) },
  2: { name: "Int", buffers: two, type: integers },
  3: { name: "FloatingPoint", buffers: two, type: (type) => floats[type.short(0) as 0 | 1 | 2] },
  4: { name: "Binary", buffers: () => 3 },
  5: { name: "Utf8", buffers: () => 3, type: () => texts(4) },
  6: { name: "Bool", buffers: two, type: () => ({ meaning: number, layout: { of: "bits" } }) },
  7: { name: "Decimal", buffers: two, type: decimal },
  8: { name: "Date", buffers: two, type: date },
  9: {
    name: "Time",
    buffers: two,
    type: (type) => numbers(type.int(1, 32) === 64 ? "INT64" : "INT32", ticks(type.short(0, 1), "time")),
  },
  10: { name: "Timestamp", buffers: two, type: (type) => numbers("INT64", ticks(type.short(0), "datetime")) },
  11: { name: "Interval", buffers: two },
  12: { name: "List", buffers: two, nested: true },
  13: { name: "Struct", buffers: () => 1, nested: true },
  14: {
    name: "Union",
    buffers: (type, version) => (type.short(0) === 0 ? 1 : 2) + (version < firstWithoutUnionNulls ? 1 : 0),
    nested: true,
  },
  15: { name: "FixedSizeBinary", buffers: two },
  16: { name: "FixedSizeList", buffers: () => 1, nested: true },
  17: { name: "Map", buffers: two, nested: true },
  18: {
    name: "Duration",
    buffers: two,
    type: (type) => numbers("INT64", ticks(type.short(0, 1), undefined)),
  },
  19: { name: "LargeBinary", buffers: () => 3 },
  20: { name: "LargeUtf8", buffers: () => 3, type: () => texts(8) },
  21: { name: "LargeList", buffers: two, nested: true },
  22: { name: "RunEndEncoded", buffers: () => 0, nested: true },
  23: { name: "BinaryView", buffers: two, views: true },
  24: {
    name: "Utf8View",
    buffers: two,
    views: true,
    type: () => ({ meaning: { is: "text" }, layout: { of: "views" } }),
  },
  25: { name: "ListView", buffers: () => 3, nested: true },
  26: { name: "LargeListView", buffers: () => 3, nested: true },
};

/** Version 5 of the metadata, as its enumeration counts. */
const firstWithoutUnionNulls = 4;
