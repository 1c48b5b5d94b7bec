import { addressOfRange } from "./address.ts";
import { noWorkbook } from "./faults.ts";
import { Parts, type Relation } from "./parts.ts";
import { readStrings } from "./strings.ts";
import { readStyles } from "./styles.ts";
import type { CellContext } from "./values.ts";
import { hasCells, rangeOf, readWorksheet, type SheetFrame, type StoredCell } from "./worksheet.ts";

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
  /** What its names stand for, and where its tables are, such as `'My sheet'!$A$1:$C$9`, by name. */
  ranges(): Promise<ReadonlyMap<string, string>>;
  hasCells(sheet: SheetEntry): Promise<boolean>;
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
  const { sheets, since1904, names } = await readBook(parts, book, relations);
  const [strings, styles] = [
    await readStrings(parts, partOf("sharedStrings")),
    await readStyles(parts, partOf("styles")),
  ];
  const found = sheets.filter(({ part }) => parts.has(part));
  if (found.length === 0) throw noWorkbook("no worksheets");
  return {
    sheets: found,
    context: { strings, styles, since1904 },
    ranges: async () => new Map([...(await tablesIn(parts, found)), ...names]),
    hasCells: ({ part }) => hasCells(parts, part),
    read: ({ part }, tell) => readWorksheet(parts, part, tell),
  };
}

/** Where the tables are that people made of ranges (ECMA-376, part 1, section 18.5), without their rows of totals. */
async function tablesIn(parts: Parts, sheets: readonly SheetEntry[]): Promise<Map<string, string>> {
  const ranges = new Map<string, string>();
  for (const { name: sheet, part } of sheets)
    for (const relation of await parts.relationsOf(part))
      if (relation.type === "table")
        await parts.read(relation.part, {
          open: (tag, attributes) => {
            const range = tag === "table" ? rangeOf(attributes.get("ref") ?? "") : undefined;
            if (!range) return;
            const bottom = range.bottom - Number(attributes.get("totalsRowCount") ?? 0);
            const name = attributes.get("displayName") ?? attributes.get("name") ?? "";
            const address = addressOfRange({ ...range, bottom });
            ranges.set(name, `'${sheet.replaceAll("'", "''")}'!${address}`);
          },
        });
  return ranges;
}

async function readBook(parts: Parts, book: string, relations: readonly Relation[]) {
  const worksheets = new Map(relations.filter(({ type }) => type === "worksheet").map((r) => [r.id, r.part]));
  const sheets: SheetEntry[] = [];
  const names = new Map<string, string>();
  let since1904 = false;
  let named: string | undefined;
  await parts.read(book, {
    text: (piece) => {
      if (named !== undefined) names.set(named, (names.get(named) ?? "") + piece);
    },
    close: () => {
      named = undefined;
    },
    open: (name, attributes) => {
      // Names of Excel's own, such as that of what is printed, are no names of people.
      const own = name === "definedName" ? attributes.get("name") : undefined;
      if (own !== undefined && !/^_xlnm\./i.test(own) && !names.has(own)) named = own;
      if (name === "workbookPr") since1904 = ["1", "true"].includes(attributes.get("date1904") ?? "");
      const part = name === "sheet" ? worksheets.get(attributes.get("id") ?? "") : undefined;
      if (part === undefined) return;
      const isHidden = ["hidden", "veryHidden"].includes(attributes.get("state") ?? "");
      sheets.push({ name: (attributes.get("name") ?? "").normalize("NFC"), isHidden, part });
    },
  });
  return { sheets, since1904, names };
}
