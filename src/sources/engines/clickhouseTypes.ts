import type { ColumnReading, Relation, RelationColumn } from "./engine.ts";

/**
 * A column as ClickHouse names it in an expression: of its relation, because a name alone is that of an expression in the same SELECT where
 * one has it.
 */
export function columnIn({ from }: Relation, name: string): string {
  const relation = /\) AS (\w+)$/.exec(from)?.[1] ?? from;
  return `${relation}.${identifier(name)}`;
}

/** A name in quotation marks, in which ClickHouse reads escapes. */
const identifier = (name: string) => `"${name.replaceAll("\\", "\\\\").replaceAll('"', '""')}"`;

/** Whole numbers that a double may not hold. */
export const isWide = (type: string): boolean =>
  /^(?:U?Int(?:64|128|256)|Decimal\((?:1[6-9]|[2-7]\d), 0\))$/.test(bare(type));

export const numberOf = (column: string): ColumnReading => ({
  kind: "number",
  expression: `toFloat64(${column})`,
});

export const textOf = (column: string): ColumnReading => ({
  kind: "text",
  expression: `toString(${column})`,
});

/** How a column is read, given its expression; undefined where its type holds no answers. */
export const readingOf = ({ type }: RelationColumn, column: string): ColumnReading | undefined =>
  kinds.find(([pattern]) => pattern.test(bare(type)))?.[1](column, bare(type));

/** How a type is read. */
const kinds: readonly (readonly [RegExp, (column: string, type: string) => ColumnReading])[] = [
  // Aggregates leave out NaN, and groups tell 0 from −0: neither is an answer of its own.
  [
    /^Float(?:32|64)$/,
    (column) => ({
      kind: "number",
      expression: `if(isNaN(${column}), NULL, toFloat64(${column}) + 0)`,
    }),
  ],
  [/^(?:U?Int(?:8|16|32)|Decimal\(.*\)|Bool)$/, numberOf],
  [/^(?:String|FixedString\(\d+\)|UUID)$/, textOf],
  [/^Enum(?:8|16)\(/, (column, type) => ({ ...textOf(column), levels: levelsOf(type) })],
  [/^Date(?:32)?$/, (column) => ({ kind: "date", expression: `toFloat64(${column}) * 86400` })],
  [/^DateTime(?:64)?(?:\(.*\))?$/, (column) => ({ kind: "datetime", expression: `toFloat64(${column})` })],
];

/** A type without what says how it is stored, and that answers may be missing. */
function bare(type: string): string {
  const inner = /^(?:LowCardinality|Nullable)\((.*)\)$/.exec(type)?.[1];
  return inner === undefined ? type : bare(inner);
}

/** The levels of Enum8('a' = 1, 'b' = 2), in the order of their numbers. */
function levelsOf(type: string): string[] {
  const levels = [...type.matchAll(/'((?:[^'\\]|\\.)*)' = (-?\d+)/gs)].map(
    ([, text, number]) => [text!.replace(/\\(.)/gs, unescaped), Number(number)] as const,
  );
  return levels.sort(([, one], [, other]) => one - other).map(([text]) => text);
}

const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", 0: "\0" };
const unescaped = (_: string, character: string) => escapes[character] ?? character;
