import { type ColumnReading, quoted, type RelationColumn } from "./engine.ts";

const epoch = (name: string) => `CAST(EXTRACT(EPOCH FROM ${name}) AS DOUBLE PRECISION)`;

export const numberOf = (name: string): ColumnReading => ({
  kind: "number",
  expression: `CAST(${name} AS DOUBLE PRECISION)`,
});

/** By their bytes: a column may have a collation to which texts are one that differ. */
export const textOf = (name: string): ColumnReading => ({
  kind: "text",
  expression: `CAST(${name} AS text) COLLATE "C"`,
});

/** How a type is read, as format_type() calls it; an extension may have made citext in any schema. */
const kinds: readonly (readonly [RegExp, (name: string) => ColumnReading])[] = [
  [/^(?:smallint|integer|bigint|real|double precision|numeric(?:\(.*\))?)$/, numberOf],
  [
    /^boolean$/,
    (name) => ({ kind: "number", expression: `CAST(CAST(${name} AS integer) AS DOUBLE PRECISION)` }),
  ],
  [/^(?:text|character varying(?:\(\d+\))?|character(?:\(\d+\))?|bpchar|uuid|(?:.*\.)?citext)$/, textOf],
  [/^date$/, (name) => ({ kind: "date", expression: epoch(name) })],
  [
    /^timestamp(?:\(\d\))? with(?:out)? time zone$/,
    (name) => ({ kind: "datetime", expression: epoch(name) }),
  ],
  [/^time(?:\(\d\))? without time zone$/, (name) => ({ kind: "time", expression: epoch(name) })],
];

export const readingOf = ({ name, type }: RelationColumn): ColumnReading | undefined =>
  kinds.find(([pattern]) => pattern.test(type))?.[1](quoted(name));

/** Types of whole numbers that a double may not hold: codes, where they are that long. */
export const isWide = (type: string): boolean =>
  /^(?:bigint|numeric(?:\((?:1[6-9]|[2-9]\d|\d{3,}),0\))?)$/.test(type);

/** Where a value of such a type is one. */
export const isBeyond = (name: string): string =>
  `${name} NOT BETWEEN -${Number.MAX_SAFE_INTEGER} AND ${Number.MAX_SAFE_INTEGER} AND CAST(${name} AS text) ~ '^-?[0-9]+$'`;
