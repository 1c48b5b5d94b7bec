import { calibrated } from "../numerics/tolerances.ts";
import { levelNamed } from "../sources/tables/codebook.ts";
import { crossCodes, type Factor } from "../sources/tables/factor.ts";
import { type Table, variableOf } from "../sources/tables/table.ts";
import type { Auxiliary } from "../survey/auxiliaries.ts";
import type { Mask } from "../survey/domains.ts";
import { InputError } from "../text/errors.ts";
import type { Label } from "../text/language.ts";
import {
  auxiliaryMissing,
  givenPopulation,
  levelOfNobody,
  levelTwice,
  levelWithoutMargin,
  marginNotPositive,
  shareOfNumber,
  sumOfOthers,
  wrongShares,
  wrongSum,
} from "../text/messages/margins.ts";
import { plain } from "../text/reader.ts";
import type { Constraint } from "./equations.ts";
import { cellName, type Margin } from "./margins.ts";

/** Margins as constraints of the rows that are calibrated. */
export interface Constraints {
  readonly constraints: readonly Constraint[];
  /** The size of the population that the margins imply; undefined where they are totals of numbers alone. */
  readonly population: number | undefined;
}

/**
 * The auxiliary variables of the rows inside a mask, with their totals. Shares are those of `population`: by default what
 * other margins add up to, or else the sum of the weights. Throws for margins that do not fit the rows, or one another.
 */
export function constraintsOf(
  table: Table,
  given: readonly Margin[],
  inside: Mask,
  { population, sumOfWeights }: { readonly population?: number | undefined; readonly sumOfWeights: number },
): Constraints {
  const margins = byLevelNames(table, given);
  const sized = margins.find(({ unit, entries }) => unit === "total" && isOfLevels(entries));
  const known = population ?? (sized && sumOf(sized));
  const size = known ?? sumOfWeights;
  const constraints = margins.map((margin) => constraintOf(table, margin, inside, size));
  for (const margin of margins) {
    if (!isOfLevels(margin.entries) || margin.unit === "share") continue;
    const sum = sumOf(margin);
    const advice = population === undefined ? sumOfOthers(sized!.name, size) : givenPopulation(population);
    if (Math.abs(sum - size) > calibrated.agreement * size)
      throw new InputError(wrongSum(margin.name, advice), margin.place, { value: sum });
  }
  const shares = margins.some(({ unit }) => unit === "share");
  return { constraints, population: known ?? (shares ? size : undefined) };
}

const isOfLevels = (entries: Margin["entries"]) => entries.length > 1 || entries[0]!.level !== "";
const sumOf = ({ entries }: Margin) => entries.reduce((sum, { value }) => sum + value, 0);

function constraintOf(table: Table, margin: Margin, inside: Mask, size: number): Constraint {
  const { name, unit, entries, place } = margin;
  if (!isOfLevels(entries)) {
    if (unit === "share") throw new InputError(shareOfNumber(name), entries[0]!.place);
    variableOf(table, name, "the margins");
    const numbers = Float64Array.from(table.numbers(name), (value, row) =>
      inside[row] ? value : Number.NaN,
    );
    refuseMissing(table, inside, name, (row) => Number.isNaN(numbers[row]!));
    return { auxiliary: { name, numbers }, totals: [entries[0]!.value], place };
  }
  const factor = levelsOf(table, name);
  const known = namedLevels(factor);
  const codeOf = new Map(factor.levels.map((level, code) => [level, code]));
  const present = new Set<number>();
  for (let row = 0; row < table.rows; row++) if (inside[row]) present.add(factor.codes[row]!);
  const divisor = unit === "share" ? wholeOf(margin) / size : 1;
  const used = entries.filter(({ level, value, place: own, levelPlace = own }) => {
    const code = codeOf.get(level);
    const absent = code === undefined || !present.has(code);
    if (absent && value === 0) return false;
    const meant = code === undefined ? known : [];
    if (absent) throw new InputError(levelOfNobody(name, level, meant), levelPlace, { value: level });
    if (!(value > 0)) throw new InputError(marginNotPositive(name, level), own, { value });
    return true;
  });
  const positions = new Int32Array(factor.levels.length).fill(-1);
  used.forEach(({ level }, at) => {
    positions[codeOf.get(level)!] = at;
  });
  refuseMissing(table, inside, name, (row) => factor.codes[row]! < 0);
  const codes = new Int32Array(table.rows).fill(-1);
  for (let row = 0; row < table.rows; row++) {
    if (!inside[row]) continue;
    codes[row] = positions[factor.codes[row]!]!;
    if (codes[row]! >= 0) continue;
    const fault = levelWithoutMargin(
      name,
      entries.map(({ level }) => level),
    );
    throw new InputError(fault, table.place(row, singleName(table, name)), {
      value: factor.levels[factor.codes[row]!],
    });
  }
  const auxiliary: Auxiliary = { name, levels: used.map(({ level }) => level), codes };
  const labels = {
    variable: factor.label,
    levels: used.map(({ level }) => factor.labels[codeOf.get(level)!]!),
  };
  return { auxiliary, totals: used.map(({ value }) => value / divisor), place, labels };
}

/** The margins with the names of levels where they have their labels; throws where a level is named twice in this way. */
export function byLevelNames(table: Table, margins: readonly Margin[]): Margin[] {
  return margins.map((margin) => {
    if (!isOfLevels(margin.entries)) return margin;
    const known = namedLevels(levelsOf(table, margin.name));
    const entries = margin.entries.map((entry) => ({
      ...entry,
      level: levelNamed(known, entry.level) ?? entry.level,
    }));
    const levels = entries.map(({ level }) => level);
    const twice = entries.find(({ level }, at) => levels.indexOf(level) < at);
    if (twice)
      throw new InputError(levelTwice(margin.name), twice.levelPlace ?? twice.place, { value: twice.level });
    return { ...margin, entries };
  });
}

/** What the shares of a margin are divided by: 1 or 100, or their sum where it differs from these by rounding. */
function wholeOf(margin: Margin): number {
  const sum = sumOf(margin);
  const whole = exactWhole(sum) ?? (isRounded(margin) ? sum : undefined);
  if (whole === undefined)
    throw new InputError(wrongShares(margin.name), margin.place, { value: printed(sum) });
  return whole;
}

const exactWhole = (sum: number) =>
  [1, 100].find((whole) => Math.abs(sum - whole) <= calibrated.agreement * whole);

/** A sum without the digits that adding up makes. */
const printed = (sum: number) => Number(sum.toPrecision(12));

/** Whether shares miss 1 or 100 by less than half a unit of the last printed digit for each of them. */
function isRounded(margin: Margin): boolean {
  const decimals = Math.max(...margin.entries.map(({ value }) => decimalsOf(value)));
  const most = margin.entries.length * 0.5 * 10 ** -decimals;
  // Whole numbers are no shares of 1.
  return (decimals === 0 ? [100] : [1, 100]).some(
    (whole) => Math.abs(sumOf(margin) - whole) < most * (1 - calibrated.agreement),
  );
}

const decimalsOf = (value: number) => {
  const [digits, exponent = "0"] = String(value).split("e");
  return Math.max(0, (digits!.split(".")[1]?.length ?? 0) - Number(exponent));
};

/** The margins whose shares are normalised, for they do not add up to 1 or 100 but for their rounding. */
export function roundedShares(margins: readonly Margin[]): { readonly name: string; readonly sum: number }[] {
  return margins
    .filter((margin) => margin.unit === "share" && isOfLevels(margin.entries))
    .map((margin) => ({ margin, sum: sumOf(margin) }))
    .filter(({ margin, sum }) => exactWhole(sum) === undefined && isRounded(margin))
    .map(({ margin: { name }, sum }) => ({ name, sum: printed(sum) }));
}

/** The levels of a variable, or of a crossing whose variables have colons between them. */
function levelsOf(table: Table, name: string): LabelledFactor {
  const parts = name.split(":");
  const factorOf = (part: string): LabelledFactor => {
    const variable = variableOf(table, part, "the margins");
    const factor = table.factor(part);
    const labels = variable.type === "categorical" ? variable.levels.map(({ label }) => label) : undefined;
    return { ...factor, label: variable.label, labels: labels ?? factor.levels.map(plain) };
  };
  if (table.codebook.has(name) || parts.length === 1) return factorOf(name);
  const factors = parts.map(factorOf);
  const crossing = crossCodes(
    table.rows,
    factors.map(({ codes, levels }) => ({ codes, size: levels.length })),
  );
  const levels = Array.from({ length: crossing.count }, (_, at) =>
    cellName(factors.map((factor, j) => factor.levels[crossing.codes[j]![at]!]!)),
  );
  const labels = levels.map((_, at) =>
    crossedLabel(factors.map((factor, j) => factor.labels[crossing.codes[j]![at]!]!)),
  );
  return { levels, codes: crossing.group, label: crossedLabel(factors.map(({ label }) => label)), labels };
}

/** The levels of a variable, or of a crossing, and how people call them. */
interface LabelledFactor extends Factor {
  readonly label: Label;
  readonly labels: readonly Label[];
}

const namedLevels = ({ levels, labels }: LabelledFactor) =>
  levels.map((name, code) => ({ name, label: labels[code]! }));

/** The labels of what is crossed, with colons between them as between its names. */
const crossedLabel = (labels: readonly Label[]): Label => ({
  fr: labels.map(({ fr }) => fr).join(":"),
  en: labels.map(({ en }) => en).join(":"),
});

/** The variables that margins are about, as far as the names of a table's columns tell. */
export function variablesOfMargins(margins: readonly Margin[], known: (name: string) => boolean): string[] {
  return [...new Set(margins.flatMap(({ name }) => (known(name) ? [name] : name.split(":"))))];
}

const singleName = (table: Table, name: string) => (table.codebook.has(name) ? name : undefined);

function refuseMissing(table: Table, inside: Mask, name: string, isMissing: (row: number) => boolean): void {
  let [first, count] = [-1, 0];
  for (let row = 0; row < table.rows; row++) {
    if (!inside[row] || !isMissing(row)) continue;
    if (first < 0) first = row;
    count++;
  }
  if (count > 0)
    throw new InputError(auxiliaryMissing(count, name), table.place(first, singleName(table, name)));
}
