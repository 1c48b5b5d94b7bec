import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { heading } from "../../src/reports/formats/document.ts";
import { tableWorkbook } from "../../src/reports/formats/tableWorkbook.ts";
import { wordDocument } from "../../src/reports/formats/wordDocument.ts";
import { resultTable } from "../../src/reports/tables/column.ts";
import { plain, readerOf } from "../../src/text/reader.ts";
import { folderWith } from "../support/files.ts";

const hasOffice = spawnSync("soffice", ["--version"]).status === 0;
const texts = ["=1+1", "+2+2", "-3-3", "@SUM(1)", "\t=1"];

test.skipIf(!hasOffice)(
  "LibreOffice reads a Word document, and runs no text of a workbook (skipped without LibreOffice)",
  { timeout: 240_000 },
  async () => {
    const folder = folderWith();
    const columns = [{ key: "x", title: plain("x"), kind: "text" as const, value: (text: string) => text }];
    const first = resultTable("rows", plain("x"), columns, texts);
    const workbook = { title: "t", lines: ["l"], first, others: [] };
    writeFileSync(join(folder, "a.xlsx"), await tableWorkbook(workbook, readerOf("en")));
    writeFileSync(join(folder, "b.docx"), await wordDocument([heading(1, "=Été < & >")], readerOf("fr")));
    const convert = (file: string, format: string) =>
      spawnSync(
        "soffice",
        [`-env:UserInstallation=file://${folder}/profile`, "--headless", "--convert-to", format, file],
        { cwd: folder },
      );
    convert("a.xlsx", "csv");
    convert("b.docx", "txt:Text (encoded):UTF8");
    expect(readFileSync(join(folder, "a.csv"), "utf8").trimEnd().split("\n").slice(3)).toEqual(texts);
    expect(readFileSync(join(folder, "b.txt"), "utf8")).toContain("=Été < & >");
  },
);
