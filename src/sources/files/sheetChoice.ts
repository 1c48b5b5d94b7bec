import { InputError } from "../../text/errors.ts";
import { emptySheet, notRange, severalSheets, sheetAbsent, twoSheets } from "../../text/messages/files.ts";
import { isRange, partsOfRange } from "../layout/askedRange.ts";
import type { SheetEntry, Xlsx } from "../xlsx/workbook.ts";
import { isProvenance } from "./provenance.ts";
import type { TableChoice } from "./tableChoice.ts";

/** The choice with its sheet: the one that is named, that of the range, or the only one that people see and that is filled. */
export async function sheetChoiceOf(
  workbook: Xlsx,
  choice: TableChoice,
  file: string,
): Promise<TableChoice & { readonly sheet: string }> {
  const { range } = choice;
  const told: PlacedRange = range === undefined ? {} : await resolved(workbook, range, file);
  const asked = choice.sheet?.normalize("NFC");
  const names = workbook.sheets.map(({ name }) => name);
  if (asked !== undefined && told.sheet !== undefined && asked !== told.sheet)
    throw new InputError(twoSheets(asked), { file, field: "--range" }, { value: range });
  const sheet = asked ?? told.sheet ?? (await onlySheet(workbook, file));
  const found = workbook.sheets.find(({ name }) => name === sheet);
  if (!found) throw new InputError(sheetAbsent(sheet, names), { file });
  if (!(await workbook.hasCells(found)))
    throw new InputError(emptySheet(await filledSheets(workbook, workbook.sheets)), { file, sheet });
  return { ...choice, sheet, range: told.range };
}

interface PlacedRange {
  readonly sheet?: string | undefined;
  readonly range?: string;
}

/** A range with the sheet that it names, if it names one; a name of the workbook or of one of its tables is one too. */
async function resolved(workbook: Xlsx, text: string, file: string): Promise<PlacedRange> {
  const { sheet, range } = partsOfRange(text);
  if (isRange(range)) return { sheet, range };
  const ranges = await workbook.ranges();
  const wanted = text.trim().toLowerCase();
  const name = [...ranges.keys()].find((own) => own.toLowerCase() === wanted);
  const named = partsOfRange((name !== undefined && ranges.get(name)) || "");
  if (!isRange(named.range))
    throw new InputError(notRange([...ranges.keys()]), { file, field: "--range" }, { value: text });
  return named;
}

async function onlySheet(workbook: Xlsx, file: string): Promise<string> {
  const candidates = workbook.sheets.filter(({ name }) => !isProvenance(name));
  const [first, ...others] = candidates;
  if (first && others.length === 0) return first.name;
  const filled = await filledSheets(
    workbook,
    candidates.filter(({ isHidden }) => !isHidden),
  );
  if (filled.length === 1) return filled[0]!;
  throw new InputError(severalSheets, { file }, { value: candidates.map(({ name }) => name) });
}

async function filledSheets(workbook: Xlsx, sheets: readonly SheetEntry[]): Promise<string[]> {
  const filled: string[] = [];
  for (const sheet of sheets) if (await workbook.hasCells(sheet)) filled.push(sheet.name);
  return filled;
}
