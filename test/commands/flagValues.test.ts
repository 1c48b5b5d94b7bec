import { describe, expect, test } from "vitest";
import { flagValues } from "../../src/commands/flagValues.ts";
import { readerOf } from "../../src/text/reader.ts";

const { list, single, statistic, texts } = flagValues(readerOf("en"));

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

describe("a list of names", () => {
  test.each([
    ["a,b", ["a", "b"]],
    [" a , b c ", ["a", "b c"]],
    ["`a, b`,sex", ["a, b", "sex"]],
    ["sex, `a,b` ", ["sex", "a,b"]],
    ["`a`", ["a"]],
    ["a`b", ["a`b"]],
  ])("%s names %j: a name with a comma stands in backquotes", (text, names) => {
    expect(list(text)).toEqual(names);
  });

  test.each(["", "a,", ",a", "a,,b", " "])("%j is refused", (text) => {
    expect(() => list(text)).toThrow("a name with a comma goes in backquotes");
  });

  test("outcomes stay expressions, and the first stage of a sample has one name", () => {
    expect(texts("`a, b`,log(y)")).toEqual(["`a, b`", "log(y)"]);
    expect(single("cluster")("`a, b`")).toBe("a, b");
    expect(() => single("cluster")("a,b")).toThrow("ultimate clusters");
  });
});
