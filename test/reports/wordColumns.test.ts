import { expect, test } from "vitest";
import type { FigureResult, Reproduction } from "../../src/figures/reproduce.ts";
import { tableBlock } from "../../src/reports/formats/blocks.ts";
import { renderText } from "../../src/reports/formats/text.ts";
import { recordsOf } from "../../src/reports/tables/column.ts";
import { figureTable } from "../../src/reports/tables/figureColumns.ts";
import { wordTable } from "../../src/reports/tables/wordColumns.ts";
import { lexiconOf } from "../../src/study/lexicon.ts";
import { plain, readerOf } from "../../src/text/reader.ts";
import { dataFolder } from "../support/oracle.ts";

const half = lexiconOf(dataFolder, {}).get("half")!;
const figure = {
  ...{
    id: "f",
    label: plain("own a cat"),
    section: "s",
    page: 1,
    unit: "%",
    use: "context",
    note: plain(""),
  },
  published: { decimals: 0, low: half.low, high: half.high, words: half },
};
const result = { figure, result: null, status: "context" } as unknown as FigureResult;
const study = { sections: new Map([["s", plain("Section")]]), units: new Map() };
const reproduction = { study, figures: [result] } as unknown as Reproduction;

test.each([
  ["en", "half (45–55 %)", "half", "nearer to 1/2 than to 2/5 or 3/5"],
  ["fr", "la moitié (45–55 %)", "la moitié", "plus près de 1/2 que de 2/5 ou de 3/5"],
] as const)(
  "words are shown with their interval, and in files with their rule (%s)",
  (language, shown, said, rule) => {
    const reader = readerOf(language);
    const table = figureTable([result], reproduction);
    expect(renderText([tableBlock(table, reader)], { width: 200, colour: false })).toContain(shown);
    expect(recordsOf(table, reader)[0]).toMatchObject({
      ...{ published: null, published_low: 45, published_high: 55, words: said, read_as: rule },
    });
  },
);

test("the words of a study stand in one table, each once, with the rule", () => {
  const table = wordTable([result.figure, result.figure]);
  const [header, row, ...more] = renderText([tableBlock(table, readerOf("en"))], {
    width: 200,
    colour: false,
  })
    .trimEnd()
    .split("\n");
  expect([header, row, more]).toEqual([
    "Words      %  read as",
    "half   45–55  nearer to 1/2 than to 2/5 or 3/5",
    [],
  ]);
});
