import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readPortable } from "../../src/sources/formats/spss/portable.ts";
import { InputError } from "../../src/text/errors.ts";
import { oracle, root } from "../support/oracle.ts";
import { damagedFiles, expectAsHaven } from "../support/spssTables.ts";
import { answersIn, storedBuffer } from "../support/storedBuffer.ts";

const characters =
  "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz .<(+|&[]!$*);^-/|,%_>?`:#@'=\"";
const table = `${"0".repeat(64)}${characters}`.padEnd(256, "0");

/** A file of this content, in lines of 80 characters. */
const portable = (content: string, newline = "\r\n", write: BufferEncoding = "utf8") => {
  const bytes = Buffer.from(`${"ASCII SPSS PORT FILE".padEnd(200)}${table}SPSSPORT${content}`, write);
  const lines = Array.from({ length: Math.ceil(bytes.length / 80) }, (_, at) =>
    bytes.subarray(80 * at, 80 * at + 80),
  );
  return Buffer.concat(lines.flatMap((line) => [line, Buffer.from(newline)]));
};
const read = (content: string, options: Parameters<typeof readPortable>[1] = {}) =>
  readPortable(storedBuffer(portable(content), "survey.por"), options);

const head = "A8/202401016/120000";
const number = (name: string, format = "5") => `70/${name.length}/${name}${format}/8/2/${format}/8/2/`;
const text = (name: string, width: string) => `7${width}/${name.length}/${name}1/${width}/0/1/${width}/0/`;

const whole = [
  head,
  "14/PSPP22/Me33/etc43/5B/62/WT",
  `${number("WT")}8-2/BA/K/C5/Poids`,
  `${text("S", "A")}81/zC8/Réponse`,
  number("N"),
  "D1/1/S2/1/a2/Un1/b4/Deux",
  "D2/2/WT1/N1/1.F/6/un 1/2",
  "E1/3/Doc",
  "F1.F/1/a*.",
  "-A.3/3/é 2/",
  "0/2/zz1/",
  "Z",
].join("");

test("numbers of base 30, texts, labels, missing values and the weight", async () => {
  const found = await read(whole);
  expect(found).toMatchObject({ header: ["WT", "S", "N"], rows: 3, weight: "WT" });
  expect(answersIn(found).WT).toEqual([1.5, -10.1, 0]);
  expect(answersIn(found).S).toEqual(["a", "é", "zz"]);
  expect(answersIn(found).N).toEqual([null, 2, 1]);
  const [wt, s, n] = found.columns;
  expect(wt).toMatchObject({ label: "Poids", missing: { values: [-2], range: [10, 20] } });
  expect(s).toMatchObject({ label: "Réponse", missing: { values: ["z"] } });
  expect(s!.valueLabels).toEqual([
    { value: "a", label: "Un" },
    { value: "b", label: "Deux" },
  ]);
  expect(n!.valueLabels).toEqual([{ value: 1.5, label: "un 1/2" }]);
});

test.each([
  ["LO THRU", "9A/", [Number.NEGATIVE_INFINITY, 10]],
  ["THRU HI", "AA/", [10, Number.POSITIVE_INFINITY]],
  ["THRU", "B-A/A/", [-10, 10]],
])("a range of missing values: %s", async (_, record, range) => {
  const { columns } = await read(`${head}${number("N")}${record}F1/Z`);
  expect(columns[0]!.missing).toEqual({ values: [], range });
});

test.each<[string, number]>([
  ["1.3", 1.1],
  ["-.3", -0.1],
  ["  T", 29],
  ["10+1", 900],
  ["1-1", 1 / 30],
  // 30⁻⁶⁰, 30⁶⁰ + 30⁴⁰ and π by exact fractions, to the nearest double.
  ["1-20", 2.3589824875925727e-89],
  ["100000000000000000001+1A", 4.239115827521621e88],
  // 2⁵³ + 1 lies halfway between two doubles, and a little more is nearer to the upper one.
  ["F7IBOFTROD3.00000000000000000001", 9_007_199_254_740_994],
  ["3.47D01EE07R08D7J8N", Math.PI],
])("the number %s is %d", async (written, expected) => {
  expect(answersIn(await read(`${head}${number("N")}F${written}/Z`)).N).toEqual([expected]);
});

test("numbers that a print format shows as dates and times, as SPSS and as PSPP number the formats", async () => {
  const formats = { SDATE: "41", DATE: "3C", DATETIME: "3E", TIME: "3D", PDATE: "K", PTIME: "L", F: "5" };
  const dictionary = Object.entries(formats).map(([name, format]) => number(name, format));
  // IT2G+3 is 13 828 752 000 seconds from 1582-10-14, which is 2020-12-31.
  const cells = Object.keys(formats).map(() => "IT2G+3/");
  const { columns } = await read(`${head}${dictionary.join("")}F${cells.join("")}Z`);
  expect(columns.map(({ time, answers }) => [time, answers[0 as never]])).toEqual([
    ["date", Date.UTC(2020, 11, 31) / 1000],
    ["date", Date.UTC(2020, 11, 31) / 1000],
    ["datetime", Date.UTC(2020, 11, 31) / 1000],
    ["time", 13_828_752_000],
    ["date", Date.UTC(2020, 11, 31) / 1000],
    ["time", 13_828_752_000],
    [undefined, 13_828_752_000],
  ]);
});

test("a file that PSPP wrote holds what haven reads of the same data", async () => {
  const bytes = readFileSync(`${root}test/oracle/formats/spss.por`);
  const found = await readPortable(storedBuffer(bytes, "spss.por"), {});
  expect(found.weight).toBe("POIDS");
  expectAsHaven(
    found,
    oracle("formats/spss.csv").filter(({ variable }) => variable !== "vls"),
  );
});

test("only the variables that are asked for are read", async () => {
  const found = await read(whole, { columns: () => ["N"] });
  expect(found.header).toEqual(["WT", "S", "N"]);
  expect(found.columns.map(({ name }) => name)).toEqual(["N"]);
  expect(answersIn(found).N).toEqual([null, 2, 1]);
});

test.each(["\r\n", "\n"])("blanks that end a line may be left out of the file (%j)", async (newline) => {
  const texts = Array.from({ length: 200 }, (_, at) => `text ${at}`);
  const cells = texts.map((own) => `T/${own.padEnd(29)}`);
  const bytes = portable(`${head}${text("S", "T")}F${cells.join("")}Z`, newline).toString("latin1");
  const trimmed = bytes.replaceAll(/ +(?=\r?\n)/g, "");
  expect(trimmed.length).toBeLessThan(bytes.length - 100);
  const found = await readPortable(storedBuffer(Buffer.from(trimmed, "latin1")), {});
  expect(answersIn(found).S).toEqual(texts);
});

test("many cases run over the ends of blocks", async () => {
  const rows = Array.from({ length: 60_000 }, (_, at) => at);
  const cells = rows.map((at) => `${at.toString(30).toUpperCase()}/6/text ${at % 10}`);
  const found = await read(`${head}${number("N")}${text("S", "A")}F${cells.join("")}Z`);
  expect(answersIn(found).N).toEqual(rows);
  expect(answersIn(found).S).toEqual(rows.map((at) => `text ${at % 10}`));
});

test("a file in EBCDIC is translated by its own table", async () => {
  const ebcdicOf = (from: string, first: number) => [...from].map((own, at) => [own, first + at] as const);
  const codes = new Map<string, number>([
    ...ebcdicOf("0123456789", 0xf0),
    ...ebcdicOf("ABCDEFGHI", 0xc1),
    ...ebcdicOf("JKLMNOPQR", 0xd1),
    ...ebcdicOf("STUVWXYZ", 0xe2),
    ...ebcdicOf("abcdefghi", 0x81),
    ...ebcdicOf("jklmnopqr", 0x91),
    ...ebcdicOf("stuvwxyz", 0xa2),
    ...([
      [" ", 0x40],
      [".", 0x4b],
      ["/", 0x61],
      ["*", 0x5c],
      ["-", 0x60],
    ] as const),
  ]);
  const content = `${"".padEnd(200)}${table}SPSSPORT${head}${number("N")}${text("S", "A")}F1.F/3/oui*.3/nonZ`;
  const bytes = Buffer.from([...content].map((own) => codes.get(own) ?? 0xf0));
  const found = await readPortable(storedBuffer(bytes), {});
  expect(answersIn(found).N).toEqual([1.5, null]);
  expect(answersIn(found).S).toEqual(["oui", "non"]);
});

test("texts are UTF-8 unless another encoding is given", async () => {
  const bytes = portable(`${head}${text("S", "A")}F4/caféZ`, "\r\n", "latin1");
  await expect(readPortable(storedBuffer(bytes), {})).rejects.toThrow(
    /row 1, variable S: this text is not utf-8.*--encoding/,
  );
  const found = await readPortable(storedBuffer(bytes), { encoding: "windows-1252" });
  expect(answersIn(found).S).toEqual(["café"]);
});

test("what the author and the documents are written in does not matter", async () => {
  const content = `${head}24/René${number("N")}E1/4/caféF1/Z`;
  const found = await readPortable(storedBuffer(portable(content, "\n", "latin1")), {});
  expect(answersIn(found).N).toEqual([1]);
});

test("blank texts are missing only where the file declares them so", async () => {
  const found = await read(`${head}${text("S", "1")}81/ ${text("T", "1")}F1/ 1/ 1/a1/aZ`);
  expect(answersIn(found).S).toEqual([null, "a"]);
  expect(answersIn(found).T).toEqual(["", "a"]);
});

describe("is refused", () => {
  test.each([
    ["a record that the format has none of", `${head}Q`, 'damaged (record of the dictionary); found "Q"'],
    ["a number that is none", `${head}${number("N")}F1.U/Z`, 'damaged (number); found "1.U"'],
    ["a number without end", `${head}${number("N")}F${"1".repeat(70_000)}`, "damaged (number)"],
    ["a text of no length", `${head}${text("S", "A")}F-1/Z`, "damaged (text); found -1"],
    ["a missing value of no variable", `${head}81/`, "damaged (record of the dictionary)"],
    [
      "labels of an unknown variable",
      `${head}D1/1/X1/1/1/a`,
      'damaged (record of the dictionary); found "X"',
    ],
    ["a case that is cut", `${head}${number("N")}${number("M")}F1/Z`, "is cut short"],
  ])("%s", async (_, content, message) => {
    await expect(read(content)).rejects.toThrow(message);
  });

  test("another file, and one that is cut short", async () => {
    const refused = (bytes: Buffer) => expect(readPortable(storedBuffer(bytes), {})).rejects;
    await refused(Buffer.from("id;sexe\n1;2\n".repeat(50))).toThrow("this is no SPSS portable (.por) file");
    await refused(Buffer.alloc(0)).toThrow("this is no SPSS portable");
    const bytes = portable(`${head}${number("N")}F1/2/3/Z`, "");
    await refused(bytes.subarray(0, bytes.length - 1)).toThrow("is cut short");
  });
});

test("a damaged file is a table or one clear error, soon", async () => {
  const start = performance.now();
  let refused = 0;
  for (const copy of damagedFiles(portable(whole), 3000))
    await readPortable(storedBuffer(copy), {}).catch((error: unknown) => {
      expect(error).toBeInstanceOf(InputError);
      refused++;
    });
  expect(refused).toBeGreaterThan(500);
  expect(performance.now() - start).toBeLessThan(30_000);
});
