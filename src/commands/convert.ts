import { existsSync } from "node:fs";
import { basename, extname } from "node:path";
import { dataSheet, rowsWriters } from "../reports/files/rowsFile.ts";
import { readCoding } from "../sources/files/coding.ts";
import type { CodingRequest } from "../sources/files/codingRequest.ts";
import type { FileTable, FileTableOptions } from "../sources/files/fileTable.ts";
import { readRawRows } from "../sources/files/rawRows.ts";
import { readFileTable } from "../sources/files/readFileTable.ts";
import { type RawColumn, type RawRows, rawCellAt } from "../sources/files/storedRows.ts";
import { isCode } from "../sources/files/textNumbers.ts";
import { inLevelOrder } from "../sources/tables/levelOrder.ts";
import type { TypedColumn } from "../sources/tables/typedColumn.ts";
import { surveyedRows } from "../study/draft/columns.ts";
import { draftOf } from "../study/draft/draft.ts";
import { draftText } from "../study/draft/yamlText.ts";
import { InputError } from "../text/errors.ts";
import type { Language } from "../text/language.ts";
import { declarationBeside, labelsIn, noKindOfRows, syntheticRows } from "../text/messages/conversions.ts";
import { readerOf } from "../text/reader.ts";
import { conclusionsOf } from "./draftConclusions.ts";
import { tellNotices } from "./openSample.ts";
import { openFor, putFiles } from "./output.ts";
import { tell } from "./tell.ts";

interface ConvertOptions extends Omit<FileTableOptions, "coding">, CodingRequest {
  readonly force?: boolean;
  readonly lang: Language;
}

/**
 * `panel convert`: the rows of a file in another format, codes as they are. What another format cannot hold, labels and the codes of
 * missing answers, goes into a declaration beside it.
 */
export async function convertCommand(
  file: string,
  out: string,
  { force, lang, ...options }: ConvertOptions,
): Promise<void> {
  const end = extname(out).toLowerCase();
  const write = rowsWriters[end];
  if (!write) throw new InputError(noKindOfRows(Object.keys(rowsWriters)), { file: out });
  const declaration = `${out.slice(0, -end.length)}.yaml`;
  const [table, raw] = await openFor([out, declaration], async () => {
    const coding = await readCoding(options);
    const read = await readFileTable(file, { ...options, coding });
    return [read, withClasses(await readRawRows(file, options), read)] as const;
  });
  tellNotices(table.notes);
  const { kind, seed } = table.provenance;
  const said =
    kind === "synthetic"
      ? ([
          ["kind", kind],
          ["seed", seed ?? ""],
        ] as const)
      : [];
  const rows = { file: out, content: await write(raw, said), isPrivate: true };
  if (!isToldBeside(table, raw, end)) return putFiles([rows]);
  if (!force && existsSync(declaration)) throw new InputError(declarationBeside, { file: declaration });
  const draft = draftOf(
    surveyedRows(table, raw, { file: out, sheet: end === ".xlsx" ? dataSheet : undefined }),
  );
  await putFiles([rows, { file: declaration, content: draftText(draft, basename(out), readerOf(lang)) }]);
  if (kind === "synthetic") tell(syntheticRows);
  for (const told of conclusionsOf(draft)) tell(told);
  tell(labelsIn(declaration));
}

/** The rows with the names of classes where a variable has some; other answers stand as they do in the file. */
function withClasses({ rows, columns }: RawRows, table: FileTable): RawRows {
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

/** Whether the rows alone do not tell all that is known of them. */
const isToldBeside = (table: FileTable, { columns }: RawRows, end: string) =>
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
