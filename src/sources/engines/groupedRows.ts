import { InputError } from "../../text/errors.ts";
import { columnTypeUnknown } from "../../text/messages/engines.ts";
import type { StoredTable } from "../formats/storedTable.ts";
import type { Aggregates } from "../tables/aggregates.ts";
import { type Answer, allRows, type Bounds, type Dialect, type Engine, type Relation } from "./engine.ts";
import {
  areWholeWeights,
  type GroupWeights,
  partsOfWeights,
  sumsOfWeights,
  weightsOfGroup,
  wholeWeights,
} from "./exactWeights.ts";
import { GrowingNumbers, growing, type Wanted } from "./groupColumns.ts";

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
  const keys = wanted.filter((column) => column !== weight);
  const grouped = (weighting?: Weighting) => readGroups(engine, relation, header, keys, weighting);
  if (groups && !weight) return grouped();
  if (groups && weight?.kind === "number") {
    const bounds = await engine.boundsOf?.(relation, weight.name);
    const found =
      bounds && areWholeWeights(bounds) && (await grouped({ weight, bounds }).catch(refusedAlone));
    if (found) return found;
    const extremes = await extremesOf(engine, relation, weight);
    if (extremes && areWholeWeights(extremes)) return grouped({ weight, bounds: extremes });
  }
  return { stored: await readRows(engine, relation, header, wanted) };
}

/** A weight that is no number is within no bounds, and a database refuses to add it up. */
function refusedAlone(error: unknown): undefined {
  if (!(error instanceof InputError)) throw error;
}

/** The weights to add up, and what those that are not zero are between. */
interface Weighting {
  readonly weight: Wanted;
  readonly bounds: Bounds;
}

async function readRows(
  engine: Engine,
  relation: Relation,
  header: readonly string[],
  wanted: readonly Wanted[],
): Promise<StoredTable> {
  const columns = wanted.map(growing);
  let rows = 0;
  for await (const batch of engine.rows(rowsOf(relation, wanted), relation.values)) {
    columns.forEach((column, at) => {
      column.take(batch.columns[at]!);
    });
    rows += batch.rows;
  }
  return { header, rows, columns: columns.map((column) => column.column()) };
}

/**
 * The groups of rows of a relation that agree in the keys, in the order of these; with the sums of the weights, where there are, as
 * the last column.
 */
export async function readGroups(
  engine: Engine,
  relation: Relation,
  header: readonly string[],
  keys: readonly Wanted[],
  weighting: Weighting | undefined,
): Promise<GroupedRows> {
  const scaled =
    weighting && wholeWeights(engine.dialect, weighting.weight.expression, weighting.bounds.largest);
  const columns = keys.map(growing);
  const [sums, rows, weighted, spread] = Array.from({ length: 4 }, () => new GrowingNumbers()) as FourNumbers;
  const query = groupsOf(relation, keys, engine.dialect, scaled?.whole);
  for await (const batch of engine.rows(query, relation.values)) {
    columns.forEach((column, at) => {
      column.take(batch.columns[at]!);
    });
    const own = batch.columns.slice(keys.length);
    for (let row = 0; row < batch.rows; row++) {
      const answers = own.map((column) => column[row]!);
      const group = scaled ? weightsOfGroup(answers, scaled.scale) : unweighted(answers);
      sums.push(group.sum);
      rows.push(group.rows);
      weighted.push(group.weighted);
      spread.push(group.spread);
    }
  }
  const order = sortedRows(
    columns.map((column) => column.ranks()),
    rows.values().length,
  );
  const aggregates = {
    rows: rows.ordered(order),
    weighted: weighted.ordered(order),
    spread: spread.ordered(order),
  };
  const read = columns.map((column) => column.column(order));
  const weights = weighting && {
    name: weighting.weight.name,
    valueLabels: [],
    answers: sums.ordered(order),
  };
  return {
    stored: { header, rows: order.length, columns: weights ? [...read, weights] : read },
    aggregates,
  };
}

type FourNumbers = [GrowingNumbers, GrowingNumbers, GrowingNumbers, GrowingNumbers];

const answersOf = (columns: readonly Wanted[]) =>
  columns.map(({ expression }, at) => `${expression} AS k${at}_`);

const rowsOf = ({ from }: Relation, columns: readonly Wanted[]) =>
  `SELECT ${answersOf(columns).join(", ") || "1"} FROM ${from}`;

function groupsOf(
  { from }: Relation,
  keys: readonly Wanted[],
  dialect: Dialect,
  whole: string | undefined,
): string {
  const names = keys.map((_, at) => `k${at}_`);
  const grouping = names.length > 0 ? ` GROUP BY ${names.map((_, at) => at + 1).join(", ")}` : "";
  const select = (parts: readonly string[]) => `SELECT ${parts.join(", ")}`;
  const read = `${select([...answersOf(keys), whole ? `${whole} AS whole_` : "1 AS one_"])} FROM ${from}`;
  if (!whole) return `${select([...names, "count(*)"])} FROM (${read}) AS r_${grouping}`;
  const parts = `${select([...names, partsOfWeights(dialect)])} FROM (${read}) AS r_`;
  return `${select([...names, sumsOfWeights(dialect)])} FROM (${parts}) AS s_${grouping}`;
}

/** The least weight that is not zero, and the largest; undefined where one is missing. */
async function extremesOf(
  engine: Engine,
  relation: Relation,
  { expression }: Wanted,
): Promise<Bounds | undefined> {
  const query = `SELECT max(${expression}), min(NULLIF(${expression}, 0)), count(*) - count(${expression}) FROM ${relation.from}`;
  const [answers] = await allRows(engine, query, relation.values);
  const [largest, least, missing] = answers!.map(Number) as [number, number, number];
  return missing === 0 ? { least, largest } : undefined;
}

/** The order of groups by their ranks in each column, which no database and no number of its threads changes. */
function sortedRows(ranks: readonly ArrayLike<number>[], rows: number): Int32Array {
  const order = Int32Array.from({ length: rows }, (_, row) => row);
  return order.sort((one, other) => {
    for (const rank of ranks) if (rank[one] !== rank[other]) return rank[one]! - rank[other]! < 0 ? -1 : 1;
    return 0;
  });
}

const unweighted = ([count]: readonly Answer[]): GroupWeights => ({
  rows: Number(count),
  weighted: Number(count),
  sum: Number(count),
  spread: 0,
});
