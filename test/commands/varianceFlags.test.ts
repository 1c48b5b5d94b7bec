import { expect, test } from "vitest";
import { flagOf, type VarianceOptions, varianceOf } from "../../src/commands/varianceFlags.ts";

const weight = "w";

test("without flags variances rest on strata and clusters alone", () => {
  expect(varianceOf({ weight, strata: ["h"] })).toBeUndefined();
});

test("--calibrated names a file of margins, or none", () => {
  expect(varianceOf({ weight, calibrated: true, baseWeight: "d" })).toEqual({
    kind: "calibrated",
    base: "d",
  });
  expect(varianceOf({ weight, calibrated: "m.csv" })).toEqual({ kind: "calibrated", margins: "m.csv" });
});

test("--replicates reads replicate weights; a method alone makes them", () => {
  expect(varianceOf({ weight, replicates: "r", replicateMethod: "brr", fay: 0.5, mse: true })).toEqual({
    kind: "replicated",
    prefix: "r",
    method: "brr",
    fay: 0.5,
    centredOnEstimate: true,
  });
  expect(varianceOf({ weight, replicates: "r", replicateScale: [1, 2], replicatesAre: "factors" })).toEqual({
    kind: "replicated",
    prefix: "r",
    factors: [1, 2],
    kindOfColumns: "factors",
  });
  expect(varianceOf({ weight, replicates: "r", replicateMethod: "jkn", strata: ["h"] })).toMatchObject({
    kind: "replicated",
    method: "jkn",
  });
  expect(
    varianceOf({ replicateMethod: "bootstrap", seed: 3, replicateCount: 20, strata: ["h"], df: "design" }),
  ).toEqual({ kind: "made", method: "bootstrap", seed: 3, count: 20, freedom: "design" });
});

const refused: [VarianceOptions, string][] = [
  [{ calibrated: true, replicates: "r" }, "replicate weights take account of calibration themselves"],
  [
    { calibrated: true, replicateMethod: "jk1" },
    "replicates that are made from the design are not calibrated",
  ],
  [{ baseWeight: "d" }, "--base-weight belongs to --calibrated"],
  [{ fay: 0.5, replicates: "r" }, "option --fay: Fay's factor belongs to --replicate-method brr"],
  [{ mse: true }, "option --mse: there are no replicate weights. Name their prefix with --replicates"],
  [{ replicateScale: 2 }, "option --replicate-scale: there are no replicate weights"],
  [{ replicateScale: 2, replicateMethod: "jk1" }, "option --replicate-scale: there are no replicate weights"],
  [{ seed: 1, replicateMethod: "jk1" }, "option --seed: no bootstrap replicates are made"],
  [{ replicateCount: 9, replicates: "r" }, "option --replicate-count: no bootstrap replicates are made"],
  [{ replicateMethod: "bootstrap" }, "option --seed: a bootstrap needs a seed, so that it can be repeated"],
];
test.each(refused)("%j is refused", (options, message) => {
  expect(() => varianceOf({ weight, ...options })).toThrow(message);
});

test("calibrated weights must have a name, and replicates stand for strata and clusters", () => {
  expect(() => varianceOf({ calibrated: true })).toThrow("the weights have no name. Name them with --weight");
  for (const design of [{ strata: ["h"] }, { cluster: "c" }, { fpc: "N" }])
    expect(() => varianceOf({ weight, replicates: "r", ...design })).toThrow(
      `replicate weights stand for strata and clusters; leave out --${Object.keys(design)[0]}`,
    );
});

test("a flag is written with hyphens", () => {
  expect(flagOf("replicateCount")).toBe("--replicate-count");
});
