import type { Program } from "./linearProgram.ts";

/** Of each clique the lightest of its columns and its weight; −1 and infinite where it has no column yet. */
export interface Lightest {
  readonly columns: Int32Array;
  readonly weights: Float64Array;
}

/** The lightest column of each clique, where rows have weights and a column weighs what its entries do. */
export function lightestColumns(
  { matrix, cliqueOf, cliqueCount }: Program,
  rowWeights: Float64Array,
): Lightest {
  const weights = new Float64Array(cliqueCount).fill(Number.POSITIVE_INFINITY);
  const columns = new Int32Array(cliqueCount).fill(-1);
  cliqueOf.forEach((clique, column) => {
    let weight = 0;
    for (let entry = matrix.starts[column]!; entry < matrix.starts[column + 1]!; entry++)
      weight += rowWeights[matrix.indices[entry]!]! * matrix.values[entry]!;
    if (weight >= weights[clique]!) return;
    weights[clique] = weight;
    columns[clique] = column;
  });
  return { columns, weights };
}

/** The sum over cliques of the least weight of a cell: in any population the weighted sum of the rows is at least that. */
export function leastSum(program: Program, rowWeights: Float64Array): number {
  const least = lightestColumns(program, rowWeights).weights;
  for (const search of program.generated) least[search.clique] = search.least(rowWeights).weight;
  return least.reduce((sum, own) => sum + own, 0);
}
