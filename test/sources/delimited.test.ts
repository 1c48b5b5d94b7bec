import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readDelimited } from "../../src/sources/files/delimited.ts";
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

test("blank lines before the header do not choose the delimiter", async () => {
  expect((await read("\n \r\nid;x\n1;2\n")).header).toEqual(["id", "x"]);
});

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

test("fields are the same with quotes around them and without, whatever stands inside", async () => {
  const field = fc.string({
    unit: fc.constantFrom("a", "é", " ", ",", ";", '"', "\n", "\r\n", "1"),
    maxLength: 5,
  });
  const table = fc.array(fc.tuple(field, field, field), { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(table, fc.boolean(), async (rows, always) => {
      const write = (text: string) =>
        always || /[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
      const sheet = await read(
        `x,"y",z\nk,k,k\n${rows.map((row) => `${row.map(write).join(",")}\n`).join("")}`,
      );
      const trimmed = rows.map((row) => row.map((text) => text.trim() || null));
      expect(sheet.rows.slice(1)).toEqual(trimmed.filter((row) => row.some((text) => text !== null)));
    }),
    { numRuns: 150 },
  );
});

test("fields that are all in quotes are delimited by tabs too", async () => {
  const { header, rows } = await read('"a"\t"b"\n"u"\t"w"\n"v"\t"z"\n');
  expect([header, ...rows]).toEqual([
    ["a", "b"],
    ["u", "w"],
    ["v", "z"],
  ]);
});

test("delimiters inside the quotes of a header do not choose the delimiter", async () => {
  expect((await read('"a;b;c",w\nx,1\n')).header).toEqual(["a;b;c", "w"]);
});
