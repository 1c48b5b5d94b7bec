import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { boundsOf } from "../../src/coherence/bounds.ts";
import { conflictsIn } from "../../src/coherence/conflicts.ts";
import { contradictionIn } from "../../src/coherence/contradiction.ts";
import { leastWidening } from "../../src/coherence/mending.ts";
import type { Publication, Ratio, Statement } from "../../src/coherence/publication.ts";
import { loadSolver, type Solver } from "../../src/coherence/solver.ts";
import { root } from "../support/oracle.ts";

type Condition = Readonly<Record<string, readonly string[]>>;

/** A share of some levels, or a mean of scores, within a domain. */
interface Measured {
  readonly id: string;
  readonly domain: Condition;
  readonly level?: Condition;
  readonly scores?: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

interface Small {
  readonly name: string;
  readonly variables: Condition;
  readonly figures: readonly (Measured & { readonly published: number; readonly unit: number })[];
  readonly queries: readonly Measured[];
}

interface Found {
  readonly coherent: boolean;
  readonly conflicts: readonly (readonly string[])[] | null;
}

interface Expected extends Found {
  readonly name: string;
  readonly occupied: Found;
  /** In units of the last printed digit. */
  readonly leastSlack: number;
  readonly bounds: readonly {
    readonly id: string;
    readonly low: number | null;
    readonly high: number | null;
  }[];
}

/** What R's linear programs found over all cells of the product of all variables: see publications.R and expected.R. */
const read = (name: string) => JSON.parse(readFileSync(`${root}test/oracle/coherence/${name}.json`, "utf8"));
const publications: readonly Small[] = read("publications");
const expected: readonly Expected[] = read("expected");

/** Each choice of a level of each variable, the last variable's running first. */
const cellsOf = (names: readonly string[], variables: Condition) =>
  names.reduce<Record<string, string>[]>(
    (all, name) => all.flatMap((cell) => variables[name]!.map((level) => ({ ...cell, [name]: level }))),
    [{}],
  );

function ratioOf({ domain, level, scores = {} }: Measured, variables: Condition): Ratio {
  const named = [domain, level ?? {}, scores].flatMap(Object.keys);
  const scope = Object.keys(variables).filter((name) => named.includes(name));
  const meets = (cell: Record<string, string>, condition: Condition) =>
    Object.entries(condition).every(([name, levels]) => levels.includes(cell[name]!));
  const cells = cellsOf(scope, variables).map((cell) => {
    const score = level
      ? Number(meets(cell, level))
      : Object.entries(scores).reduce((sum, [name, points]) => sum + points[cell[name]!]!, 0);
    return meets(cell, domain) ? { score, base: 1 } : { score: 0, base: 0 };
  });
  return {
    scope,
    numerator: Float64Array.from(cells, ({ score }) => score),
    denominator: Float64Array.from(cells, ({ base }) => base),
  };
}

const publicationOf = ({ variables, figures }: Small, mayBeEmpty: boolean): Publication => ({
  levels: new Map(Object.entries(variables).map(([name, levels]) => [name, levels.length])),
  definitions: [],
  statements: figures.map((figure): Statement => {
    const { id, published, unit } = figure;
    return { id, ...ratioOf(figure, variables), low: published - unit / 2, high: published + unit / 2 };
  }),
  mayBeEmpty,
});

let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

const sorted = (conflicts: readonly (readonly string[])[]) => conflicts.map((own) => own.join(" ")).sort();

describe.each([
  { bases: "bases that may be empty", mayBeEmpty: true },
  { bases: "bases that are not empty", mayBeEmpty: false },
])("of 200 small publications with $bases", ({ mayBeEmpty }) => {
  const foundIn = (own: Expected): Found => (mayBeEmpty ? own : own.occupied);

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
