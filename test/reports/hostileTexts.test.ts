import ExcelJS from "exceljs";
import JSZip from "jszip";
import { SaxesParser } from "saxes";
import { expect, test } from "vitest";
import { renderSvg } from "../../src/charts/render.ts";
import { partText } from "../../src/reports/formats/cellTexts.ts";
import { renderCsv } from "../../src/reports/formats/csv.ts";
import { heading, paragraph } from "../../src/reports/formats/document.ts";
import { renderMarkdown } from "../../src/reports/formats/markdown.ts";
import { tableWorkbook } from "../../src/reports/formats/tableWorkbook.ts";
import { renderText } from "../../src/reports/formats/text.ts";
import { newWorkbook, workbookBytes } from "../../src/reports/formats/workbookBytes.ts";
import { resultTable } from "../../src/reports/tables/column.ts";
import { plain, readerOf } from "../../src/text/reader.ts";

const hostile = "\u001b[31m\u0000\u0007\u007f\u009b\u202e\u2066\u2028\ud800\ufffe\uffff_x0041_";
const seen = "\\u001b[31m\\u0000\\u0007\\u007f\\u009b\\u202e\\u2066\\u2028\\ud800\\ufffe\\uffff_x0041_";

/** Throws for what is no XML. */
function parseXml(text: string): void {
  new SaxesParser().write(text).close();
}

const workbookOf = async (title: string, texts: readonly string[]) => {
  const columns = [{ key: "x", title: plain(title), kind: "text" as const, value: (text: string) => text }];
  const table = (name: string) => resultTable("rows", plain(name), columns, texts);
  return tableWorkbook(
    { title, lines: [title], first: table("first"), others: [table(title), table(title), table("notes")] },
    readerOf("en"),
  );
};

test("text shows controls, and spaces for line breaks", () => {
  const text = renderText([heading(2, hostile), paragraph(`a\r\n\tb${hostile}`)], {
    colour: false,
    width: 200,
  });
  expect(text).toContain(`a b${seen}`);
  expect(text.split("\n")[0]).toBe(seen);
});

test("in Markdown no text becomes a list, a title, a formula, a link or a second cell", () => {
  const lines = (text: string) => renderMarkdown([paragraph(text)]).trimEnd();
  expect(lines("- a")).toBe("\\- a");
  expect(lines("12. a")).toBe("12\\. a");
  expect(lines("+ a")).toBe("\\+ a");
  expect(lines("===")).toBe("\\===");
  expect(lines("$x$ ![a](b)")).toBe("\\$x\\$ !\\[a\\](b)");
  expect(lines("a\u001b<b>")).toBe("a\\\\u001b&lt;b&gt;");
  expect(renderMarkdown([{ kind: "image", file: "a) [b](c", text: "]" }])).toBe(
    "![\\]](a%29%20%5Bb%5D%28c)\n",
  );
});

test.each([
  ["=1+1", "'=1+1"],
  [" =1+1", "' =1+1"],
  ["＝1+1", "'＝1+1"],
  ["@SUM(1)", "'@SUM(1)"],
  ["a;=1+1", "a;'=1+1"],
  ["a; +1", "a;' +1"],
  ['a;"=1"', `"a;'""=1"""`],
  ["a\t=1", "a\t'=1"],
  ["\t1", "'\t1"],
  ["-1.5", "-1.5"],
  ["-1,5", '"-1,5"'],
  ["+2e-7", "+2e-7"],
  ["a=1", "a=1"],
  ["a;b", "a;b"],
  ["a - b", "a - b"],
  ["\u001b[2J", "\\u001b[2J"],
])("CSV: the text %j starts no formula in any country's spreadsheet", (given, written) => {
  expect(renderCsv({ keys: ["x"], rows: [[given]] })).toBe(`x\n${written}\n`);
});

test("a chart is XML whatever its title", async () => {
  const svg = await renderSvg({
    title: { text: hostile, subtitle: [hostile] },
    data: { values: [{ x: hostile, y: 1 }] },
    mark: "bar",
    encoding: { x: { field: "x", type: "nominal" }, y: { field: "y", type: "quantitative" } },
  });
  parseXml(svg);
  expect(svg).toContain(seen);
});

test("a workbook is XML whatever its texts, and shows them", async () => {
  const bytes = await workbookOf(hostile, [hostile, "=1+1", "_x0041_"]);
  const zip = await JSZip.loadAsync(bytes);
  for (const [name, part] of Object.entries(zip.files))
    if (!part.dir && /xml/.test(name)) parseXml(await part.async("string"));
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes as never);
  const values = workbook.worksheets[0]!.getColumn(1).values;
  expect(values.slice(1)).toEqual([seen, seen, seen, seen, "=1+1", "_x0041_"]);
});

test.each([
  "'it''s'",
  "a title of thirty characters..'s",
  "History",
  "notes",
  "",
  "[a]:b",
  "\u001b",
  "'",
  "😀".repeat(20),
])("a sheet may be named after the title %j", async (title) => {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load((await workbookOf(title, ["a"])) as never);
  const names = workbook.worksheets.map(({ name }) => name);
  expect(names).toHaveLength(5);
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(5);
  for (const name of names) expect(name).not.toMatch(/^'|'$|^History$|[\\/*?:[\]]|^.{32}|\p{Cs}/u);
});

test("a text that a cell cannot hold is cut, and a note says so", async () => {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load((await workbookOf("t", ["x".repeat(40_000), "\u0001".repeat(20_000)])) as never);
  const [first] = workbook.worksheets;
  for (const row of [4, 5]) {
    const text = String(first!.getRow(row).getCell(1).value);
    expect(text).toHaveLength(32_767);
    expect(text).toMatch(/…$/);
  }
  expect(workbook.getWorksheet("notes")!.getColumn(1).values).toContain(
    "Cells whose text is cut after 32767 characters: 8",
  );
});

test("a workbook's texts come back as they were, controls and codes among them", async () => {
  const texts = [hostile, "a\r\nb\tc", "_x005F_x0041_", " é😀 ", "_xZZZZ_"];
  const workbook = await newWorkbook();
  workbook.addWorksheet("a").addRows([...texts, { richText: [{ text: hostile }] }].map((text) => [text]));
  const bytes = await workbookBytes(workbook);
  const read = new ExcelJS.Workbook();
  await read.xlsx.load(bytes as never);
  expect(read.worksheets[0]!.getColumn(1).values.slice(1, 6)).toEqual(texts);
  expect(partText("plain text, 1 552,0 €")).toBe("plain text, 1 552,0 €");
});
