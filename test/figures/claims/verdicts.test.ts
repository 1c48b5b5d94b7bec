import { describe, expect, test } from "vitest";
import { judged } from "../../support/invented.ts";

/** The share of those who have something in 2022. */
const share = (variable: string, said: number | string, more: object = {}) => ({
  id: "c",
  wave: "2022",
  statistic: "percent",
  variable,
  level: "yes",
  relation: "=",
  said,
  ...more,
});

/** A verdict, and in what the figure differs whose value is given to something else. */
async function verdictOf(claim: Readonly<Record<string, string | number>>) {
  const { verdict, misattributions } = (await judged([claim])).get("c")!;
  return [
    verdict,
    ...misattributions.slice(0, 1).map(({ reading, differs }) => `${reading.registered.key} ${differs}`),
  ];
}

describe("a value agrees", () => {
  test("as it is printed", async () => {
    expect(await verdictOf(share("pet", 40))).toEqual(["agrees"]);
  });

  test("as what is left of 100 for those who have none", async () => {
    expect(await verdictOf(share("pet", 60, { level: "no" }))).toEqual(["agrees"]);
  });

  test("in words whose interval holds it", async () => {
    expect(await verdictOf(share("pet", "", { low: 36, high: 41 }))).toEqual(["agrees"]);
  });

  test("in another spelling of the same people", async () => {
    expect(await verdictOf(share("dog", 12, { domain: "garden=no" }))).toEqual(["agrees"]);
  });

  test("in any year where the source names none: the narrowest figure counts", async () => {
    expect((await verdictOf(share("dog", 27, { wave: "" })))[0]).toBe("agrees");
  });
});

test("a value that the words of a source leave room for is rounded", async () => {
  expect(await verdictOf(share("dog", 25, { low: 22.5, high: 27.5 }))).toEqual(["rounded"]);
});

describe("a value is misattributed where another figure has it", () => {
  test("of another year, though no data have that year", async () => {
    expect(await verdictOf(share("pet", 62))).toEqual(["misattributed", "er:pet-2011 year"]);
  });

  test("of a variable that follows from the same question", async () => {
    expect(await verdictOf(share("pet", 27))).toEqual(["misattributed", "er:dog-2022 variable"]);
  });

  test("of another level", async () => {
    expect(await verdictOf(share("home", 55, { level: "farm" }))).toEqual([
      "misattributed",
      "er:home-flat level",
    ]);
  });

  test("of a part of the people, though none is printed for all of them", async () => {
    expect(await verdictOf(share("dog", 71, { domain: "garden=yes" }))).toEqual([
      "misattributed",
      "er:dog-farm base",
    ]);
  });

  test("but an equal number of something else is an accident, unless the claim names it", async () => {
    expect(await verdictOf(share("pet", 81))).toEqual(["contradicted"]);
    expect(await verdictOf(share("pet", 81, { about: "er:car-2022" }))).toEqual([
      "misattributed",
      "er:car-2022 variable",
    ]);
  });

  test("but two differences are one too many, unless the claim names the figure", async () => {
    // Whoever has a cat has a pet, which 40 % have.
    expect(await verdictOf(share("cat", 62, { wave: "2022" }))).toEqual(["contradicted"]);
    expect(await verdictOf(share("cat", 62, { about: "er:pet-2011" }))).toEqual([
      "misattributed",
      "er:pet-2011 year,variable",
    ]);
  });

  test("but words stand for many numbers: of them only what the claim names counts", async () => {
    const words = share("pet", "", { low: 60, high: 65 });
    expect(await verdictOf(words)).toEqual(["contradicted"]);
    expect(await verdictOf({ ...words, about: "er:pet-2011" })).toEqual([
      "misattributed",
      "er:pet-2011 year",
    ]);
  });
});

describe("a claim is contradicted", () => {
  test("outside what is published", async () => {
    expect(await verdictOf(share("pet", 47))).toEqual(["contradicted"]);
  });

  test("beyond a bound, and agrees within it", async () => {
    expect(await verdictOf(share("pet", 50, { relation: ">" }))).toEqual(["contradicted"]);
    expect(await verdictOf(share("pet", 50, { relation: "<" }))).toEqual(["agrees"]);
  });

  // Houses have 33 % and farms 71 %: whoever has a garden has 32.5 to 71.5 %.
  test("outside what published figures leave of what none prints, and is unsupported within that", async () => {
    expect(await verdictOf(share("dog", 30, { domain: "garden=yes" }))).toEqual(["contradicted"]);
    expect(await verdictOf(share("dog", 45, { domain: "garden=yes" }))).toEqual(["unsupported"]);
  });

  // 12 % of the 55 % in flats and 27 % of all leave 43.3 to 47.5 % of the others, within the roundings.
  test("where the whole and another part exclude it, though the figures of its own parts do not", async () => {
    const [row] = [...(await judged([share("dog", 60, { domain: "garden=yes" })])).values()];
    expect(row!.verdict).toBe("contradicted");
    const { low, high } = row!.compared.allowed!;
    expect(low).toBeCloseTo((100 * (26.5 - 0.545 * 12.5)) / (100 - 54.5), 6);
    expect(high).toBeCloseTo((100 * (27.5 - 0.555 * 11.5)) / (100 - 55.5), 6);
  });

  test.each([
    ["up", "er:pet-2011; er:pet-2022", "contradicted"],
    ["down", "er:pet-2022; er:pet-2011", "agrees"],
    ["stable", "er:pet-2011; er:pet-2022", "contradicted"],
    ["stable", "er:dog-2019; er:dog-2022", "agrees"],
    ["down", "er:dog-2019; er:dog-2022", "contradicted"],
    ["=", "er:dog-house; er:dog-farm", "contradicted"],
    ["<", "er:dog-flat; er:dog-house; er:dog-farm", "agrees"],
    [">", "er:dog-flat; er:dog-house", "contradicted"],
    ["first", "er:dog-farm; er:dog-house; er:dog-flat", "agrees"],
    ["first", "er:dog-house; er:dog-farm", "contradicted"],
  ])("where figures are not %s: %s is %s", async (relation, about, verdict) => {
    expect(await verdictOf({ id: "c", relation, about })).toEqual([verdict]);
  });
});

test("a change of which one year alone is printed is unsupported", async () => {
  const trend = { id: "c", statistic: "percent", variable: "pet", level: "yes", relation: "up" };
  expect(await verdictOf({ ...trend, about: "er:pet-2022" })).toEqual(["unsupported"]);
});

describe("a claim is not checkable", () => {
  test("for its reason", async () => {
    expect(await verdictOf({ id: "c", reason: "opinion" })).toEqual(["not checkable"]);
    expect(await verdictOf(share("cat", 30, { reason: "cause" }))).toEqual(["not checkable"]);
  });

  test("where the panel does not ask it", async () => {
    expect(await verdictOf(share("fish", 30))).toEqual(["not checkable"]);
  });
});

describe("claims are inconsistent, both of them,", () => {
  const verdicts = async (...claims: Parameters<typeof judged>[0]) =>
    [...(await judged(claims)).values()].map(({ verdict }) => verdict);
  const said = (id: string, more: object) => ({ id, relation: "=", reason: "measure", ...more });

  test("where they say the same thing with other values, even beside a published one", async () => {
    expect(await verdicts(share("pet", 40), share("pet", 44, { id: "d", same_as: "c" }))).toEqual([
      "inconsistent",
      "inconsistent",
    ]);
    expect(await verdicts(said("c", { low: 10, high: 20 }), said("d", { said: 15, same_as: "c" }))).toEqual([
      "not checkable",
      "not checkable",
    ]);
  });

  test("where one number stands for two things", async () => {
    const men = share("fish", 58, { reason: "population", domain: "home=flat" });
    expect(await verdicts(men, { ...men, id: "d", domain: "", same_as: "c" })).toEqual([
      "inconsistent",
      "inconsistent",
    ]);
  });
});

describe("a claim is inconsistent with its source's arithmetic", () => {
  const quantity = (id: string, value: number) => ({
    ...{ id, section: "a", line: 1, measure: "calls", solution: "calls", value },
    ...{ design: "thesis", interest: "none", fr: "x", en: "x" },
  });
  const check = (what: string) => `checks: [{ id: k, fr: x, en: x, claims: [c], ${what} }]\n`;
  const verdict = async (values: readonly number[], what: string, more = "") => {
    const rows = values.map((value, at) => quantity(`q${at + 1}`, value));
    const claim = { id: "c", relation: "=", said: 5, reason: "measure" };
    return (await judged([claim], rows, check(what) + more)).get("c")!.verdict;
  };

  // Shares a and 1 - a of the parts give 10a + 20(1 - a) = 14 and 50a + 90(1 - a) = 66 for a = 0.6.
  test("where no shares of the parts give all means of the whole", async () => {
    const mixture = "mixture: { of: [q1, q2], parts: [[q3, q4], [q5, q6]] }";
    expect(await verdict([14, 66, 10, 50, 20, 90], mixture)).toBe("not checkable");
    expect(await verdict([14, 80, 10, 50, 20, 90], mixture)).toBe("inconsistent");
  });

  // 2 x 15 x 21 = 630; roundings leave 457 to 814.
  test("where a product is not what is said", async () => {
    const product = "product: { of: [q1, q2], times: 21, is: q3 }";
    expect(await verdict([2, 15, 800], product)).toBe("not checkable");
    expect(await verdict([2, 15, 900], product)).toBe("inconsistent");
  });

  test("where two references are one work", async () => {
    const distinct = "distinct: [one, two]";
    const works = (title: string) =>
      `references: [{ id: one, author: A, title: A work, year: 2015 }, { id: two, author: B, title: ${title}, year: 2015 }]\n`;
    expect(await verdict([1], distinct, works("Another"))).toBe("not checkable");
    expect(await verdict([1], distinct, works("a WORK"))).toBe("inconsistent");
  });
});
