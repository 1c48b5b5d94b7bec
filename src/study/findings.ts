import * as z from "zod";
import { placeOf } from "../sources/files/sheet.ts";
import type { Place } from "../text/errors.ts";
import { ownError, ownIssue } from "../text/issues.ts";
import type { Label } from "../text/language.ts";
import {
  isMissing,
  marginOfSign,
  notPlainNumber,
  signMarks,
  wholeVariable,
} from "../text/messages/schemas.ts";
import { readRows } from "./rows.ts";
import { filled, id, matching } from "./schemas.ts";

export const bases = ["stated", "table", "descriptive", "inferred"] as const;

/**
 * What a finding rests on: the text states it ceteris paribus, a complementary table that the text names implies it, the text
 * states it of percentages alone, or it is read into the text.
 */
export type Basis = (typeof bases)[number];

/** The bases of what the publication itself gives as results of its models. */
export const basesOfModels: readonly Basis[] = ["stated", "table"];

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
  readonly basis: Basis;
  /** Of sign 0: differences below it, on the scale of the link, are of no matter. */
  readonly margin?: number | undefined;
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
  basis: z.enum(bases),
  margin: matching(/^(\d+(\.\d+)?)?$/, notPlainNumber)
    .transform((text) => (text === "" ? undefined : Number(text)))
    .optional(),
  fr: filled,
  en: filled,
  note: z.string(),
});

const row = fields.superRefine(({ sign, margin, ...entry }, context) => {
  if (margin !== undefined && sign !== "0") context.addIssue({ ...ownIssue(marginOfSign), path: ["margin"] });
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
