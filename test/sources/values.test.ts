import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readFileTable } from "../../src/sources/files/readFileTable.ts";
import { expressionOver, type Table } from "../../src/sources/tables/table.ts";
import { folderWith, writeWorkbook } from "../support/files.ts";

const read = (content: string, na?: string[]) =>
  readFileTable(join(folderWith({ "a.csv": content }), "a.csv"), { na });

const column = (...texts: string[]) => read(`x,y\n${texts.map((text) => `${text},1`).join("\n")}\n`);

const typeOf = (table: Table, name = "x") => table.codebook.get(name)!.type;

describe("errors of cells", () => {
  test.each([
    "#N/A",
    "#DIV/0!",
    "#REF!",
    "#VALEUR!",
    "#VALEUR !",
    "#NOM?",
    "#NOMBRE!",
    "#BLOQUÉ!",
    "Err:502",
    "#####",
  ])("%s is missing in a column of texts too, and counted", async (error) => {
    const table = await column("oui", error, "non", error);
    expect(table.factor("x").levels).toEqual(["non", "oui"]);
    expect([...table.factor("x").codes]).toEqual([1, -1, 0, -1]);
    expect(table.notes).toEqual([{ kind: "marks", column: "x", texts: [{ text: error, rows: 2 }] }]);
  });

  test("a hash that is no error is a level", async () => {
    expect((await column("#1", "#REFUS", "#")).factor("x").levels).toEqual(["#", "#1", "#REFUS"]);
  });
});

describe("marks of missing answers", () => {
  test.each(["N/A", "NaN", "null", "nd", "ND", "NR", "-", "///", "n.d.", "…", ":"])(
    "%s among numbers is missing, and counted",
    async (mark) => {
      const table = await column("41", mark, "52.5", mark);
      expect([...table.numbers("x")]).toEqual([41, Number.NaN, 52.5, Number.NaN]);
      expect(table.factor("x").levels).toEqual(["41", "52.5"]);
      expect(table.notes).toEqual([{ kind: "marks", column: "x", texts: [{ text: mark, rows: 2 }] }]);
    },
  );

  test("they are levels among texts, among codes, and alone", async () => {
    expect((await column("a", "nd")).factor("x").levels).toEqual(["a", "nd"]);
    expect((await column("01", "nd")).factor("x").levels).toEqual(["01", "nd"]);
    expect((await column("nd", "-")).factor("x").levels).toEqual(["-", "nd"]);
  });

  test("unknown texts keep a column categorical; where they are few among numbers, a note tells them", async () => {
    const table = await column("1", "2", "3", "4", "5", "refus", "refus");
    expect(typeOf(table)).toBe("categorical");
    expect(table.notes).toEqual([
      { kind: "texts among numbers", column: "x", texts: [{ text: "refus", rows: 2 }] },
    ]);
  });

  test("after and before thousands of numbers", async () => {
    const numbers = Array.from({ length: 6_000 }, (_, row) => String(row + 0.5));
    const table = await column("nd", ...numbers, "nd", "#N/A");
    expect(typeOf(table)).toBe("numeric");
    expect(table.notes).toEqual([
      {
        kind: "marks",
        column: "x",
        texts: [
          { text: "#N/A", rows: 1 },
          { text: "nd", rows: 2 },
        ],
      },
    ]);
  });

  test("given ones take the place of the known ones, in columns of texts too", async () => {
    const table = await read("x,y,z\n1,NA,nd\n99,NSP,2\n,a,3\n", ["99", "NSP"]);
    expect([...table.numbers("x")]).toEqual([1, Number.NaN, Number.NaN]);
    expect(table.factor("y").levels).toEqual(["a", "NA"]);
    expect(typeOf(table, "z")).toBe("categorical");
    expect(table.notes).toEqual([
      { kind: "marks", column: "x", texts: [{ text: "99", rows: 1 }] },
      { kind: "marks", column: "y", texts: [{ text: "NSP", rows: 1 }] },
    ]);
  });
});

test("marks, codes and errors are told beside decimal commas, too", async () => {
  const table = await read("x;y\n1,5;01\nnd;#N/A\n2,25;1\n");
  expect([...table.numbers("x")]).toEqual([1.5, Number.NaN, 2.25]);
  expect(table.factor("y").levels).toEqual(["01", "1"]);
  expect(table.notes).toEqual([
    { kind: "marks", column: "x", texts: [{ text: "nd", rows: 1 }] },
    { kind: "marks", column: "y", texts: [{ text: "#N/A", rows: 1 }] },
  ]);
});

test("a column without a name that nobody asked for is told of, not read", async () => {
  const file = join(folderWith({ "a.csv": ";x\n1,234;5\nnd;6\n" }), "a.csv");
  const table = await readFileTable(file, { columns: () => ["x"] });
  expect([...table.codebook.keys()]).toEqual(["x"]);
  expect(table.notes).toEqual([{ kind: "columns without name", names: ["...1"] }]);
});

describe("codes", () => {
  test.each([
    [["01", "1", "75"], 'x == "01"', [true, false, false]],
    [["01", "1", "75"], "x == 1", [true, true, false]],
    [["9007199254740993", "9007199254740992", "5"], 'x == "9007199254740993"', [true, false, false]],
    [["9007199254740993", "9007199254740992", "5"], "x == 9007199254740993", [true, false, false]],
  ])("%j: %s", async (texts, condition, truths) => {
    const table = await column(...texts);
    expect(typeOf(table)).toBe("categorical");
    const { evaluate } = expressionOver(table, condition, {});
    expect([0, 1, 2].map((row) => evaluate(row))).toEqual(truths);
  });

  test("where numbers are needed they are refused with the first one", async () => {
    const table = await column("10", "010");
    expect(() => table.numbers("x")).toThrow(/line 3, column x: x has codes, not numbers; found "010"/);
  });

  test("decimals below one, and zero, are numbers", async () => {
    expect(typeOf(await column("0", "0.5", "-0.25", "00.5"))).toBe("numeric");
  });

  test("a column of thousands of numbers and one code is categorical", async () => {
    const numbers = Array.from({ length: 6_000 }, (_, row) => String(row + 1));
    expect(typeOf(await column(...numbers, "007"))).toBe("categorical");
  });
});

describe("numbers that people type into a workbook", () => {
  const cells = async (...values: (string | number)[]) =>
    readFileTable(
      await writeWorkbook(join(folderWith(), "b.xlsx"), { s: [["x"], ...values.map((value) => [value])] }),
    );

  test.each([
    [
      ["12,5", 13],
      [12.5, 13],
    ],
    [
      ["1 234", "12\u202f345,5", "1\u00a0234\u00a0567", 3],
      [1234, 12345.5, 1234567, 3],
    ],
    [
      ["36 %", "37,5\u202f%", "nd"],
      [36, 37.5, Number.NaN],
    ],
    [
      ["1,234", "12,5"],
      [1.234, 12.5],
    ],
    [
      ["0,125", 2],
      [0.125, 2],
    ],
  ])("%j are numbers", async (values, numbers) => {
    expect([...(await cells(...values)).numbers("x")]).toEqual(numbers);
  });

  test.each([[["1,234", 5]], [["36 %", 0.36]], [["1 23", 4]], [["12,5", "Paris"]], [["1.234,5", 6]]])(
    "%j are not",
    async (values) => {
      const table = await cells(...values);
      expect(typeOf(table)).toBe("categorical");
      expect(() => table.numbers("x")).toThrow(/x is not a number/);
    },
  );

  test("commas that may set off thousands keep a column from being numbers, and it is told", async () => {
    const note = (texts: object[]) => [{ kind: "commas untold", column: "x", texts }];
    const alone = [
      { text: "+2,345,678", rows: 1 },
      { text: "1,234", rows: 2 },
    ];
    expect((await cells("1,234", "+2,345,678", "1,234", "nd")).notes).toEqual(note(alone));
    const among = [{ text: "1,234", rows: 1 }];
    expect((await cells(1, 2, 3, 4, 5, 6, "1,234")).notes).toEqual(note(among));
    for (const other of ["Paris", "12,5", "007"])
      expect((await cells("1,234", other)).notes, other).toEqual([]);
    const csv = join(folderWith({ "a.csv": 'x,y\n"1,234",1\n"5,678",2\n' }), "a.csv");
    expect((await readFileTable(csv)).notes).toMatchObject([{ kind: "commas untold", column: "x" }]);
    expect((await readFileTable(csv, { decimal: "point" })).notes).toEqual([]);
  });

  test.each([
    ["comma", ["1,234", "1.234,5", 6.5], [1.234, 1234.5, 6.5]],
    ["point", ["1,234", "1,234.5", 6.5], [1234, 1234.5, 6.5]],
  ] as const)("with the decimal %s that a user names, %j are numbers", async (decimal, values, numbers) => {
    const file = await writeWorkbook(join(folderWith(), "b.xlsx"), {
      s: [["x"], ...values.map((value) => [value])],
    });
    expect([...(await readFileTable(file, { decimal })).numbers("x")]).toEqual(numbers);
  });

  test("a number of many digits in a cell of numbers is no code", async () => {
    expect([...(await cells(1e17, 2)).numbers("x")]).toEqual([1e17, 2]);
  });
});

test("one level or name in two forms of Unicode is one", async () => {
  const [composed, decomposed] = ["é".normalize("NFC"), "é".normalize("NFD")];
  const table = await read(`r${decomposed}gion,y\nLoz${composed}re,1\nLoz${decomposed}re,2\nAin,3\n`);
  const name = `r${composed}gion`;
  expect(table.factor(name).levels).toEqual(["Ain", `Loz${composed}re`]);
  const { evaluate } = expressionOver(table, `r${decomposed}gion == "Loz${decomposed}re"`, {});
  expect([0, 1, 2].map((row) => evaluate(row))).toEqual([true, true, false]);
});

test.each(["1 234,50", "1\u00a0234,50", "1\u202f234,5"])(
  "%j in a CSV of semicolons is a number of thousands",
  async (text) => {
    const table = await readFileTable(
      join(folderWith({ "a.csv": `m\n${text};\n12,5;\n`.replace("m", "m;x") }), "a.csv"),
    );
    expect([...table.numbers("m")]).toEqual([1234.5, 12.5]);
  },
);

test("spaces that do not set off thousands keep a text, and the message names the decimal comma", async () => {
  const table = await readFileTable(join(folderWith({ "a.csv": "m;x\n12 34,5;\n1,5;\n" }), "a.csv"));
  expect(table.codebook.get("m")!.type).toBe("categorical");
  expect(() => table.numbers("m")).toThrow(/at most one decimal comma/);
});
