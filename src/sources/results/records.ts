export type Value = string | number | boolean | null;

/** A record of results: what it says, by field. */
export type ResultRecord = Readonly<Record<string, Value>>;

/** The fields of a record in their order: an object has those first that are called as whole numbers are. */
export type Fields = readonly (readonly [field: string, value: Value])[];

/** Records of results by what they are about. */
export interface ResultTable {
  readonly name: string;
  readonly records: ReadonlyMap<string, ResultRecord>;
}

/** Fields that hold words for people, in the language that was asked for; they say nothing that other fields do not. */
const wordFields = new Set(
  "advice field file files formula_text label method notice note notes per read_as reading reason section source survey text title titles unit words".split(
    " ",
  ),
);
/** Fields whose texts are results. */
const verdictFields = new Set(
  "status verdict use kind sign role basis differs significance agrees expected data".split(" "),
);

/** The first fields of results: those before them say what a record is about, numbers such as waves too. */
const firstResults = ["estimate", "n", "answers"];
/** The fields before the results of tables whose groups are across: their results are called as the groups are. */
const beforeGroups = ["outcome", "level", "statistic"];
/** Fields by which the program names records of its own. */
const ownNames = ["id", "term", "variable", "name"];

/** How many of the first fields say what a record is about; -1 where that is not known. */
export function nameCount(fields: readonly string[]): number {
  const start = fields[0] === "data" ? 1 : 0;
  const isWide = beforeGroups.every((name, at) => fields[start + at] === name);
  if (isWide && !fields.includes("estimate")) return start + beforeGroups.length;
  return fields.findIndex((field) => firstResults.includes(field));
}

/**
 * The fields that name a group: those before the first result, whatever their variables are called, where the program has no
 * name of its own for the record. The kind of data stands before them in CSV.
 */
function groupFields(fields: readonly string[]): ReadonlySet<string> {
  const before = fields.slice(fields[0] === "data" ? 1 : 0, Math.max(nameCount(fields), 0));
  return new Set(before.some((field) => ownNames.includes(field)) ? [] : before);
}

/** What stands for a group of all levels in the name of a record. */
const noLevel = "–";

/** Whether a field tells what a record is about, where nothing names it. */
const isName = (field: string, value: Value) =>
  typeof value === "string" && value !== "" && !verdictFields.has(field) && !wordFields.has(field);

const idOf = (row: Fields) => row.find(([field]) => field === "id")?.[1] ?? null;

/**
 * Records by their id, or else by their group, or else by what they are about: their texts but for verdicts and words. All other
 * fields but words are values. Records of one name are numbered in their order.
 */
export function recordsByKey(rows: readonly Fields[]): Map<string, ResultRecord> {
  const ids = rows.map(idOf);
  const areIds = !ids.includes(null) && new Set(ids).size === rows.length;
  const records = new Map<string, ResultRecord>();
  for (const row of rows) {
    const groups = areIds ? new Set(["id"]) : groupFields(row.map(([field]) => field));
    const names = (field: string, value: Value) =>
      groups.size > 0 ? groups.has(field) : isName(field, value);
    const name = row
      .flatMap(([field, value]) =>
        names(field, value) ? [value === null || value === "" ? noLevel : String(value)] : [],
      )
      .join(" · ");
    let key = name;
    for (let number = 2; records.has(key); number++) key = `${name} (${number})`;
    const isValue = ([field, value]: Fields[number]) => !names(field, value) && !wordFields.has(field);
    records.set(key, Object.fromEntries(row.filter(isValue)));
  }
  return records;
}

/** A JSON document as tables: one of its single values, and one for each list of objects, within which lists are tables of their own. */
export function flatten(document: unknown, name: string): ResultTable[] {
  const tables: ResultTable[] = [];
  const single: Record<string, Value> = {};
  visitObject(document, name, "", single, tables);
  const own = Object.entries(single).map(([field, value]): [string, ResultRecord] => [field, { value }]);
  return [{ name, records: new Map(own) }, ...tables];
}

type Json = { readonly [key: string]: unknown };
const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isScalar = (value: unknown): value is Value => value === null || typeof value !== "object";

/** Takes the single values of an object into a record, and its lists of objects into tables; of the fields of words only those that are `kept`. */
function visitObject(
  value: unknown,
  table: string,
  prefix: string,
  record: Record<string, Value>,
  tables: ResultTable[],
  kept: ReadonlySet<string> = new Set(),
): void {
  if (!isObject(value)) return;
  for (const [key, held] of Object.entries(value)) {
    if (wordFields.has(key) && !kept.has(key)) continue;
    const field = prefix === "" ? key : `${prefix}.${key}`;
    if (isScalar(held)) record[field] = held;
    else if (isObject(held)) visitObject(held, table, field, record, tables);
    else if (Array.isArray(held) && held.some(isObject))
      visitList(held, table === "" ? field : `${table}/${field}`, tables);
    else record[field] = JSON.stringify(held);
  }
}

function visitList(list: readonly unknown[], name: string, tables: ResultTable[]): void {
  const inner: { readonly at: number; readonly tables: ResultTable[] }[] = [];
  const rows = list.map((item, at) => {
    const record: Record<string, Value> = {};
    const own: ResultTable[] = [];
    visitObject(item, "", "", record, own, groupFields(isObject(item) ? Object.keys(item) : []));
    inner.push({ at, tables: own });
    return record;
  });
  const records = recordsByKey(rows.map((row) => Object.entries(row)));
  tables.push({ name, records });
  const keys = [...records.keys()];
  for (const { at, tables: own } of inner)
    for (const table of own) tables.push({ ...table, name: `${name}/${keys[at]}/${table.name}` });
}
