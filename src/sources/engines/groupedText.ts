import type { StoredColumn } from "../formats/storedTable.ts";
import type { Aggregates } from "../tables/aggregates.ts";
import type { Factor } from "../tables/factor.ts";
import { double, type Engine, quoted } from "./engine.ts";
import { areWholeWeights } from "./exactWeights.ts";
import type { Wanted } from "./groupColumns.ts";
import { readGroups } from "./groupedRows.ts";

/** A text of records, all of one width, from a line on. */
export interface DelimitedText {
  readonly file: string;
  /** The lines before its first record. */
  readonly skip: number;
  readonly delimiter: string;
  /** How many fields each record has. */
  readonly width: number;
}

/** The field that has the weights. */
export interface TextWeights {
  readonly at: number;
  readonly hasDecimalComma: boolean;
  /** The largest of some of them. */
  readonly likelyLargest: number;
}

/** Groups of records that agree in the texts of some fields. */
export interface TextGroups {
  /** The texts of the fields in the order that was asked for. */
  readonly texts: readonly Factor[];
  /** Σ w of each group, where there are weights. */
  readonly sums?: Float64Array | undefined;
  readonly aggregates: Aggregates;
}

/** How far the weights of all rows may be above the largest of some, and below it. */
const [roomAbove, roomBelow] = [2 ** 4, 2 ** 16];

/**
 * The groups of the records of a text, by DuckDB, which reads it as it is told to and finds out nothing by itself. Undefined where
 * weights are too far apart to be added up.
 */
export async function groupedText(
  engine: Engine,
  text: DelimitedText,
  fields: readonly number[],
  weights: TextWeights | undefined,
): Promise<TextGroups | undefined> {
  const keys = fields.map(
    (field): Wanted => ({ name: nameOf(field), kind: "text", expression: nameOf(field) }),
  );
  const weighting = weights && weightingOf(weights);
  const columns = [...keys.map(({ name }) => name), ...(weighting?.columns ?? [])];
  const from = `(SELECT ${columns.join(", ") || "1"} FROM ${tableOf(text)}) AS t_`;
  const relation = { from, values: [patternOf(text.file)] };
  if (weighting && !areWholeWeights(weighting.bounds)) return undefined;
  const { stored, aggregates } = await readGroups(
    engine,
    relation,
    [],
    weighting ? [...keys, weighting.outside] : keys,
    weighting,
  );
  const answers = stored.columns.map((column: StoredColumn) => column.answers);
  const texts = answers.slice(0, keys.length) as Factor[];
  if (!weighting) return { texts, aggregates: aggregates! };
  const [outside, sums] = answers.slice(keys.length) as [Float64Array, Float64Array];
  return outside.some((is) => is !== 0) ? undefined : { texts, sums, aggregates: aggregates! };
}

/** The file that a pattern names alone. */
export const patternOf = (file: string) => file.replace(/[*?[]/g, "[$&]");

const nameOf = (field: number) => quoted(`f${field}`);

function tableOf({ skip, delimiter, width }: DelimitedText): string {
  const columns = Array.from({ length: width }, (_, field) => `'f${field}': 'VARCHAR'`).join(", ");
  return `read_csv($1, auto_detect = false, strict_mode = true, header = false, skip = ${skip}, delim = '${delimiter}', quote = '"', escape = '"', columns = {${columns}})`;
}

/**
 * A first pass over a text costs as much as reading it: weights beyond what is likely are told by a key of their own, and so are
 * those that are no plain numbers: codes such as 01, and what DuckDB alone takes for one, such as 1_0.
 */
function weightingOf({ at, hasDecimalComma, likelyLargest }: TextWeights) {
  const largest = Math.min(likelyLargest * roomAbove, Number.MAX_SAFE_INTEGER);
  const least = likelyLargest / roomBelow;
  const text = nameOf(at);
  const number = hasDecimalComma ? `replace(${text}, ',', '.')` : text;
  const odd = hasDecimalComma ? ["_", "."] : ["_"];
  const isPlain = [
    `${text} >= '0' AND ${text} < ':' AND NOT (${text} >= '00' AND ${text} < '0:')`,
    ...odd.map((mark) => `NOT contains(${text}, '${mark}')`),
  ].join(" AND ");
  const isInside = `is_plain AND (number = 0 OR number BETWEEN ${double(least)} AND ${double(largest)})`;
  const of = (kind: string, expression: string): Wanted => ({ name: kind, kind: "number", expression });
  return {
    bounds: { least, largest },
    columns: [`TRY_CAST(${number} AS DOUBLE) AS number`, `${isPlain} AS is_plain`],
    weight: of("weight", `CASE WHEN ${isInside} THEN number ELSE 0 END`),
    outside: of("outside", `CASE WHEN ${isInside} THEN 0 ELSE 1 END`),
  };
}
