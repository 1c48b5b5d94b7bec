import { type JunctionTree, junctionTree, largest } from "./junctionTree.ts";
import { cellCount, type Levels } from "./publication.ts";

/** A junction tree in which cliques that are too large for a table are clusters, those that hang together as one. */
export interface ClusterTree extends JunctionTree {
  /** Of each clique that is too large, the largest scopes that it is made of; undefined of the others, which have a table. */
  readonly parts: readonly (readonly (readonly string[])[] | undefined)[];
}

/**
 * The junction tree of some scopes, with cliques of more than `most` cells as clusters. Where two of these share a separator both
 * become one, so that no separator is larger than a table.
 */
export function clusterTree(
  scopes: readonly (readonly string[])[],
  levels: Levels,
  most: number,
): ClusterTree {
  const { cliques, edges } = junctionTree(scopes, levels);
  const isLarge = cliques.map((own) => cellCount(own, levels) > most);
  const isWithin = ({ between: [first, second] }: JunctionTree["edges"][number]) =>
    isLarge[first]! && isLarge[second]!;
  const heads = headsOf(cliques.length, edges.filter(isWithin));
  const kept = [...new Set(heads)];
  const joined = kept.map((head) =>
    [...new Set(cliques.filter((_, at) => heads[at] === head).flat())].sort(),
  );
  const between = edges.filter((edge) => !isWithin(edge));
  const tabulated = cliques.filter((_, at) => !isLarge[at]);
  const isTabulated = (scope: readonly string[]) =>
    tabulated.some((clique) => scope.every((name) => clique.includes(name)));
  const own = [
    ...scopes.filter((scope) => !isTabulated(scope)),
    ...between.map(({ separator }) => separator),
  ];
  return {
    cliques: joined,
    edges: between.map(({ between: [first, second], separator }) => ({
      between: [kept.indexOf(heads[first]!), kept.indexOf(heads[second]!)],
      separator,
    })),
    parts: kept.map((head, at) =>
      isLarge[head]
        ? largest(own.filter((scope) => scope.every((name) => joined[at]!.includes(name))))
        : undefined,
    ),
  };
}

/** The first of those that each of some cliques hangs together with. */
function headsOf(count: number, edges: JunctionTree["edges"]): number[] {
  const heads = Array.from({ length: count }, (_, at) => at);
  for (const { between } of edges) {
    const [first, second] = between.map((at) => heads[at]!);
    heads.forEach((head, at) => {
      if (head === first || head === second) heads[at] = Math.min(first!, second!);
    });
  }
  return heads;
}
