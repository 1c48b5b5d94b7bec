import { parseNumber } from "../../numerics/decimals.ts";
import { plain } from "../../text/reader.ts";
import type { MissingValues, StoredColumn, ValueLabel } from "../formats/storedTable.ts";
import { isoTime } from "../formats/times.ts";
import { type Aggregates, rowsAt } from "../tables/aggregates.ts";
import type { Level } from "../tables/codebook.ts";
import { codeArray, distinctNumbers, type Factor } from "../tables/factor.ts";
import { inLevelOrder } from "../tables/levelOrder.ts";
import { factorColumn, levelOf, numberColumn, type TypedColumn } from "../tables/typedColumn.ts";
import { isSameCode } from "./codes.ts";
import type { FinishedColumn, ReadingNote, TextCount } from "./column.ts";

/** What somebody says of a stored column, besides its file. */
interface Said {
  /** The codes of missing answers. */
  readonly codes: readonly string[];
  /** The texts that stand for missing answers. */
  readonly na: readonly string[];
  /** Whether its numbers are wanted, labels or not. */
  readonly asNumbers: boolean;
  /** What its rows stand for, where they are aggregated. */
  readonly aggregates?: Aggregates | undefined;
}

/**
 * The column of a variable of a file that knows its variables. Numbers that all have labels are categories, called by their codes and
 * in the order of these; numbers of which some have labels stay numbers. Dates are levels as ISO writes them. Values that the file or
 * somebody declares to be missing are none of the answers.
 */
export function storedColumn(stored: StoredColumn, said: Said): FinishedColumn {
  return stored.answers instanceof Float64Array
    ? columnOfNumbers(stored, stored.answers, said)
    : columnOfTexts(stored, stored.answers, said);
}

const named = ({ name, label }: StoredColumn) => ({
  name: name.normalize("NFC"),
  label: plain(label?.trim().normalize("NFC") || name.normalize("NFC")),
});

function columnOfNumbers(
  stored: StoredColumn,
  values: Float64Array,
  { codes, na, asNumbers, aggregates }: Said,
): FinishedColumn {
  const { name, label } = named(stored);
  const isMissing = missingNumber(stored.missing, [...codes, ...na]);
  const coded = removed(values, isMissing, aggregates);
  // That of SAS is a missing answer like any other.
  const marks = (stored.marks ?? []).filter(({ text, rows }) => rows > 0 && text !== ".");
  const notes: ReadingNote[] = marks.length > 0 ? [{ kind: "marks", column: name, texts: marks }] : [];
  const found = {
    notes,
    coded,
    marks: na.filter((text) => coded.some((code) => isSameCode(text, code.text))),
  };
  if (stored.time !== undefined && !asNumbers) return { ...found, column: columnOfTimes(stored, values) };
  const numeric = numberColumn({ name, label, type: "numeric" }, values);
  const labels = stored.valueLabels
    .filter((own): own is ValueLabel & { value: number } => typeof own.value === "number")
    .filter(({ value }) => !isMissing(value))
    .sort((one, other) => one.value - other.value);
  if (labels.length === 0 || asNumbers) return { ...found, column: numeric };
  const unlabelled = withoutLabel(values, labels, aggregates);
  if (unlabelled.length > 0)
    return {
      ...found,
      column: numeric,
      notes: [...notes, { kind: "values without label", column: name, texts: unlabelled }],
    };
  const codeOf = new Map(labels.map(({ value }, code) => [value, code]));
  const own = codeArray(labels.length, values.length);
  for (let row = 0; row < own.length; row++) own[row] = codeOf.get(values[row]!) ?? -1;
  const levels = labels.map((of): Level => ({ name: String(of.value), label: labelOf(of) }));
  return { ...found, column: factorColumn({ name, label, type: "categorical", levels }, own) };
}

const labelOf = ({ label }: ValueLabel) => plain(label.trim().normalize("NFC"));

/** Whether a number is declared missing: by the file, or by somebody. */
function missingNumber(
  declared: MissingValues | undefined,
  said: readonly string[],
): (value: number) => boolean {
  const single = new Set<number>();
  for (const value of [...(declared?.values ?? []), ...said.map(parseNumber)])
    if (typeof value === "number") single.add(value);
  const range = declared?.range;
  if (!range) return (value) => single.has(value);
  return (value) => single.has(value) || (value >= range[0] && value <= range[1]);
}

/** Makes numbers missing, in place; returns those that were, from the least, with their rows. */
function removed(
  values: Float64Array,
  isMissing: (value: number) => boolean,
  aggregates: Aggregates | undefined,
): TextCount[] {
  const rows = new Map<number, number>();
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (!isMissing(value)) continue;
    rows.set(value, (rows.get(value) ?? 0) + rowsAt(aggregates, row));
    values[row] = Number.NaN;
  }
  return [...rows]
    .sort(([one], [other]) => one - other)
    .map(([value, of]) => ({ text: String(value), rows: of }));
}

const mostDistinct = 20;

/** The numbers without a label, from the least, with their rows: at most the first that occur. */
function withoutLabel(
  values: Float64Array,
  labels: readonly { readonly value: number }[],
  aggregates: Aggregates | undefined,
): TextCount[] {
  const known = new Set(labels.map(({ value }) => value));
  const rows = new Map<number, number>();
  values.forEach((value, row) => {
    if (Number.isNaN(value) || known.has(value)) return;
    if (rows.size < mostDistinct || rows.has(value))
      rows.set(value, (rows.get(value) ?? 0) + rowsAt(aggregates, row));
  });
  return [...rows]
    .sort(([one], [other]) => one - other)
    .map(([value, of]) => ({ text: String(value), rows: of }));
}

function columnOfTimes(stored: StoredColumn, seconds: Float64Array): TypedColumn {
  const { values, codes } = distinctNumbers(seconds);
  const levels = Array.from(values, (value) => levelOf(isoTime(value, stored.time!)));
  return factorColumn({ ...named(stored), type: "categorical", levels }, codes);
}

function columnOfTexts(
  stored: StoredColumn,
  { levels, codes }: Factor,
  { codes: said, na, aggregates }: Said,
): FinishedColumn {
  const declared = (stored.missing?.values ?? []).map(String);
  const isCode = (text: string) => declared.includes(text) || said.some((code) => isSameCode(code, text));
  const isAnswer = (text: string) => text !== "" && !isCode(text) && !na.includes(text);
  const rows = new Float64Array(levels.length);
  codes.forEach((code, row) => {
    if (code >= 0) rows[code]! += rowsAt(aggregates, row);
  });
  const counted = (isWanted: (text: string) => boolean) =>
    levels.flatMap((text, code) => (rows[code]! > 0 && isWanted(text) ? [{ text, rows: rows[code]! }] : []));
  const marks = counted((text) => !isCode(text) && na.includes(text));
  const { name } = named(stored);
  return {
    column: answersOf(stored, { levels, codes }, isAnswer),
    notes: marks.length > 0 ? [{ kind: "marks", column: name, texts: marks }] : [],
    coded: counted(isCode),
    marks: marks.map(({ text }) => text),
  };
}

/** The levels of a text: those that have labels in the order of the file, and the others in their natural one. */
function answersOf(
  stored: StoredColumn,
  { levels, codes }: Factor,
  isAnswer: (text: string) => boolean,
): TypedColumn {
  const labelled = stored.valueLabels
    .filter(({ value }) => isAnswer(String(value)))
    .map((own): Level => ({ name: String(own.value).normalize("NFC"), label: labelOf(own) }));
  const names = new Set(labelled.map(({ name }) => name));
  const normal = levels.map((text) => (isAnswer(text) ? text.normalize("NFC") : undefined));
  const others = new Set(normal.filter((name) => name !== undefined && !names.has(name)) as string[]);
  const ordered = [...labelled, ...(stored.isOrdered ? [...others] : inLevelOrder(others)).map(levelOf)];
  const rankOf = new Map(ordered.map(({ name }, at) => [name, at]));
  const ranks = normal.map((name) => (name === undefined ? -1 : rankOf.get(name)!));
  const own = codeArray(ordered.length, codes.length);
  for (let row = 0; row < own.length; row++) own[row] = codes[row]! < 0 ? -1 : ranks[codes[row]!]!;
  return factorColumn({ ...named(stored), type: "categorical", levels: ordered }, own);
}
