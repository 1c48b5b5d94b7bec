import { expect, test } from "vitest";
import { loadHighs } from "../../src/coherence/highs.ts";
import { attackerIntervals } from "../../src/disclosure/attacker.ts";
import type { Interval, Relation } from "../../src/disclosure/cellTable.ts";
import { protectShares } from "../../src/disclosure/protectShares.ts";
import type { Share } from "../../src/disclosure/share.ts";
import { makeRandom } from "../../src/numerics/random.ts";
import { InputError } from "../../src/text/errors.ts";

const highs = await loadHighs();
const everybody = (rows: number) => new Uint8Array(rows).fill(1);
const maskOf = (rows: number, isIn: (row: number) => boolean) =>
  Uint8Array.from({ length: rows }, (_, row) => Number(isIn(row)));
const unit = (rows: number) => new Float64Array(rows).fill(1);

/** Shares of all rows at each of some levels, which have so many rows one after the other. */
function levelsOf(sizes: readonly number[]): { shares: Share[]; rows: number } {
  const rows = sizes.reduce((sum, own) => sum + own, 0);
  const starts = sizes.map((_, at) => sizes.slice(0, at).reduce((sum, own) => sum + own, 0));
  const shares = sizes.map((size, at) => ({
    question: "v",
    roots: [],
    base: everybody(rows),
    counted: maskOf(rows, (row) => row >= starts[at]! && row < starts[at]! + size),
  }));
  return { shares, rows };
}

test("a level of few respondents is withheld with the cheapest other level, for all levels add up to everybody", () => {
  // The standard error of what is left is of everybody, of whom the others are a part.
  const [small, cheap, dear] = ["small", "protecting", "error"];
  for (const [sizes, expected] of [
    [
      [3, 20, 40],
      [small, cheap, dear],
    ],
    [
      [3, 40, 20],
      [small, dear, cheap],
    ],
    [
      [40, 20, 3],
      [dear, cheap, small],
    ],
  ] as const) {
    const { shares, rows } = levelsOf(sizes);
    expect(protectShares(shares, unit(rows), 5, highs)).toEqual(expected);
  }
});

test("the rest of a group counts as well as what is counted, and an empty group tells of nobody", () => {
  const { shares, rows } = levelsOf([97, 3]);
  const none = { question: "w", roots: [], base: everybody(rows), counted: new Uint8Array(rows) };
  expect(protectShares([shares[0]!, none], unit(rows), 5, highs)).toEqual(["small", undefined]);
});

test("nothing is withheld where every group has as many respondents as are asked", () => {
  const { shares, rows } = levelsOf([5, 20, 40]);
  expect(protectShares(shares, unit(rows), 5, highs)).toEqual([undefined, undefined, undefined]);
});

test("a few respondents by whom two groups differ are protected, though no figure counts them", () => {
  // 50 of 100 say yes, and 48 of the 90 under 60: two of those over 60 do.
  const of = (base: Uint8Array): Share => ({
    question: "v",
    roots: [],
    base,
    counted: base.map((own, row) => own & Number(row % 2 === 0 && row !== 92 && row !== 94 && row !== 96)),
  });
  const shares = [of(everybody(100)), of(maskOf(100, (row) => row < 90))];
  const found = protectShares(shares, unit(100), 5, highs);
  expect(found.filter((own) => own === "protecting")).toHaveLength(1);
  expect(protectShares(shares, unit(100), 2, highs)).toEqual([undefined, undefined]);
});

test("a mean of a group of few respondents is withheld, and a sample of few respondents is refused", () => {
  const small = { question: "age", roots: [], base: maskOf(50, (row) => row < 4) };
  const large = { question: "age", roots: [], base: maskOf(50, (row) => row < 30) };
  expect(protectShares([small, large], unit(50), 5, highs)).toEqual(["small", "error"]);
  expect(() => protectShares([small], unit(50), 60, highs)).toThrow(InputError);
});

test("a level that nothing prints is protected, where the others leave it", () => {
  const { shares, rows } = levelsOf([3, 20, 40, 37]);
  const [{ counted: few }, ...printed] = shares as [Share, ...Share[]];
  const told = protectShares(printed, unit(rows), 5, highs, [few!]).filter((own) => own !== "protecting");
  expect(told.length).toBeLessThan(3);
  expect(protectShares(printed.slice(1), unit(rows), 5, highs, [few!])).toEqual([undefined, undefined]);
});

test("a few respondents by whom two numbers of respondents differ are protected, but not those who did not answer", () => {
  // Of 40 there are 37 men; the question on them is another one than that on everybody.
  const men = maskOf(40, (row) => row < 37);
  const total: Share = { question: "", roots: [], base: everybody(40) };
  const ofMen: Share = { question: "v", roots: [], base: men, domain: men };
  expect(protectShares([total, ofMen], unit(40), 5, highs)).toEqual([undefined, "protecting"]);
  const answered = { ...ofMen, domain: everybody(40) };
  expect(protectShares([total, answered], unit(40), 5, highs)).toEqual([undefined, undefined]);
});

test("no mean adds up to a level that is withheld, and one of other questions or of other respondents is told", () => {
  const { shares, rows } = levelsOf([3, 20, 40, 37]);
  const [asked, others] = [maskOf(rows, (row) => row < 63), maskOf(rows, (row) => row >= 63)];
  const levels = shares.slice(0, 3).map((own) => ({ ...own, base: asked, roots: ["v"] }));
  // Of levels that count 1, 2 and 3, with 40 of 63 at the third told, a mean of (3 + 40 + 120) / 63 tells that 20 are at the second.
  const mean = (root: string, base: Uint8Array): Share => ({ question: "score", roots: [root], base });
  const all = [...levels, mean("v", asked), mean("w", asked), mean("v", others)];
  expect(protectShares(all, unit(rows), 5, highs).slice(3)).toEqual(["protecting", undefined, undefined]);
});

/** A reader's interval of a set of rows, from the shares that are told, over all combinations of answers that there could be. */
function intervalOf(
  set: Uint8Array,
  told: readonly Uint8Array[],
  cellOf: readonly number[],
  size: number,
  weights: Float64Array,
): Interval {
  const masks = [...told, set];
  const partsOf = (mask: Uint8Array) => [...new Set(cellOf.filter((_, row) => mask[row]))];
  // Membership is a function of the answers, so that a set is the sum of its combinations.
  const relations = masks.map((mask, at): Relation => ({ total: size + at, parts: partsOf(mask) }));
  const sumOf = (mask: Uint8Array) => weights.reduce((sum, own, row) => sum + own * mask[row]!, 0);
  const printed = [
    ...Array.from({ length: size }, () => undefined),
    ...told.map((mask) => ({ low: sumOf(mask), high: sumOf(mask) })),
    undefined,
  ];
  return attackerIntervals({ size: size + masks.length, relations }, printed, highs)!.at(-1)!;
}

test("over all combinations of answers no reader tells a small group of 30 random studies", () => {
  const least = 9;
  let protectedSets = 0;
  for (let seed = 1; seed <= 30; seed++) {
    const random = makeRandom(seed);
    const draw = (levels: number) => Math.floor(levels * random.uniform() ** 2);
    const answers = Array.from({ length: 80 }, () => [draw(3), draw(2), draw(3)] as const);
    const weights = Float64Array.from(answers, () => 0.5 + random.uniform());
    const where = (isIn: (own: readonly [number, number, number]) => boolean) =>
      maskOf(80, (row) => isIn(answers[row]!));
    const shares = [0, 1, 2].flatMap((level): Share[] => [
      { question: "a", roots: [], base: everybody(80), counted: where(([a]) => a === level) },
      {
        question: "a",
        roots: [],
        base: where(([, b]) => b === 0),
        counted: where(([a, b]) => b === 0 && a === level),
      },
      {
        question: "c",
        roots: [],
        base: where(([a]) => a === level),
        counted: where(([a, , c]) => a === level && c > 0),
      },
      { question: "c", roots: [], base: everybody(80), counted: where(([, , c]) => c === level) },
    ]);
    const found = protectShares(shares, weights, least, highs);
    const told = shares
      .filter((_, at) => found[at] === undefined || found[at] === "error")
      .flatMap(({ base, counted }) => [base, counted!]);
    const cellOf = answers.map(([a, b, c]) => a * 6 + b * 3 + c);
    for (const { base, counted } of shares) {
      for (const set of [base, counted!, base.map((own, row) => own & Number(!counted![row]))]) {
        const n = set.reduce((sum, own) => sum + own, 0);
        if (n === 0 || n >= least) continue;
        const counts = intervalOf(set, told, cellOf, 18, unit(80));
        expect(counts.low).toBeLessThanOrEqual(1e-6);
        expect(counts.high).toBeGreaterThanOrEqual(least - 1e-6);
        const sum = weights.reduce((all, own, row) => all + own * set[row]!, 0);
        const sums = intervalOf(set, told, cellOf, 18, weights);
        expect(sums.low).toBeLessThanOrEqual(0.8 * sum + 1e-6);
        expect(sums.high).toBeGreaterThanOrEqual(1.2 * sum - 1e-6);
        protectedSets++;
      }
    }
  }
  expect(protectedSets).toBeGreaterThan(50);
});
