import { describe, expect, test } from "vitest";
import type { Cell } from "../../../src/sources/layout/cell.ts";
import { areaChosen, areaFromTop } from "../../../src/sources/layout/tableArea.ts";

/** A sheet as its rows are stored: null is an empty cell, and a row of these alone is blank. */
const stored = (rows: readonly (readonly Cell[])[]) =>
  new Map(
    rows.flatMap((cells, at) => {
      const own: (Cell | undefined)[] = [];
      for (const [column, cell] of cells.entries()) if (cell !== null) own[column] = cell;
      return own.length > 0 ? [[at + 1, own] as const] : [];
    }),
  );

const area = (rows: readonly (readonly Cell[])[], header?: number) =>
  areaChosen(stored(rows), { header }, { file: "a.xlsx", sheet: "s" });

const table: Cell[][] = [
  ["region", "n", "taux"],
  ["Nord", 1, 0.5],
  ["Sud", 2, null],
];

test("a clean table is read as it always was, and nothing is told", () => {
  expect(area(table)).toEqual({ ...areaFromTop(stored(table)), aside: undefined });
});

describe("the header is the first row with several cells, below texts that stand alone", () => {
  test.each<[string, Cell[][], number[]]>([
    ["a title", [["Tableau 1. Taux"]], [1]],
    ["blank rows", [[], []], []],
    [
      "a title, a line that goes on, a unit and a blank row",
      [["Taux"], ["en 2022"], [null, null, "En %"], []],
      [1, 2, 3],
    ],
  ])("%s", (_, above, told) => {
    const found = area([...above, ...table]);
    const first = above.length + 1;
    expect(found).toMatchObject({ header: [first], body: [first + 1, first + 2] });
    expect(found.aside).toEqual({ first, above: told, units: [], below: [] });
  });

  test("its cells may be years, and some of them empty", () => {
    const rows = [["Taux"], ["region", null, 2019, 2022], ["Nord", "a", 1, 2]];
    expect(area(rows)).toMatchObject({ header: [2], body: [3] });
  });

  test.each<[string, Cell[][]]>([
    [
      "a column of labels",
      [
        [null, "Part"],
        ["Nord", 0.5],
        ["Sud", 0.25],
      ],
    ],
    [
      "two columns of labels",
      [
        [null, null, "Part"],
        ["Nord", "Lille", 0.5],
        ["Sud", "Nice", 0.25],
      ],
    ],
    [
      "two columns of labels before two of numbers",
      [
        [null, null, "a", "b"],
        ["Nord", "Lille", 1, 2],
        ["Sud", "Nice", 3, 4],
      ],
    ],
  ])("%s needs no name", (_, rows) => {
    expect(area([["Tableau 2. Parts"], [], ...rows])).toMatchObject({ header: [3], body: [4, 5] });
  });

  test("without header, the data begin there", () => {
    const rows = [["Taux"], ...table.slice(1)];
    expect(area(rows, 0)).toMatchObject({ header: [], body: [2, 3] });
  });

  test("and is the first row where each row has a single cell", () => {
    for (const rows of [[["Tableau 1. Taux"]], [["nom"], ["Anne"], ["Jean"]]])
      expect(area(rows)).toMatchObject({ header: [1], aside: undefined });
  });

  test.each<[string, Cell[][], number]>([
    ["only the first column has a name", [["id"], ["a", 1, 2], ["b", 3, 4]], 2],
    ["a remark stands beside a single column", [["nom"], ["Anne"], ["Jean", "à vérifier"], ["Léa"]], 3],
    ["a number stands above", [[2022], ...table], 2],
    [
      "people wrote on above it",
      [["Tant de gens"], ["écrivent", null, null, "ici"], ["et", "là", "trop", "encore"], ...table],
      2,
    ],
    ["no row is one", [["Taux"], ["01", "Ain", 0.5], ["02", "Aisne", 0.25]], 2],
  ])("and is asked about where %s", (_, rows, row) => {
    expect(() => area(rows)).toThrow(
      new RegExp(`sheet s, row ${row}: the row has more cells than the header names; found .*--skip`),
    );
  });
});

describe("notes below the data are left aside", () => {
  test.each<[string, Cell[][]]>([
    ["a source", [["Source : DREES."]]],
    ["below a blank row", [[], ["Champ : France."], ["Source : DREES."]]],
    ["footnotes", [["* p < 0.05"], ["(1) En euros."], ["nd : non disponible"]]],
    ["a note of several rows", [["Note : les taux sont"], ["ceux de 2022."]]],
  ])("%s", (_, notes) => {
    const found = area([...table, ...notes]);
    expect(found.body).toEqual([2, 3]);
    const below = notes.flatMap((cells, at) => (cells.length > 0 ? [4 + at] : []));
    expect(found.aside).toEqual({ first: 1, above: [], units: [], below });
  });

  test("before the first column of the table, too", () => {
    const rows: Cell[][] = [["Titre"], [null, "a", "b"], [null, 1, 2], ["Source : DREES."]];
    expect(area(rows)).toMatchObject({ header: [2], body: [3] });
  });

  test.each<[string, Cell[][]]>([
    ["it has an answer in another column", [["Source : DREES.", 3]]],
    ["it begins as no note does", [["Ouest"]]],
    ["it is a code that begins as a footnote does", [["2A"]]],
    ["the data above have such texts in that column", [["12 RUE DU BAC", 1], ["14 RUE DE SEINE"]]],
    ["it stands in another column", [[null, "Source : DREES."]]],
    ["answers follow", [["Source : DREES."], ["Ouest", 4]]],
  ])("but no row is lost where %s", (_, rows) => {
    const all = [...table, ...rows];
    expect(area(all)).toMatchObject({ body: all.slice(1).map((__, at) => at + 2), aside: undefined });
  });

  test("nor in a single column of texts", () => {
    expect(area([["remarque"], ["bien"], ["Note : non"]])).toMatchObject({ body: [2, 3] });
  });
});

test("a row of units below the header is left aside where numbers follow, and only there", () => {
  const units = [table[0]!, [null, null, "en %"], ...table.slice(1)];
  expect(area(units)).toMatchObject({ body: [3, 4], aside: { units: [2] } });
  const answers = [["unite", "n"], ["en %"], ["en euros", 2]];
  expect(area(answers)).toMatchObject({ body: [2, 3], aside: undefined });
});

describe("a second table is asked about where the first one was looked for", () => {
  const second: Cell[][] = [["Tableau 2. Effectifs"], ["age", "n"], ["40", 3]];

  test("with a title", () => {
    expect(() => area([["Tableau 1. Taux"], ...table, [], ...second])).toThrow(
      "sheet s, row 6: a second table seems to begin in this row. Choose the table to read, such as --range A2:C4 for the first one",
    );
  });

  test("not where the header is the first row, which is read as it always was", () => {
    expect(area([...table, [], ...second])).toMatchObject({ header: [1], body: [2, 3, 5, 6, 7] });
  });

  test("not where a row has but its label", () => {
    expect(() => area([["Titre"], ...table, ["Ouest"], ["Est", 3, 0.25]])).not.toThrow();
  });
});
