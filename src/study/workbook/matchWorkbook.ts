import { codebookOf } from "../../sources/datasets/wave.ts";
import type { UnderstoodSheet } from "../../sources/files/workbookTables.ts";
import type { Study } from "../study.ts";
import { matchTable } from "./matchTable.ts";
import type { PublishedCell, PublishedWorkbook, UnknownTable, UnmatchedCell } from "./publishedCells.ts";
import { meaningOfTable, type TableMeaning, tableMeanings } from "./tableMeaning.ts";
import { titleWordsOf } from "./titleWords.ts";
import { vocabularyOf } from "./vocabulary.ts";
import { wordForm } from "./wordForms.ts";

/** What the numbers of the publisher's workbook measure, by the titles of its tables and the labels of its rows and columns. */
export function matchWorkbook(
  file: string,
  sheets: readonly UnderstoodSheet[],
  study: Study,
): PublishedWorkbook {
  const meanings = tableMeanings(study);
  const titles = [...meanings.declared, ...meanings.own].flatMap((own) => own.titles);
  const vocabulary = vocabularyOf(study);
  const codebooks = new Map(
    study.declaration.waves.map((wave) => [wave.name, codebookOf(study.declaration, wave)]),
  );
  const cells: PublishedCell[] = [];
  const unmatched: UnmatchedCell[] = [];
  const unknown: UnknownTable[] = [];
  const found = new Set<TableMeaning>();
  const addUnknown = (sheet: string, title: string, count: number) => {
    if (count > 0) unknown.push({ sheet, title, cells: count, nearest: likeTitles(title, titles) });
  };
  for (const { name: sheet, tables, text } of sheets) {
    for (const table of tables) {
      const { title } = table;
      const meaning = meaningOfTable(meanings, title, sheet);
      if (!meaning) {
        addUnknown(sheet, title, table.observations.filter(({ value }) => value !== null).length);
        continue;
      }
      found.add(meaning);
      const words = titleWordsOf(table, sheet, meaning.titles);
      const own = matchTable(sheet, table, { meaning, title, words, study, codebooks }, vocabulary);
      cells.push(...own.cells);
      unmatched.push(...own.unmatched);
    }
    addUnknown(sheet, "", text.filter(({ kind }) => kind === "number").length);
  }
  const absent = meanings.declared.filter((own) => !found.has(own)).map(({ titles }) => titles[0]!);
  const hidden = sheets
    .map(({ name, hiddenRows, hiddenColumns }) => ({ sheet: name, rows: hiddenRows, columns: hiddenColumns }))
    .filter(({ rows, columns }) => rows + columns > 0);
  return { file, cells, unmatched, unknown, hidden, absent };
}

/** The declared titles of which a title has the most words, half of them at least. */
function likeTitles(title: string, declared: readonly string[]): string[] {
  const words = new Set(wordForm(title).split(" "));
  return [...new Set(declared)]
    .map((other) => {
      const own = wordForm(other).split(" ");
      return { other, shared: own.filter((word) => words.has(word)).length / own.length };
    })
    .filter(({ shared }) => shared >= 0.5)
    .sort((a, b) => b.shared - a.shared)
    .slice(0, 3)
    .map(({ other }) => other);
}
