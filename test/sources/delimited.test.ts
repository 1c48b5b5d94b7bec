import { join } from "node:path";
import { expect, test } from "vitest";
import { readDelimited } from "../../src/sources/delimited.ts";
import { folderWith } from "../support/files.ts";

const read = (content: string | Uint8Array) => readDelimited(join(folderWith({ "a.csv": content }), "a.csv"));

test.each([",", ";", "\t"])(
  "the delimiter %j is recognised, and line numbers are those of the file",
  async (delimiter) => {
    const sheet = await read(`\ufeffid${delimiter}texte\n\na${delimiter}"deux\nlignes"\nb${delimiter}\n`);
    expect(sheet.header).toEqual(["id", "texte"]);
    expect(sheet.rows).toEqual([
      ["a", "deux\nlignes"],
      ["b", null],
    ]);
    expect(sheet.rowNumbers.at(-1)).toBe(5);
  },
);

test("a line with a field too many is refused", async () => {
  await expect(read("id,x\na,1\nb,1,2\n")).rejects.toThrow(
    /a\.csv, line 3: the line has 3 fields, the header 2/,
  );
});

test("broken quotes and other encodings are refused", async () => {
  await expect(read('id,x\na,"1\n')).rejects.toThrow("this is no readable CSV");
  await expect(read(Uint8Array.from([105, 100, 10, 0xe9]))).rejects.toThrow("not UTF-8");
});

test("a file without rows is refused", async () => {
  await expect(read("id,x\n")).rejects.toThrow("there are no rows");
  await expect(read("")).rejects.toThrow("there are no rows");
});
