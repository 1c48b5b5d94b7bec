import * as z from "zod";
import { ownError, ownIssue } from "../text/issues.ts";
import type { Label } from "../text/language.ts";
import {
  fileIdMarks,
  idMarks,
  idTwice,
  isMissing,
  notPlainNumber,
  oneLine,
  reservedMarks,
} from "../text/messages/schemas.ts";

// Compiling a schema takes longer than interpreting it for the few files that a run reads.
z.config({ jitless: true });

/** A text that has a pattern, and what to say of one that has not. */
export const matching = (pattern: RegExp, told: Label) =>
  z.string().refine((text) => pattern.test(text), ownError(told));

/** A text that is not empty. */
export const filled = matching(/./su, isMissing);

/** A text of one line that is printed: no control character reaches a terminal, a table or a chart. */
export const line = matching(/^\P{Cc}+$/u, oneLine);

/** Texts in both languages. */
export const label = z.strictObject({ fr: line, en: line });

/** What may be said in one language alone: a text, or a text in one language, stands for both. */
export const eitherLabel = z.preprocess((given) => inBoth(given), label);

/** A text, or texts by language, with the languages that are not told. */
export function inBoth(given: unknown): unknown {
  if (typeof given === "string") return { fr: given, en: given };
  if (typeof given !== "object" || given === null || Array.isArray(given)) return given;
  const { fr, en } = given as { readonly fr?: unknown; readonly en?: unknown };
  return { ...given, fr: fr ?? en, en: en ?? fr };
}

/** A number or text in YAML, as the text that stands in a cell; in the form of Unicode that cells are read in. */
export const text = z
  .union([z.string().min(1), z.number()])
  .transform((given) => String(given).normalize("NFC"));

/** What the data call something, in the form of Unicode that names are read in. */
export const named = z.string().normalize("NFC");

/** A name that estimands and domains can write: none of the marks that separate clauses. */
export const name = matching(/^[^=|;\p{Cc}]+$/u, reservedMarks).normalize("NFC");

/** The id of a row. */
export const id = matching(/^[a-z0-9-]+$/, idMarks);

/** A number as it is printed, or none. */
export const numeral = matching(/^-?\d+(\.\d+)?$/, notPlainNumber).or(z.literal(""));

/** The columns that say what is measured, on whom. */
export const measured = {
  wave: z.string(),
  statistic: z.enum(["percent", "count", "mean", "respondents", "percent-change", ""]),
  variable: z.string(),
  level: z.string(),
  domain: z.string(),
};

/** The id of what is written into files of that name: nothing in it leads to another folder. */
export const fileId = matching(
  /^(?=.{1,100}$)[\p{L}\p{N}_](?:[\p{L}\p{N}\p{M}_.-]*[\p{L}\p{N}\p{M}_])?$/u,
  fileIdMarks,
);

/** Entries of which no two have the same id, nor ids that some systems take for the same file. */
export const eachOnce = <Entry extends z.ZodType<{ readonly id: string }>>(entry: Entry) =>
  z.array(entry).superRefine((entries, context) => {
    const known = new Set<string>();
    for (const [at, { id }] of entries.entries()) {
      const folded = id.normalize("NFC").toLowerCase();
      if (known.has(folded)) context.addIssue({ ...ownIssue(idTwice), path: [at, "id"] });
      known.add(folded);
    }
  });

/** What has a name and may have a label, in either language or in both. */
export interface Labelled {
  readonly name: string;
  readonly label?: Label | undefined;
  readonly fr?: string | undefined;
  readonly en?: string | undefined;
}

/** The label of what has a name, which is its French label unless one is given, and stands for both where none is. */
export function labelOf({ name, label: told, fr = told?.fr, en = told?.en }: Labelled): Label {
  return { fr: fr ?? name, en: en ?? fr ?? name };
}

/** A note on a row of a CSV file, in English, and in French; where it is in one language it stands in both. */
export const notes = { note: z.string(), note_fr: z.string().default("") };

export const noteOf = ({ note, note_fr }: { readonly note: string; readonly note_fr: string }): Label => ({
  fr: note_fr || note,
  en: note || note_fr,
});
