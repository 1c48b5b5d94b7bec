import { strToU8, zipSync } from "fflate";
import { expect, test } from "vitest";
import { parseWorkbook } from "../../src/sources/files/workbookParser.ts";

/** A workbook of one sheet from the XML of its rows, as another program might write it. */
function workbookOf(rows: string, { shared = "", styles = "", book = "", after = "", x = "" } = {}): Buffer {
  const part = (name: string, content: string) =>
    strToU8(`<?xml version="1.0"?><${x}${name} xmlns="m" xmlns:x="m" xmlns:r="r">${content}</${x}${name}>`);
  return Buffer.from(
    zipSync({
      "xl/workbook.xml": part(
        "workbook",
        `${book}<${x}sheets><${x}sheet name="S" r:id="rId1"/><${x}sheet name="Chart" r:id="rId2"/></${x}sheets>`,
      ),
      "xl/_rels/workbook.xml.rels": strToU8(
        '<Relationships><Relationship Id="rId1" Type="t/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="t/chartsheet" Target="chartsheets/sheet1.xml"/></Relationships>',
      ),
      "xl/sharedStrings.xml": part("sst", shared),
      "xl/styles.xml": part("styleSheet", styles),
      "xl/worksheets/sheet1.xml": part(
        "worksheet",
        `<${x}sheetData><${x}row r="1"><${x}c r="A1"><${x}v>1</${x}v></${x}c></${x}row>${rows}</${x}sheetData>${after}`,
      ),
    }),
  );
}

const rowsOf = (...args: Parameters<typeof workbookOf>) =>
  parseWorkbook(workbookOf(...args), () => true)!.sheets[0]!.rows;

test("numbers, truths, errors and texts of every kind are read", () => {
  const cells = `<c r="A2"><v>1.5E-3</v></c><c r="B2" t="b"><v>0</v></c><c r="C2" t="e"><v>#N/A</v></c>
    <c r="D2" t="s"><v>0</v></c><c r="E2" t="str"><f>A1</f><v>a &amp; b</v></c>
    <c r="F2" t="inlineStr"><is><r><t>très </t></r><r><t>bien</t></r></is></c>`;
  const shared = "<si><r><t>f</t></r><r><t>emme_x000D_</t></r><rPh><t>ignored</t></rPh></si>";
  expect(rowsOf(`<row r="2">${cells}</row>`, { shared })).toEqual([
    [0.0015, "false", "#N/A", "femme", "a & b", "très bien"],
  ]);
});

test("a number of a date's style is the day; four years and a day later where days count from 1904", () => {
  const styles =
    '<numFmts><numFmt numFmtId="170" formatCode="[Red]dd/mm/yyyy"/><numFmt numFmtId="171" formatCode="&quot;days&quot; 0"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs>';
  const cells = [0, 1, 2, 3].map((style) => `<c s="${style}"><v>36526</v></c>`).join("");
  const day = "2000-01-01T00:00:00.000Z";
  expect(rowsOf(`<row r="2">${cells}</row>`, { styles })).toEqual([[36526, day, day, 36526]]);
  const book = '<workbookPr date1904="1"/>';
  expect(rowsOf(`<row r="2">${cells}</row>`, { styles, book })![0]![1]).toBe("2004-01-02T00:00:00.000Z");
});

test("days that are written as such do not depend on the time zone", () => {
  const cells = '<c t="d"><v>2021-03-04</v></c><c t="d"><v>2021-03-04T10:00:00</v></c>';
  expect(rowsOf(`<row r="2">${cells}</row>`)).toEqual([
    ["2021-03-04T00:00:00.000Z", "2021-03-04T10:00:00.000Z"],
  ]);
});

test("a formula's result of zero is zero, and one that is not stored is told", () => {
  const cells = '<c r="A2"><f>A1-A1</f><v>0</v></c><c r="B2"><f>A1</f></c><c r="C2" s="0"/>';
  expect(rowsOf(`<row r="2">${cells}</row>`)).toEqual([[0, "a formula without a stored result"]]);
});

test("a merged range has its value in every cell; the frame of a whole sheet has not", () => {
  const rows =
    '<row r="2"><c r="A2" t="str"><v>Nord</v></c><c r="B2"><v>1</v></c></row><row r="3"><c r="B3"><v>2</v></c></row>';
  const merged = (ref: string) => ({ after: `<mergeCells><mergeCell ref="${ref}"/></mergeCells>` });
  expect(rowsOf(rows, merged("A2:A3"))).toEqual([
    ["Nord", 1],
    ["Nord", 2],
  ]);
  expect(rowsOf(rows, merged("A2:XFD1048576"))).toEqual([
    ["Nord", 1],
    [null, 2],
  ]);
});

test("rows and cells without addresses follow one another, whatever the prefix of their names", () => {
  expect(rowsOf("<x:row><x:c><x:v>2</x:v></x:c><x:c><x:v>3</x:v></x:c></x:row>", { x: "x:" })).toEqual([
    [2, 3],
  ]);
});

test("sheets of charts are no sheets of data", () => {
  expect(parseWorkbook(workbookOf(""), () => true)!.names).toEqual(["S"]);
});
