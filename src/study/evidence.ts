import * as z from "zod";
import { placeOf, type Sheet } from "../sources/files/sheet.ts";
import type { Place } from "../text/errors.ts";
import { ownIssue } from "../text/issues.ts";
import type { Label } from "../text/language.ts";
import { isMissing, lowAboveHigh } from "../text/messages/schemas.ts";
import { lines, listed } from "./claims.ts";
import { type Published, printed } from "./figures.ts";
import { readRows } from "./rows.ts";
import { filled, id, noteOf, notes, numeral } from "./schemas.ts";

/** Who has an interest in what a source says. */
export const interests = ["none", "professional-body", "vendor"] as const;
export type Interest = (typeof interests)[number];

/** How a quantity was found. */
export const designs = [
  "none-given",
  "thesis",
  "questionnaire",
  "diary",
  "poll",
  "testimony",
  "derived",
  "opinion",
] as const;
export type EvidenceDesign = (typeof designs)[number];

/** Where a row stands in its source. */
interface Located {
  readonly id: string;
  readonly section: string;
  readonly lines: string;
  readonly label: Label;
  readonly place: Place;
}

/** A quantity that the panel does not measure. */
export interface Evidence extends Located {
  readonly measure: string;
  readonly solution: string;
  /** Absent where only words are said. */
  readonly value?: Published | undefined;
  readonly unit: string;
  readonly per: string;
  /** The id of a reference of its source. */
  readonly cited: string;
  readonly year: string;
  readonly where: string;
  readonly n?: number | undefined;
  readonly design: EvidenceDesign;
  readonly interest: Interest;
  /** The panel's figures that stand beside it, each as `study:figure`. */
  readonly beside: readonly string[];
  readonly note: Label;
}

/** An advantage or a drawback of a solution. */
export interface Criterion extends Located {
  readonly solution: string;
  readonly criterion: string;
  readonly sign: "+" | "-";
}

/** A code of a qualitative analysis. */
export interface Theme extends Located {
  readonly theme: string;
  /** Whether the author expected it; empty where that is not told. */
  readonly expectedness: "expected" | "unexpected" | "";
  readonly setting: string;
}

const located = { id, section: filled, line: lines, fr: filled, en: filled };

const evidenceRow = z
  .object({
    ...located,
    measure: filled,
    solution: filled,
    value: numeral,
    low: numeral,
    high: numeral,
    unit: z.string(),
    per: z.string(),
    cited: z.string(),
    year: z.union([z.literal(""), z.string().regex(/^\d{4}$/)]),
    place: z.string(),
    n: z.union([z.literal(""), z.string().regex(/^[1-9]\d{0,8}$/)]),
    design: z.enum(designs),
    interest: z.enum(interests),
    beside: listed,
    ...notes,
  })
  .superRefine(({ value, low, high }, context) => {
    const fault = (path: string, told: Label) => context.addIssue({ ...ownIssue(told), path: [path] });
    if (low !== "" && high !== "" && Number(low) > Number(high)) fault("low", lowAboveHigh);
    if (value === "" && (low === "") !== (high === "")) fault(low === "" ? "low" : "high", isMissing);
  });

const criterionRow = z.object({
  ...located,
  solution: filled,
  criterion: filled,
  sign: z.enum(["+", "-"]),
});

const themeRow = z.object({
  ...located,
  theme: filled,
  expectedness: z.enum(["expected", "unexpected", ""]),
  setting: filled,
});

/** Where a row stands and what it is called. */
const locatedIn = (
  sheet: Sheet,
  at: number,
  { id: own, section, line, fr, en }: z.output<z.ZodObject<typeof located>>,
): Located => ({ id: own, section, lines: line, label: { fr, en }, place: placeOf(sheet, at) });

/** Reads a source's evidence.csv. */
export async function loadEvidence(file: string): Promise<Evidence[]> {
  const { source, entries } = await readRows(file, evidenceRow);
  return entries.map((entry, at) => {
    const { value, low, high, place: where, n, measure, solution, unit, per } = entry;
    const { cited, year, design, interest, beside } = entry;
    return {
      ...locatedIn(source, at, entry),
      ...{ measure, solution, unit, per, cited, year, where, design, interest, beside },
      note: noteOf(entry),
      value: value === "" && low === "" ? undefined : printed(value, low, high),
      n: n === "" ? undefined : Number(n),
    };
  });
}

/** Reads a source's criteria.csv. */
export async function loadCriteria(file: string): Promise<Criterion[]> {
  const { source, entries } = await readRows(file, criterionRow);
  return entries.map((entry, at) => {
    const { solution, criterion, sign } = entry;
    return { ...locatedIn(source, at, entry), solution, criterion, sign };
  });
}

/** Reads a source's themes.csv. */
export async function loadThemes(file: string): Promise<Theme[]> {
  const { source, entries } = await readRows(file, themeRow);
  return entries.map((entry, at) => {
    const { theme, expectedness, setting } = entry;
    return { ...locatedIn(source, at, entry), theme, expectedness, setting };
  });
}
