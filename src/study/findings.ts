import * as z from "zod";
import { placeOf } from "../sources/sheet.ts";
import type { Place } from "../text/errors.ts";
import type { Label } from "../text/language.ts";
import { readRows } from "./rows.ts";

/** A statement about a model: the level's coefficient minus that of `versus` has this sign. */
export interface Finding {
  readonly id: string;
  readonly label: Label;
  readonly section: string;
  readonly page: number;
  readonly model: string;
  readonly variable: string;
  readonly level: string;
  readonly versus: string;
  readonly sign: "+" | "-";
  readonly note: string;
  readonly place: Place;
}

const required = z.string().min(1, "is missing");

const row = z.object({
  id: z.string().regex(/^[a-z0-9-]+$/, "an id has lower-case letters, digits and hyphens"),
  section: required,
  page: z.coerce.number().int().positive(),
  model: required,
  variable: required,
  level: required,
  versus: required,
  sign: z.enum(["+", "-"], "a sign is + or -"),
  fr: required,
  en: required,
  note: z.string(),
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
