import * as z from "zod";
import { placeOf } from "../sources/files/sheet.ts";
import type { Place } from "../text/errors.ts";
import type { Label } from "../text/language.ts";
import { readRows } from "./rows.ts";

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

const required = z.string().min(1, "is missing");

const fields = z.object({
  id: z.string().regex(/^[a-z0-9-]+$/, "an id has lower-case letters, digits and hyphens"),
  section: required,
  page: z.coerce.number().int().positive(),
  model: required,
  variable: required,
  level: z.string(),
  versus: z.string(),
  sign: z.enum(["+", "-", "0"], "a sign is + or -, or 0 for no significant difference"),
  fr: required,
  en: required,
  note: z.string(),
});

const row = fields.superRefine(({ sign, ...entry }, context) => {
  for (const path of ["level", "versus"] as const)
    if ((sign === "0") !== (entry[path] === ""))
      context.addIssue({
        code: "custom",
        path: [path],
        message: sign === "0" ? "no difference is of a whole variable: leave it empty" : "is missing",
      });
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
