import type { Value } from "../sources/codebook.ts";

/** A categorical covariate: its levels in the codebook's order, and the reference. */
export interface Factor {
  readonly variable: string;
  readonly levels: readonly string[];
  readonly reference: string;
}

/** A column of the model matrix: the intercept, or the indicator of a level. */
export interface MatrixColumn {
  readonly variable: string;
  readonly level: string;
}

export const intercept: MatrixColumn = { variable: "(Intercept)", level: "" };

/** Treatment coding: an intercept, then one indicator per level that is not the reference. */
export function matrixColumns(factors: readonly Factor[]): MatrixColumn[] {
  return [
    intercept,
    ...factors.flatMap(({ variable, levels, reference }) =>
      levels.filter((level) => level !== reference).map((level) => ({ variable, level })),
    ),
  ];
}

/** The rows of the model matrix of observations given by their factors' values: `values[factor][observation]`. */
export function modelRows(
  factors: readonly Factor[],
  columns: readonly MatrixColumn[],
  values: readonly (readonly Value[])[],
): Float64Array[] {
  const factorOf = columns.map((column) => factors.findIndex(({ variable }) => variable === column.variable));
  return values[0]!.map((_, row) =>
    Float64Array.from(columns, ({ level }, j) =>
      factorOf[j]! < 0 ? 1 : Number(values[factorOf[j]!]![row] === level),
    ),
  );
}
