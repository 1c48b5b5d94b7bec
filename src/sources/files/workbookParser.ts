import exceljs, { type CellValue, type Worksheet } from "exceljs";
import JSZip from "jszip";
import { SaxesParser } from "saxes";
import type { Cell } from "./sheet.ts";

/** A worksheet's cells: its first row, and the other rows that are not blank, with their numbers. */
export interface ParsedSheet {
  readonly name: string;
  readonly header: readonly Cell[];
  readonly rows: readonly (readonly Cell[])[];
  readonly rowNumbers: readonly number[];
}

export interface ParsedWorkbook {
  /** The names of all its worksheets. */
  readonly names: readonly string[];
  /** Those worksheets that are wanted. */
  readonly sheets: readonly ParsedSheet[];
}

/** The wanted worksheets of an xlsx file; undefined when the bytes are none. */
export async function parseWorkbook(
  bytes: Uint8Array,
  isWanted: (name: string) => boolean,
): Promise<ParsedWorkbook | undefined> {
  const workbook = new exceljs.Workbook();
  try {
    const { names, lean } = await withoutUnwanted(bytes, isWanted);
    await workbook.xlsx.load(lean as never);
    return { names, sheets: workbook.worksheets.map(parseSheet) };
  } catch {
    return undefined;
  }
}

/**
 * The file without the worksheets that are not wanted, which would take as long to parse as the others: their parts have
 * names that the reader does not know.
 */
async function withoutUnwanted(bytes: Uint8Array, isWanted: (name: string) => boolean) {
  const zip = await JSZip.loadAsync(bytes);
  const elements = async (path: string, name: string) =>
    elementsOf(await zip.file(path)!.async("string"), name);
  const sheets = await elements("xl/workbook.xml", "sheet");
  const targets = new Map(
    (await elements("xl/_rels/workbook.xml.rels", "Relationship")).map(({ Id, Target }) => [Id, Target]),
  );
  const lean = Buffer.from(bytes);
  for (const { id } of sheets.filter(({ name }) => !isWanted(name!))) {
    const target = targets.get(id!)!;
    const part = target.startsWith("/") ? target.slice(1) : `xl/${target}`;
    for (let at = lean.indexOf(part); at >= 0; at = lean.indexOf(part, at + 1)) lean.write("-", at);
  }
  return { names: sheets.map(({ name }) => name!), lean };
}

/** The attributes of each element of a name, namespaces left aside. */
function elementsOf(xml: string, name: string): { readonly [attribute: string]: string | undefined }[] {
  const found: { [attribute: string]: string }[] = [];
  const local = (qualified: string) => qualified.slice(qualified.indexOf(":") + 1);
  const parser = new SaxesParser();
  parser.on("opentag", (tag) => {
    if (local(tag.name) !== name) return;
    const attributes = Object.entries(tag.attributes as Record<string, string>);
    found.push(Object.fromEntries(attributes.map(([key, value]) => [local(key), value])));
  });
  parser.write(xml).close();
  return found;
}

function parseSheet(worksheet: Worksheet): ParsedSheet {
  const rows: Cell[][] = [];
  const rowNumbers: number[] = [];
  for (let number = 2; number <= worksheet.rowCount; number++) {
    const cells = cellsOf(worksheet, number);
    if (cells.every((cell) => cell === null)) continue;
    rows.push(cells);
    rowNumbers.push(number);
  }
  return { name: worksheet.name, header: cellsOf(worksheet, 1), rows, rowNumbers };
}

function cellsOf(worksheet: Worksheet, number: number): Cell[] {
  const values = worksheet.getRow(number).values;
  return Array.isArray(values)
    ? Array.from({ length: values.length - 1 }, (_, at) => cellOf(values[at + 1]))
    : [];
}

/** The text or number that a person sees in a cell: of a formula its last result, of rich text its letters. */
function cellOf(value: CellValue | undefined): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === "number") return value;
  if (typeof value === "string") return value.trim() === "" ? null : value.trim();
  if (typeof value === "boolean") return String(value);
  if (value instanceof Date) return value.toISOString();
  if ("richText" in value) return cellOf(value.richText.map((part) => part.text).join(""));
  if ("formula" in value || "sharedFormula" in value)
    return value.result === undefined ? "a formula without a stored result" : cellOf(value.result);
  if ("error" in value) return value.error;
  return "text" in value ? cellOf(value.text) : null;
}
