import { describe, expect, test } from "vitest";
import { chanceOf } from "../../src/coherence/chance.ts";
import { runIn } from "../support/inProcess.ts";

describe("the chance that a figure is reproduced", () => {
  test.each([
    [
      "is the share of the bounds that its rounding covers",
      { low: 36.5, high: 37.5 },
      { low: 30, high: 50 },
      0.05,
    ],
    [
      "is of the part of the rounding within the bounds",
      { low: 42.5, high: 43.5 },
      { low: 43, high: 45 },
      0.25,
    ],
    ["is one where it is implied", { low: 16, high: 17 }, { low: 16.25, high: 16.5 }, 1],
    ["is one where the bounds are a point of it", { low: 16, high: 17 }, { low: 16.5, high: 16.5 }, 1],
    ["is none where the bounds are a point elsewhere", { low: 16, high: 17 }, { low: 18, high: 18 }, 0],
    ["is none outside the bounds", { low: 16, high: 17 }, { low: 18, high: 20 }, 0],
  ])("%s", (_, printed, bounds, chance) => {
    expect(chanceOf(printed, bounds)).toBeCloseTo(chance, 14);
  });
});

test("held-out figures are bounded by the calibrated ones, and those that are not implied add up to what chance reproduces", async () => {
  const { status, stdout } = await runIn(80, ["bound", "er1245", "--held-out", "--format", "json"]);
  expect(status).toBe(0);
  const { bounds, heldOut, request } = JSON.parse(stdout);
  expect(request.heldOut).toBe(true);
  const figures = bounds.map(({ figure }: { figure: string }) => figure);
  expect(figures).toContain("er1245:secretariat-femmes");
  expect(figures).not.toContain("er1245:secretariat-2022");
  // No calibrated figure is of women alone: all shares are possible, of which 92 % is one in a hundred.
  const women = bounds[figures.indexOf("er1245:secretariat-femmes")];
  expect([women.low, women.high]).toEqual([expect.closeTo(0, 6), expect.closeTo(100, 6)]);
  expect(women.chance).toBeCloseTo(0.01, 8);
  const free = bounds.filter(({ standing }: { standing: string }) => standing !== "implied");
  expect(heldOut.counted).toBe(free.length);
  expect(heldOut.implied).toBe(bounds.length - free.length);
  const expected = free.reduce((sum: number, { chance }: { chance: number }) => sum + chance, 0);
  expect(heldOut.expected).toBeCloseTo(expected, 12);
});

test("figures are bounded from all others or from the calibrated ones, not both", async () => {
  const { status, stderr } = await runIn(80, ["bound", "er1245", "--held-out", "--all"]);
  expect(status).toBe(2);
  expect(stderr).toContain("--held-out");
});
