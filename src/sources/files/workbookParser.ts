import { SaxesParser } from "saxes";
import { type CellContext, localName, type ParsedSheet, readWorksheet, unescaped } from "./worksheet.ts";
import { unzip } from "./zip.ts";

export interface ParsedWorkbook {
  /** The names of all its worksheets. */
  readonly names: readonly string[];
  /** Those worksheets that are wanted. */
  readonly sheets: readonly ParsedSheet[];
}

/** The wanted worksheets of an xlsx file (ECMA-376); undefined when the bytes are none. */
export function parseWorkbook(
  bytes: Buffer,
  isWanted: (name: string) => boolean,
): ParsedWorkbook | undefined {
  try {
    return parse(bytes, isWanted);
  } catch {
    return undefined;
  }
}

function parse(bytes: Buffer, isWanted: (name: string) => boolean): ParsedWorkbook {
  const parts = (isNeeded: (path: string) => boolean) =>
    new Map(
      Array.from(
        unzip(bytes, (name) => isNeeded(name.replace(/^\//, ""))),
        ([name, content]) => [name.replace(/^\//, ""), content.toString("utf8")],
      ),
    );
  const shared = parts((path) =>
    /^xl\/(workbook|styles|sharedStrings|_rels\/workbook)\.xml(\.rels)?$/.test(path),
  );
  const book = elementsOf(shared.get("xl/workbook.xml")!, ["sheet", "workbookPr"]);
  const relations = elementsOf(shared.get("xl/_rels/workbook.xml.rels")!, ["Relationship"]);
  const paths = new Map(
    relations
      .filter(({ attributes }) => attributes.Type?.endsWith("/worksheet"))
      .map(({ attributes }) => [attributes.Id, pathOf(attributes.Target!)]),
  );
  const sheets = book.flatMap(({ name, attributes }) => {
    const path = paths.get(attributes.id);
    const sheet = (attributes.name ?? "").normalize("NFC");
    return name === "sheet" && path !== undefined ? [{ name: sheet, path }] : [];
  });
  const context: CellContext = {
    strings: sharedStrings(shared.get("xl/sharedStrings.xml")),
    areDates: dateStyles(shared.get("xl/styles.xml")),
    since1904: book.some(({ attributes }) => ["1", "true"].includes(attributes.date1904 ?? "")),
  };
  const wanted = sheets.filter(({ name }) => isWanted(name));
  const worksheets = parts((path) => wanted.some((sheet) => sheet.path === path));
  return {
    names: sheets.map(({ name }) => name),
    sheets: wanted.map(({ name, path }) => ({ name, ...readWorksheet(worksheets.get(path)!, context) })),
  };
}

/** The part that a relation of the workbook leads to. */
const pathOf = (target: string) => (target.startsWith("/") ? target.slice(1) : `xl/${target}`);

interface Element {
  readonly name: string;
  readonly attributes: { readonly [name: string]: string | undefined };
}

/** The elements of some names in their order, namespaces left aside. */
function elementsOf(xml: string, names: readonly string[]): Element[] {
  const found: Element[] = [];
  const parser = new SaxesParser();
  parser.on("opentag", (tag) => {
    const name = localName(tag.name);
    if (!names.includes(name)) return;
    const attributes = Object.entries(tag.attributes as Record<string, string>);
    found.push({
      name,
      attributes: Object.fromEntries(attributes.map(([key, value]) => [localName(key), value])),
    });
  });
  parser.write(xml).close();
  return found;
}

/** The texts that cells refer to by number; of rich text its letters, without what shows how they sound. */
function sharedStrings(xml: string | undefined): string[] {
  if (xml === undefined) return [];
  const strings: string[] = [];
  let text = "";
  let inText = false;
  let phonetic = false;
  const parser = new SaxesParser();
  parser.on("opentag", (tag) => {
    const name = localName(tag.name);
    if (name === "si") text = "";
    else if (name === "rPh") phonetic = true;
    else if (name === "t") inText = !phonetic;
  });
  parser.on("text", (piece) => {
    if (inText) text += piece;
  });
  parser.on("closetag", (tag) => {
    const name = localName(tag.name);
    if (name === "t") inText = false;
    else if (name === "rPh") phonetic = false;
    else if (name === "si") strings.push(unescaped(text));
  });
  parser.write(xml).close();
  return strings;
}

/** The built-in formats of dates and times (ECMA-376, part 1, section 18.8.30). */
const builtInDates = [14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47];

/** Whether each style of a workbook is one of dates. */
function dateStyles(xml: string | undefined): boolean[] {
  if (xml === undefined) return [];
  const formats = new Map<string, boolean>(builtInDates.map((id) => [String(id), true]));
  const styles: boolean[] = [];
  let inCells = false;
  const parser = new SaxesParser();
  parser.on("opentag", (tag) => {
    const name = localName(tag.name);
    const { numFmtId, formatCode } = tag.attributes as Record<string, string>;
    if (name === "cellXfs") inCells = true;
    else if (name === "numFmt") formats.set(numFmtId!, isDateFormat(formatCode ?? ""));
    else if (name === "xf" && inCells) styles.push(formats.get(numFmtId ?? "") ?? false);
  });
  parser.on("closetag", (tag) => {
    if (localName(tag.name) === "cellXfs") inCells = false;
  });
  parser.write(xml).close();
  return styles;
}

/** Whether a format has letters of dates outside quotes and brackets. */
const isDateFormat = (code: string) =>
  /[ymdhMsb]/.test(code.replace(/\[[^\]]*]/g, "").replace(/"[^"]*"/g, ""));
