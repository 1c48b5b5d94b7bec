import { beforeAll, describe, expect, test } from "vitest";
import { boundsOf } from "../../src/coherence/bounds.ts";
import { conflictsIn } from "../../src/coherence/conflicts.ts";
import { loadSolver, type Solver } from "../../src/coherence/solver.ts";
import {
  type ExpectedByR,
  publicationOf,
  ratioOf,
  readByR,
  type SmallPublication,
} from "../support/smallPublications.ts";

/** Figures of the embedded studies, typed from the publications, with the arithmetic by hand and what R's programs found. */
const cases: readonly (SmallPublication & ExpectedByR & { readonly arithmetic: string })[] =
  readByR("studies");

let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver("many");
});

describe.each(cases.map((own) => [own.name, own.arithmetic, own] as const))("%s: %s", (_name, _how, own) => {
  test("its conflicts are those that R's programs prove", () => {
    const { conflicts, complete } = conflictsIn(publicationOf(own, false), solver, Number.POSITIVE_INFINITY);
    expect(complete).toBe(true);
    expect(conflicts.map((ids) => [...ids].sort().join(" ")).sort()).toEqual(
      own.conflicts!.map((ids) => [...ids].sort().join(" ")).sort(),
    );
  });

  if (own.bounds.every(({ low }) => low === null)) return;
  test("its bounds are those of R's programs", () => {
    const ratios = own.queries.map((query) => ratioOf(query, own.variables));
    const found = boundsOf(publicationOf(own, false), ratios, solver);
    own.queries.forEach(({ id }, at) => {
      const { low, high } = own.bounds.find((entry) => entry.id === id)!;
      expect(Math.abs(found[at]!.low - low!), id).toBeLessThan(1e-7);
      expect(Math.abs(found[at]!.high - high!), id).toBeLessThan(1e-7);
    });
  });
});
