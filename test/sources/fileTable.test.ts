import { renameSync } from "node:fs";
import { join } from "node:path";
import ExcelJS from "exceljs";
import { describe, expect, test } from "vitest";
import { readFileTable } from "../../src/sources/files/readFileTable.ts";
import { folderWith, writeWorkbook } from "../support/files.ts";

const read = (content: string, columns?: string[]) =>
  readFileTable(join(folderWith({ "a.csv": content }), "a.csv"), { columns: columns && (() => columns) });

test("a column is numeric when all its answers are numbers; empty fields, NA and . are missing", async () => {
  const table = await read("w,x,y\n1,a,1\n2.5,,.\n,NA,-3e2\n");
  expect([...table.codebook.values()].map(({ name, type }) => [name, type])).toEqual([
    ["w", "numeric"],
    ["x", "categorical"],
    ["y", "numeric"],
  ]);
  expect([...table.numbers("w")]).toEqual([1, 2.5, Number.NaN]);
  expect([...table.numbers("y")]).toEqual([1, Number.NaN, -300]);
  expect([...table.factor("x").codes]).toEqual([0, -1, -1]);
});

test("levels are in the order of their names, without regard to accents and case; numbers in that of their values", async () => {
  const table = await read("l,n\nzone,10\nÉlevé,9\nfaible,10.0\nelan,-1\n");
  expect(table.factor("l").levels).toEqual(["elan", "Élevé", "faible", "zone"]);
  expect([...table.factor("l").codes]).toEqual([3, 1, 2, 0]);
  expect([...table.numbers("n")]).toEqual([10, 9, 10, -1]);
  expect(table.factor("n").levels).toEqual(["-1", "9", "10", "10.0"]);
  expect([...table.factor("n").codes]).toEqual([2, 1, 3, 0]);
});

test("identifiers that are equal as numbers are different levels, however long they are", async () => {
  const ids = ["1", "01", "201900000000000007", "201900000000000014"];
  expect((await read(`id\n${ids.join("\n")}\n`)).factor("id").levels).toHaveLength(4);
  const many = Array.from({ length: 60_000 }, (_, row) => `9000000000000${String(row).padStart(6, "0")}`);
  expect((await read(`id\n${many.join("\n")}\n`)).factor("id").levels).toHaveLength(60_000);
});

test("with semicolons numbers may have a decimal comma", async () => {
  expect([...(await read("w;x\n1,5;a\n2;b\n")).numbers("w")]).toEqual([1.5, 2]);
});

test("only the columns that are asked for are read; one that is absent is told with the nearest", async () => {
  expect([...(await read("a,b,c\n1,2,3\n", ["c", "a"])).codebook.keys()]).toEqual(["c", "a"]);
  await expect(read("weight,b\n1,2\n", ["wieght"])).rejects.toThrow(
    /column "wieght" is absent\. Did you mean "weight"\?/,
  );
});

test("a text among numbers is told with its line", async () => {
  const table = await read('w,note\n1,"two\nlines"\n\n2,b\n3x,c\n');
  expect(() => table.numbers("w")).toThrow(/a\.csv, line 6, column w: w is not a number; found "3x"/);
});

test("rows that a verb leaves tell still of their file", async () => {
  const table = await read("w,x\n1,a\n\n2,b\n3x,c\n4,d\n");
  const kept = table.filter((d: { x: string }) => d.x !== "a").reify();
  expect(kept.rows).toBe(3);
  expect(kept.place(0).line).toBe(4);
  expect(() => kept.numbers("w")).toThrow(/a\.csv, line 5, column w: w is not a number; found "3x"/);
  expect(kept.header).toEqual(["w", "x"]);
  expect(kept.provenance).toBe(table.provenance);
});

test("numbers keep the order and the texts of their levels in the rows that a verb leaves", async () => {
  const table = (await read("n\n10\n10.0\n11\n9\n")).filter((d: { n: number }) => d.n !== 11);
  expect([...table.numbers("n")]).toEqual([10, 10, 9]);
  expect(table.factor("n").levels).toEqual(["9", "10", "10.0"]);
  expect([...table.factor("n").codes]).toEqual([1, 2, 0]);
});

test("a variable of texts is no number either where a filter leaves numbers alone", async () => {
  const table = (await read("n,m\n1,1\n2,x\n")).filter((d: { n: number }) => d.n === 1);
  expect(() => table.numbers("m")).toThrow(/a\.csv, column m: m is not a number; found "x"/);
});

test("a file of which no column is read has its rows", async () => {
  expect((await read("a\n1\n2\n", [])).rows).toBe(2);
});

test.each(["__proto__", "constructor", "toString", "1"])("a column may have the name %s", async (name) => {
  const table = await read(`a,${name}\n1,x\n2,y\n`);
  expect([...table.codebook.keys()]).toEqual(["a", name]);
  expect(table.factor(name).levels).toEqual(["x", "y"]);
  expect(table.filter((d: { a: number }) => d.a > 1).factor(name).codes).toEqual(Int8Array.of(1));
});

describe("many distinct values", () => {
  const many = (last: string) =>
    `id,w\n${Array.from({ length: 60_000 }, (_, row) => `${row + 1},${row / 7}`).join("\n")}\n${last}\n`;

  test("numbers are kept as numbers", async () => {
    const table = await read(many("5,0.25"));
    expect(table.numbers("w").at(-1)).toBe(0.25);
    expect(table.numbers("w")[700]).toBe(100);
    expect(table.factor("id").levels).toHaveLength(60_000);
  });

  test("a text after them makes the whole column texts", async () => {
    const table = await read(many("A1,1"));
    expect(table.codebook.get("id")!.type).toBe("categorical");
    expect(table.factor("id").levels).toContain("59999");
    expect(table.rows).toBe(60_001);
  });
});

describe("a workbook", () => {
  const workbook = (sheets: Record<string, (string | number | null)[][]>) =>
    writeWorkbook(join(folderWith(), "b.xlsx"), sheets);

  test("its only sheet is read; a missing cell is a missing answer", async () => {
    const table = await readFileTable(
      await workbook({
        s: [
          ["a", "b"],
          [1, "x"],
          [null, "y"],
        ],
      }),
    );
    expect([...table.numbers("a")]).toEqual([1, Number.NaN]);
    expect(table.place(1, "a")).toMatchObject({ sheet: "s", row: 3, column: "a" });
  });

  test("of several sheets one must be chosen", async () => {
    const file = await workbook({ one: [["a"], [1]], two: [["a"], [2]] });
    await expect(readFileTable(file)).rejects.toThrow(
      /several sheets; found \["one","two"\]\. Choose one with --sheet/,
    );
    expect([...(await readFileTable(file, { sheet: "two" })).numbers("a")]).toEqual([2]);
  });

  test("cells right of the header are columns without a name, and are told", async () => {
    const file = await workbook({
      s: [
        ["a", "b"],
        [1, 2],
        [1, 2, null, 3],
      ],
    });
    const table = await readFileTable(file);
    expect([...table.numbers("...4")]).toEqual([Number.NaN, 3]);
    expect(table.header).toEqual(["a", "b", "", "...4"]);
    expect(table.notes).toEqual([{ kind: "columns without name", names: ["...4"] }]);
  });

  test("of several sheets the only one that people see and that is filled is read", async () => {
    const file = await workbook({ Feuil1: [["a"], [1]], Feuil2: [], Feuil3: [] });
    expect([...(await readFileTable(file)).numbers("a")]).toEqual([1]);
    await expect(readFileTable(file, { sheet: "Feuil2" })).rejects.toThrow(
      "sheet Feuil2: the sheet is empty. These hold something: Feuil1",
    );
  });

  test("a header without rows is a table of no rows", async () => {
    const table = await readFileTable(await workbook({ s: [["a", "b"]] }));
    expect([table.rows, table.header]).toEqual([0, ["a", "b"]]);
  });

  test("a range may name its sheet, and two sheets contradict each other", async () => {
    const file = await workbook({ un: [["a"], [1]], "l'autre": [["a"], [2]] });
    for (const range of ["'l''autre'!A1:A2", "'l''autre'!$A:$A"])
      expect([...(await readFileTable(file, { range })).numbers("a")]).toEqual([2]);
    expect([...(await readFileTable(file, { range: "un!1:2" })).numbers("a")]).toEqual([1]);
    await expect(readFileTable(file, { range: "un!A1:A2", sheet: "l'autre" })).rejects.toThrow(
      `--range: the range is in another sheet than "l'autre", that of --sheet`,
    );
    await expect(readFileTable(file, { range: "deux!A1:A2" })).rejects.toThrow('sheet "deux" is absent');
  });

  test("a range may be a name of the workbook, or one of its tables without its row of totals", async () => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet("ma feuille");
    sheet.addRows([["titre"], ["a", "b"], [1, 2], [3, 4]]);
    book.definedNames.add("'ma feuille'!$B$2:$B$4", "Revenus");
    book.definedNames.add("'ma feuille'!$B$2", "Une_seule");
    sheet.addTable({
      name: "Effectifs",
      ref: "D1",
      totalsRow: true,
      columns: [{ name: "n", totalsRowFunction: "sum" }],
      rows: [[5], [6]],
    });
    const file = join(folderWith(), "w.xlsx");
    await book.xlsx.writeFile(file);
    expect([...(await readFileTable(file, { range: "revenus" })).numbers("b")]).toEqual([2, 4]);
    expect([...(await readFileTable(file, { range: "Effectifs" })).numbers("n")]).toEqual([5, 6]);
    await expect(readFileTable(file, { range: "Depenses" })).rejects.toThrow(
      'found "Depenses". Write it as B5:H40, B5:H, B:H or 5:40, and before it, if need be, the sheet\'s name and an exclamation mark, or name one: Effectifs, Revenus, Une_seule',
    );
  });

  const messy = [
    ["Tableau 1. Revenus"],
    [],
    [null, "sexe", "revenu"],
    [null, "F", 1200],
    [null, "M", "x"],
    ["Source : enquête."],
  ];

  test("titles above and notes below are left aside and told; rows keep the numbers of the sheet", async () => {
    const table = await readFileTable(await workbook({ s: messy }));
    expect(table.header).toEqual(["sexe", "revenu"]);
    expect(table.rows).toBe(2);
    expect(table.notes[0]).toEqual({
      kind: "rows aside",
      sheet: "s",
      first: 3,
      above: [1],
      units: [],
      below: [6],
    });
    expect(() => table.numbers("revenu")).toThrow("sheet s, row 5, column revenu: revenu is not a number");
  });

  test("what is wrong with a header that was looked for names its row", async () => {
    const file = await workbook({ s: messy });
    await expect(readFileTable(file, { columns: () => ["age"] })).rejects.toThrow(
      'sheet s, row 3: column "age" is absent',
    );
  });

  test("a range is read as it is, and so is the first row of a clean sheet", async () => {
    const file = await workbook({ s: messy });
    const ranged = await readFileTable(file, { range: "B3:C4" });
    expect([ranged.header, ranged.rows, ranged.notes]).toEqual([["sexe", "revenu"], 1, []]);
    const unnamed = await readFileTable(file, { range: "B4:C4", header: 0 });
    expect([...unnamed.codebook.keys()]).toEqual(["...1", "...2"]);
    const clean = await readFileTable(await workbook({ s: [["a"], [1]] }));
    expect(clean.notes).toEqual([]);
  });

  test("what a sheet holds besides the one that is read is no matter", async () => {
    const two = [["Titre"], ["a", "b"], [1, 2], [], ["Tableau 2"], ["a", "b"], [1, 2]];
    const file = await workbook({ s: messy, two, provenance: [["kind", "synthetic"]] });
    expect((await readFileTable(file, { sheet: "s" })).rows).toBe(2);
    await expect(readFileTable(file)).rejects.toThrow("the workbook has several sheets");
    await expect(readFileTable(file, { sheet: "two" })).rejects.toThrow("sheet two, row 5: a second table");
  });

  test("two names that are one are told with the rows of the header", async () => {
    const file = await workbook({
      s: [
        ["n", "n"],
        ["a", "b"],
        [1, 2],
      ],
    });
    await expect(readFileTable(file, { columns: () => ["n"] })).rejects.toThrow(
      "If several rows name the columns, count them with --header",
    );
    expect((await readFileTable(file, { header: 2 })).header).toEqual(["n_a", "n_b"]);
  });

  test("a provenance sheet says that its rows are synthetic", async () => {
    const file = await workbook({
      provenance: [
        ["kind", "synthetic"],
        ["seed", 7],
      ],
      s: [["a"], [1]],
    });
    expect((await readFileTable(file)).provenance).toMatchObject({ kind: "synthetic", seed: 7 });
  });
});

describe("lines before the header of a text", () => {
  const file = (content: string) => join(folderWith({ "a.csv": content }), "a.csv");
  const titled = 'Enquête, "2022\n\nsexe;revenu\nF;1,5\nM;x\n';

  test.each(["\n", "\r\n", "\r"])("are skipped, whatever they hold, where lines end in %j", async (end) => {
    const table = await readFileTable(file(titled.replaceAll("\n", end)), { skip: 1 });
    expect([...table.codebook.keys()]).toEqual(["sexe", "revenu"]);
    expect(() => table.numbers("revenu")).toThrow("line 5, column revenu: revenu is not a number");
  });

  test("are counted from the first one of the file, with one that names the delimiter", async () => {
    const table = await readFileTable(file("\ufeffsep=;\nEnquête\nsexe;revenu\nF;1,5\n"), { skip: 2 });
    expect([...table.numbers("revenu")]).toEqual([1.5]);
    expect(table.place(0).line).toBe(4);
  });

  test("may be more than a piece of the file holds", async () => {
    const table = await readFileTable(file(`${"titre\n".repeat(200_000)}a,b\n1,2\n`), { skip: 200_000 });
    expect([table.header, table.place(0).line]).toEqual([["a", "b"], 200_002]);
  });

  test("are suggested where the first line has a single name", async () => {
    await expect(readFileTable(file("Enquête\na,b\n1,2\n"))).rejects.toThrow(
      /line 2: the line has 2 fields, the header 1\. .*--skip/,
    );
  });

  test("are fewer than those of the file", async () => {
    await expect(readFileTable(file(titled), { skip: 5 })).rejects.toThrow(
      "option --skip: nothing comes after line 5: the last one is line 5",
    );
  });
});

test("several lines, or none, name the columns of a text", async () => {
  const file = join(folderWith({ "a.csv": "H,H,F\nn,,n\n1,2,3\n4,5,6\n" }), "a.csv");
  const two = await readFileTable(file, { header: 2 });
  expect([two.header, two.rows, two.place(0).line]).toEqual([["H_n", "H", "F_n"], 2, 3]);
  const none = await readFileTable(file, { skip: 2, header: 0 });
  expect([...none.numbers("...2")]).toEqual([2, 5]);
  expect(none.notes).toEqual([{ kind: "columns without name", names: ["...1", "...2", "...3"] }]);
  await expect(readFileTable(file, { header: 5 })).rejects.toThrow("there are no rows");
});

test.each([
  ["a.csv", { range: "A1:B2" }, "a text file has no ranges of cells. Say by --skip how many lines"],
  ["a.xlsx", { range: "A1:B2", skip: 1 }, "the range of cells already says where the table begins"],
])("of %s %j is refused", async (name, choice, message) => {
  await expect(readFileTable(name, choice)).rejects.toThrow(message);
});

test("columns of one name are called after their places, and refused where the one name is used", async () => {
  const file = join(folderWith({ "x.csv": "a,b,a\n1,2,3\n" }), "x.csv");
  expect((await readFileTable(file, { columns: () => ["b"] })).numbers("b")).toEqual(Float64Array.of(2));
  expect((await readFileTable(file)).notes).toEqual([
    { kind: "columns of one name", names: ["a...1", "a...3"] },
  ]);
  await expect(readFileTable(file, { columns: () => ["b", "a"] })).rejects.toThrow(
    'several columns have this name; found "a". Choose: a...1, a...3',
  );
});

test.each([
  ["", /there are no rows/],
  ["a,b\n1,2\n3\n", /line 3: the line has 1 field, the header 2/],
  ['a,b\n1,"2\n3,4\n', /a quote is not closed/],
])("%j is refused", async (content, message) => {
  await expect(read(content)).rejects.toThrow(message);
});

test("a formula that no spreadsheet has computed is refused where it is read", async () => {
  const file = await writeWorkbook(join(folderWith(), "a.xlsx"), {
    Base: [
      ["id", "sex", "x"],
      [1, "F", 2],
      [2, { formula: 'UPPER("f")' } as ExcelJS.CellValue, 3],
    ],
  });
  await expect(readFileTable(file)).rejects.toThrow(
    "sheet Base, row 3, column sex: the cell has a formula whose result the workbook does not hold",
  );
  const table = await readFileTable(file, { columns: () => ["x"] });
  expect([...table.numbers("x")]).toEqual([2, 3]);
});

test("a workbook that is called a text is told to be one", async () => {
  const folder = folderWith();
  const file = await writeWorkbook(join(folder, "a.xlsx"), { Base: [["x"], [1]] });
  renameSync(file, join(folder, "a.csv"));
  await expect(readFileTable(join(folder, "a.csv"))).rejects.toThrow(
    "the file is a workbook or a zip archive, and no text. Give it the extension .xlsx or .zip",
  );
});
