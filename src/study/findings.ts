import * as z from "zod";
import { placeOf } from "../sources/files/sheet.ts";
import type { LevelGroup } from "../sources/tables/codebook.ts";
import type { Place } from "../text/errors.ts";
import { ownError, ownIssue } from "../text/issues.ts";
import type { Label } from "../text/language.ts";
import {
  factorOfPair,
  isMissing,
  marginOfSign,
  modelOrFigures,
  notPlainNumber,
  signMarks,
  wholeVariable,
} from "../text/messages/schemas.ts";
import { levelGroup } from "./operands.ts";
import { readRows } from "./rows.ts";
import { filled, id, matching, noteOf, notes } from "./schemas.ts";

export const bases = ["stated", "table", "descriptive", "inferred"] as const;

/**
 * What a finding rests on: the text states just this, a complementary table that the text names implies it, the text states it
 * of percentages and not ceteris paribus, or it is read into the text.
 */
export type Basis = (typeof bases)[number];

/** The bases of what the publication itself gives as its results. */
export const ownBases: readonly Basis[] = ["stated", "table"];

/**
 * A statement about a model: the coefficient of some levels minus that of `versus` has this sign, or, without levels and with
 * the sign 0, the variable makes no significant difference. Or about two figures, such as those of two waves, of two groups or
 * of two answers, or two contrasts of models: the first minus `factor` times the second has this sign.
 */
export interface Finding {
  readonly id: string;
  readonly label: Label;
  readonly section: string;
  readonly page: number;
  /** Empty where figures or contrasts are compared, as are variable and levels. */
  readonly model: string;
  /** The figures or operands that are compared. */
  readonly first?: string | undefined;
  readonly second?: string | undefined;
  readonly factor: number;
  readonly variable: string;
  readonly level: LevelGroup;
  readonly versus: LevelGroup;
  readonly sign: "+" | "-" | "0";
  readonly basis: Basis;
  /** Of sign 0: differences below it, on the scale of the link, are of no matter. */
  readonly margin?: number | undefined;
  readonly note: Label;
  readonly place: Place;
}

const signs = ["+", "-", "0"] as const;

/** A number that is not negative, or none. */
const unsigned = matching(/^(\d+(\.\d+)?)?$/, notPlainNumber)
  .transform((text) => (text === "" ? undefined : Number(text)))
  .optional();

const fields = z.object({
  id,
  section: filled,
  page: z.coerce.number().int().positive(),
  model: z.string(),
  first: z.string().optional(),
  second: z.string().optional(),
  variable: z.string(),
  level: z.string(),
  versus: z.string(),
  sign: z.custom<Finding["sign"]>((sign) => signs.includes(sign as Finding["sign"]), ownError(signMarks)),
  basis: z.enum(bases),
  factor: unsigned,
  margin: unsigned,
  fr: filled,
  en: filled,
  ...notes,
});

const row = fields.superRefine(({ model, sign, factor, margin, ...entry }, context) => {
  const fault = (path: string, told: Label) => context.addIssue({ ...ownIssue(told), path: [path] });
  if (margin !== undefined && sign !== "0") fault("margin", marginOfSign);
  if (factor !== undefined && model !== "") fault("factor", factorOfPair);
  const ofFigures = model === "";
  for (const path of ["first", "second"] as const)
    if (ofFigures === !entry[path]) fault(path, modelOrFigures);
  if (ofFigures) {
    for (const path of ["variable", "level", "versus"] as const)
      if (entry[path] !== "") fault(path, modelOrFigures);
    return;
  }
  if (entry.variable === "") fault("variable", isMissing);
  for (const path of ["level", "versus"] as const)
    if ((sign === "0") !== (entry[path] === "")) fault(path, sign === "0" ? wholeVariable : isMissing);
});

/** Reads a study's findings.csv. */
export async function loadFindings(file: string): Promise<Finding[]> {
  const { source, entries } = await readRows(file, row);
  return entries.map(({ fr, en, note, note_fr, factor = 1, level, versus, ...entry }, at) => ({
    ...entry,
    factor,
    level: levelGroup(level),
    versus: levelGroup(versus),
    label: { fr, en },
    note: noteOf({ note, note_fr }),
    place: placeOf(source, at),
  }));
}
