import type { FileTable } from "../../sources/files/fileTable.ts";
import { type RawColumn, type RawRows, rawCellAt } from "../../sources/files/storedRows.ts";
import { isCode } from "../../sources/files/textNumbers.ts";
import { inLevelOrder } from "../../sources/tables/levelOrder.ts";
import type { TypedColumn } from "../../sources/tables/typedColumn.ts";

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
  const isText = end === ".csv" || end === ".xlsx";
  if (answers instanceof Float64Array || (isText && areNumbers(occurring))) return false;
  return levels.length === occurring.length && inLevelOrder(occurring).every((own, at) => own === levels[at]);
}

/** Whether texts may be numbers where nothing but themselves tells. */
const areNumbers = (texts: readonly string[]) =>
  texts.every((text) => /^[-+]?[.,]?\d[\d.,\s%]*(?:e[-+]?\d+)?$/i.test(text)) && !texts.some(isCode);
