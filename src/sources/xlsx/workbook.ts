import { noWorkbook } from "./faults.ts";
import { Parts, type Relation } from "./parts.ts";
import { readStrings } from "./strings.ts";
import { readStyles } from "./styles.ts";
import type { CellContext } from "./values.ts";
import { readWorksheet, type SheetFrame, type StoredCell } from "./worksheet.ts";

/** A worksheet of a workbook. */
export interface SheetEntry {
  readonly name: string;
  readonly isHidden: boolean;
  readonly part: string;
}

/** A workbook of Office Open XML (ECMA-376), strict or transitional, that is open for reading. */
export interface Xlsx {
  /** Its worksheets; sheets of charts and of dialogues are none. */
  readonly sheets: readonly SheetEntry[];
  readonly context: CellContext;
  /** Reads a worksheet, cell by cell in the order of the file. The cell that is told of is one and the same. */
  read(sheet: SheetEntry, tell: (cell: StoredCell) => void): Promise<SheetFrame>;
}

/** Opens a workbook; throws a WorkbookFault when the bytes are none, or damaged. */
export async function openXlsx(bytes: Buffer): Promise<Xlsx> {
  const parts = new Parts(bytes);
  const main = (await parts.relationsOf("/")).find(({ type }) => type === "officeDocument")?.part;
  const book = main ?? "/xl/workbook.xml";
  if (!parts.has(book)) throw noWorkbook("no main part");
  const relations = await parts.relationsOf(book);
  const partOf = (type: string) => relations.find((relation) => relation.type === type)?.part;
  const { sheets, since1904 } = await readBook(parts, book, relations);
  const [strings, styles] = [
    await readStrings(parts, partOf("sharedStrings")),
    await readStyles(parts, partOf("styles")),
  ];
  const found = sheets.filter(({ part }) => parts.has(part));
  if (found.length === 0) throw noWorkbook("no worksheets");
  return {
    sheets: found,
    context: { strings, styles, since1904 },
    read: ({ part }, tell) => readWorksheet(parts, part, tell),
  };
}

async function readBook(parts: Parts, book: string, relations: readonly Relation[]) {
  const worksheets = new Map(relations.filter(({ type }) => type === "worksheet").map((r) => [r.id, r.part]));
  const sheets: SheetEntry[] = [];
  let since1904 = false;
  await parts.read(book, {
    open: (name, attributes) => {
      if (name === "workbookPr") since1904 = ["1", "true"].includes(attributes.get("date1904") ?? "");
      const part = name === "sheet" ? worksheets.get(attributes.get("id") ?? "") : undefined;
      if (part === undefined) return;
      const isHidden = ["hidden", "veryHidden"].includes(attributes.get("state") ?? "");
      sheets.push({ name: (attributes.get("name") ?? "").normalize("NFC"), isHidden, part });
    },
  });
  return { sheets, since1904 };
}
