import type { ColumnValues, Value } from "./codebook.ts";

/** Codes in as few bytes as they need. */
export type CodeArray = Int8Array | Int16Array | Int32Array;

/** Room for codes below `size`, and −1. */
export function codeArray(size: number, length: number): CodeArray {
  if (size <= 128) return new Int8Array(length);
  return size <= 32_768 ? new Int16Array(length) : new Int32Array(length);
}

/** A categorical column: each row's level as an index into `levels`, −1 where the answer is missing. */
export interface Factor {
  readonly levels: readonly string[];
  readonly codes: CodeArray;
}

/** A column of level names as a factor; levels in the given order, else in that of their names. */
export function factorOf(column: ColumnValues, levels?: readonly string[]): Factor {
  const names = levels ?? [...new Set(column.filter((value) => value !== null).map(String))].sort();
  const codeOf = new Map<Value, number>(names.map((name, code) => [name, code]));
  const codes = new Int32Array(column.length);
  for (let row = 0; row < codes.length; row++) {
    const value = column[row]!;
    codes[row] = value === null ? -1 : (codeOf.get(String(value)) ?? -1);
  }
  return { levels: names, codes };
}

/** A column of numbers, NaN where the answer is missing. */
export function numbersOf(column: ColumnValues): Float64Array {
  const numbers = new Float64Array(column.length);
  for (let row = 0; row < numbers.length; row++)
    numbers[row] = column[row] === null ? Number.NaN : Number(column[row]);
  return numbers;
}

/** The distinct values of a column of numbers in ascending order, and the position of each row's; −1 where missing. */
export function distinctNumbers(values: Float64Array): { values: Float64Array; codes: Int32Array } {
  const distinct = uniqueSorted(values.filter((value) => !Number.isNaN(value)));
  const codes = new Int32Array(values.length);
  for (let row = 0; row < values.length; row++)
    codes[row] = Number.isNaN(values[row]!) ? -1 : positionIn(distinct, values[row]!);
  return { values: distinct, codes };
}

/** Sorts an array in place and returns its distinct values. */
function uniqueSorted(values: Float64Array): Float64Array {
  values.sort();
  return values.filter((value, at) => at === 0 || value !== values[at - 1]);
}

/** The position of a value in a sorted array that holds it. */
function positionIn(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The distinct values as levels, in ascending order. */
export function factorOfNumbers(values: Float64Array): Factor {
  const { values: distinct, codes } = distinctNumbers(values);
  return { levels: Array.from(distinct, String), codes };
}

/** Codes from 0 to size − 1 by row; −1 for a row that is left out. */
export interface Codes {
  readonly codes: CodeArray;
  readonly size: number;
}

/** Rows that share their codes. */
export interface Crossing {
  readonly count: number;
  /** The group of each row; −1 for a row that one of the columns leaves out. */
  readonly group: CodeArray;
  /** The code of each group in each column: `codes[column][group]`. */
  readonly codes: readonly Int32Array[];
}

/**
 * Groups the rows by the combinations of codes that occur, in lexicographic order of the codes, so that the result
 * does not depend on the order of the rows.
 */
export function crossCodes(rows: number, columns: readonly Codes[]): Crossing {
  const combinations = columns.reduce((product, { size }) => product * size, 1);
  if (combinations > Number.MAX_SAFE_INTEGER) return crossStepwise(rows, columns);
  const shared = columns.length === 1;
  const keys = shared ? columns[0]!.codes : keysOf(rows, columns, combinations);
  const { group, found } =
    combinations <= Math.max(65_536, 4 * rows)
      ? numberDensely(keys, combinations, !shared)
      : numberSparsely(keys);
  const codes = columns.map(() => new Int32Array(found.length));
  for (let at = 0; at < found.length; at++) {
    let key = found[at]!;
    for (let column = columns.length - 1; column >= 0; column--) {
      const { size } = columns[column]!;
      const rest = Math.floor(key / size);
      codes[column]![at] = key - rest * size;
      key = rest;
    }
  }
  return { count: found.length, group, codes };
}

type Keys = CodeArray | Float64Array;

/** The number of each row's combination of codes; −1 for a row that a column leaves out. */
function keysOf(rows: number, columns: readonly Codes[], combinations: number): Keys {
  const keys = combinations < 2 ** 31 ? new Int32Array(rows) : new Float64Array(rows);
  for (const { codes, size } of columns)
    for (let row = 0; row < rows; row++) {
      const key = keys[row]!;
      const code = codes[row]!;
      keys[row] = key < 0 || code < 0 ? -1 : key * size + code;
    }
  return keys;
}

/** The keys that occur, in ascending order, and the position of each row's key among them. */
interface Numbered {
  readonly group: CodeArray;
  readonly found: ArrayLike<number>;
}

/** With `reuse` the groups may take the place of the keys. */
function numberDensely(keys: Keys, combinations: number, reuse: boolean): Numbered {
  const numbers = new Int32Array(combinations);
  let count = 0;
  for (let row = 0; row < keys.length; row++) {
    if (keys[row]! < 0 || numbers[keys[row]!] === 1) continue;
    numbers[keys[row]!] = 1;
    count++;
  }
  const found = new Int32Array(count);
  for (let key = 0, at = 0; key < combinations; key++) {
    if (numbers[key] === 0) continue;
    found[at] = key;
    numbers[key] = at++;
  }
  const narrow = codeArray(count, 0);
  const group =
    reuse && keys instanceof Int32Array && narrow instanceof Int32Array
      ? keys
      : codeArray(count, keys.length);
  for (let row = 0; row < keys.length; row++) group[row] = keys[row]! < 0 ? -1 : numbers[keys[row]!]!;
  return { group, found };
}

function numberSparsely(keys: Keys): Numbered {
  const found = uniqueSorted(Float64Array.from(keys.filter((key) => key >= 0)));
  const group = new Int32Array(keys.length);
  for (let row = 0; row < keys.length; row++)
    group[row] = keys[row]! < 0 ? -1 : positionIn(found, keys[row]!);
  return { group, found };
}

/** For more combinations than a number can count: the first columns are crossed before the last one joins. */
function crossStepwise(rows: number, columns: readonly Codes[]): Crossing {
  const first = crossCodes(rows, columns.slice(0, -1));
  const both = crossCodes(rows, [{ codes: first.group, size: first.count }, columns.at(-1)!]);
  const [outer, last] = both.codes as [Int32Array, Int32Array];
  return {
    count: both.count,
    group: both.group,
    codes: [...first.codes.map((codes) => outer.map((at) => codes[at]!)), last],
  };
}

/** The crossing of several factors as one factor, whose levels are the combinations that occur. */
export interface CrossedFactor extends Factor {
  /** The level of each factor in each combination, as an index: `members[factor][combination]`. */
  readonly members: readonly Int32Array[];
}

/** Rows that `inside` gives the code −1 are left out. */
export function crossFactors(rows: number, factors: readonly Factor[], inside?: Int32Array): CrossedFactor {
  const crossed = crossCodes(rows, [
    { codes: inside ?? new Int32Array(rows), size: 1 },
    ...factors.map(({ codes, levels }) => ({ codes, size: levels.length })),
  ]);
  const members = crossed.codes.slice(1);
  const levels = Array.from({ length: crossed.count }, (_, at) =>
    factors.map((factor, j) => factor.levels[members[j]![at]!]!).join(" × "),
  );
  return { levels, codes: crossed.group, members };
}
