import { existsSync } from "node:fs";
import { basename, dirname, extname, join, relative, resolve, sep } from "node:path";
import { type SurveyChoice, surveyFile } from "../study/draft/columns.ts";
import type { Guess } from "../study/draft/design.ts";
import { type Draft, draftOf } from "../study/draft/draft.ts";
import { draftText } from "../study/draft/yamlText.ts";
import { InputError } from "../text/errors.ts";
import type { Label, Language } from "../text/language.ts";
import {
  codesConcluded,
  columnsLeftOut,
  type DesignPart,
  declarationExists,
  noFileToDeclare,
  partConcluded,
  partLeft,
  partsNotFound,
  partToChoose,
  readWith,
  textsAmongNumbers,
} from "../text/messages/drafts.ts";
import { twoFiles } from "../text/messages/flags.ts";
import { readerOf } from "../text/reader.ts";
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
  tellNotices(surveyed.table.notes.filter(({ kind }) => kind !== "texts among numbers"));
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

/** What was concluded from the file, and what has to be looked at. */
function conclusionsOf({ design, codes, leftOut, surveyed }: Draft): Label[] {
  const { key, weight, strata, cluster, fpc } = design;
  const isAbsent = ({ chosen, isOpen }: Guess) => !chosen && !isOpen;
  const told = (Object.entries({ key, weight, strata, cluster, fpc }) as [DesignPart, Guess][]).flatMap(
    ([part, { chosen, others, isOpen }]) => [
      ...(chosen ? [partConcluded(part, chosen.column, chosen.why)] : []),
      ...(isOpen
        ? [
            partToChoose(
              part,
              others.map(({ column }) => column),
            ),
          ]
        : others.map(({ column, why }) => partLeft(part, column, why))),
    ],
  );
  const absent = [weight, strata, cluster].map(isAbsent) as [boolean, boolean, boolean];
  const left = leftOut.flatMap(({ names }) => names);
  const mixed = surveyed.columns.flatMap(({ name, textsAmongNumbers: texts }) =>
    texts.length > 0 ? [name] : [],
  );
  return [
    ...told,
    ...(absent.includes(true) ? [partsNotFound(...absent)] : []),
    ...codes.map((own) => codesConcluded(own.codes, own.variables, own.how)),
    ...(mixed.length > 0 ? [textsAmongNumbers(mixed)] : []),
    ...(left.length > 0 ? [columnsLeftOut(left)] : []),
  ];
}
