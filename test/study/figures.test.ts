import { join } from "node:path";
import { expect, test } from "vitest";
import { parseDomain } from "../../src/study/domain.ts";
import { acceptedRange, loadFigures } from "../../src/study/figures.ts";
import { lexiconOf } from "../../src/study/lexicon.ts";
import { folderWith } from "../support/files.ts";
import { dataFolder } from "../support/oracle.ts";

const header =
  "id,section,page,chart,wave,statistic,variable,level,domain,published,low,high,words,unit,use,fr,en,note";
const line = "part,s,1,,2022,percent,mode,mono|pluri,sexe=Femme,92,,,,%,calibrated,Part,Share,";
const lexicon = lexiconOf(dataFolder, {});
const loadText = (text: string) =>
  loadFigures(join(folderWith({ "figures.csv": text }), "figures.csv"), lexicon);
const load = (...lines: string[]) => loadText([header, ...lines].join("\n"));

test("a figure is an estimand beside what is published, and the estimand holds nothing published", async () => {
  const [figure] = await load(line);
  expect(figure!.estimand).toEqual({
    statistic: "percent",
    wave: "2022",
    variable: "mode",
    levels: ["mono", "pluri"],
    domain: parseDomain("sexe=Femme", {}),
  });
  expect(figure!.published).toEqual({ value: 92, decimals: 0, low: undefined, high: undefined });
});

test("context has no estimand", async () => {
  const [figure] = await load("champ,s,1,,,,,,,45000,,,,médecins,context,Champ,Field,");
  expect(figure!.estimand).toBeUndefined();
});

test("what reproduces a figure: what rounds to it, or the interval that its words stand for", () => {
  expect(acceptedRange({ value: 92, decimals: 0 })).toEqual({ low: 91.5, high: 92.5 });
  expect(acceptedRange({ value: 1.6, decimals: 1 }).low).toBeCloseTo(1.55, 12);
  expect(acceptedRange({ value: 3100, decimals: 0, low: 3050, high: 3149 })).toEqual({
    low: 3050,
    high: 3149,
  });
});

test("words stand for the interval that the lexicon reads them as", async () => {
  const [figure] = await load(line.replace(",92,,,,", ",,,,half,"));
  expect(figure!.published).toMatchObject({ words: { label: { en: "half" } }, value: undefined });
  expect(acceptedRange(figure!.published)).toEqual({ low: 45, high: 55 });
});

test("the column of words may be absent", async () => {
  const [figure] = await loadText(
    [header, line].join("\n").replace(",words", "").replace(",92,,,,", ",92,,,"),
  );
  expect(figure!.published.value).toBe(92);
});

test.each([
  [
    line.replace(",92,,,,", ",,,,halff,"),
    'line 2, column words: words that the lexicon lacks; found "halff". Did you mean "half"?',
  ],
  [line.replace(",92,,,,", ",92,,,half,"), "line 2, column words: words stand in place of numbers"],
  [line.replace(",92,,,,", ",,45,55,half,"), "line 2, column words: words stand in place of numbers"],
  [
    line.replace("percent", "mean").replace(",92,,,,", ",,,,half,"),
    "line 2, column words: the words of the lexicon stand for a percentage",
  ],
  [
    line.replace(",92,", ",92%,"),
    'line 2, column published: not a number (write 1.6, without spaces); found "92%"',
  ],
  [
    line.replace(",92,", ",,"),
    "line 2, column published: a figure needs a published value, words, or an interval",
  ],
  [line.replace(",92,,,", ",,9,3,"), "line 2, column low: the interval's low is above its high"],
  [line.replace("calibrated", "seen"), "line 2, column use"],
  [line.replace("percent", "median"), "line 2, column statistic"],
  [line.replace("mono|pluri", ""), "line 2, column level: is missing"],
  [line.replace("sexe=Femme", "sexe"), "line 2, column domain: a domain is written"],
  [`${line}\n${line}`, 'line 3, column id: two rows have the same id; found "part"'],
])("a broken row is told with its line and column (%#)", async (text, message) => {
  await expect(load(text)).rejects.toThrow(message);
});

test("an absent column is told", async () => {
  await expect(loadText("id,fr\na,b\n")).rejects.toThrow('column "section" is absent');
});
