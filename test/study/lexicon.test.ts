import { join } from "node:path";
import { expect, test } from "vitest";
import { lexiconOf } from "../../src/study/lexicon.ts";
import { listSources, loadSource } from "../../src/study/source.ts";
import { listStudies, loadStudy } from "../../src/study/study.ts";
import { folderWith } from "../support/files.ts";
import { dataFolder } from "../support/oracle.ts";

const shared = [...lexiconOf(dataFolder, {})];

/** The fractions of a rule as percentages. */
const percentages = (rule: string) =>
  [...rule.matchAll(/(\d+)(?:\/(\d+)|\s?%)/g)].map(
    ([, part, whole = 100]) => (100 * Number(part)) / Number(whole),
  );

/** What a rule says, computed anew: halfway to the fractions on either side, from one to another, or on one side of one. */
function intervalOf(rule: string): number[] {
  const [at, below, above] = percentages(rule) as [number, number, number];
  if (rule.startsWith("nearer to")) return [(at + below) / 2, (at + above) / 2];
  if (rule.startsWith("from")) return [at, below];
  return rule.startsWith("more than") ? [at, 100] : [0, at];
}

test.each(shared)("%s is read by its rule, in both languages", (_, { low, high, rule }) => {
  const rounded = intervalOf(rule.en).map((bound) => Number(bound.toFixed(1)));
  expect([low, high]).toEqual(rounded);
  expect(percentages(rule.fr)).toEqual(percentages(rule.en));
});

test("all words are used, and the embedded studies and sources have none of their own", async () => {
  const studies = await Promise.all(listStudies(dataFolder).map((id) => loadStudy(id, dataFolder)));
  const sources = await Promise.all(listSources(dataFolder).map((id) => loadSource(id, dataFolder)));
  const used = [
    ...studies.flatMap(({ figures }) => figures.map(({ published }) => published.words)),
    ...sources.flatMap(({ claims }) => claims.map(({ said }) => said?.words)),
  ].flatMap((words) => (words ? [words.label.en] : []));
  expect([...new Set(used)].sort()).toEqual(shared.map(([, { label }]) => label.en).sort());
});

test("every reading can fail: none is wider than a tenth of the whole, but for a mere order", async () => {
  const studies = await Promise.all(listStudies(dataFolder).map((id) => loadStudy(id, dataFolder)));
  const wide = studies
    .flatMap(({ figures }) => figures)
    .filter(({ estimand, published: { low = 0, high = 0 } }) => {
      const whole = estimand?.statistic === "percent" ? 100 : 1;
      return estimand && estimand.statistic !== "respondents" && high - low > whole / 10;
    });
  expect(wide.map(({ id }) => id)).toEqual(["abandon-physique", "abandon-telephonique"]);
});

test("words of one's own come beside the shared ones, and are checked", () => {
  const rule = { fr: "x", en: "x" };
  const own = { "a-handful": { label: { fr: "une poignée", en: "a handful" }, low: 0, high: 5, rule } };
  const words = lexiconOf(dataFolder, own);
  expect([words.get("a-handful")?.high, words.get("half")?.high]).toEqual([5, 55]);
  const folder = folderWith({
    "lexicon.yaml": "half: { fr: la moitié, en: half, low: 55, high: 45, rule: { fr: x, en: x } }\n",
  });
  expect(() => lexiconOf(folder, {})).toThrow(
    `${join(folder, "lexicon.yaml")}, line 1, field half: the interval's low is above its high`,
  );
});
