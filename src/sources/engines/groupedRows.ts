import { InputError } from "../../text/errors.ts";
import { columnTypeUnknown } from "../../text/messages/engines.ts";
import type { StoredColumn, StoredTable } from "../formats/storedTable.ts";
import { TextAnswers } from "../formats/textAnswers.ts";
import type { Aggregates } from "../tables/aggregates.ts";
import type { Answer, ColumnReading, Engine, Relation } from "./engine.ts";
import {
  areWholeWeights,
  partsOfWeights,
  sumsOfWeights,
  weightsOfGroups,
  wholeWeights,
} from "./exactWeights.ts";

/**
 * Whether rows that agree in all columns may be one, with the sum of their weights, which no other column tells; given the columns of
 * the relation.
 */
export type GroupsOf = (header: readonly string[]) => { readonly weight: string | undefined } | undefined;

/** What is wanted of a relation. */
export interface GroupedRequest {
  readonly file: string;
  /** The columns to read, given those of the relation; the weights are one of them, where they are wanted. */
  readonly columns: (header: readonly string[]) => readonly string[];
  readonly groups?: GroupsOf | undefined;
}

export interface GroupedRows {
  readonly stored: StoredTable;
  /** What the rows stand for, where they are groups. */
  readonly aggregates?: Aggregates | undefined;
}

interface Wanted extends ColumnReading {
  readonly name: string;
}

/**
 * The rows of a relation, or its groups of rows that agree in all columns but the weight: as many as there are patterns, however many
 * rows there are. Weights that are missing, negative or not finite are read row by row, so that they can be told.
 */
export async function groupedRows(
  engine: Engine,
  relation: Relation,
  { file, columns, groups: groupsOfHeader }: GroupedRequest,
): Promise<GroupedRows> {
  const all = await engine.columns(relation);
  const header = all.map(({ name }) => name);
  const asked = new Set(columns(header));
  const groups = groupsOfHeader?.(header.map((name) => name.normalize("NFC")));
  const wanted: Wanted[] = [];
  for (const column of all) {
    if (!asked.has(column.name)) continue;
    const reading = await engine.readingOf(relation, column);
    if (!reading)
      throw new InputError(columnTypeUnknown, { file, column: column.name }, { value: column.type });
    wanted.push({ ...reading, name: column.name });
  }
  const weight = wanted.find(({ name }) => name.normalize("NFC") === groups?.weight);
  const largest = weight && (await largestWeight(engine, relation, weight));
  if (!groups || (weight && largest === undefined)) {
    const rows = await collected(engine, rowsOf(relation, wanted), relation);
    return { stored: storedOf(header, wanted, rows) };
  }
  const keys = wanted.filter((column) => column !== weight);
  const scaled = weight && wholeWeights(weight.expression, largest!);
  const found = await collected(engine, groupsOf(relation, keys, scaled?.whole), relation);
  found.sort((one, other) => compareRows(one, other, keys.length));
  const own = found.map((row) => row.slice(keys.length));
  const { sums, aggregates } = scaled
    ? weightsOfGroups(own, scaled.scale)
    : { sums: undefined, aggregates: unweighted(own) };
  const stored = storedOf(header, keys, found);
  return {
    stored: sums
      ? { ...stored, columns: [...stored.columns, { name: weight!.name, valueLabels: [], answers: sums }] }
      : stored,
    aggregates,
  };
}

const answersOf = (columns: readonly Wanted[]) =>
  columns.map(({ expression }, at) => `${expression} AS k${at}_`);

const rowsOf = ({ from }: Relation, columns: readonly Wanted[]) =>
  `SELECT ${answersOf(columns).join(", ") || "1"} FROM ${from}`;

function groupsOf({ from }: Relation, keys: readonly Wanted[], whole: string | undefined): string {
  const names = keys.map((_, at) => `k${at}_`);
  const grouping = names.length > 0 ? ` GROUP BY ${names.map((_, at) => at + 1).join(", ")}` : "";
  const select = (parts: readonly string[]) => `SELECT ${parts.join(", ")}`;
  const read = `${select([...answersOf(keys), whole ? `${whole} AS whole_` : "1 AS one_"])} FROM ${from}`;
  if (!whole) return `${select([...names, "count(*)"])} FROM (${read}) AS r_${grouping}`;
  const parts = `${select([...names, partsOfWeights])} FROM (${read}) AS r_`;
  return `${select([...names, sumsOfWeights])} FROM (${parts}) AS s_${grouping}`;
}

/**
 * The largest weight; undefined where they cannot be added up: one is missing, negative or not finite, all are zero, or some would lose
 * digits beside the largest.
 */
async function largestWeight(
  engine: Engine,
  relation: Relation,
  { expression, kind }: Wanted,
): Promise<number | undefined> {
  if (kind !== "number") return undefined;
  const query = `SELECT max(${expression}), min(NULLIF(${expression}, 0)), count(*) - count(${expression}) FROM ${relation.from}`;
  const [answers] = await collected(engine, query, relation);
  const [most, least, missing] = answers!.map(Number) as [number, number, number];
  return missing === 0 && areWholeWeights(least, most) ? most : undefined;
}

async function collected(engine: Engine, sql: string, { values }: Relation): Promise<(readonly Answer[])[]> {
  const rows: (readonly Answer[])[] = [];
  for await (const some of engine.rows(sql, values)) for (const row of some) rows.push(row);
  return rows;
}

/** An order of groups that no database and no number of its threads changes. */
function compareRows(one: readonly Answer[], other: readonly Answer[], keys: number): number {
  for (let at = 0; at < keys; at++) {
    const [a, b] = [one[at]!, other[at]!];
    if (a === b) continue;
    if (a === null || b === null) return a === null ? -1 : 1;
    return a < b ? -1 : 1;
  }
  return 0;
}

const unweighted = (groups: readonly (readonly Answer[])[]): Aggregates => {
  const rows = Float64Array.from(groups, ([count]) => Number(count));
  return { rows, weighted: rows, spread: new Float64Array(rows.length) };
};

function storedOf(
  header: readonly string[],
  wanted: readonly Wanted[],
  rows: readonly (readonly Answer[])[],
): StoredTable {
  return {
    header,
    rows: rows.length,
    columns: wanted.map((column, at) => columnOf(column, rows, at)),
  };
}

function columnOf(
  { name, kind, levels }: Wanted,
  rows: readonly (readonly Answer[])[],
  at: number,
): StoredColumn {
  if (kind !== "text") {
    const answers = Float64Array.from(rows, (row) => (row[at] === null ? Number.NaN : Number(row[at])));
    return { name, valueLabels: [], answers, time: kind === "number" ? undefined : kind };
  }
  const texts = new TextAnswers(rows.length);
  if (levels) texts.know(levels);
  rows.forEach((row, place) => {
    texts.set(place, row[at] as string | null);
  });
  return { name, valueLabels: [], answers: texts.factor(), isOrdered: levels !== undefined };
}
