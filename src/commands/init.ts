import { existsSync } from "node:fs";
import { basename, dirname, extname, join, relative, resolve, sep } from "node:path";
import { type SurveyChoice, surveyFile } from "../study/draft/columns.ts";
import { draftOf } from "../study/draft/draft.ts";
import { draftText } from "../study/draft/yamlText.ts";
import { InputError } from "../text/errors.ts";
import type { Language } from "../text/language.ts";
import { datesToConvert, declarationExists, noFileToDeclare, readWith } from "../text/messages/drafts.ts";
import { twoFiles } from "../text/messages/flags.ts";
import { readerOf } from "../text/reader.ts";
import { conclusionsOf } from "./draftConclusions.ts";
import { tellNotices } from "./openSample.ts";
import { openFor, putFiles } from "./output.ts";
import { tell } from "./tell.ts";

export interface InitOptions extends SurveyChoice {
  readonly data?: string;
  readonly out?: string;
  readonly force?: boolean;
  readonly lang: Language;
}

/** `panel init`: a declaration of a file of rows, as far as the file tells; what was concluded is said. */
export async function initCommand(named: string | undefined, options: InitOptions): Promise<void> {
  if (named !== undefined && options.data !== undefined)
    throw new InputError(twoFiles, { field: "--data" }, { value: options.data });
  const file = named ?? options.data;
  if (file === undefined) throw new InputError(noFileToDeclare);
  const out = declarationIn(options.out ?? dirname(file));
  if (!options.force && existsSync(out)) throw new InputError(declarationExists, { file: out });
  const surveyed = await openFor([out], () => surveyFile(file, options));
  const { notes } = surveyed.table;
  tellNotices(notes.filter(({ kind }) => kind !== "texts among numbers" && kind !== "dates untold"));
  for (const note of notes) if (note.kind === "dates untold") tell(datesToConvert(note.column, note.orders));
  const draft = draftOf(surveyed);
  const path = relative(dirname(resolve(out)), resolve(file))
    .split(sep)
    .join("/");
  await putFiles([{ file: out, content: draftText(draft, path, readerOf(options.lang)) }]);
  for (const told of conclusionsOf(draft)) tell(told);
  tell(readWith(basename(out) === declarationName ? dirname(out) : out));
}

const declarationName = "dataset.yaml";

/** The file that `--out` names, or that of its folder. */
const declarationIn = (out: string) =>
  [".yaml", ".yml"].includes(extname(out).toLowerCase()) ? out : join(out, declarationName);
