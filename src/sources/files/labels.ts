import { parseNumber } from "../../numerics/decimals.ts";
import { type Fault, InputError, type Place } from "../../text/errors.ts";
import { fold } from "../../text/fold.ts";
import type { Label } from "../../text/language.ts";
import {
  codeTwice,
  labelledInTwo,
  labelMissing,
  notLabels,
  variableTwice,
  variableUnnamed,
} from "../../text/messages/codings.ts";
import { sheetAbsent } from "../../text/messages/files.ts";
import type { Cell } from "../layout/cell.ts";
import { isFootnote, isNote } from "../layout/notes.ts";
import type { Level } from "../tables/codebook.ts";
import { codeArray } from "../tables/factor.ts";
import { factorColumn, levelOf, type TypedColumn } from "../tables/typedColumn.ts";
import { isSameCode } from "./codes.ts";
import type { TextCount } from "./column.ts";
import { placeOf, type Sheet } from "./sheet.ts";
import { readSheets } from "./sheets.ts";
import { openWorkbook } from "./workbook.ts";

/** What a file of labels says of a variable. */
export interface VariableLabels {
  readonly label?: Label | undefined;
  /** The labels of its codes, which are levels of their names, in the order of the file. */
  readonly codes: readonly Level[];
}

/** How the columns of a file of labels may be headed. */
const heads = {
  variable: ["variable"],
  code: ["code", "modalite", "valeur", "value", "level"],
  label: ["label", "libelle"],
  fr: ["label_fr", "libelle_fr"],
  en: ["label_en", "libelle_en"],
} as const;

/** The labels of a variable while they are read, with the sheet that each came from. */
interface Entry {
  label?: Label;
  labelSheet?: string | undefined;
  readonly codes: (Level & { readonly sheet?: string | undefined })[];
}

/**
 * The labels of variables and their codes, from a CSV file or the sheets of a workbook that have such columns; `BOOK.xlsx#Sheet` names
 * one of them.
 */
export async function readLabels(named: string): Promise<ReadonlyMap<string, VariableLabels>> {
  const { book, sheet: asked } = /^(?<book>.+\.xls[xm])#(?<sheet>.+)$/isu.exec(named)?.groups ?? {};
  const file = book ?? named;
  const sheets = await readSheets(file);
  const chosen =
    asked === undefined ? sheets : sheets.filter(({ sheet }) => sheet === asked.normalize("NFC"));
  if (chosen.length === 0)
    throw new InputError(
      sheetAbsent(
        asked!,
        sheets.map(({ sheet }) => sheet!),
      ),
      { file },
    );
  const found = chosen.flatMap((sheet) => headed(sheet) ?? []);
  if (found.length === 0) throw new InputError(notLabels, { file }, { value: chosen[0]?.header });
  const labels = new Map<string, Entry>();
  for (const sheet of found) takeLabels(sheet, labels);
  return labels;
}

/** The sheets of a workbook that tell the labels of its other sheets. */
export async function sheetsOfLabels(file: string): Promise<readonly string[]> {
  const workbook = await openWorkbook(file);
  return workbook.sheetNames.filter((name) => {
    const { header, rowNumbers } = workbook.table(name);
    return rowNumbers.length > 0 && areHeads(header);
  });
}

const positionOf = (header: readonly string[], head: keyof typeof heads) =>
  header.findIndex((name) => (heads[head] as readonly string[]).includes(fold(name)));

const areHeads = (header: readonly string[]) =>
  positionOf(header, "variable") >= 0 &&
  (["label", "fr", "en"] as const).some((head) => positionOf(header, head) >= 0);

/** The sheet from its header on, which titles may stand above; undefined where it has none of labels. */
function headed(sheet: Sheet): Sheet | undefined {
  if (areHeads(sheet.header)) return sheet;
  const at = sheet.rows.findIndex((cells) => areHeads(cells.map(textOf)));
  if (at < 0) return undefined;
  return {
    ...sheet,
    header: sheet.rows[at]!.map(textOf),
    rows: sheet.rows.slice(at + 1),
    rowNumbers: sheet.rowNumbers.slice(at + 1),
  };
}

function takeLabels(sheet: Sheet, labels: Map<string, Entry>): void {
  const { header } = sheet;
  const at = {
    variable: positionOf(header, "variable"),
    code: positionOf(header, "code"),
    label: positionOf(header, "label"),
    fr: positionOf(header, "fr"),
    en: positionOf(header, "en"),
  };
  const refuseTwice = (other: string | undefined, fault: Fault, place: Place, value: string) => {
    const inTwo = other !== undefined && sheet.sheet !== undefined && other !== sheet.sheet;
    return new InputError(inTwo ? labelledInTwo(sheet.file, other, sheet.sheet) : fault, place, { value });
  };
  let above = "";
  for (const [row, cells] of sheet.rows.entries()) {
    const code = textOf(cells[at.code]);
    // A dictionary may name a variable once, above its codes.
    const variable = textOf(cells[at.variable]) || (code === "" ? "" : above);
    above = variable;
    const place = placeOf(sheet, row);
    if (variable === "") throw new InputError(variableUnnamed, place);
    const [own, fr, en] = [textOf(cells[at.label]), textOf(cells[at.fr]), textOf(cells[at.en])];
    if (own === "" && fr === "" && en === "") {
      if (code === "" && (isNote(variable) || isFootnote(variable))) return;
      throw new InputError(labelMissing, place);
    }
    const label = { fr: fr || own || en, en: en || own || fr };
    const entry = labels.get(variable) ?? { codes: [] };
    labels.set(variable, entry);
    if (code === "") {
      if (entry.label) throw refuseTwice(entry.labelSheet, variableTwice, place, variable);
      entry.label = label;
      entry.labelSheet = sheet.sheet;
    } else {
      const same = entry.codes.find(({ name }) => isSameCode(name, code));
      if (same) throw refuseTwice(same.sheet, codeTwice(variable), place, code);
      entry.codes.push({ name: code, label, sheet: sheet.sheet });
    }
  }
}

const textOf = (cell: Cell | undefined) => String(cell ?? "").trim();

/**
 * The column with its labels. Where codes of it have one, but for those of missing answers, its answers are categories: the levels of
 * the file in its order, and then the codes that have no label, which are counted.
 */
export function labelled(
  column: TypedColumn,
  { label, codes: all }: VariableLabels,
  missing: readonly string[],
): { readonly column: TypedColumn; readonly unlabelled: readonly TextCount[] } {
  const variable = { ...column.variable, ...(label && { label }) };
  const codes = all.filter(({ name }) => !missing.some((code) => isSameCode(code, name)));
  if (codes.length === 0) return { column: { ...column, variable } as TypedColumn, unlabelled: [] };
  const { levels, codes: rows } = column.factor();
  const isSame = "numbers" in column ? isSameNumber : isSameCode;
  const names: Level[] = codes.map((level) => ({
    label: level.label,
    name: levels.find((answer) => isSame(level.name, answer)) ?? level.name,
  }));
  const places = levels.map((answer) => {
    const known = codes.findIndex((level) => isSame(level.name, answer));
    return known < 0 ? names.push(levelOf(answer)) - 1 : known;
  });
  const counts = new Int32Array(names.length);
  const recoded = codeArray(names.length, rows.length);
  for (let row = 0; row < rows.length; row++) {
    recoded[row] = rows[row]! < 0 ? -1 : places[rows[row]!]!;
    if (recoded[row]! >= 0) counts[recoded[row]!]!++;
  }
  const unlabelled = names.flatMap(({ name }, code) =>
    code >= codes.length && counts[code]! > 0 ? [{ text: name, rows: counts[code]! }] : [],
  );
  return { column: factorColumn({ ...variable, type: "categorical", levels: names }, recoded), unlabelled };
}

/** Among numbers 01 is 1. */
const isSameNumber = (code: string, answer: string) =>
  code === answer || (parseNumber(code) !== undefined && parseNumber(code) === parseNumber(answer));
