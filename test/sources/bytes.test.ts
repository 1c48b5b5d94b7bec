import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseDecimal } from "../../src/numerics/decimals.ts";
import { readDelimited } from "../../src/sources/files/delimited.ts";
import { readFileTable } from "../../src/sources/files/readFileTable.ts";
import { ByteDictionary } from "../../src/sources/tables/byteDictionary.ts";
import { folderWith } from "../support/files.ts";

const encode = (text: string) => new TextEncoder().encode(text);

test("a decimal number from its bytes is the number of its text, or left to the slow way", () => {
  const digits = fc.string({ unit: fc.constantFrom(..."0123456789"), maxLength: 9 });
  const written = fc.tuple(fc.constantFrom("", "-", "+"), digits, fc.constantFrom("", "."), digits);
  fc.assert(
    fc.property(written, (parts) => {
      const text = parts.join("");
      const bytes = encode(`x${text}y`);
      const number = parseDecimal(bytes, 1, bytes.length - 1, ".".charCodeAt(0));
      if (!Number.isNaN(number)) expect(number).toBe(Number(text));
    }),
    { numRuns: 2000 },
  );
  const read = (text: string) => parseDecimal(encode(text), 0, text.length, ".".charCodeAt(0));
  const long = fc.tuple(fc.double({ min: 1e-3, max: 1e6, noNaN: true }), fc.integer({ min: 16, max: 19 }));
  let fast = 0;
  fc.assert(
    fc.property(long, ([value, precision]) => {
      for (const text of [String(value), value.toPrecision(precision)]) {
        const number = read(text);
        if (Number.isNaN(number)) continue;
        fast++;
        expect(number, text).toBe(Number(text));
      }
    }),
    { numRuns: 5000 },
  );
  expect(fast).toBeGreaterThan(5000);
  // In the middle of two doubles, and next to it.
  for (const text of ["9007199254740993.0", "9007199254740992.9", "9007199254740993.1", "4503599627370497.5"])
    expect([Number.NaN, Number(text)], text).toContainEqual(read(text));
  expect(["12", "0.1", "-3.25", "0", "123456789.123456"].map(read)).toEqual([
    12, 0.1, -3.25, 0, 123456789.123456,
  ]);
  for (const text of ["", "-", ".5", "5.", "01", "-0", "1e3", "1 ", "1234567890123456", "a", "1.2.3"])
    expect(read(text), text).toBeNaN();
});

test.each([
  ["", new ByteDictionary()],
  [", be their hashes the same", new ByteDictionary(() => 1)],
])("a dictionary tells byte strings apart%s", (_, dictionary) => {
  const words = ["", "a", ...Array.from({ length: 500 }, (_, at) => `word ${at * at}`)];
  words.forEach((word, at) => {
    const bytes = encode(word);
    expect(dictionary.get(bytes, 0, bytes.length)).toBeUndefined();
    dictionary.set(bytes, 0, bytes.length, at);
  });
  for (const round of ["..", "again"])
    words.forEach((word, at) => {
      const bytes = encode(`${round}${word}${round}`);
      expect(dictionary.get(bytes, round.length, bytes.length - round.length)).toBe(at);
    });
});

describe("files of several pieces, of which all but the first are read as bytes", () => {
  const texts = ["Élevé", " modéré ", "faible", "", "NA", ".", "a b", "01", "1"];
  const numbers = ["1", "-2.5", "1e3", "", ".5", "3.", "NA", "+4", " 7 ", "0"];
  const rows = Array.from({ length: 40_000 }, (_, at) => [
    `${at}.${at % 7}`,
    texts[(at * 7) % texts.length]!,
    numbers[(at * 3) % numbers.length]!,
    `id ${at % 300}`,
  ]);
  const content = (delimiter: string, lineEnd: string, change = (text: string) => text) =>
    [["weight", "level", "number", "group"], ...rows]
      .map((row) => row.map(change).join(delimiter))
      .join(lineEnd);

  test.each([
    ["lines of Unix", ",", "\n", undefined],
    ["lines of Windows, with blank lines", ",", "\r\n\r\n", undefined],
    [
      "decimal commas",
      ";",
      "\n",
      (text: string) => (/^[-+]?[\d.]+$/.test(text.trim()) ? text.replace(".", ",") : text),
    ],
    ["quotes in a later line", ",", "\n", (text: string) => (text === "id 299" ? '"id 299"' : text)],
  ])("%s", async (_, delimiter, lineEnd, change) => {
    const file = join(folderWith({ "a.csv": content(delimiter, lineEnd, change) }), "a.csv");
    const table = await readFileTable(file);
    const sheet = await readDelimited(file);
    expect(table.rows).toBe(rows.length);
    expect(table.place(39_999).line).toBe(sheet.rowNumbers.at(-1));
    const missing = [null, "NA", "."];
    const level = table.factor("level");
    expect(Array.from(level.codes, (code) => level.levels[code] ?? null)).toEqual(
      sheet.rows.map((row) => (missing.includes(row[1] as string) ? null : row[1])),
    );
    for (const [at, name] of [
      [0, "weight"],
      [2, "number"],
    ] as const)
      expect(Array.from(table.numbers(name), (value) => (Number.isNaN(value) ? null : value))).toEqual(
        sheet.rows.map((row) =>
          missing.includes(row[at] as string) ? null : Number(String(row[at]).replace(",", ".")),
        ),
      );
    expect(table.factor("group").levels).toHaveLength(300);
  });

  test("a line with too few fields, and bytes that are no UTF-8, are told with their line", async () => {
    const ragged = `${content(",", "\n")}\n1,2,3\n`;
    await expect(readFileTable(join(folderWith({ "a.csv": ragged }), "a.csv"))).rejects.toThrow(
      /line 40002: the line has 3 fields, the header 4/,
    );
    const latin = Buffer.concat([
      Buffer.from(`${content(",", "\n")}\n1,`),
      Buffer.from([0xe9]),
      Buffer.from(",1,x\n"),
    ]);
    await expect(readFileTable(join(folderWith({ "a.csv": latin }), "a.csv"))).rejects.toThrow(
      /line 40002: the file is not UTF-8 text/,
    );
  });
});
