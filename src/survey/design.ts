import type { Column } from "../sources/codebook.ts";
import { InputError, type Place } from "../text/errors.ts";

/**
 * A stratified sample of elements: the weight and the stratum of each row. Every estimator takes the design.
 * Sampling fractions are neglected (sampling with replacement), as R's `svydesign` does without `fpc`.
 */
export interface Design {
  readonly rows: number;
  readonly weights: readonly number[];
  /** The stratum's index of each row. */
  readonly stratum: Int32Array;
  /** How many rows each stratum has, domains notwithstanding. */
  readonly stratumSizes: readonly number[];
}

/**
 * The design of a sample with weights, stratified by the crossing of `strata` (none: one stratum).
 * Throws when a stratum has a single row, since nothing can be said of its variance.
 */
export function makeDesign(weights: readonly number[], strata: readonly Column[], place: Place = {}): Design {
  const indexOf = new Map<string, number>();
  const sizes: number[] = [];
  const stratum = Int32Array.from(weights, (_, row) => {
    const key = JSON.stringify(strata.map((column) => column[row]));
    const index = indexOf.get(key) ?? sizes.length;
    indexOf.set(key, index);
    sizes[index] = (sizes[index] ?? 0) + 1;
    return index;
  });
  const lonely = [...indexOf.keys()].filter((_, index) => sizes[index] === 1);
  if (lonely.length > 0)
    throw new InputError("a stratum has a single respondent, so its variance cannot be estimated", place, {
      value: lonely.map((key) => JSON.parse(key).join(" × ")).join(", "),
      advice: "Merge it with another stratum",
    });
  return { rows: weights.length, weights, stratum, stratumSizes: sizes };
}

/**
 * Degrees of freedom of a domain: its rows of positive weight minus the strata that have such rows
 * (`degf` of a subset design in R's survey).
 */
export function degreesOfFreedom(design: Design, inDomain: (row: number) => boolean): number {
  const strata = new Set<number>();
  let rows = 0;
  for (let row = 0; row < design.rows; row++)
    if (design.weights[row]! > 0 && inDomain(row)) {
      rows++;
      strata.add(design.stratum[row]!);
    }
  return rows - strata.size;
}
