/** A table of more cells than these is not kept as a whole. */
export const mostCells = 200_000;

/** The variables whose common table is too large. */
export class TooManyCells extends Error {
  readonly scope: readonly string[];
  readonly cells: number;

  constructor(scope: readonly string[], cells: number) {
    super(`${cells} cells of ${scope.join(", ")}`);
    this.scope = scope;
    this.cells = cells;
  }
}
