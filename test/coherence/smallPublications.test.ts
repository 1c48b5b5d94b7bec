import { beforeAll, describe, expect, test } from "vitest";
import { boundsOf } from "../../src/coherence/bounds.ts";
import { conflictsIn } from "../../src/coherence/conflicts.ts";
import { contradictionIn } from "../../src/coherence/contradiction.ts";
import { leastWidening } from "../../src/coherence/mending.ts";
import { loadSolver, type Solver } from "../../src/coherence/solver.ts";
import {
  type ExpectedByR,
  type FoundByR,
  publicationOf,
  ratioOf,
  readByR,
  type SmallPublication,
} from "../support/smallPublications.ts";

const publications: readonly SmallPublication[] = readByR("publications");
const expected: readonly ExpectedByR[] = readByR("expected");

let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver("many");
});

const sorted = (conflicts: readonly (readonly string[])[]) => conflicts.map((own) => own.join(" ")).sort();

describe.each([
  { bases: "bases that may be empty", mayBeEmpty: true },
  { bases: "bases that are not empty", mayBeEmpty: false },
])("of 200 small publications with $bases", ({ mayBeEmpty }) => {
  const foundIn = (own: ExpectedByR): FoundByR => (mayBeEmpty ? own : own.occupied);

  test("those contradict themselves that R's programs over all cells refute, and no other", () => {
    const wrong = publications.filter(
      (own, at) =>
        (contradictionIn(publicationOf(own, mayBeEmpty), solver) === undefined) !==
        foundIn(expected[at]!).coherent,
    );
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  test("the conflicts are all smallest sets of figures that R's programs refute", () => {
    publications.forEach((own, at) => {
      const { conflicts } = foundIn(expected[at]!);
      if (!conflicts) return;
      const found = conflictsIn(publicationOf(own, mayBeEmpty), solver, Number.POSITIVE_INFINITY);
      expect(found.complete).toBe(true);
      expect(sorted(found.conflicts), own.name).toEqual(sorted(conflicts));
    });
  });
});

test("of the coherent ones, bounds are those of R's programs over all cells", () => {
  publications.forEach((own, at) => {
    const bounds = boundsOf(
      publicationOf(own, true),
      own.queries.map((query) => ratioOf(query, own.variables)),
      solver,
    );
    own.queries.forEach(({ id }, query) => {
      const { low, high } = expected[at]!.bounds.find((entry) => entry.id === id)!;
      const found = bounds[query];
      expect(found === undefined, `${own.name} ${id}`).toBe(low === null);
      if (!found) return;
      expect(Math.abs(found.low - low!), `${own.name} ${id}`).toBeLessThan(1e-7);
      expect(Math.abs(found.high - high!), `${own.name} ${id}`).toBeLessThan(1e-7);
    });
  });
});

test("the least widening that mends an incoherent one is that of R, in units of the last printed digit", () => {
  const incoherent = publications.filter((_, at) => !expected[at]!.coherent);
  expect(incoherent.length).toBeGreaterThan(30);
  for (const own of incoherent) {
    const { leastSlack } = expected.find(({ name }) => name === own.name)!;
    // The widening is found to a ten-thousandth, with bounds that are wider by 1e-7: as much again of the smallest unit.
    expect(Math.abs(leastWidening(publicationOf(own, true), solver)! - leastSlack), own.name).toBeLessThan(
      2e-4,
    );
  }
});

describe.each([
  { tables: "no table", mostCells: 1 },
  { tables: "tables of up to 20 cells, beside those", mostCells: 20 },
])("where cells are generated as they are needed, with $tables", ({ mostCells }) => {
  // Every eighth: that takes a few seconds.
  const some = [...publications.keys()].filter((at) => at % 8 === mostCells % 8);
  const generating = (): Solver => ({ ...solver, mostCells });

  test("conflicts are those of R's programs over all cells", () => {
    for (const at of some)
      for (const mayBeEmpty of [true, false]) {
        const own = publications[at]!;
        const { coherent, conflicts } = mayBeEmpty ? expected[at]! : expected[at]!.occupied;
        const publication = publicationOf(own, mayBeEmpty);
        if (!conflicts)
          expect(contradictionIn(publication, generating()) === undefined, own.name).toBe(coherent);
        else
          expect(sorted(conflictsIn(publication, generating(), Infinity).conflicts), own.name).toEqual(
            sorted(conflicts),
          );
      }
  });

  test("bounds are those of R's programs over all cells", () => {
    for (const at of some) {
      const { name, queries, variables } = publications[at]!;
      const ratios = queries.map((query) => ratioOf(query, variables));
      const bounds = boundsOf(publicationOf(publications[at]!, true), ratios, generating());
      queries.forEach(({ id }, query) => {
        const { low, high } = expected[at]!.bounds.find((entry) => entry.id === id)!;
        const found = bounds[query];
        expect(found === undefined, `${name} ${id}`).toBe(low === null);
        if (!found) return;
        expect(Math.abs(found.low - low!), `${name} ${id}`).toBeLessThan(1e-7);
        expect(Math.abs(found.high - high!), `${name} ${id}`).toBeLessThan(1e-7);
      });
    }
  });
});
