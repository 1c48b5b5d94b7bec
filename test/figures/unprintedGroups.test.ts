import { expect, test } from "vitest";
import { siblingsOf } from "../../src/figures/unprintedGroups.ts";
import type { Variable } from "../../src/sources/tables/codebook.ts";
import { parseDomain } from "../../src/study/domain.ts";
import type { Estimand } from "../../src/study/figures.ts";
import { plain } from "../../src/text/reader.ts";

const variable = (name: string, levels: readonly string[]): [string, Variable] => [
  name,
  {
    type: "categorical",
    name,
    label: plain(name),
    levels: levels.map((level) => ({ name: level, label: plain(level) })),
  },
];
const codebook = new Map([
  variable("pet", ["cat", "dog", "none"]),
  variable("region", ["East", "West"]),
  variable("sex", ["man", "woman"]),
]);
const domain = (text: string) => parseDomain(text, { file: "figures.csv" });

test("beside a percentage are those of the other answers, and those where one clause of its domain asks for another level", () => {
  const cats: Estimand = {
    ...{ statistic: "percent", wave: "2022", variable: "pet", levels: ["cat"] },
    domain: domain("region=East; sex=man"),
  };
  expect(siblingsOf(cats, codebook)).toEqual([
    ...["cat", "dog", "none"].map((level) => ({ ...cats, levels: [level] })),
    ...["region=East; sex=man", "region=West; sex=man", "region=East; sex=man", "region=East; sex=woman"].map(
      (text) => ({ ...cats, domain: domain(text) }),
    ),
  ]);
});

test("a number of respondents has no answers, and everybody nobody beside", () => {
  const all: Estimand = { statistic: "respondents", wave: "2022", levels: [], domain: undefined };
  expect(siblingsOf(all, codebook)).toEqual([]);
});
