import { cellCount, type Levels } from "./publication.ts";

/** Two cliques whose tables have the same margin on the variables that both have. */
export interface Edge {
  readonly between: readonly [number, number];
  readonly separator: readonly string[];
}

/** Cliques of a chordal graph, joined to a forest: those that share a variable hang together along cliques that have it. */
export interface JunctionTree {
  readonly cliques: readonly (readonly string[])[];
  readonly edges: readonly Edge[];
}

/**
 * The junction tree of the graph in which the variables of each scope are joined with one another. Variables are eliminated by
 * least fill-in, and where that is equal by the smallest table (Koller and Friedman 2009, section 9.4.3), which makes the graph
 * chordal; the tree is a heaviest one by the number of shared variables (Lauritzen 1996, section 2.1.3).
 */
export function junctionTree(scopes: readonly (readonly string[])[], levels: Levels): JunctionTree {
  const cliques = largest(eliminationSets(scopes, levels));
  return { cliques, edges: heaviestForest(cliques) };
}

type Graph = Map<string, Set<string>>;

function graphOf(scopes: readonly (readonly string[])[]): Graph {
  const graph: Graph = new Map();
  for (const scope of scopes)
    for (const name of scope) {
      const joined = graph.get(name) ?? new Set();
      for (const other of scope) if (other !== name) joined.add(other);
      graph.set(name, joined);
    }
  return graph;
}

/** Each variable with those that it is joined with when it is eliminated. */
export function eliminationSets(scopes: readonly (readonly string[])[], levels: Levels): string[][] {
  const graph = graphOf(scopes);
  const sets: string[][] = [];
  while (graph.size > 0) {
    const next = [...graph.keys()]
      .map((name) => ({
        name,
        fill: fillOf(graph, name),
        size: cellCount([name, ...graph.get(name)!], levels),
      }))
      .reduce((best, own) =>
        own.fill < best.fill || (own.fill === best.fill && own.size < best.size) ? own : best,
      ).name;
    const joined = [...graph.get(next)!];
    sets.push([next, ...joined]);
    for (const name of joined) {
      const own = graph.get(name)!;
      own.delete(next);
      for (const other of joined) if (other !== name) own.add(other);
    }
    graph.delete(next);
  }
  return sets;
}

/** How many pairs of a variable's neighbours are not joined. */
function fillOf(graph: Graph, name: string): number {
  const joined = [...graph.get(name)!];
  return joined.reduce(
    (sum, first, at) => sum + joined.slice(at + 1).filter((second) => !graph.get(first)!.has(second)).length,
    0,
  );
}

/** The sets that no other one holds. */
export function largest(sets: readonly (readonly string[])[]): string[][] {
  const kept: string[][] = [];
  for (const set of [...sets].sort((a, b) => b.length - a.length))
    if (!kept.some((own) => set.every((name) => own.includes(name)))) kept.push([...set].sort());
  return kept;
}

/** Kruskal's forest of the cliques, the pairs that share most variables first. */
function heaviestForest(cliques: readonly (readonly string[])[]): Edge[] {
  const pairs = cliques.flatMap((first, at) =>
    cliques.slice(at + 1).flatMap((second, after) => {
      const separator = first.filter((name) => second.includes(name));
      return separator.length > 0 ? [{ between: [at, at + 1 + after] as const, separator }] : [];
    }),
  );
  const tree = cliques.map((_, at) => at);
  const rootOf = (at: number): number => (tree[at] === at ? at : rootOf(tree[at]!));
  return pairs
    .sort((a, b) => b.separator.length - a.separator.length)
    .filter(({ between: [first, second] }) => {
      const [one, other] = [rootOf(first), rootOf(second)];
      tree[one] = other;
      return one !== other;
    });
}
