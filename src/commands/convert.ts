import { existsSync } from "node:fs";
import { basename, extname } from "node:path";
import { dataSheet, rowsWriters } from "../reports/files/rowsFile.ts";
import { readCoding } from "../sources/files/coding.ts";
import type { CodingRequest } from "../sources/files/codingRequest.ts";
import type { FileTableOptions } from "../sources/files/fileTable.ts";
import { readRawRows } from "../sources/files/rawRows.ts";
import { readFileTable } from "../sources/files/readFileTable.ts";
import { surveyedRows } from "../study/draft/columns.ts";
import { blankIn, needsDeclaration, withClasses, withSpaces } from "../study/draft/convertedRows.ts";
import { draftOf } from "../study/draft/draft.ts";
import { draftText } from "../study/draft/yamlText.ts";
import { InputError } from "../text/errors.ts";
import type { Language } from "../text/language.ts";
import {
  blankRows,
  declarationBeside,
  declarationOfOthers,
  labelsIn,
  noColumnWritten,
  noKindOfRows,
  spacesLost,
  syntheticRows,
} from "../text/messages/conversions.ts";
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
  if (raw.columns.length === 0) throw new InputError(noColumnWritten, { file });
  tellNotices(table.notes);
  for (const name of withSpaces(raw, end)) tell(spacesLost(name));
  const blank = blankIn(raw, end);
  if (blank > 0) tell(blankRows(blank));
  const { kind, seed } = table.provenance;
  const said =
    kind === "synthetic"
      ? ([
          ["kind", kind],
          ["seed", seed ?? ""],
        ] as const)
      : [];
  const rows = { file: out, content: await write(raw, said), isPrivate: true };
  if (!needsDeclaration(table, raw, end)) {
    await putFiles([rows]);
    if (existsSync(declaration)) tell(declarationOfOthers(declaration));
    return;
  }
  if (!force && existsSync(declaration)) throw new InputError(declarationBeside, { file: declaration });
  const draft = draftOf(
    surveyedRows(table, raw, { file: out, sheet: end === ".xlsx" ? dataSheet : undefined }),
  );
  await putFiles([rows, { file: declaration, content: draftText(draft, basename(out), readerOf(lang)) }]);
  if (kind === "synthetic") tell(syntheticRows);
  for (const told of conclusionsOf(draft)) tell(told);
  tell(labelsIn(declaration));
}
