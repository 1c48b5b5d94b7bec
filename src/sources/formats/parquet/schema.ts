import type { FileMetaData, ParquetType, SchemaElement, TimeUnit } from "hyparquet";
import { brokenSchema } from "../../../text/messages/columnar.ts";
import type { Meaning } from "../columnar/answers.ts";
import { Damage } from "../columnar/damage.ts";

/** A variable of a Parquet file. */
export interface ParquetColumn {
  readonly name: string;
  /** Its place among the columns of a row group; those of a structure take several. */
  readonly leaf: number;
  readonly element: SchemaElement;
  readonly nested: boolean;
}

/** The variables of the schema, whose elements come depth first. */
export function columnsOf({ schema }: FileMetaData): readonly ParquetColumn[] {
  const columns: ParquetColumn[] = [];
  let leaf = 0;
  for (let at = 1; at < schema.length; ) {
    const element = schema[at]!;
    columns.push({
      name: String(element.name),
      leaf,
      element,
      nested: element.type === undefined || element.repetition_type === "REPEATED",
    });
    for (let open = 1; open > 0; open--, at++) {
      const inner = schema[at];
      if (inner === undefined) throw new Damage(brokenSchema);
      if (inner.type === undefined) open += Number(inner.num_children ?? 0);
      else leaf++;
    }
  }
  if (columns.length !== Number(schema[0]?.num_children ?? 0)) throw new Damage(brokenSchema);
  return columns;
}

const number: Meaning = { is: "number" };
const text: Meaning = { is: "text" };
const integer: Meaning = { is: "decimal", scale: 0, order: "big" };
const date: Meaning = { is: "ticks", time: "date", seconds: [86_400, 1] };
const parts: Readonly<Record<TimeUnit, number>> = { MILLIS: 1e3, MICROS: 1e6, NANOS: 1e9 };
const timeIn = (time: "datetime" | "time", unit: TimeUnit): Meaning => ({
  is: "ticks",
  time,
  seconds: [1, parts[unit]],
});

/** The meanings of physical types that nothing annotates; byte strings are texts, which old writers do not say. */
const bare: Readonly<Record<string, Meaning>> = {
  BOOLEAN: number,
  INT32: number,
  INT64: integer,
  INT96: { is: "number", time: "datetime" },
  FLOAT: number,
  DOUBLE: number,
  BYTE_ARRAY: text,
};

type Annotated = (element: SchemaElement) => Meaning | undefined;
const whole: Annotated = ({ type }) => ({ INT32: number, INT64: integer })[type as string];
/** Byte strings of one length. */
const fixed = (meaning: Meaning): Annotated => {
  return ({ type }) => (type === "FIXED_LEN_BYTE_ARRAY" ? meaning : undefined);
};
const decimal: Annotated = ({ logical_type, scale }) => ({
  is: "decimal",
  scale: Number((logical_type?.type === "DECIMAL" ? logical_type.scale : scale) ?? 0),
  order: "big",
});
const timed = (time: "datetime" | "time"): Annotated => {
  return ({ logical_type }) =>
    timeIn(time, logical_type && "unit" in logical_type ? logical_type.unit : "MILLIS");
};

/** The meanings of annotations, by LogicalType or else ConvertedType (parquet-format 2.11, LogicalTypes.md). */
const annotated: Readonly<Record<string, Annotated>> = {
  STRING: () => text,
  UTF8: () => text,
  ENUM: () => text,
  JSON: () => text,
  UUID: fixed(text),
  INTEGER: whole,
  INT_8: whole,
  INT_16: whole,
  INT_32: whole,
  INT_64: whole,
  UINT_8: whole,
  UINT_16: whole,
  UINT_32: whole,
  UINT_64: whole,
  FLOAT16: fixed(number),
  NULL: ({ type }) => bare[type!] ?? text,
  DECIMAL: decimal,
  DATE: () => date,
  TIME: timed("time"),
  TIMESTAMP: timed("datetime"),
  TIME_MILLIS: () => timeIn("time", "MILLIS"),
  TIME_MICROS: () => timeIn("time", "MICROS"),
  TIMESTAMP_MILLIS: () => timeIn("datetime", "MILLIS"),
  TIMESTAMP_MICROS: () => timeIn("datetime", "MICROS"),
};

/** The physical types that values of a meaning may have. */
const physical: Readonly<Record<Meaning["is"], readonly ParquetType[]>> = {
  number: ["BOOLEAN", "INT32", "INT96", "FLOAT", "DOUBLE", "FIXED_LEN_BYTE_ARRAY"],
  text: ["BYTE_ARRAY", "FIXED_LEN_BYTE_ARRAY"],
  decimal: ["INT32", "INT64", "BYTE_ARRAY", "FIXED_LEN_BYTE_ARRAY"],
  ticks: ["INT32", "INT64"],
};

/** What the values of a column stand for; undefined for types that are not read. */
export function meaningOf(element: SchemaElement): Meaning | undefined {
  const annotation = element.logical_type?.type ?? element.converted_type;
  const meaning = annotation === undefined ? bare[element.type!] : annotated[annotation]?.(element);
  if (meaning && !physical[meaning.is].includes(element.type!)) throw new Damage(brokenSchema);
  return meaning;
}

/** The type of a column as a message names it. */
export const typeName = ({ type, logical_type, converted_type }: SchemaElement): string =>
  logical_type?.type ?? converted_type ?? type!;
