import type { Label } from "../../text/language.ts";
import {
  clusterFound,
  correctionFound,
  correctionUnfit,
  keyFound,
  nestedUnits,
  oneWeight,
  strataFound,
  weightFound,
  weightOrBody,
  weightUnfit,
  wholeWeight,
} from "../../text/messages/drafts.ts";
import type { Column, Surveyed } from "./columns.ts";
import { isNamedFor, type NamedFor } from "./names.ts";

/** A column that may be a part of the design, and what speaks for it or against it. */
export interface Candidate {
  readonly column: string;
  readonly why: Label;
}

/** A part of the design: the column that it is, or those among which somebody must choose. */
export interface Guess {
  readonly chosen: Candidate | undefined;
  /** Other columns that may be meant: without a chosen one nothing tells them apart. */
  readonly others: readonly Candidate[];
  /** Whether others must be chosen from, since results would be wrong without. */
  readonly isOpen: boolean;
}

export interface GuessedDesign {
  readonly key: Guess;
  readonly weight: Guess;
  readonly strata: Guess;
  readonly cluster: Guess;
  readonly fpc: Guess;
  /** Columns of replicate weights, by their prefix. */
  readonly replicates: ReadonlyMap<string, readonly string[]>;
}

/** What the names and the contents of columns tell of the design. */
export function guessDesign({ columns, rows }: Surveyed): GuessedDesign {
  const replicates = replicatesAmong(columns);
  const ofReplicates = new Set([...replicates.values()].flat());
  const single = columns.filter(({ name }) => !ofReplicates.has(name));
  const namedFor = (purpose: NamedFor) => single.filter(({ name }) => isNamedFor(purpose, name));
  const weight = weightAmong(namedFor("weight"), namedFor("body").length > 0);
  const strata = strataAmong(namedFor("strata"), rows);
  const columnNamed = (guess: Guess) => columns.find(({ name }) => name === guess.chosen?.column);
  const named = clusterAmong(namedFor("cluster"), namedFor("household"), rows);
  const cluster =
    named.chosen || named.isOpen || strata.chosen ? named : unitsOfWeights(single, columnNamed(weight));
  return {
    key: keyAmong(namedFor("key"), rows),
    weight,
    strata,
    cluster,
    fpc: correctionAmong(namedFor("fpc"), columnNamed(strata), columnNamed(cluster)),
    replicates,
  };
}

/** The only one of sure candidates; without one, what may be meant. */
function guessOf(sure: readonly Candidate[], doubtful: readonly Candidate[], needed: boolean): Guess {
  const chosen = sure.length === 1 ? sure[0] : undefined;
  const others = [...(chosen ? [] : sure), ...doubtful];
  return { chosen, others, isOpen: needed && !chosen && others.length > 0 };
}

/** So many columns of one prefix and a number are replicate weights. */
const fewestReplicates = 5;

function replicatesAmong(columns: readonly Column[]): Map<string, readonly string[]> {
  const byPrefix = new Map<string, string[]>();
  for (const { name, kind } of columns) {
    const prefix = /^(.*?)0*\d+$/s.exec(name)?.[1];
    if (kind === "number" && prefix && (isNamedFor("weight", prefix) || isNamedFor("replicate", prefix)))
      byPrefix.set(prefix, [...(byPrefix.get(prefix) ?? []), name]);
  }
  return new Map([...byPrefix].filter(([, names]) => names.length >= fewestReplicates));
}

/** So many different whole numbers may be codes. */
const mostCodes = 12;

function weightAmong(columns: readonly Column[], bodies: boolean): Guess {
  const sure: Candidate[] = [];
  const doubtful: Candidate[] = [];
  for (const { name: column, numbers, missing } of columns) {
    if (!numbers) continue;
    const isValid =
      missing === 0 && numbers.every((value) => value >= 0) && numbers.some((value) => value > 0);
    const different = new Set(numbers).size;
    const isWhole = numbers.every(Number.isInteger);
    if (!isValid) doubtful.push({ column, why: weightUnfit });
    else if (isWhole && different <= mostCodes) doubtful.push({ column, why: wholeWeight(different) });
    else if (bodies) doubtful.push({ column, why: weightOrBody(different) });
    else sure.push({ column, why: weightFound(different) });
  }
  return guessOf(sure, doubtful, true);
}

function strataAmong(columns: readonly Column[], rows: number): Guess {
  const found = columns.filter(
    ({ missing, answers }) => missing === 0 && answers.size > 1 && answers.size <= rows / 2,
  );
  return guessOf(
    found.map(({ name: column, answers }) => ({ column, why: strataFound(answers.size) })),
    [],
    true,
  );
}

/** Primary units: what is named so, or else households with several rows. Of units within units they are the largest. */
function clusterAmong(units: readonly Column[], households: readonly Column[], rows: number): Guess {
  const areUnits = ({ missing, answers }: Column) => missing === 0 && answers.size > 1 && answers.size < rows;
  const found = [
    ...units.filter(areUnits),
    ...households.filter((column) => areUnits(column) && column.answers.size >= rows / 10),
  ].filter((column, at, all) => all.indexOf(column) === at);
  const largest = found.find((outer) => found.every((inner) => inner === outer || isNested(inner, outer)));
  const candidate = ({ name: column, answers }: Column) => ({ column, why: clusterFound(answers.size) });
  if (!largest) return guessOf(found.map(candidate), [], true);
  const inner = found.filter((column) => column !== largest);
  return {
    chosen: candidate(largest),
    others: inner.map(({ name }) => ({ column: name, why: nestedUnits(largest.name) })),
    isOpen: false,
  };
}

/** What no name tells: columns that have one weight within each value, as units and strata have that were drawn by themselves. */
function unitsOfWeights(columns: readonly Column[], weight: Column | undefined): Guess {
  const others = columns.filter(
    (column) =>
      weight !== undefined &&
      column !== weight &&
      column.kind === "levels" &&
      column.missing === 0 &&
      column.answers.size > 1 &&
      column.answers.size <= column.cells.length / 2 &&
      weight.answers.size > 1 &&
      isNested(column, weight),
  );
  return {
    chosen: undefined,
    others: others.map(({ name, answers }) => ({ column: name, why: oneWeight(answers.size) })),
    isOpen: false,
  };
}

/** Whether each unit of one column is within one of another. */
function isNested(inner: Column, outer: Column): boolean {
  const outerOf = new Map<string, Column["cells"][number]>();
  return inner.cells.every((cell, row) => {
    const [unit, within] = [String(cell), outer.cells[row]!];
    if (!outerOf.has(unit)) outerOf.set(unit, within);
    return outerOf.get(unit) === within;
  });
}

/** A stratum's size or sampling fraction: the same in all its rows, and no less than what was sampled. */
function correctionAmong(
  columns: readonly Column[],
  strata: Column | undefined,
  cluster: Column | undefined,
): Guess {
  const sure: Candidate[] = [];
  const doubtful: Candidate[] = [];
  for (const { name: column, numbers, missing, cells } of columns) {
    if (!numbers) continue;
    const stratumOf = (row: number) => String(strata?.cells[row]);
    const values = new Map<string, Set<number>>();
    const sampled = new Map<string, Set<unknown>>();
    cells.forEach((_, row) => {
      const stratum = stratumOf(row);
      if (!values.has(stratum)) values.set(stratum, new Set());
      if (!sampled.has(stratum)) sampled.set(stratum, new Set());
      values.get(stratum)!.add(numbers[row]!);
      sampled.get(stratum)!.add(cluster ? cluster.cells[row] : row);
    });
    const fits = Array.from(values).every(([stratum, own]) => {
      const [value] = own;
      return own.size === 1 && ((value! > 0 && value! <= 1) || value! >= sampled.get(stratum)!.size);
    });
    if (missing === 0 && fits) sure.push({ column, why: correctionFound(strata !== undefined) });
    else doubtful.push({ column, why: correctionUnfit });
  }
  return guessOf(sure, doubtful, false);
}

function keyAmong(columns: readonly Column[], rows: number): Guess {
  const unique = columns.filter(
    ({ missing, answers, numbers }) =>
      missing === 0 && answers.size === rows && (!numbers || numbers.every(Number.isInteger)),
  );
  return guessOf(
    unique.map(({ name: column }) => ({ column, why: keyFound })),
    [],
    false,
  );
}
