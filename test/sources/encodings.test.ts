import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { extendFile } from "../../src/reports/files/extendedFile.ts";
import type { Encoding } from "../../src/sources/files/encodings.ts";
import { readFileTable } from "../../src/sources/files/readFileTable.ts";
import { folderWith } from "../support/files.ts";

const text = "région;taux\nÎle-de-France;12,5\nBretagne;8\n";
/** The characters of the text that are not ASCII, by the tables of Unicode for Windows 1252 and the Mac's Roman. */
const bytesOf = { "windows-1252": { é: 0xe9, Î: 0xce }, macintosh: { é: 0x8e, Î: 0xeb } };
const inBytes = (codes: Record<string, number>) =>
  Uint8Array.from(text, (character) => codes[character] ?? character.charCodeAt(0));
const utf16le = (own: string) => Buffer.from(own, "utf16le");
const utf16be = (own: string) => utf16le(own).swap16();

const read = (bytes: Uint8Array, encoding?: Encoding, name = "survey.csv") =>
  readFileTable(join(folderWith({ [name]: bytes }), name), { encoding });

describe("a text is the same table in every encoding", () => {
  const cases: [string, Uint8Array, Encoding | undefined][] = [
    ["UTF-8", Buffer.from(text), undefined],
    ["Windows 1252, said", inBytes(bytesOf["windows-1252"]), "windows-1252"],
    ["Latin-1, said", inBytes(bytesOf["windows-1252"]), "latin1"],
    ["a Mac's Roman, said", inBytes(bytesOf.macintosh), "macintosh"],
    ["UTF-16 that tells itself", utf16le(`\ufeff${text}`), undefined],
    ["UTF-16 with its bytes the other way round", utf16be(`\ufeff${text}`), undefined],
    ["UTF-16 without a mark, said", utf16le(text), "utf-16le"],
    ["UTF-8 that tells itself, whatever is said", Buffer.from(`\ufeff${text}`), "macintosh"],
  ];
  test.each(cases)("%s", async (_, bytes, encoding) => {
    const table = await read(bytes, encoding);
    expect(table.header).toEqual(["région", "taux"]);
    expect([...table.factor("région").levels].sort()).toEqual(["Bretagne", "Île-de-France"]);
    expect([...table.numbers("taux")]).toEqual([12.5, 8]);
    const zipped = await read(gzipSync(bytes), encoding, "survey.csv.gz");
    expect([...zipped.numbers("taux")]).toEqual([12.5, 8]);
  });

  test("and is extended in UTF-8", async () => {
    const table = await read(inBytes(bytesOf["windows-1252"]), "windows-1252");
    const pieces = await extendFile(table, { names: ["w"], valueAt: (row) => row + 1 });
    expect([...(pieces as Iterable<string>)].join("")).toBe(
      "région;taux;w\nÎle-de-France;12,5;1\nBretagne;8;2\n",
    );
  });
});

test("pieces of a long file end anywhere within a character", async () => {
  const rows = Array.from({ length: 40_000 }, (_, at) => `${"é".repeat(at % 7)};${at}\n`);
  const table = await read(utf16le(`\ufeffname;n\n${rows.join("")}`));
  expect(table.rows).toBe(40_000);
  expect([...table.factor("name").levels].sort((a, b) => a.length - b.length)).toEqual(
    [1, 2, 3, 4, 5, 6].map((count) => "é".repeat(count)),
  );
});

test("a file that is not UTF-8 is told with its line and a word of it, as encodings read it", async () => {
  await expect(read(inBytes(bytesOf["windows-1252"]))).rejects.toThrow(
    /line 1: .*"région" in windows-1252, "rÈgion" in macintosh/,
  );
});

describe("is refused", () => {
  test("what cannot be what is said", async () => {
    await expect(read(Buffer.from("abc"), "utf-16le")).rejects.toThrow(/is not utf-16le.*--encoding/);
    await expect(read(utf16le("\ufeffa\ud800b"))).rejects.toThrow("is not utf-16le");
  });

  test("a gzipped file that is cut short or none", async () => {
    const zipped = gzipSync(Buffer.from(text));
    await expect(read(zipped.subarray(0, 30), undefined, "a.csv.gz")).rejects.toThrow("damaged or cut short");
    await expect(read(Buffer.from(text), undefined, "a.csv.gz")).rejects.toThrow("damaged or cut short");
  });

  test("an encoding of a workbook, and a gzipped workbook", async () => {
    await expect(read(Buffer.from(""), "latin1", "a.xlsx")).rejects.toThrow("Leave out --encoding");
    await expect(read(Buffer.from(""), undefined, "a.xlsx.gz")).rejects.toThrow("cannot be read");
  });
});
