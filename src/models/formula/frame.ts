import { quoteName } from "../../sources/expressions/deparse.ts";
import { compileExpression, refuseUndefined } from "../../sources/expressions/evaluate.ts";
import { type Expression, variablesIn } from "../../sources/expressions/expression.ts";
import { rowsAt } from "../../sources/tables/aggregates.ts";
import { levelNamed } from "../../sources/tables/codebook.ts";
import { type CodeArray, type Crossing, crossCodes, distinctNumbers } from "../../sources/tables/factor.ts";
import { type Table, variableOf } from "../../sources/tables/table.ts";
import { levelOf } from "../../sources/tables/typedColumn.ts";
import type { Mask } from "../../survey/domains.ts";
import { isTooLarge, largestNumber } from "../../survey/magnitude.ts";
import { InputError } from "../../text/errors.ts";
import { numberTooLarge } from "../../text/messages/designs.ts";
import { noSuchLevel } from "../../text/messages/expressions.ts";
import { noCovariate, referenceOfNoFactor, tooManyLevels } from "../../text/messages/models.ts";
import { oneLevel, referenceAbsent } from "../../text/messages/refusals.ts";
import type { Refusal } from "../fit/refusals.ts";
import type { Atom, Formula } from "./formula.ts";

/** The levels of a factor that occur among the rows used, the reference first, and those that do not occur. */
export interface FactorLevels {
  readonly variable: string;
  readonly levels: readonly string[];
  /** The same levels in the order of their declaration. */
  readonly declared: readonly string[];
  readonly absent: readonly string[];
}

/**
 * The rows of a model in patterns: rows that share the values of all covariates. Everything that a model is fitted
 * from, but the outcome and the design, is a function of the pattern.
 */
export interface Frame {
  readonly formula: Formula;
  readonly count: number;
  /** The pattern of each row; −1 for a row that is not used. */
  readonly group: CodeArray;
  /** The first row of each pattern. */
  readonly example: Int32Array;
  readonly used: number;
  /** The levels of each atom that is a factor. */
  readonly factors: readonly (FactorLevels | undefined)[];
  /** The variables that each atom is computed from. */
  readonly readsOf: readonly (readonly string[])[];
  /** The variables, each once, whose values make the patterns. */
  readonly bases: readonly Base[];
  /** The value of each base in each pattern: of a factor the position of its level, of a number the number. */
  readonly values: readonly (Float64Array | Int32Array)[];
}

/** A variable of the patterns, as a factor or as a number. */
export interface Base {
  readonly name: string;
  readonly factor?: FactorLevels | undefined;
  /** The atom that a factor of a number stands for, such as `factor(age)`; the variable's own name for all others. */
  readonly key: string;
}

/** Groups the rows of a mask by the values of the covariates, as far as they are known; a refusal tells why it cannot. */
export function makeFrame(
  table: Table,
  formula: Formula,
  mask: Mask,
  references: ReadonlyMap<string, string>,
): Frame | Refusal {
  const factorKeys = new Set(formula.atoms.map((atom) => keyOf(table, atom)));
  const sources = basesOf(table, formula).map((source) => ({
    ...source,
    ...codesOf(table, source, factorKeys.has(source.key)),
  }));
  const crossing = crossCodes(table.rows, [{ codes: codesOfMask(mask), size: 1 }, ...sources]);
  const bases: Base[] = [];
  const values: (Float64Array | Int32Array)[] = [];
  for (const [at, { name, key, levels, numbers }] of sources.entries()) {
    const codes = crossing.codes[at + 1]!;
    if (numbers) {
      bases.push({ name, key });
      values.push(Float64Array.from(codes, (code) => numbers[code]!));
      continue;
    }
    const asked = references.get(name);
    const reference = asked === undefined ? undefined : referenceAmong(table, name, levels!, asked);
    const ordered = orderLevels(name, levels!, codes, reference);
    if ("refusal" in ordered) return ordered;
    if (factorKeys.has(key) && ordered.levels.length === 1)
      return { refusal: oneLevel(name, ordered.levels[0]!) };
    bases.push({ name, key, factor: ordered });
    const position = new Int32Array(levels!.length).fill(-1);
    ordered.levels.forEach((level, to) => {
      position[levels!.indexOf(level)] = to;
    });
    values.push(codes.map((code) => position[code]!));
  }
  refuseStray(references, bases);
  const { aggregates } = table;
  let used = 0;
  for (let row = 0; row < table.rows; row++) if (crossing.group[row]! >= 0) used += rowsAt(aggregates, row);
  return {
    formula,
    count: crossing.count,
    group: crossing.group,
    example: firstRows(crossing),
    used,
    factors: formula.atoms.map(
      (atom) => bases.find(({ key, factor }) => factor && key === keyOf(table, atom))?.factor,
    ),
    readsOf: formula.atoms.map(({ expression, madeFrom }) => [
      ...new Set([expression, ...(madeFrom ? [madeFrom] : [])].flatMap(variablesIn)),
    ]),
    bases,
    values,
  };
}

/** The code 0 for the rows of a mask, and −1 for the others. */
function codesOfMask(mask: Mask): Int8Array {
  const codes = new Int8Array(mask.length);
  for (let row = 0; row < codes.length; row++) codes[row] = mask[row]! - 1;
  return codes;
}

/** Throws for a reference level of a variable that is no factor. */
function refuseStray(references: ReadonlyMap<string, string>, bases: readonly Base[]): void {
  const factorNames = new Set(bases.flatMap(({ name, factor }) => (factor ? name : [])));
  for (const name of references.keys())
    if (!factorNames.has(name))
      throw new InputError(referenceOfNoFactor([...factorNames]), { field: "--reference" }, { value: name });
}

/** What a base is made from. */
interface Source {
  readonly name: string;
  readonly key: string;
  readonly asFactor: boolean;
}

function basesOf(table: Table, { atoms, offsets }: Formula): Source[] {
  const found = new Map<string, Source>();
  const add = (name: string, asFactor: boolean, key: string) => {
    if (!found.has(key)) found.set(key, { name, key, asFactor });
  };
  const isCategorical = (name: string) => variableOf(table, name, "the formula").type === "categorical";
  for (const atom of atoms) {
    const [name] = variablesIn(atom.expression);
    if (atom.asFactor) add(name!, true, isCategorical(name!) ? quoteName(name!) : atom.label);
    else for (const used of variablesIn(atom.expression)) add(used, isCategorical(used), quoteName(used));
  }
  for (const used of offsets.flatMap(variablesIn)) add(used, isCategorical(used), quoteName(used));
  return [...found.values()];
}

/** The key of the base that an atom which is a factor has; that of the base of its name when it is a variable. */
function keyOf(table: Table, { label, asFactor, expression }: Atom): string | undefined {
  if (expression.kind !== "variable") return undefined;
  const categorical = variableOf(table, expression.name, "the formula").type === "categorical";
  return asFactor && !categorical ? label : quoteName(expression.name);
}

interface SourceCodes {
  readonly codes: CodeArray;
  readonly size: number;
  readonly levels?: readonly string[] | undefined;
  readonly numbers?: Float64Array | undefined;
}

function codesOf(table: Table, { name, asFactor }: Source, inTerms: boolean): SourceCodes {
  if (asFactor) {
    const { levels, codes } = table.factor(name);
    if (inTerms && levels.length > mostLevels)
      throw new InputError(tooManyLevels(name, levels.length), table.place(undefined, name));
    return { codes, size: levels.length, levels };
  }
  const { values, codes } = distinctNumbers(table.numbers(name));
  return { codes, size: values.length, numbers: values };
}

/** More levels than this are values, not categories. */
const mostLevels = 500;

/** The level of a variable that a text names as its reference, by its name or its label; throws where none is. */
export function referenceAmong(table: Table, name: string, levels: readonly string[], text: string): string {
  const variable = table.codebook.get(name);
  const known = variable?.type === "categorical" ? variable.levels : levels.map(levelOf);
  const found = levelNamed(known, text);
  if (found === undefined)
    throw new InputError(noSuchLevel(name, text, known), { field: "--reference" }, { value: text });
  return found;
}

/** The levels that occur, the reference first: the one that is asked for, or the first that occurs. */
function orderLevels(
  variable: string,
  levels: readonly string[],
  codes: Int32Array,
  reference: string | undefined,
): FactorLevels | Refusal {
  const occurs = new Uint8Array(levels.length);
  for (let at = 0; at < codes.length; at++) occurs[codes[at]!] = 1;
  const present = levels.filter((_, code) => occurs[code] === 1);
  if (reference !== undefined && !present.includes(reference) && present.length > 0)
    return { refusal: referenceAbsent(variable, reference, present) };
  const first = reference ?? present[0];
  return {
    variable,
    levels: first === undefined ? [] : [first, ...present.filter((level) => level !== first)],
    declared: present,
    absent: levels.filter((level) => !present.includes(level)),
  };
}

function firstRows({ count, group }: Crossing): Int32Array {
  const first = new Int32Array(count).fill(-1);
  for (let row = group.length - 1; row >= 0; row--) if (group[row]! >= 0) first[group[row]!] = row;
  return first;
}

/**
 * The values of a numeric expression in each pattern; throws where one does not exist although its variables do, such
 * as the logarithm of zero. `values` may replace those of the frame.
 */
export function evaluateIn(
  table: Table,
  { bases, count, example }: Frame,
  expression: Expression,
  values: Frame["values"],
  label: string,
): Float64Array {
  const readerOf = (name: string) => {
    const at = bases.findIndex(({ key }) => key === quoteName(name));
    const { factor } = bases[at]!;
    return factor
      ? (pattern: number) => factor.levels[values[at]![pattern]!] ?? null
      : (pattern: number) => values[at]![pattern]!;
  };
  const compiled = compileExpression(expression, table.codebook, readerOf, { field: label });
  const tooLarge = (pattern: number, value: number) => {
    const place = table.place(example[pattern]!, variablesIn(expression)[0]);
    return new InputError(numberTooLarge(largestNumber), place, { value });
  };
  return Float64Array.from({ length: count }, (_, pattern) => {
    const value = compiled.evaluate(pattern);
    if (value !== undefined && value !== null) {
      if (isTooLarge(Number(value))) throw tooLarge(pattern, Number(value));
      return Number(value);
    }
    throw refuseUndefined(
      compiled,
      pattern,
      (variable) => table.place(example[pattern]!, variable),
      () => noCovariate(label),
    );
  });
}
