import type { DatasetDescription } from "../../../sources/datasets/description.ts";
import { freeVariables } from "./draw.ts";
import { type EntropyPopulation, isAsked } from "./population.ts";

/** What no figure fixes of a wave. */
export interface Unfixed {
  readonly wave: string;
  /** Variables that figures tie to one another, the largest group first; those of different groups are independent. */
  readonly groups: readonly (readonly string[])[];
  /** Variables whose answers are equally frequent, since no figure tells them apart. */
  readonly free: readonly string[];
  /** Numbers without classes, which have no answers. */
  readonly empty: readonly string[];
}

/** What no figure fixes of the population of maximum entropy, by the variables that are asked. */
export function unfixedIn(
  { published, found: { program, branches } }: EntropyPopulation,
  description: DatasetDescription,
  wave: string,
): Unfixed {
  const asked = [...published.variables.values()].filter((own) => own.wave === wave && isAsked(own));
  const nameOf = new Map(asked.map(({ key }) => [key, key.slice(wave.length + 1)]));
  const roots: number[] = [];
  const groups = new Map<number, Set<string>>();
  branches.forEach(({ clique, parent }, at) => {
    const root = parent ? roots[parent.branch]! : at;
    roots.push(root);
    const group = groups.get(root) ?? new Set<string>();
    for (const key of program.tree.cliques[clique] ?? []) {
      const name = nameOf.get(key);
      if (name !== undefined) group.add(name);
    }
    groups.set(root, group);
  });
  const told = new Set([...groups.values()].flatMap((names) => [...names]));
  const others = freeVariables(description, wave).filter(({ variable }) => !told.has(variable));
  return {
    wave,
    groups: [...groups.values()]
      .filter(({ size }) => size > 0)
      .map((names) => [...names].sort())
      .sort((a, b) => b.length - a.length),
    free: others.flatMap(({ variable, values }) => (values.length > 1 ? [variable] : [])),
    empty: others.flatMap(({ variable, values }) => (values.length > 0 ? [] : [variable])),
  };
}
