import { strToU8, zipSync } from "fflate";
import { expect, test } from "vitest";
import { readTable } from "../../../src/sources/layout/sheetTable.ts";
import { openXlsx } from "../../../src/sources/xlsx/workbook.ts";

/** A workbook of one sheet from the XML of its rows, as another program might write it. */
function workbookOf(
  rows: string,
  { shared = "", styles = "", book = "", after = "", x = "", width = 2 } = {},
): Buffer {
  const part = (name: string, content: string) =>
    strToU8(`<?xml version="1.0"?><${x}${name} xmlns="m" xmlns:x="m" xmlns:r="r">${content}</${x}${name}>`);
  return Buffer.from(
    zipSync({
      "xl/workbook.xml": part(
        "workbook",
        `${book}<${x}sheets><${x}sheet name="S" r:id="rId1"/><${x}sheet name="Chart" r:id="rId2"/></${x}sheets>`,
      ),
      "xl/_rels/workbook.xml.rels": strToU8(
        '<Relationships><Relationship Id="rId1" Type="t/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="t/chartsheet" Target="chartsheets/sheet1.xml"/><Relationship Id="rId3" Type="t/styles" Target="styles.xml"/><Relationship Id="rId4" Type="t/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>',
      ),
      "xl/sharedStrings.xml": part("sst", shared),
      "xl/styles.xml": part("styleSheet", styles),
      "xl/worksheets/sheet1.xml": part(
        "worksheet",
        `<${x}sheetData><${x}row r="1">${`<${x}c><${x}v>1</${x}v></${x}c>`.repeat(width)}</${x}row>${rows}</${x}sheetData>${after}`,
      ),
    }),
  );
}

async function rowsOf(...args: Parameters<typeof workbookOf>) {
  const workbook = await openXlsx(workbookOf(...args));
  const { rowNumbers, row } = await readTable(workbook, workbook.sheets[0]!, "a.xlsx");
  return rowNumbers.map(row);
}

test("numbers, truths, errors and texts of every kind are read", async () => {
  const cells = `<c r="A2"><v>1.5E-3</v></c><c r="B2" t="b"><v>0</v></c><c r="C2" t="e"><v>#N/A</v></c>
    <c r="D2" t="s"><v>0</v></c><c r="E2" t="str"><f>A1</f><v>a &amp; b</v></c>
    <c r="F2" t="inlineStr"><is><r><t>très </t></r><r><t>bien</t></r></is></c>`;
  const shared = "<si><r><t>f</t></r><r><t>emme_x000D_</t></r><rPh><t>ignored</t></rPh></si>";
  expect(await rowsOf(`<row r="2">${cells}</row>`, { shared, width: 6 })).toEqual([
    [0.0015, "false", "#N/A", "femme", "a & b", "très bien"],
  ]);
});

test("a number of a date's style is the day; four years and a day later where days count from 1904", async () => {
  const styles =
    '<numFmts><numFmt numFmtId="170" formatCode="[Red]dd/mm/yyyy"/><numFmt numFmtId="171" formatCode="&quot;days&quot; 0"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs>';
  const cells = [0, 1, 2, 3].map((style) => `<c s="${style}"><v>36526</v></c>`).join("");
  const day = "2000-01-01";
  expect(await rowsOf(`<row r="2">${cells}</row>`, { styles, width: 4 })).toEqual([[36526, day, day, 36526]]);
  const book = '<workbookPr date1904="1"/>';
  expect((await rowsOf(`<row r="2">${cells}</row>`, { styles, book }))[0]![1]).toBe("2004-01-02");
});

test("days that are written as such do not depend on the time zone", async () => {
  const cells = '<c t="d"><v>2021-03-04</v></c><c t="d"><v>2021-03-04T10:00:00</v></c>';
  expect(await rowsOf(`<row r="2">${cells}</row>`)).toEqual([["2021-03-04", "2021-03-04T10:00:00"]]);
});

test("a formula's result of zero is zero, and one that is not stored is told", async () => {
  const cells = '<c r="A2"><f>A1-A1</f><v>0</v></c><c r="B2"><f>A1</f></c><c r="C2" s="0"/>';
  expect(await rowsOf(`<row r="2">${cells}</row>`)).toEqual([[0, "a formula without a stored result"]]);
});

test("a merged range has its value in every cell; the frame of a whole sheet has not", async () => {
  const rows =
    '<row r="2"><c r="A2" t="str"><v>Nord</v></c><c r="B2"><v>1</v></c></row><row r="3"><c r="B3"><v>2</v></c></row>';
  const merged = (ref: string) => ({ after: `<mergeCells><mergeCell ref="${ref}"/></mergeCells>` });
  expect(await rowsOf(rows, merged("A2:A3"))).toEqual([
    ["Nord", 1],
    ["Nord", 2],
  ]);
  expect(await rowsOf(rows, merged("A2:XFD1048576"))).toEqual([
    ["Nord", 1],
    [null, 2],
  ]);
});

test("rows and cells without addresses follow one another, whatever the prefix of their names", async () => {
  expect(await rowsOf("<x:row><x:c><x:v>2</x:v></x:c><x:c><x:v>3</x:v></x:c></x:row>", { x: "x:" })).toEqual([
    [2, 3],
  ]);
});

test("a cell is read alike in whatever order its attributes and parts stand", async () => {
  const shared = "<si><t>a</t></si>";
  const forms = [
    '<c r="B2" t="s"><v>0</v></c>',
    '<c t="s" r="B2"><v>0</v></c>',
    '<c r="B2" t="s" ><v>0</v></c>',
    "<c r='B2' t='s'><v>0</v></c>",
    '<c r="B2" t="s"><f>A1</f><v>0</v></c>',
    '<c r="B2" t="s"><v>0</v><extLst/></c>',
    '<c r="B2" t="str"><v>&#97;</v></c>',
  ];
  for (const form of forms)
    expect(await rowsOf(`<row r="2">${form}</row>`, { shared })).toEqual([[null, "a"]]);
});

test("rows that are out of order or come twice are read in order, and the second of two values counts", async () => {
  const rows =
    '<row r="4"><c r="B4"><v>7</v></c><c r="A4" t="str"><v>d</v></c></row><row r="2"><c r="A2"><v>1</v></c></row><row r="4"><c r="B4"><v>8</v></c></row>';
  expect(await rowsOf(rows)).toEqual([
    [1, null],
    ["d", 8],
  ]);
});

test("a number that is merged over cells counts once", async () => {
  const rows = '<row r="2"><c r="A2"><v>5</v></c></row><row r="3"><c r="B3"><v>2</v></c></row>';
  const after = '<mergeCells><mergeCell ref="A2:A3"/></mergeCells>';
  expect(await rowsOf(rows, { after })).toEqual([
    [5, null],
    [null, 2],
  ]);
});

test("the days before March 1900 are those that Excel shows, its 29 February too", async () => {
  const styles = '<cellXfs><xf numFmtId="14"/></cellXfs>';
  const cells = [1, 59, 60, 61].map((day) => `<row><c s="0"><v>${day}</v></c></row>`).join("");
  expect((await rowsOf(cells, { styles, width: 1 })).flat()).toEqual([
    "1900-01-01",
    "1900-02-28",
    "1900-02-29",
    "1900-03-01",
  ]);
});

test("a date that no calendar has is the error of its cell", async () => {
  const styles = '<cellXfs><xf numFmtId="14"/></cellXfs>';
  const cells = ["1e300", "1e9", "-1e7"].map((day) => `<row><c s="0"><v>${day}</v></c></row>`).join("");
  expect((await rowsOf(cells, { styles, width: 1 })).flat()).toEqual(["########", "########", "########"]);
});

test("a time of day has no day, and hours that were counted go on after 24", async () => {
  const styles =
    '<numFmts><numFmt numFmtId="170" formatCode="[h]:mm"/></numFmts><cellXfs><xf numFmtId="20"/><xf numFmtId="170"/></cellXfs>';
  const cells = '<row><c s="0"><v>0.5</v></c><c s="1"><v>1.5</v></c></row>';
  expect(await rowsOf(cells, { styles })).toEqual([["12:00:00", "36:00:00"]]);
});

test.each([
  ["0.0\\ \\h", 36526],
  ['0" jours"', 36526],
  ["[Red]0.0;[$€-40C]0", 36526],
  ["General", 36526],
  ["YYYY", "2000-01-01"],
  ["mmm-yy", "2000-01-01"],
  ["[$-40C]d mmmm yyyy", "2000-01-01"],
])("the format %s shows a number as %s", async (code, shown) => {
  const written = code.replaceAll('"', "&quot;");
  const styles = `<numFmts><numFmt numFmtId="170" formatCode="${written}"/></numFmts><cellXfs><xf numFmtId="170"/></cellXfs>`;
  expect(await rowsOf('<row><c s="0"><v>36526</v></c></row>', { styles, width: 1 })).toEqual([[shown]]);
});

test("formulas that give nothing, no and zero have results", async () => {
  const cells =
    '<row><c t="str"><f>A1</f><v></v></c><c t="b"><f>A1</f><v>0</v></c><c><f>A1</f><v>0</v></c></row>';
  expect(await rowsOf(cells, { width: 3 })).toEqual([[null, "false", 0]]);
});

test("verbatim text and text that is cut anywhere is read whole", async () => {
  const cells =
    '<row><c t="inlineStr"><is><t><![CDATA[A & <B>]]></t></is></c><c t="str"><v>é&amp;€</v></c></row>';
  expect(await rowsOf(cells)).toEqual([["A & <B>", "é&€"]]);
});

test("cells that are scattered over a whole sheet are refused before they fill the memory", async () => {
  const cells = Array.from({ length: 2000 }, (_, at) => `<row><c r="XFD${at + 2}"><v>1</v></c></row>`).join(
    "",
  );
  await expect(rowsOf(`<row r="1"><c r="XFD1"><v>1</v></c></row>${cells}`)).rejects.toThrow(
    "scattered over 2000 rows and 16384 columns",
  );
});

test("sheets of charts are no sheets of data", async () => {
  expect((await openXlsx(workbookOf(""))).sheets.map(({ name }) => name)).toEqual(["S"]);
});
