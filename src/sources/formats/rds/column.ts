import { brokenObject } from "../../../text/messages/rds.ts";
import { codeArray, type Factor } from "../../tables/factor.ts";
import { Damage } from "../columnar/damage.ts";
import { unscaled } from "../columnar/unscaled.ts";
import type { MissingValues, StoredColumn, ValueLabel } from "../storedTable.ts";
import { TextAnswers } from "../textAnswers.ts";
import { classesOf, missingInteger, numbersOf, type RObject, textsOf } from "./objects.ts";

/** A column of a table, which is a vector of numbers or texts. */
export function columnOf(name: string, object: RObject): StoredColumn {
  const { content, attributes } = object;
  const classes = classesOf(object);
  const [kind] = kinds.filter(({ of }) => classes.includes(of));
  const values = content.of === "texts" ? content.values : (numbersOf(object) ?? new Float64Array(0));
  return {
    name,
    label: textsOf(attributes.get("label"))[0] ?? undefined,
    valueLabels: labelsOf(attributes.get("labels")),
    missing: missingOf(attributes),
    time: kind?.time,
    answers: kind?.answers && content.of !== "texts" ? kind.answers(object, values as Float64Array) : values,
    isOrdered: kind?.of === "factor",
    marks: content.of === "doubles" ? marksOf(content.values) : undefined,
  };
}

interface Kind {
  readonly of: string;
  readonly time?: StoredColumn["time"];
  readonly answers?: (object: RObject, numbers: Float64Array) => Float64Array | Factor;
}

/** What vectors of some classes are; days count from 1970-01-01, and a part of a day is no other date. */
const kinds: readonly Kind[] = [
  { of: "factor", answers: factorOf },
  { of: "Date", time: "date", answers: (_, days) => days.map((day) => Math.floor(day) * 86_400) },
  { of: "POSIXct", time: "datetime" },
  { of: "hms", time: "time" },
  { of: "integer64", answers: (_, numbers) => wholeNumbers(numbers) },
];

function factorOf({ content, attributes }: RObject): Factor {
  const names = textsOf(attributes.get("levels"));
  const levels = names.filter((name) => name !== null);
  if (content.of !== "integers" || new Set(levels).size < levels.length) throw new Damage(brokenObject);
  // A level that is missing, as addNA() makes one, is no answer.
  const codeOf = names.map((name) => (name === null ? -1 : levels.indexOf(name)));
  const codes = codeArray(levels.length, content.values.length);
  for (let row = 0; row < codes.length; row++) {
    const value = content.values[row]!;
    const code = value === missingInteger ? -1 : codeOf[value - 1];
    if (code === undefined) throw new Damage(brokenObject);
    codes[row] = code;
  }
  return { levels, codes };
}

const missingLong = -(2n ** 63n);

/** Integers of 64 bits, of the package bit64, which keeps them in the bytes of doubles: texts where a number cannot hold them. */
function wholeNumbers(doubles: Float64Array): Float64Array | Factor {
  const values = new BigInt64Array(doubles.buffer, doubles.byteOffset, doubles.length);
  const { numbers } = unscaled(values, "little");
  const missing = (row: number) => values[row] === missingLong;
  if (numbers.every((number, row) => Number.isSafeInteger(number) || missing(row)))
    return numbers.map((number, row) => (missing(row) ? Number.NaN : number));
  const answers = new TextAnswers(values.length);
  values.forEach((value, row) => {
    answers.set(row, missing(row) ? null : String(value));
  });
  return answers.factor();
}

/** Labels as haven keeps them: values that have the labels as their names. */
function labelsOf(labels: RObject | undefined): readonly ValueLabel[] {
  const names = textsOf(labels?.attributes.get("names"));
  return valuesOf(labels).flatMap((value, at) => {
    const label = names[at];
    return label === null || label === undefined || value === undefined ? [] : [{ value, label }];
  });
}

/** The values that haven declares to be missing, in SPSS's way. */
function missingOf(attributes: ReadonlyMap<string, RObject>): MissingValues | undefined {
  const values = valuesOf(attributes.get("na_values")).filter((value) => value !== undefined);
  const [first, last] = numbersOf(attributes.get("na_range")) ?? [];
  if (first === undefined || last === undefined) return values.length > 0 ? { values } : undefined;
  return { values, range: [first, last] };
}

/** The values of a vector; undefined where one is missing. */
function valuesOf(object: RObject | undefined): readonly (number | string | undefined)[] {
  if (object?.content.of === "texts") return textsOf(object).map((text) => text ?? undefined);
  return Array.from(numbersOf(object) ?? [], (number) => (Number.isNaN(number) ? undefined : number));
}

/** The low half of R's missing double. */
const missingLow = 1954;

/** How many missing numbers bear which letter, which haven's tagged_na() puts into the byte above that half. */
function marksOf(doubles: Float64Array): StoredColumn["marks"] {
  const halves = new Uint32Array(doubles.buffer, doubles.byteOffset, doubles.length * 2);
  const rows = new Map<string, number>();
  for (let row = 0; row < doubles.length; row++) {
    if (!Number.isNaN(doubles[row]!) || halves[2 * row] !== missingLow) continue;
    const tag = halves[2 * row + 1]! & 0xff;
    if (tag === 0) continue;
    const text = `.${String.fromCharCode(tag)}`;
    rows.set(text, (rows.get(text) ?? 0) + 1);
  }
  return rows.size > 0 ? [...rows].sort().map(([text, count]) => ({ text, rows: count })) : undefined;
}
