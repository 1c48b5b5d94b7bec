import { beforeAll, describe, expect, test } from "vitest";
import { boundsOf } from "../../src/coherence/bounds.ts";
import { conflictsIn } from "../../src/coherence/conflicts.ts";
import { contradictionIn } from "../../src/coherence/contradiction.ts";
import { junctionTree } from "../../src/coherence/junctionTree.ts";
import { maximumEntropy } from "../../src/coherence/maximumEntropy.ts";
import { mergeLevels } from "../../src/coherence/mergedLevels.ts";
import type { Ratio, Statement } from "../../src/coherence/publication.ts";
import { loadSolver, type Solver } from "../../src/coherence/solver.ts";
import { TooManyCells } from "../../src/coherence/tooManyCells.ts";
import { publicationWith } from "../support/smallPublications.ts";

let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver("many");
});

const ratio = (scope: string[], numerator: number[], denominator = numerator.map(() => 1)): Ratio => ({
  scope,
  numerator: Float64Array.from(numerator),
  denominator: Float64Array.from(denominator),
});
const says = (id: string, low: number, high: number, of: Ratio): Statement => ({ id, low, high, ...of });
/** The first of two levels; and the same among the first of another variable's, whose levels run first. */
const share = (of: string) => ratio([of], [1, 0]);
const shareAmong = (of: string, among: string) => ratio([of, among], [1, 0, 0, 0], [1, 0, 1, 0]);

describe("roundings", () => {
  test("parts that round to 33, 33 and 33% make a whole, and so do parts that reach it on their very bounds", () => {
    const parts = (low: number, high: number) =>
      publicationWith({ a: 4 }, [
        says("first", low, high, ratio(["a"], [1, 0, 0, 0])),
        says("second", low, high, ratio(["a"], [0, 1, 0, 0])),
        says("third", low, high, ratio(["a"], [0, 0, 1, 0])),
        says("rest", 0.01, 0.01, ratio(["a"], [0, 0, 0, 1])),
      ]);
    expect(contradictionIn(parts(0.325, 0.335), solver)).toBeUndefined();
    expect(contradictionIn(parts(0.32, 0.33), solver)).toBeUndefined();
    expect(contradictionIn(parts(0.32, 0.3299), solver)).toEqual(["first", "second", "third", "rest"]);
  });

  test("a mean lies between the smallest and the largest score", () => {
    const score = ratio(["a"], [0, 1, 4]);
    expect(conflictsIn(publicationWith({ a: 3 }, [says("mean", 4.05, 4.15, score)]), solver)).toEqual({
      conflicts: [["mean"]],
      complete: true,
    });
    expect(
      contradictionIn(publicationWith({ a: 3 }, [says("mean", 3.95, 4.05, score)]), solver),
    ).toBeUndefined();
  });
});

describe("bases", () => {
  // Nobody is in the first level of b; yet a figure is about these.
  const statements = [says("nobody", 0, 0, share("b")), says("about-them", 0.4, 0.6, shareAmong("a", "b"))];

  test("that are printed about are not empty, and what empties them contradicts the figure", () => {
    const { conflicts } = conflictsIn(publicationWith({ a: 2, b: 2 }, statements), solver);
    expect(conflicts).toEqual([["about-them", "nobody"]]);
  });

  test("may be empty where that is said", () => {
    const own = publicationWith({ a: 2, b: 2 }, statements, { mayBeEmpty: true });
    expect(contradictionIn(own, solver)).toBeUndefined();
    expect(boundsOf(own, [shareAmong("a", "b")], solver)).toEqual([undefined]);
  });
});

describe("a derived variable", () => {
  /** Whether any of two answers is yes, their first level; its first level is yes. */
  const any = { of: "any", inputs: ["x", "y"], output: Int32Array.of(0, 0, 0, 1) };
  const levels = { any: 2, x: 2, y: 2 };

  test("is bounded by its inputs (Fréchet): 30% and 40% make 40 to 70%", () => {
    const statements = [says("x", 0.3, 0.3, share("x")), says("y", 0.4, 0.4, share("y"))];
    const [found] = boundsOf(
      publicationWith(levels, statements, { definitions: [any] }),
      [share("any")],
      solver,
    );
    expect(found!.low).toBeCloseTo(0.4, 9);
    expect(found!.high).toBeCloseTo(0.7, 9);
    expect(found!.bindingHigh).toEqual(["x", "y"]);
  });

  test("keeps apart only the levels of its inputs that it tells apart", () => {
    const cut = { of: "cut", inputs: ["n"], output: Int32Array.of(0, 0, 1, 1, 1) };
    const merged = mergeLevels({
      levels: new Map([
        ["cut", 2],
        ["n", 5],
        ["unused", 3],
      ]),
      definitions: [cut],
      ratios: [share("cut")],
    });
    expect([...merged.levels]).toEqual([
      ["cut", 2],
      ["n", 2],
    ]);
    expect(merged.definitions).toEqual([{ ...cut, output: Int32Array.of(0, 1) }]);
  });
});

describe("the graph", () => {
  const levels = new Map(["a", "b", "c", "d"].map((name) => [name, 2]));

  test("of a circle of four is made chordal by one chord: two cliques of three with two in common", () => {
    const { cliques, edges } = junctionTree(
      [
        ["a", "b"],
        ["b", "c"],
        ["c", "d"],
        ["d", "a"],
      ],
      levels,
    );
    expect(cliques.map(({ length }) => length)).toEqual([3, 3]);
    expect(edges.map(({ separator }) => separator.length)).toEqual([2]);
  });

  test("ties figures that have no variable in common: three pairs cannot all disagree", () => {
    const differ = (first: string, second: string) => ratio([first, second], [0, 1, 1, 0]);
    const statements = [
      says("ab", 0.9, 1, differ("a", "b")),
      says("bc", 0.9, 1, differ("b", "c")),
      says("ca", 0.9, 1, differ("c", "a")),
    ];
    expect(conflictsIn(publicationWith({ a: 2, b: 2, c: 2 }, statements), solver).conflicts).toEqual([
      ["ab", "bc", "ca"],
    ]);
    // Of any two answers out of three with two levels, at most two pairs differ: 2 - 0.9 - 0.9 is left to the third at least.
    const [found] = boundsOf(
      publicationWith({ a: 2, b: 2, c: 2 }, statements.slice(0, 2)),
      [differ("c", "a")],
      solver,
    );
    expect(found!.high).toBeCloseTo(0.2, 9);
  });
});

describe("ten answers out of four, which make a million cells,", () => {
  const names = [..."abcdefghij"];
  const pairs = names.flatMap((first, at) => names.slice(at + 1).map((second) => [first, second]));
  const same = (pair: string[]) =>
    ratio(
      pair,
      Array.from({ length: 16 }, (_, cell) => Number(cell % 5 === 0)),
    );
  /** At least 3 + 3 + 1 + 1 pairs are the same: three answers share one level, three another, and two each of the others. */
  const least = 8 / pairs.length;
  const statements = (high: number) => pairs.map((pair) => says(pair.join(""), 0, high, same(pair)));
  const levels = Object.fromEntries(names.map((name) => [name, 4]));

  test("cannot differ in more pairs than the pigeonholes leave, of which none can be spared", () => {
    expect(contradictionIn(publicationWith(levels, statements(least + 0.001)), solver)).toBeUndefined();
    expect(contradictionIn(publicationWith(levels, statements(least - 0.001)), solver)).toEqual(
      pairs.map((pair) => pair.join("")),
    );
  });

  test("bound what is left to one pair by all others", () => {
    const others = statements(least - 0.001).slice(1);
    const [found] = boundsOf(publicationWith(levels, others), [same(pairs[0]!)], solver);
    expect(found!.low).toBeCloseTo(8 - others.length * (least - 0.001), 9);
    expect(found!.high).toBeCloseTo(1, 9);
    expect(found!.bindingLow).toHaveLength(others.length);
  });

  test("are too many for the population of maximum entropy, which needs all cells", () => {
    expect(() => maximumEntropy(publicationWith(levels, statements(1)), solver)).toThrow(TooManyCells);
  });
});
