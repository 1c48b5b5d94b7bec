import { expect, test } from "vitest";
import { checkName, formatOf } from "../../src/commands/output.ts";
import { bookFormats } from "../../src/reports/tableBook.ts";

const csv = "csv" as const;

test.each([
  ["docx", "tab.xlsx", "FILE.docx"],
  ["docx", "x.html", "FILE.docx"],
  ["xlsx", "s.xls", "FILE.xlsx"],
  ["xlsx", "s", "FILE.xlsx"],
  ["xlsx", "s.txt", "FILE.xlsx"],
  ["csv", "t.json", "FILE.csv"],
  ["csv", "t.XLS", "FILE.csv"],
  ["text", "t.pdf", "FILE.txt"],
  ["junit", "t.csv", "Give it another extension"],
])("the format %s is not written to %s", (format, out, cure) => {
  expect(() => checkName(format, out)).toThrow(
    `file ${out}: the name of the output does not fit the format ${format}`,
  );
  expect(() => checkName(format, out)).toThrow(cure);
});

test.each([
  ["docx", "t.DOCX"],
  ["csv", "t.txt"],
  ["csv", "t.dat"],
  ["markdown", "README"],
  ["junit", "t.xml"],
])("the format %s is written to %s", (format, out) => {
  expect(() => checkName(format, out)).not.toThrow();
});

test("a format that is named is held against the name of the file, before anything is read", () => {
  expect(formatOf({ format: csv, out: "t.csv" })).toBe("csv");
  expect(() => formatOf({ format: csv, out: "t.html" })).toThrow("does not fit");
});

test("a name that says no format is told those that are written there", () => {
  expect(() => formatOf({ out: "livre.pdf" }, "--out", bookFormats)).toThrow(
    /not clear from its name\. Add --format text\|markdown\|html\|docx\|xlsx$/,
  );
});
