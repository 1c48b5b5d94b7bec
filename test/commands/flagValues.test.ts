import { describe, expect, test } from "vitest";
import { flagValues } from "../../src/commands/flagValues.ts";
import { readerOf } from "../../src/text/reader.ts";

const { statistic } = flagValues(readerOf("en"));

describe("--stat", () => {
  test("names a statistic, with its probability or denominator", () => {
    expect(statistic("mean")).toEqual({ kind: "mean" });
    expect(statistic("total")).toEqual({ kind: "total" });
    expect(statistic("ratio=api99")).toEqual({ kind: "ratio", denominator: "api99" });
    expect(statistic("quantile=0.3")).toEqual({ kind: "quantile", probability: 0.3 });
  });

  test("quantile=0.5 is the median", () => {
    expect(statistic("quantile=0.5")).toEqual(statistic("median"));
  });

  test.each(["modal", "ratio=", "ratio", "quantile", "quantile=", "quantile=0", "quantile=1", "quantile=x"])(
    "%s is refused",
    (text) => {
      expect(() => statistic(text)).toThrow(/mean, total/);
    },
  );
});
