import { beforeAll, describe, expect, test } from "vitest";
import { drawLevels } from "../../src/coherence/drawLevels.ts";
import { type MaximumEntropy, maximumEntropy } from "../../src/coherence/maximumEntropy.ts";
import { type Ratio, type Statement, stridesOf } from "../../src/coherence/publication.ts";
import { loadSolver, type Solver } from "../../src/coherence/solver.ts";
import { streamOf } from "../../src/numerics/random.ts";
import {
  publicationOf,
  publicationWith,
  readByR,
  type SmallPublication,
} from "../support/smallPublications.ts";

let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver("many");
});

const says = (
  low: number,
  high: number,
  scope: string[],
  numerator: number[],
  denominator = numerator.map(() => 1),
): Statement => ({
  id: `${scope} ${numerator}`,
  low,
  high,
  scope,
  numerator: Float64Array.from(numerator),
  denominator: Float64Array.from(denominator),
});

/** The share of the population in each cell of a ratio's numerator. */
function shareOf({ program, beliefs }: MaximumEntropy, { scope, numerator }: Ratio): number {
  const clique = program.tree.cliques.findIndex((own) => own.join() === [...scope].sort().join());
  return [...program.cliqueOf.keys()]
    .filter((column) => program.cliqueOf[column] === clique)
    .reduce((sum, column) => sum + beliefs.shares[column]! * numerator[program.cellsOf[column]![0]!]!, 0);
}

/** What R found of a publication: the entropy, and the shares of some cells; levels of the first variable run first. */
interface EntropyByR {
  readonly name: string;
  /** Whether nobody's base need be empty. */
  readonly occupied: boolean;
  readonly entropy: number;
  readonly cells: readonly { readonly index: number; readonly share: number }[];
}

/** The share of a cell of all variables: clique after clique, each given what it shares with its parent. */
function shareOfCell(
  { program, branches, beliefs, cellSizes }: MaximumEntropy,
  variables: SmallPublication["variables"],
  index: number,
): number {
  const levels = new Map<string, number>();
  let [rest, share] = [index, 1];
  for (const [name, own] of Object.entries(variables)) {
    levels.set(name, rest % own.length);
    rest = Math.floor(rest / own.length);
    if (!program.tree.cliques.flat().includes(name)) share /= own.length;
  }
  for (const { clique, from, to } of branches) {
    const scope = program.tree.cliques[clique] ?? [];
    const strides = stridesOf(scope, program.levels);
    const cell = scope.reduce((sum, name, at) => sum + strides[at]! * levels.get(name)!, 0);
    for (let column = from; column < to; column++) {
      const cells = program.cellsOf[column]!;
      const sizes = cells.map((own) => cellSizes[clique]![own]!);
      if (cells.includes(cell))
        share *= (beliefs.given[column]! * cellSizes[clique]![cell]!) / sizes.reduce((a, b) => a + b, 0);
    }
  }
  return share;
}

const entropyOf = (...shares: number[]) =>
  shares.reduce((sum, share) => sum - (share > 0 ? share * Math.log(share) : 0), 0);

describe("the population of maximum entropy", () => {
  test("has all cells alike where nothing is printed that differs from that", () => {
    const even = maximumEntropy(
      publicationWith({ a: 2, b: 2 }, [says(0.4, 0.6, ["a", "b"], [1, 1, 0, 0])]),
      solver,
    )!;
    expect(even.entropy).toBeCloseTo(Math.log(4), 9);
  });

  test("is at the end of an interval that is nearest to that", () => {
    const share = says(0.625, 0.635, ["a"], [1, 0]);
    const found = maximumEntropy(publicationWith({ a: 2 }, [share]), solver)!;
    expect(shareOf(found, share)).toBeCloseTo(0.625, 8);
  });

  test("has independent variables where margins alone are printed", () => {
    const found = maximumEntropy(
      publicationWith({ a: 2, b: 2 }, [
        says(0.3, 0.3, ["a"], [1, 0]),
        says(0.2, 0.2, ["b"], [1, 0]),
        // A figure about both, which says nothing.
        says(0, 1, ["a", "b"], [1, 0, 0, 0]),
      ]),
      solver,
    )!;
    expect(found.entropy).toBeCloseTo(entropyOf(0.3, 0.7) + entropyOf(0.2, 0.8), 9);
    expect(shareOf(found, says(0, 1, ["a", "b"], [1, 0, 0, 0]))).toBeCloseTo(0.06, 9);
  });

  test("is tilted exponentially by a mean: a die of mean 4.5 (Jaynes 1978)", () => {
    const mean = says(4.5, 4.5, ["die"], [1, 2, 3, 4, 5, 6]);
    const found = maximumEntropy(publicationWith({ die: 6 }, [mean]), solver)!;
    // As Jaynes prints them, to five digits.
    const printed = [0.05435, 0.07877, 0.11416, 0.16545, 0.23977, 0.34749];
    printed.forEach((share, face) => {
      const own = says(
        0,
        1,
        ["die"],
        printed.map((_, at) => Number(at === face)),
      );
      expect(Math.abs(shareOf(found, own) - share)).toBeLessThan(6e-6);
    });
    expect(found.entropy).toBeCloseTo(1.61358, 5);
  });

  test("has variables independent that only a third one ties: H = H(ab) + H(bc) - H(b)", () => {
    const [ab, bc] = [
      [0.4, 0.1, 0.1, 0.4],
      [0.2, 0.3, 0.3, 0.2],
    ];
    const cellsOf = (scope: string[], shares: number[]) =>
      shares.map((share, cell) =>
        says(
          share,
          share,
          scope,
          shares.map((_, at) => Number(at === cell)),
        ),
      );
    const found = maximumEntropy(
      publicationWith({ a: 2, b: 2, c: 2 }, [...cellsOf(["a", "b"], ab!), ...cellsOf(["b", "c"], bc!)]),
      solver,
    )!;
    expect(found.entropy).toBeCloseTo(entropyOf(...ab!) + entropyOf(...bc!) - Math.log(2), 8);
  });

  test("counts what is derived once: half have any of two answers, so that three cells share that half", () => {
    const any = { of: "any", inputs: ["x", "y"], output: Int32Array.of(0, 0, 0, 1) };
    const found = maximumEntropy(
      publicationWith({ any: 2, x: 2, y: 2 }, [says(0.5, 0.5, ["any"], [1, 0])], { definitions: [any] }),
      solver,
    )!;
    expect(found.entropy).toBeCloseTo(entropyOf(1 / 6, 1 / 6, 1 / 6, 1 / 2), 9);
  });

  test("counts a level as often as it stands for answers: one in four of five answers, which are alike", () => {
    const untold = says(0, 1, ["a"], [1, 0]);
    const found = maximumEntropy(publicationWith({ a: 2 }, [untold]), solver, new Map([["a", [1, 4]]]))!;
    expect(found.entropy).toBeCloseTo(Math.log(5), 9);
    expect(shareOf(found, untold)).toBeCloseTo(0.2, 9);
  });

  test("leaves empty what figures empty, in so many words or as they touch", () => {
    const nobody = maximumEntropy(publicationWith({ a: 3 }, [says(0, 0, ["a"], [1, 0, 0])]), solver)!;
    expect(nobody.entropy).toBeCloseTo(Math.log(2), 8);
    const first = says(0.3, 0.5, ["a", "b"], [1, 1, 0, 0]);
    const both = says(0.5, 0.7, ["a", "b"], [1, 0, 0, 0]);
    // All who have a have b: 50% have a at most, and both at least.
    const touching = maximumEntropy(publicationWith({ a: 2, b: 2 }, [first, both]), solver)!;
    expect(touching.entropy).toBeCloseTo(entropyOf(0.5, 0.25, 0.25), 8);
  });

  test("is none where figures contradict one another", () => {
    const score = says(4.05, 4.15, ["a"], [0, 1, 4]);
    expect(maximumEntropy(publicationWith({ a: 3 }, [score]), solver)).toBeUndefined();
  });

  test("is even in what nothing is printed about", () => {
    const found = maximumEntropy(
      publicationWith({ a: 2, other: 3 }, [says(0.2, 0.2, ["a"], [1, 0])]),
      solver,
    )!;
    expect(found.entropy).toBeCloseTo(entropyOf(0.2, 0.8) + Math.log(3), 8);
  });

  test("of 200 small publications is there, and is the one, that R's programs over all cells find", () => {
    const publications: readonly SmallPublication[] = readByR("publications");
    const expected = new Map(
      (readByR("entropy") as readonly EntropyByR[]).map((own) => [own.name, own] as const),
    );
    expect(expected.size).toBeGreaterThan(150);
    for (const own of publications) {
      const { name, variables } = own;
      const found = maximumEntropy(publicationOf(own, true), solver);
      const byR = expected.get(name);
      expect(found !== undefined, name).toBe(byR !== undefined);
      expect(maximumEntropy(publicationOf(own, false), solver) !== undefined, name).toBe(
        byR?.occupied ?? false,
      );
      if (!found || !byR) continue;
      expect(Math.abs(found.entropy - byR.entropy), name).toBeLessThan(1e-7);
      for (const { index, share } of byR.cells)
        expect(Math.abs(shareOfCell(found, variables, index) - share), name).toBeLessThan(1e-6);
    }
  });
});

describe("draws", () => {
  const among = says(0.7, 0.7, ["a", "b"], [1, 0, 0, 0], [1, 1, 0, 0]);
  const first = says(0.4, 0.4, ["a"], [1, 0]);
  const other = says(0.25, 0.25, ["c"], [1, 0, 0]);

  test("are as near to the population as whole numbers can be, and the same from the same seed", () => {
    const found = maximumEntropy(publicationWith({ a: 2, b: 2, c: 3 }, [among, first, other]), solver)!;
    const draw = () => drawLevels(found, 1000, streamOf(1, "draws"), () => true);
    const levels = draw();
    const count = (holds: (at: number) => boolean) =>
      Array.from({ length: 1000 }, (_, at) => at).filter(holds).length;
    expect(count((at) => levels.get("a")![at] === 0)).toBe(400);
    expect(count((at) => levels.get("a")![at] === 0 && levels.get("b")![at] === 0)).toBe(280);
    expect(count((at) => levels.get("c")![at] === 0)).toBe(250);
    // What nothing ties is drawn independently: 100 are expected, with a standard deviation of 9.
    expect(
      Math.abs(count((at) => levels.get("a")![at] === 0 && levels.get("c")![at] === 0) - 100),
    ).toBeLessThan(30);
    expect(draw()).toEqual(levels);
  });

  test("are made of what is wanted alone", () => {
    const found = maximumEntropy(publicationWith({ a: 2, b: 2, c: 3 }, [among, first, other]), solver)!;
    expect([...drawLevels(found, 10, streamOf(1, "draws"), (name) => name === "c").keys()]).toEqual(["c"]);
  });
});
