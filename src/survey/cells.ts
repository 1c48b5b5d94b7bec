import type { Column, Value } from "../sources/codebook.ts";
import type { Design } from "./design.ts";

/**
 * The rows of a design, grouped by stratum and by the values of some columns. A cell keeps the moments of its weights,
 * and they are all that estimates and their linearised variances need when scores are constant within cells.
 * The cells hold every row of the design: rows outside a domain are cells too.
 */
export interface Cells {
  readonly count: number;
  readonly stratum: readonly number[];
  /** The value of each grouping column in each cell: `values[column][cell]`. */
  readonly values: readonly (readonly Value[])[];
  readonly rows: readonly number[];
  readonly sumOfWeights: readonly number[];
  /** Σ (w − w̄)² within the cell. */
  readonly centredSquares: readonly number[];
}

export function makeCells(design: Design, columns: readonly Column[]): Cells {
  const cellOfRow = groupRows(design, columns);
  const firstRow: number[] = [];
  const rows: number[] = [];
  const sumOfWeights: number[] = [];
  cellOfRow.forEach((cell, row) => {
    if (rows[cell] === undefined) {
      rows[cell] = 0;
      sumOfWeights[cell] = 0;
      firstRow[cell] = row;
    }
    rows[cell]++;
    sumOfWeights[cell]! += design.weights[row]!;
  });
  const centredSquares = rows.map(() => 0);
  cellOfRow.forEach((cell, row) => {
    centredSquares[cell]! += (design.weights[row]! - sumOfWeights[cell]! / rows[cell]!) ** 2;
  });
  return {
    count: rows.length,
    stratum: firstRow.map((row) => design.stratum[row]!),
    values: columns.map((column) => firstRow.map((row) => column[row]!)),
    rows,
    sumOfWeights,
    centredSquares,
  };
}

/** The cell of each row; cells are numbered in order of first appearance. */
function groupRows(design: Design, columns: readonly Column[]): Int32Array {
  let groups = design.stratum;
  for (const column of columns) {
    const refined = new Map<number, Map<Value, number>>();
    let count = 0;
    groups = groups.map((group, row) => {
      const within = refined.get(group) ?? new Map<Value, number>();
      refined.set(group, within);
      const cell = within.get(column[row]!) ?? count++;
      within.set(column[row]!, cell);
      return cell;
    });
  }
  return groups;
}
