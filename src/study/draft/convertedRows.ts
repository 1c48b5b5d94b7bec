import { missingTexts } from "../../sources/files/column.ts";
import type { FileTable } from "../../sources/files/fileTable.ts";
import { type RawColumn, type RawRows, rawCellAt } from "../../sources/files/storedRows.ts";
import { isCode } from "../../sources/files/textNumbers.ts";
import { inLevelOrder } from "../../sources/tables/levelOrder.ts";
import type { TypedColumn } from "../../sources/tables/typedColumn.ts";
import { isErrorValue } from "../../sources/xlsx/errorValues.ts";

/** The rows with the names of classes where a variable has some; other answers stand as they do in the file. */
export function withClasses({ rows, columns }: RawRows, table: FileTable): RawRows {
  return {
    rows,
    columns: columns.map((column) => {
      const typed = table.typed(column.name);
      if ("numbers" in typed) return column;
      const { levels, codes } = typed.factor();
      const answerAt = rawCellAt(column);
      const isNamed = codes.every(
        (code, row) => code < 0 || String(answerAt(row)).normalize("NFC") === levels[code],
      );
      return isNamed ? column : { ...column, answers: { levels, codes } };
    }),
  };
}

/** Whether rows in a file of that ending do not tell all that is known of them. */
export const needsDeclaration = (table: FileTable, { columns }: RawRows, end: string) =>
  table.provenance.kind === "synthetic" ||
  columns.some((column) => isDescribed(table.typed(column.name)) || !isReadAgain(table, column, end));

const isDescribed = ({ variable }: TypedColumn) =>
  variable.label.en !== variable.name ||
  variable.missingCodes !== undefined ||
  (variable.type === "categorical" && variable.levels.some(({ name, label }) => label.en !== name));

/** Whether who reads the answers of a categorical variable finds the same levels in the same order. */
function isReadAgain(table: FileTable, { name, answers }: RawColumn, end: string): boolean {
  const typed = table.typed(name);
  if ("numbers" in typed) return true;
  const { levels, codes } = typed.factor();
  const found = new Set(codes);
  const occurring = levels.filter((_, code) => found.has(code));
  if (occurring.length === 0) return true;
  if (answers instanceof Float64Array) return false;
  if (isTextEnd(end) && (areNumbers(occurring) || occurring.some(isMissingText))) return false;
  return levels.length === occurring.length && inLevelOrder(occurring).every((own, at) => own === levels[at]);
}

/** Whether a text is a missing answer where nothing but itself tells. */
const isMissingText = (text: string) => missingTexts.includes(text) || isErrorValue(text);

/** The columns whose levels have spaces around them, which no text or sheet is read with. */
export const withSpaces = ({ columns }: RawRows, end: string): string[] =>
  columns.flatMap(({ name, answers }) =>
    isTextEnd(end) &&
    !(answers instanceof Float64Array) &&
    answers.levels.some((text) => text !== text.trim())
      ? [name]
      : [],
  );

/** How many rows are read as blank ones: of a text of one column, and of a sheet. */
export function blankIn({ rows, columns }: RawRows, end: string): number {
  if (!(end === ".xlsx" || (end === ".csv" && columns.length === 1))) return 0;
  const cells = columns.map(rawCellAt);
  let blank = 0;
  for (let row = 0; row < rows; row++) if (cells.every((at) => at(row) === null)) blank++;
  return blank;
}

const isTextEnd = (end: string) => end === ".csv" || end === ".xlsx";

/** Whether texts may be numbers where nothing but themselves tells. */
const areNumbers = (texts: readonly string[]) =>
  texts.every((text) => /^[-+]?[.,]?\d[\d.,\s%]*(?:e[-+]?\d+)?$/i.test(text)) && !texts.some(isCode);
