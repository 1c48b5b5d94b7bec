import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ExcelJS from "exceljs";
import JSZip from "jszip";
import { beforeAll, describe, expect, test } from "vitest";
import type { Reproduction } from "../../src/figures/reproduce.ts";
import {
  type BookCell,
  type BookSheet,
  type DataBook,
  dataBook,
} from "../../src/reports/formats/dataBook.ts";
import { reproductionBook } from "../../src/reports/reproductionBook.ts";
import { readWorkbookTables } from "../../src/sources/files/workbookTables.ts";
import type { Language } from "../../src/text/language.ts";
import { readerOf } from "../../src/text/reader.ts";
import { folderWith } from "../support/files.ts";
import { reproduceEmbedded } from "../support/panel.ts";

const studies = ["er1245", "collaboration-2022"] as const;
const cases = studies.flatMap((study) =>
  (["fr", "en"] as const).map((language) => [study, language] as const),
);
const nameOf = (study: string, language: Language) => `${study}-${language}.xlsx`;

const hasOffice = spawnSync("soffice", ["--version"]).status === 0;

let folder: string;
const reproductions = new Map<string, Reproduction>();
const books = new Map<string, DataBook>();
beforeAll(async () => {
  folder = folderWith();
  for (const study of studies) reproductions.set(study, await reproduceEmbedded(study));
  for (const [study, language] of cases) {
    const book = reproductionBook(reproductions.get(study)!, readerOf(language));
    books.set(nameOf(study, language), book);
    writeFileSync(join(folder, nameOf(study, language)), await dataBook(book));
  }
}, 300_000);

/** Converts all workbooks at once with LibreOffice; returns the folder of the copies. */
function converted(kind: "xlsx" | "fods"): string {
  const copies = join(folder, kind);
  mkdirSync(copies);
  const profile = `-env:UserInstallation=file://${join(folder, "profile")}`;
  const files = cases.map(([study, language]) => join(folder, nameOf(study, language)));
  const { status, stderr } = spawnSync(
    "soffice",
    ["--headless", profile, "--convert-to", kind, "--outdir", copies, ...files],
    { encoding: "utf8" },
  );
  expect(status, stderr).toBe(0);
  return copies;
}

/** What a person reads in a sheet: each cell with its labels, and the words around the table. */
function toldBy({ title, unit, columns, rows, subtitle, notes }: BookSheet) {
  let section: string[] = [];
  const cells = rows.flatMap(({ label, isSetIn = false, cells: own }) => {
    if (own.length === 0) section = [label];
    const labels = own.length > 0 && isSetIn ? [...section, label] : [label];
    return own.flatMap((cell, at) => (cell === null ? [] : [told(labels, columns[at]!.labels, cell)]));
  });
  return {
    title,
    unit: unit.replace(/^(En|In) /, ""),
    cells,
    notes: [subtitle, ...notes].map(withoutSpaces),
  };
}

type Part = string | number | undefined;

const told = (row: readonly string[], column: readonly string[], cell: NonNullable<BookCell>): Part[] => [
  row.join(" / "),
  column.join(" / "),
  ...(typeof cell === "object" ? [cell.value, decimalsOf(cell.format)] : [cell, undefined]),
];

const decimalsOf = (format: string) => /(?:^|])0\.(0+)/.exec(format)?.[1]?.length ?? 0;
const withoutSpaces = (text: string) => text.replace(/\s+/g, " ");

const noteNames: Record<Language, Record<string, string>> = {
  fr: { note: "Note : ", reading: "Lecture : ", field: "Champ : ", source: "Source : ", footnote: "nd : " },
  en: { note: "Note: ", reading: "Reading: ", field: "Scope: ", source: "Source: ", footnote: "n/a: " },
};

/** The same as it is read in a file. */
async function readIn(file: string, language: Language) {
  const sheets = await readWorkbookTables(file);
  return new Map(
    sheets.flatMap(({ name, tables }) => {
      if (tables.length === 0) return [];
      expect(tables.length, name).toBe(1);
      const [{ title, unit, observations, notes }] = tables as [(typeof tables)[number]];
      const cells = observations.map(({ rowLabels, columnLabels, value, decimals, mark }) => [
        rowLabels.join(" / "),
        columnLabels.join(" / "),
        value ?? mark,
        value === null ? undefined : decimals,
      ]);
      const lines = notes.map(({ kind, text }) => withoutSpaces(`${noteNames[language][kind]}${text}`));
      return [[name, { title, unit, cells, notes: lines }] as const];
    }),
  );
}

/** LibreOffice saves 15 digits of a number. */
const digitsOfOffice = 1e-14;

async function expectReadBack(file: string, book: DataBook, language: Language, tolerance = 0) {
  const found = await readIn(file, language);
  expect(found.size).toBe(book.sheets.length);
  for (const [at, [name, { cells, ...words }]] of [...found].entries()) {
    const { cells: written, ...others } = toldBy(book.sheets[at]!);
    expect(words, name).toEqual(others);
    const isNear = (one: Part, other: Part) =>
      typeof one === "number" &&
      typeof other === "number" &&
      Math.abs(one - other) <= tolerance * Math.abs(other);
    const read = cells.map((parts, k) =>
      parts.map((part, of) => (isNear(part, written[k]?.[of]) ? written[k]![of] : part)),
    );
    expect(read, name).toEqual(written);
  }
}

describe("the workbook of a study's tables", () => {
  test.each(cases)("%s in %s is read as it was written, to the last bit", async (study, language) => {
    const name = nameOf(study, language);
    await expectReadBack(join(folder, name), books.get(name)!, language);
  });

  test.skipIf(!hasOffice)(
    "so is a copy that LibreOffice has saved",
    async () => {
      const copies = converted("xlsx");
      for (const [study, language] of cases) {
        const name = nameOf(study, language);
        await expectReadBack(join(copies, name), books.get(name)!, language, digitsOfOffice);
      }
    },
    600_000,
  );

  test.skipIf(!hasOffice)(
    "LibreOffice sees no formula in it, and numbers as numbers",
    () => {
      const copies = converted("fods");
      for (const [study, language] of cases) {
        const name = nameOf(study, language);
        const content = readFileSync(join(copies, name.replace(".xlsx", ".fods")), "utf8");
        expect(content).not.toContain("table:formula");
        const numbers = books
          .get(name)!
          .sheets.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells))
          .filter((cell) => cell !== null && typeof cell === "object");
        const cells = content.match(/<table:table-cell[^>]*office:value-type="float"[^>]*>/g)!;
        const counts = cells.map((cell) => Number(/number-columns-repeated="(\d+)"/.exec(cell)?.[1] ?? 1));
        expect(counts.reduce((sum, count) => sum + count)).toBe(numbers.length);
      }
    },
    600_000,
  );
});

/** The cell at some labels of a sheet, which have one. */
function cellAt({ rows, columns }: BookSheet, row: string, ...column: string[]): BookCell {
  const at = columns.findIndex(({ labels }) => labels.join() === column.join());
  const found = rows.filter(({ label, cells }) => label === row && cells.length > 0);
  expect([found.length, at >= 0], `${row}, ${column}`).toEqual([1, true]);
  return found[0]!.cells[at]!;
}
const valueAt = (...place: Parameters<typeof cellAt>) => {
  const cell = cellAt(...place);
  return typeof cell === "object" ? cell?.value : cell;
};

describe("its numbers", () => {
  test("of a table are the computed ones of its waves, beside those that the publication prints for the same cells", () => {
    const { tables, study } = reproductions.get("er1245")!;
    const sheet = books.get("er1245-en.xlsx")!.sheets[0]!;
    expect(sheet.title).toBe("Chart 1. Use of a secretariat by channel, 2019 and 2022 (%)");
    const labels: Record<string, string> = {
      secretariat: "Has a secretariat",
      secretariat_physique: "Secretary at the practice",
      secretariat_telephonique: "Remote telephone secretariat",
      rdv_en_ligne: "Online appointment tool",
    };
    for (const { wave, variable, result } of tables[0]!.rows) {
      const value = (column: string) => valueAt(sheet, labels[variable]!, wave, column);
      expect({
        computed: value("estimate"),
        se: value("std. error"),
        low: value("95% CI (low)"),
        high: value("95% CI (high)"),
        n: value("n"),
      }).toEqual(result);
    }
    // As figures.csv has them: 38 % in 2022, 30 % in 2019; the share on site in 2019 is told by bounds.
    expect(cellAt(sheet, "Remote telephone secretariat", "2022", "published")).toEqual({
      value: 38,
      format: "#,##0",
    });
    expect(cellAt(sheet, "Remote telephone secretariat", "2019", "published")).toEqual({
      value: 30,
      format: "#,##0",
    });
    const onSite = study.figures.find(
      ({ estimand }) => estimand?.wave === "2019" && estimand.variable === "secretariat_physique",
    )!;
    expect(cellAt(sheet, "Secretary at the practice", "2019", "published")).toBe(
      `${onSite.published.low}–${onSite.published.high} %`,
    );
    expect(cellAt(sheet, "Secretary at the practice", "2019", "use")).toBe(onSite.use);
  });

  test("of models side by side are their coefficients, each model's below its title", () => {
    const { models, study } = reproductions.get("collaboration-2022")!;
    const table = study.modelTables[0]!;
    const sheet = books.get("collaboration-2022-en.xlsx")!.sheets.find(({ name }) => name === table.id)!;
    for (const id of table.models) {
      const { description, terms } = models.find((model) => model.description.id === id)!;
      const woman = terms.find(({ variable, level }) => variable === "sexe" && level === "Femme")!;
      const value = (label: string, column: string) => valueAt(sheet, label, description.title.en, column);
      expect(value("Woman", "coefficient")).toBe(woman.estimate);
      expect(value("Woman", "std. error")).toBe(woman.se);
      expect(value("Woman", "rate ratio")).toBe(Math.exp(woman.estimate!));
      expect(value("Woman", "95% CI (high)")).toBe(Math.exp(woman.high!));
      expect(value("Woman", "p")).toBe(woman.p);
      expect([value("Man", "coefficient"), value("Man", "rate ratio")]).toEqual(["ref.", 1]);
    }
  });

  test.each(studies)("are those of all figures and findings of %s", (study) => {
    const { figures, findings } = reproductions.get(study)!;
    const [figureSheet, findingSheet] = books.get(`${study}-en.xlsx`)!.sheets.slice(-2);
    const columnOf = ({ columns, rows }: BookSheet, name: string) => {
      const at = columns.findIndex(({ labels }) => labels.join() === name);
      const cells = rows.filter((row) => row.cells.length > 0).map((row) => row.cells[at]!);
      return cells.map((cell) => (typeof cell === "object" ? (cell?.value ?? null) : cell));
    };
    const byId = <Result>(results: readonly Result[], sheet: BookSheet, idOf: (result: Result) => string) =>
      columnOf(sheet, "id").map((id) => results.find((result) => idOf(result) === id)!);
    const inSheet = byId(figures, figureSheet!, ({ figure }) => figure.id);
    expect(inSheet).toHaveLength(figures.length);
    expect(columnOf(figureSheet!, "published")).toEqual(
      inSheet.map(({ figure }) => figure.published.value ?? null),
    );
    expect(columnOf(figureSheet!, "computed")).toEqual(
      inSheet.map(({ result }) => (result && "computed" in result ? result.computed : null)),
    );
    const stated = byId(findings, findingSheet!, ({ finding }) => finding.id);
    expect(stated).toHaveLength(findings.length);
    expect(columnOf(findingSheet!, "p")).toEqual(
      stated.map(({ comparison, test: whole }) => comparison?.p ?? whole?.p ?? null),
    );
  });
});

test("texts that look like formulas stay texts, and two workbooks of the same have the same bytes", async () => {
  const book: DataBook = {
    contents: "=1+1",
    lines: ["=1+1", "@SUM(1)"],
    sheets: [
      {
        name: "=1+1",
        title: "=1+1",
        subtitle: "+1",
        unit: "-1",
        columns: [{ labels: ["=a", "@b"], width: 10 }],
        rows: [{ label: "=HYPERLINK(1)", cells: ["=1+1"] }],
        notes: ["-1+1"],
      },
    ],
  };
  const bytes = await dataBook(book);
  expect(await dataBook(book)).toEqual(bytes);
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes.buffer as ArrayBuffer);
  for (const sheet of workbook.worksheets)
    sheet.eachRow((row) =>
      row.eachCell((cell) => {
        expect([ExcelJS.ValueType.String, ExcelJS.ValueType.Merge, ExcelJS.ValueType.Hyperlink]).toContain(
          cell.type,
        );
      }),
    );
});

test("the contents lead to the sheets of the workbook itself, and to no other file", async () => {
  const parts = await JSZip.loadAsync(await dataBook(books.get("er1245-fr.xlsx")!));
  const contents = await parts.file("xl/worksheets/sheet1.xml")!.async("string");
  expect(
    [...contents.matchAll(/<hyperlink ([^>]*)\/>/g)].slice(0, 2).map(([, attributes]) => attributes),
  ).toEqual([
    `ref="A5" location="&apos;Graphique 1&apos;!A1"`,
    `ref="A6" location="&apos;Schéma 2&apos;!A1"`,
  ]);
  expect(await parts.file("xl/worksheets/_rels/sheet1.xml.rels")!.async("string")).not.toContain("Target");
});
