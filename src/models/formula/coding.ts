import type { Formula } from "./formula.ts";
import { termLabel } from "./formula.ts";

/** A column of the model matrix. */
export interface ModelColumn {
  /** The term's position among the formula's; −1 for the intercept. */
  readonly term: number;
  /** As R names it: `stypeH`, `stypeH:meals`. */
  readonly name: string;
  /** The term's name. */
  readonly variable: string;
  /** The levels of its factors, joined by colons; empty where it has none. */
  readonly level: string;
  /** What it multiplies: of a factor the indicator of the level at a position, of a number the number itself. */
  readonly parts: readonly { readonly atom: number; readonly level?: number | undefined }[];
}

export const interceptName = "(Intercept)";

/** Whether a factor of a term has an indicator for all its levels, or for all but the first. */
type Coding = "all" | "contrasts";

/**
 * The columns of a model matrix with treatment contrasts, in R's order (Chambers and Hastie 1992, section 2.4): a
 * factor's first level has no indicator if the term without the factor lies in the space of the terms before it; of a
 * formula without an intercept the first factor has all its levels.
 * `levelsOf` gives the levels of an atom that is a factor, the reference first.
 */
export function modelColumns(
  formula: Formula,
  levelsOf: (atom: number) => readonly string[] | undefined,
): ModelColumn[] {
  const codings = codingsOf(formula, levelsOf);
  const intercept = { term: -1, name: interceptName, variable: interceptName, level: "", parts: [] };
  return [
    ...(formula.intercept ? [intercept] : []),
    ...formula.terms.flatMap((term, at) => columnsOfTerm(formula, term, at, codings[at]!, levelsOf)),
  ];
}

/** How many columns `modelColumns` gives. */
export function countColumns(
  formula: Formula,
  levelsOf: (atom: number) => readonly string[] | undefined,
): number {
  const codings = codingsOf(formula, levelsOf);
  const sizes = formula.terms.map((term, at) =>
    term.reduce((product, atom, position) => {
      const { length = 1 } = levelsOf(atom) ?? {};
      const skipped = levelsOf(atom) && codings[at]![position] === "contrasts" ? 1 : 0;
      return product * (length - skipped);
    }, 1),
  );
  return sizes.reduce((sum, size) => sum + size, Number(formula.intercept));
}

/** The coding of each atom of each term. */
function codingsOf(formula: Formula, levelsOf: (atom: number) => readonly string[] | undefined): Coding[][] {
  const codings = formula.terms.map((term, at) =>
    term.map((atom): Coding => (spanned(formula.terms.slice(0, at), term, atom) ? "contrasts" : "all")),
  );
  if (!formula.intercept) {
    const first = formula.terms.findIndex((term) => term.some((atom) => levelsOf(atom)));
    const factor = formula.terms[first]?.findIndex((atom) => levelsOf(atom)) ?? -1;
    if (factor >= 0) codings[first]![factor] = "all";
  }
  return codings;
}

/** Whether a term without one of its atoms is within one of the terms before it, or is the intercept's. */
function spanned(before: Formula["terms"], term: readonly number[], atom: number): boolean {
  const rest = term.filter((other) => other !== atom);
  return rest.length === 0 || before.some((earlier) => rest.every((other) => earlier.includes(other)));
}

/** The combinations of the levels of a term's factors, the first factor's changing fastest. */
function columnsOfTerm(
  formula: Formula,
  term: readonly number[],
  at: number,
  codings: readonly Coding[],
  levelsOf: (atom: number) => readonly string[] | undefined,
): ModelColumn[] {
  const variable = termLabel(formula, term);
  const start: ModelColumn[] = [{ term: at, name: "", variable, level: "", parts: [] }];
  return term.reduce((columns, atom, position) => {
    const { label } = formula.atoms[atom]!;
    const levels = levelsOf(atom);
    const join = (left: string, right: string) => (left === "" ? right : `${left}:${right}`);
    if (!levels)
      return columns.map((column) => ({
        ...column,
        name: join(column.name, label),
        parts: [...column.parts, { atom }],
      }));
    const skipped = codings[position] === "contrasts" ? 1 : 0;
    return levels.slice(skipped).flatMap((level, index) =>
      columns.map((column) => ({
        ...column,
        name: join(column.name, label + level),
        level: join(column.level, level),
        parts: [...column.parts, { atom, level: index + skipped }],
      })),
    );
  }, start);
}

/**
 * The values of a column: the product of its parts. `values` has each atom's, of a factor the position of the level.
 */
export function columnValues(
  { parts }: ModelColumn,
  values: readonly (Float64Array | Int32Array)[],
  length: number,
): Float64Array {
  const column = new Float64Array(length).fill(1);
  for (const { atom, level } of parts) {
    const of = values[atom]!;
    if (level === undefined) for (let at = 0; at < length; at++) column[at]! *= of[at]!;
    else for (let at = 0; at < length; at++) if (of[at] !== level) column[at] = 0;
  }
  return column;
}
