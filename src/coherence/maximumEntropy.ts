import { type Beliefs, type Branch, beliefsOf, branchesOf, changeOfShares } from "./beliefs.ts";
import { type Height, type Least, leastPoint } from "./leastPoint.ts";
import { linearProgram, type Program, rowKinds } from "./linearProgram.ts";
import { cellCount, type Publication, stridesOf } from "./publication.ts";
import type { Solver } from "./solver.ts";
import { mostCells, TooManyCells } from "./tooManyCells.ts";

/** The distribution of maximum entropy among those that statements allow. */
export interface MaximumEntropy {
  /** In nats, over all cells. */
  readonly entropy: number;
  readonly program: Program;
  readonly branches: readonly Branch[];
  readonly beliefs: Beliefs;
  /** How many answers each cell of each clique stands for; those to a variable count in the first clique that has it. */
  readonly cellSizes: readonly Float64Array[];
}

/** How many answers each level of a variable stands for; one, of those that are not named. */
export type LevelSizes = ReadonlyMap<string, readonly number[]>;

/**
 * The distribution over all cells that has the largest entropy among those that meet the statements (Jaynes 1957; Csiszár 1975);
 * undefined where there is none. It is p ∝ sizes · exp(−Σ λ·row), with a multiplier λ ≥ 0 for each side of a statement, and these
 * minimise the logarithm of its partition function, which is convex. That logarithm is never below the entropy of a distribution
 * which meets the statements, so where it is negative there is none. Cells that are empty in all such distributions have no finite
 * multipliers: they are found by linear programs, and left out.
 */
export function maximumEntropy(
  publication: Publication,
  solver: Solver,
  sizes: LevelSizes = new Map(),
): MaximumEntropy | undefined {
  const program = linearProgram(publication, [], mostCells);
  for (const { scope } of program.generated)
    throw new TooManyCells(scope, cellCount(scope, publication.levels));
  const branches = branchesOf(program);
  const cellSizes = cellSizesOf(program, sizes);
  const logSizes = Float64Array.from(program.cliqueOf, (clique, column) =>
    Math.log(sumOf(program.cellsOf[column]!.map((cell) => cellSizes[clique]![cell]!))),
  );
  const tied = new Set(program.tree.cliques.flat());
  const untied = [...publication.levels].reduce(
    (sum, [name, count]) => sum + (tied.has(name) ? 0 : Math.log(sumOf(sizes.get(name) ?? [count]))),
    0,
  );
  const found = ({ at, height: { value, gradient, beliefs } }: Least<Point>): MaximumEntropy | undefined => {
    if (hasEmptyBase(program, beliefs.shares)) return undefined;
    const entropy = gradient.reduce((sum, own, row) => sum - at[row]! * own, value + untied);
    return { entropy, program, branches, beliefs, cellSizes };
  };
  const first = new Dual(program, branches, logSizes).least();
  if (first.isSettled && first.lift < precision) return found(first);
  if (first.height.value < 0) return undefined;
  const empty = emptyColumns(program, first.height, solver);
  if (!empty) return undefined;
  for (const column of empty) logSizes[column] = Number.NEGATIVE_INFINITY;
  const least = new Dual(program, branches, logSizes).least();
  return least.isSettled ? found(least) : undefined;
}

const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

/** Whether a base that must not be empty is: the largest entropy leaves no cell empty that need not be. */
function hasEmptyBase({ matrix, rows, cliqueOf }: Program, shares: Float64Array): boolean {
  const sizes = new Float64Array(rows.kinds.length);
  for (let column = 0; column < cliqueOf.length; column++)
    for (let entry = matrix.starts[column]!; entry < matrix.starts[column + 1]!; entry++)
      sizes[matrix.indices[entry]!]! -= matrix.values[entry]! * shares[column]!;
  return rows.kinds.some((kind, row) => kind === rowKinds.base && sizes[row]! < emptyShare);
}

/** One side of a statement: its entries by columns. */
interface Row {
  readonly columns: readonly number[];
  readonly values: readonly number[];
}

interface Point extends Height {
  readonly beliefs: Beliefs;
}

/** The logarithm of the partition function as a function of the multipliers. */
class Dual {
  readonly #branches: readonly Branch[];
  readonly #logSizes: Float64Array;
  readonly #rows: readonly Row[];

  constructor(program: Program, branches: readonly Branch[], logSizes: Float64Array) {
    this.#branches = branches;
    this.#logSizes = logSizes;
    this.#rows = statementRows(program, logSizes);
  }

  least(): Least<Point> {
    return leastPoint(this.#rows.length, (multipliers) => this.#at(multipliers), 0);
  }

  /** The gradient is the mean of the rows, less than zero; the curvature is their covariance. */
  #at(multipliers: Float64Array): Point {
    const logPotentials = this.#logSizes.slice();
    this.#rows.forEach(({ columns, values }, row) => {
      columns.forEach((column, entry) => {
        logPotentials[column]! -= multipliers[row]! * values[entry]!;
      });
    });
    const beliefs = beliefsOf(this.#branches, logPotentials);
    return {
      value: beliefs.logPartition,
      gradient: this.#rows.map((row) => -meanOf(row, beliefs.shares)),
      curvature: () => this.#rows.map((row) => this.#covariances(row, beliefs)),
      beliefs,
    };
  }

  #covariances({ columns, values }: Row, beliefs: Beliefs): number[] {
    const direction = new Float64Array(beliefs.shares.length);
    columns.forEach((column, entry) => {
      direction[column] = values[entry]!;
    });
    const changes = changeOfShares(this.#branches, beliefs, direction);
    return this.#rows.map((row) => meanOf(row, changes));
  }
}

/** The rows of statements without the columns that are empty, save those that have no others. */
function statementRows({ matrix, rows, cliqueOf }: Program, logSizes: Float64Array): Row[] {
  const found = rows.kinds.map(() => ({ columns: [] as number[], values: [] as number[] }));
  for (let column = 0; column < cliqueOf.length; column++) {
    if (logSizes[column] === Number.NEGATIVE_INFINITY) continue;
    for (let entry = matrix.starts[column]!; entry < matrix.starts[column + 1]!; entry++) {
      const own = found[matrix.indices[entry]!]!;
      own.columns.push(column);
      own.values.push(matrix.values[entry]!);
    }
  }
  return found.filter(({ columns }, row) => rows.kinds[row] === rowKinds.statement && columns.length > 0);
}

const meanOf = ({ columns, values }: Row, shares: Float64Array) => {
  let sum = 0;
  for (let entry = 0; entry < columns.length; entry++) sum += values[entry]! * shares[columns[entry]!]!;
  return sum;
};

/** How many answers each cell stands for, by clique; those to a variable count in the first clique that has it. */
function cellSizesOf({ tree, levels }: Program, sizes: LevelSizes): Float64Array[] {
  const counted = new Set<string>();
  return [...tree.cliques, []].map((scope) => {
    const all = new Float64Array(cellCount(scope, levels)).fill(1);
    const strides = stridesOf(scope, levels);
    scope.forEach((name, at) => {
      const own = sizes.get(name);
      if (!own || counted.has(name)) return;
      counted.add(name);
      all.forEach((size, cell) => {
        all[cell] = size * own[Math.floor(cell / strides[at]!) % own.length]!;
      });
    });
    return all;
  });
}

/** To so many nats the entropy is found. */
const precision = 1e-8;
/** A column with a larger share is not empty in a distribution that comes near to the statements. */
const suspicious = 1e-4;
/** A column counts as empty where no distribution has so much in it, and so does a base. */
const emptyShare = 1e-8;

/** The columns that are empty in all distributions which meet the statements; undefined where there is none of these. */
function emptyColumns(program: Program, { beliefs }: Point, solver: Solver): number[] | undefined {
  const opened = solver.open(program);
  try {
    let left = [...program.cliqueOf.keys()].filter((column) => beliefs.shares[column]! < suspicious);
    for (;;) {
      const fullest = opened.fullest(left);
      if (!fullest) return undefined;
      const others = left.filter((column) => fullest[column]! <= emptyShare);
      if (others.length === left.length) return left;
      left = others;
    }
  } finally {
    opened.close();
  }
}
