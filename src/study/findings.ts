import * as z from "zod";
import { placeOf } from "../sources/files/sheet.ts";
import type { Place } from "../text/errors.ts";
import { ownError, ownIssue } from "../text/issues.ts";
import type { Label } from "../text/language.ts";
import { isMissing, signMarks, wholeVariable } from "../text/messages/schemas.ts";
import { readRows } from "./rows.ts";
import { filled, id } from "./schemas.ts";

/**
 * A statement about a model: the level's coefficient minus that of `versus` has this sign, or, without levels and with the
 * sign 0, the variable makes no significant difference.
 */
export interface Finding {
  readonly id: string;
  readonly label: Label;
  readonly section: string;
  readonly page: number;
  readonly model: string;
  readonly variable: string;
  readonly level: string;
  readonly versus: string;
  readonly sign: "+" | "-" | "0";
  readonly note: string;
  readonly place: Place;
}

const signs = ["+", "-", "0"] as const;

const fields = z.object({
  id,
  section: filled,
  page: z.coerce.number().int().positive(),
  model: filled,
  variable: filled,
  level: z.string(),
  versus: z.string(),
  sign: z.custom<Finding["sign"]>((sign) => signs.includes(sign as Finding["sign"]), ownError(signMarks)),
  fr: filled,
  en: filled,
  note: z.string(),
});

const row = fields.superRefine(({ sign, ...entry }, context) => {
  for (const path of ["level", "versus"] as const)
    if ((sign === "0") !== (entry[path] === ""))
      context.addIssue({ ...ownIssue(sign === "0" ? wholeVariable : isMissing), path: [path] });
});

/** Reads a study's findings.csv. */
export async function loadFindings(file: string): Promise<Finding[]> {
  const { source, entries } = await readRows(file, row);
  return entries.map(({ fr, en, ...entry }, at) => ({
    ...entry,
    label: { fr, en },
    place: placeOf(source, at),
  }));
}
