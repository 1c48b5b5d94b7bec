import { basesOf } from "./bases.ts";
import { CellSearch } from "./cellSearch.ts";
import { type ClusterTree, clusterTree } from "./clusters.ts";
import {
  type Column,
  distinctColumns,
  type Entries,
  entriesOf,
  type SparseColumns,
  sparse,
} from "./columns.ts";
import type { JunctionTree } from "./junctionTree.ts";
import {
  cellCount,
  type Definition,
  type Levels,
  type Publication,
  projection,
  type Ratio,
  type Statement,
} from "./publication.ts";
import { smallestWith, Table } from "./table.ts";

/** A ratio over the columns of a program. */
export interface RatioEntries {
  readonly numerator: Entries;
  readonly denominator: Entries;
}

/** What a row says: that two margins agree or that a table adds up to the population, or one side of a statement, or of a base. */
export const rowKinds = { equal: 0, total: 1, statement: 2, base: 3 } as const;

/** Rows of the kinds equal and total are zero, the others are at most zero. */
export interface Rows {
  readonly kinds: readonly (typeof rowKinds)[keyof typeof rowKinds][];
  /** The statement, or the base, that a row is of. */
  readonly of: readonly number[];
}

/**
 * The populations that statements allow, whatever their size, as a linear program. Its columns are the cells of the cliques' tables,
 * those with the same entries taken as one; then the size of the population; then one for each base, which is at most the size of
 * that base.
 */
export interface Program {
  readonly statements: readonly Statement[];
  readonly matrix: SparseColumns;
  readonly rows: Rows;
  /** The clique of each cell's column; one more for the population as a whole, which is the last of these columns. */
  readonly cliqueOf: Int32Array;
  readonly cliqueCount: number;
  /** The cells, by their numbers among those of their clique, that each of these columns stands for. */
  readonly cellsOf: readonly (readonly number[])[];
  /** The cliques' variables, and the edges between them, with the row of the first cell of each separator. */
  readonly tree: JunctionTree;
  readonly levels: Levels;
  readonly separatorRows: readonly number[];
  /** The bases that must not be empty, with the statements that are about them; the first is the population, about which are all. */
  readonly bases: readonly (readonly number[])[];
  readonly queries: readonly RatioEntries[];
  /** The cliques that are too large for a table: their cells become columns as they are needed. */
  readonly generated: readonly CellSearch[];
}

/** The share of the population below which a base counts as empty: no survey prints of so few. */
export const leastBase = 1e-5;

/**
 * The program of a publication, with the ratios that it will be asked for. For a chordal graph every set of clique tables that agree
 * on the separators are the margins of one distribution, so that nothing is lost (Vorob'ev 1962; Lauritzen 1996, section 3.1).
 * Cliques of more than `most` cells have no table.
 */
export function linearProgram(publication: Publication, queries: readonly Ratio[], most: number): Program {
  const { levels, definitions, statements } = publication;
  const tree = clusterTree(
    [
      ...[...statements, ...queries].map(({ scope }) => scope),
      ...definitions.map(({ of, inputs }) => [of, ...inputs]),
    ],
    levels,
    most,
  );
  return new Builder(levels, tree).build(publication, queries);
}

class Builder {
  readonly #levels: Levels;
  readonly #tree: ClusterTree;
  /** The tables of each clique: its own, or those of its parts. */
  readonly #tables: readonly (readonly Table[])[];
  readonly #kinds: Rows["kinds"][number][] = [];
  readonly #of: number[] = [];

  constructor(levels: Levels, tree: ClusterTree) {
    this.#levels = levels;
    this.#tree = tree;
    // A table without variables has one cell, the population itself: ratios that depend on nothing are about it.
    this.#tables = [...tree.cliques, []].map((scope, clique) =>
      (tree.parts[clique] ?? [scope]).map((own) => new Table(own, levels)),
    );
  }

  build({ definitions, statements, mayBeEmpty }: Publication, queries: readonly Ratio[]): Program {
    for (const definition of definitions) this.#leaveOut(definition);
    this.#addTotals();
    const separatorRows = this.#addSeparators();
    for (const [at, statement] of statements.entries()) this.#addStatement(statement, at);
    const bases = basesOf(statements, mayBeEmpty);
    const baseRows = bases.map(({ base }, at) => {
      const row = this.#addRow("base", at);
      this.#addEntries(base, row, ({ denominator }, cell) => -denominator[cell]!);
      return row;
    });
    const count = this.#kinds.length;
    queries.forEach((query, at) => {
      this.#addEntries(query, count + 2 * at, ({ numerator }, cell) => numerator[cell]!);
      this.#addEntries(query, count + 2 * at + 1, ({ denominator }, cell) => denominator[cell]!);
    });
    const cells = this.#tables.flatMap((tables, clique) =>
      this.#tree.parts[clique] ? [] : distinctColumns(tables[0]!, clique),
    );
    const all = [
      ...cells,
      ...baseRows.map((row): Column => ({ clique: -1, cells: [], rows: [row], values: [1] })),
    ];
    return {
      statements,
      matrix: sparse(all, count),
      rows: { kinds: this.#kinds, of: this.#of },
      cliqueOf: Int32Array.from(cells, ({ clique }) => clique),
      cliqueCount: this.#tables.length,
      cellsOf: cells.map((own) => own.cells),
      tree: this.#tree,
      levels: this.#levels,
      separatorRows,
      bases: bases.map(({ about }) => about),
      queries: queries.map((_, at) => ({
        numerator: entriesOf(all, count + 2 * at),
        denominator: entriesOf(all, count + 2 * at + 1),
      })),
      generated: this.#tables.flatMap((tables, clique) =>
        this.#tree.parts[clique] ? [new CellSearch(clique, tables, this.#levels)] : [],
      ),
    };
  }

  #addRow(kind: keyof typeof rowKinds, of = -1): number {
    this.#of.push(of);
    return this.#kinds.push(rowKinds[kind]) - 1;
  }

  /** Cells in which a derived variable is not what it is defined as. */
  #leaveOut({ of, inputs, output }: Definition): void {
    for (const table of this.#tables.flat()) {
      if (!table.has([of, ...inputs])) continue;
      const { scope, isVoid } = table;
      const given = projection(scope, inputs, this.#levels);
      const own = projection(scope, [of], this.#levels);
      own.forEach((level, cell) => {
        if (output[given[cell]!] !== level) isVoid[cell] = 1;
      });
    }
  }

  /** In each tree of the forest the cells of one clique add up to the population. */
  #addTotals(): void {
    const { cliques, edges } = this.#tree;
    const joined = new Set(edges.map(({ between }) => between));
    const hung = new Set<number>();
    cliques.forEach((_, root) => {
      if (hung.has(root)) return;
      hung.add(root);
      for (let grown = true; grown; ) {
        grown = false;
        for (const pair of joined) {
          const [first, second] = pair;
          if (hung.has(first) === hung.has(second)) continue;
          hung.add(first).add(second);
          grown = true;
        }
      }
      const row = this.#addRow("total");
      const [table] = this.#tables[root]!;
      table!.rows.forEach((_, cell) => {
        table!.put(cell, row, 1);
      });
      this.#whole.put(0, row, -1);
    });
  }

  /** Two tables have the same margin on their separator; the first row of each. */
  #addSeparators(): number[] {
    return this.#tree.edges.map(({ between, separator }) => {
      const first = this.#kinds.length;
      for (let cell = 0; cell < cellCount(separator, this.#levels); cell++) this.#addRow("equal");
      between.forEach((clique, side) => {
        const table = smallestWith(separator, this.#tables[clique]!)!;
        projection(table.scope, separator, this.#levels).forEach((own, cell) => {
          table.put(cell, first + own, side === 0 ? 1 : -1);
        });
      });
      return first;
    });
  }

  /** numerator − high · denominator ≤ 0 and low · denominator − numerator ≤ 0, scaled to entries of at most 1. */
  #addStatement(statement: Statement, at: number): void {
    for (const [side, bound] of [
      [1, statement.high],
      [-1, statement.low],
    ] as const) {
      const entry = ({ numerator, denominator }: Ratio, cell: number) =>
        side * (numerator[cell]! - bound * denominator[cell]!);
      const largest = statement.numerator.reduce(
        (most, _, cell) => Math.max(most, Math.abs(entry(statement, cell))),
        0,
      );
      if (largest === 0) continue;
      const row = this.#addRow("statement", at);
      this.#addEntries(statement, row, (ratio, cell) => entry(ratio, cell) / largest);
    }
  }

  /** Puts the entries of a ratio into the smallest table that has all of its variables. */
  #addEntries(ratio: Ratio, row: number, entryOf: (ratio: Ratio, cell: number) => number): void {
    const home = ratio.scope.length === 0 ? this.#whole : smallestWith(ratio.scope, this.#tables.flat())!;
    projection(home.scope, ratio.scope, this.#levels).forEach((own, cell) => {
      home.put(cell, row, entryOf(ratio, own));
    });
  }

  /** The table without variables. */
  get #whole(): Table {
    return this.#tables.at(-1)![0]!;
  }
}
