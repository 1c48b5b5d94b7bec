import { expect, test } from "vitest";
import type { Block } from "../../src/reports/formats/document.ts";
import { sheetName } from "../../src/reports/formats/sheetName.ts";
import { wordDocument } from "../../src/reports/formats/wordDocument.ts";
import { readerOf } from "../../src/text/reader.ts";

test("a table that is too long for a document is refused before it is made", async () => {
  const rows = Array.from({ length: 10_001 }, () => [{ text: "1" }]);
  const table = { kind: "table", columns: [{ title: "n", align: "right" }], rows } as unknown as Block;
  await expect(wordDocument([table], readerOf("en"))).rejects.toThrow(
    "a table of a document has at most 10000 rows, and 10001 are needed",
  );
});

test("the name of a sheet is found at once, however many marks its title has", () => {
  const marks = "-".repeat(27);
  expect(sheetName(`${marks}abcd efgh ijkl mnop`, [])).toBe(`${marks}abcd`);
}, 1_000);
