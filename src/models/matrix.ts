import { Matrix } from "ml-matrix";
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

/** The model matrix of observations given by their factors' values: `values[factor][observation]`. */
export function modelMatrix(
  factors: readonly Factor[],
  columns: readonly MatrixColumn[],
  values: readonly (readonly Value[])[],
): Matrix {
  const valuesOf = new Map(factors.map(({ variable }, at) => [variable, values[at]!]));
  const rows = values[0]!.length;
  return new Matrix(
    Array.from({ length: rows }, (_, row) =>
      columns.map(({ variable, level }) =>
        variable === intercept.variable ? 1 : Number(valuesOf.get(variable)![row] === level),
      ),
    ),
  );
}
