import { type ColumnReading, quoted, type RelationColumn } from "./engine.ts";

/** Whole numbers that a double may not hold. */
export const isWide = (type: string): boolean => /^(?:bigint|decimal\((?:1[6-9]|[23]\d), ?0\))$/.test(type);

export const numberOf = (name: string): ColumnReading => ({
  kind: "number",
  expression: `CAST(${quoted(name)} AS DOUBLE)`,
});

export const textOf = (name: string): ColumnReading => ({
  kind: "text",
  expression: `CAST(${quoted(name)} AS VARCHAR)`,
});

/** How a column is read; undefined where its type holds no answers. */
export const readingOf = ({ name, type }: RelationColumn): ColumnReading | undefined =>
  kinds.find(([pattern]) => pattern.test(type))?.[1](name);

/** How a type is read. */
const kinds: readonly (readonly [RegExp, (name: string) => ColumnReading])[] = [
  // Aggregates leave out NaN, and groups may tell 0 from −0: neither is an answer of its own.
  [
    /^(?:real|double)$/,
    (name) => ({
      kind: "number",
      expression: `CASE WHEN is_nan(${quoted(name)}) THEN NULL ELSE CAST(${quoted(name)} AS DOUBLE) + 0e0 END`,
    }),
  ],
  [/^(?:tinyint|smallint|integer|decimal\(.*\))$/, numberOf],
  [
    /^boolean$/,
    (name) => ({ kind: "number", expression: `CAST(CAST(${quoted(name)} AS INTEGER) AS DOUBLE)` }),
  ],
  [/^(?:varchar(?:\(\d+\))?|uuid)$/, textOf],
  // Blanks fill it up to its length.
  [/^char(?:\(\d+\))?$/, (name) => ({ kind: "text", expression: `rtrim(CAST(${quoted(name)} AS VARCHAR))` })],
  [
    /^date$/,
    (name) => ({
      kind: "date",
      expression: `CAST(date_diff('day', DATE '1970-01-01', ${quoted(name)}) AS DOUBLE) * 86400e0`,
    }),
  ],
  [
    /^timestamp(?:\(\d+\))?(?: with time zone)?$/,
    (name) => ({ kind: "datetime", expression: `to_unixtime(${quoted(name)})` }),
  ],
  [
    /^time\([0-3]\)$/,
    (name) => ({
      kind: "time",
      expression: `CAST(date_diff('millisecond', TIME '00:00:00.000', ${quoted(name)}) AS DOUBLE) / 1000e0`,
    }),
  ],
];
