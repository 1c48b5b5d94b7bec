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

/** The field that has the weights, each a plain decimal number. */
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
 * The groups of the records of a text, by DuckDB, which reads it as it is told to and finds out nothing by itself. Undefined, or refused,
 * where weights are too far apart to be added up.
 */
export async function groupedText(
  engine: Engine,
  text: DelimitedText,
  fields: readonly number[],
  weights: TextWeights | undefined,
): Promise<TextGroups | undefined> {
  const relation = { from: tableOf(text, weights), values: [patternOf(text.file)] };
  const keys = fields.map(
    (field): Wanted => ({ name: nameOf(field), kind: "text", expression: nameOf(field) }),
  );
  const weighting = weights && weightingOf(weights);
  if (weighting && !areWholeWeights(weighting.bounds)) return undefined;
  const { stored, aggregates } = await readGroups(engine, relation, [], keys, weighting);
  const answers = stored.columns.map((column: StoredColumn) => column.answers);
  const sums = weights && (answers[keys.length] as Float64Array);
  return { texts: answers.slice(0, keys.length) as Factor[], sums, aggregates: aggregates! };
}

/** The file that a pattern names alone. */
export const patternOf = (file: string) => file.replace(/[*?[]/g, "[$&]");

const nameOf = (field: number) => quoted(`f${field}`);

function tableOf({ skip, delimiter, width }: DelimitedText, weights: TextWeights | undefined): string {
  const typeOf = (field: number) => (field === weights?.at ? "DOUBLE" : "VARCHAR");
  const columns = Array.from({ length: width }, (_, field) => `'f${field}': '${typeOf(field)}'`).join(", ");
  const mark = weights?.hasDecimalComma ? "," : ".";
  return `read_csv($1, auto_detect = false, strict_mode = true, header = false, skip = ${skip}, delim = '${delimiter}', quote = '"', escape = '"', decimal_separator = '${mark}', columns = {${columns}})`;
}

/** A first pass over a text costs as much as reading it: a weight beyond what is likely, or a missing one, breaks the query off. */
function weightingOf({ at, likelyLargest }: TextWeights) {
  const least = likelyLargest / roomBelow;
  const largest = Math.min(likelyLargest * roomAbove, Number.MAX_SAFE_INTEGER);
  const name = nameOf(at);
  const isLikely = `${name} = 0 OR ${name} BETWEEN ${double(least)} AND ${double(largest)}`;
  const expression = `CASE WHEN ${isLikely} THEN ${name} ELSE error('a weight is beyond what is likely') END`;
  const weight: Wanted = { name, kind: "number", expression };
  return { bounds: { least, largest }, weight };
}
