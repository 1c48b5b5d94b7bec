import * as z from "zod";
import { placeOf } from "../sources/files/sheet.ts";
import type { Place } from "../text/errors.ts";
import { ownIssue } from "../text/issues.ts";
import type { Label } from "../text/language.ts";
import {
  isMissing,
  lineMarks,
  lowAboveHigh,
  nothingToCompare,
  nothingToJudge,
  wordsOfPercentage,
  wordsOrNumbers,
} from "../text/messages/schemas.ts";
import { type Estimand, estimandOf, lackingOf, type Published, printed } from "./figures.ts";

import { readRows } from "./rows.ts";
import { filled, id, matching, measured, noteOf, notes, numeral } from "./schemas.ts";
import { type Lexicon, wordingOf } from "./wording.ts";

/** What is found of a claim, in the order in which it is asked. */
export const verdicts = [
  "inconsistent",
  "agrees",
  "rounded",
  "misattributed",
  "contradicted",
  "unsupported",
  "not checkable",
] as const;
export type Verdict = (typeof verdicts)[number];

/**
 * How what is said stands to what is measured: equal to it, a bound of it, or a change or an order of the figures that the
 * claim is about.
 */
export const relations = ["=", "<", ">", "up", "down", "stable", "first"] as const;
export type Relation = (typeof relations)[number];

/** What kind of sentence it is. */
export const claimKinds = [
  "number",
  "words",
  "trend",
  "cause",
  "inference",
  "definition",
  "opinion",
  "case",
  "question",
  "forecast",
  "reference",
] as const;
export type ClaimKind = (typeof claimKinds)[number];

/** Why nothing that the panel asks can tell whether a claim is true. */
export const reasons = [
  "opinion",
  "cause",
  "measure",
  "population",
  "period",
  "testimony",
  "definition",
  "question",
  "forecast",
] as const;
export type Reason = (typeof reasons)[number];

/** What a claim measures: an estimand in each of several waves, or in any where it names none. */
export interface Claimed extends Omit<Estimand, "wave"> {
  readonly waves: readonly string[];
}

/** A claimed measure as the estimand of one wave. */
export const inWave = ({ waves: _, ...rest }: Claimed, wave: string): Estimand => ({ ...rest, wave });

/** A sentence of a secondary source as a reader understands it. What is published stands nowhere in it. */
export interface Claim {
  readonly id: string;
  readonly label: Label;
  readonly section: string;
  readonly lines: string;
  readonly kind: ClaimKind;
  readonly claimed?: Claimed | undefined;
  readonly relation?: Relation | undefined;
  /** The number as it is said, or the interval that words stand for. */
  readonly said?: Published | undefined;
  readonly unit: string;
  /** The figures that it is about, each as `study:figure`. */
  readonly about: readonly string[];
  readonly reason?: Reason | undefined;
  /** Claims of the same source that say the same thing. */
  readonly sameAs: readonly string[];
  readonly expected: Verdict;
  readonly note: Label;
  readonly place: Place;
}

/** The lines of a text: `12`, `12-15`, or several with commas between. */
export const lines = matching(/^\d+(-\d+)?(, \d+(-\d+)?)*$/, lineMarks);

/** Texts separated by semicolons. */
export const listed = z.string().transform((text) =>
  text
    .split(";")
    .map((part) => part.trim())
    .filter(Boolean),
);

const row = z
  .object({
    id,
    section: filled,
    line: lines,
    kind: z.enum(claimKinds),
    ...measured,
    relation: z.enum([...relations, ""]),
    said: numeral,
    low: numeral,
    high: numeral,
    words: z.string().default(""),
    unit: z.string(),
    about: listed,
    reason: z.enum([...reasons, ""]),
    same_as: listed,
    expected: z.enum(verdicts),
    fr: filled,
    en: filled,
    ...notes,
  })
  .superRefine((entry, context) => {
    const fault = (path: string, told: Label) => context.addIssue({ ...ownIssue(told), path: [path] });
    const { said, low, high, words, relation, reason, statistic, about } = entry;
    if (words !== "" && low + high !== "") fault("words", wordsOrNumbers);
    if (words !== "" && !["percent", ""].includes(statistic)) fault("words", wordsOfPercentage);
    if (low !== "" && high !== "" && Number(low) > Number(high)) fault("low", lowAboveHigh);
    if (said === "" && (low === "") !== (high === "")) fault(low === "" ? "low" : "high", isMissing);
    if (statistic !== "") for (const column of lackingOf(entry)) fault(column, isMissing);
    if (relation === "" && reason === "" && statistic === "") fault("reason", nothingToJudge);
    const untold = said === "" && low === "" && words === "";
    if (["=", "<", ">", "first"].includes(relation) && untold && about.length < 2)
      fault("said", nothingToCompare);
  });

/** Reads a source's claims.csv, with the words that it may name. */
export async function loadClaims(file: string, lexicon: Lexicon): Promise<Claim[]> {
  const { source, entries } = await readRows(file, row);
  return entries.map((entry, at) => {
    const words = wordingOf(entry.words, lexicon, placeOf(source, at, "words"));
    const { wave: _, ...own } = estimandOf(entry, source, at) ?? {};
    return {
      id: entry.id,
      label: { fr: entry.fr, en: entry.en },
      section: entry.section,
      lines: entry.line,
      kind: entry.kind,
      claimed: "statistic" in own ? { ...own, waves: entry.wave.split("|").filter(Boolean) } : undefined,
      relation: entry.relation || undefined,
      said:
        entry.said === "" && entry.low === "" && !words
          ? undefined
          : printed(entry.said, entry.low, entry.high, words),
      unit: entry.unit,
      about: entry.about,
      reason: entry.reason || undefined,
      sameAs: entry.same_as,
      expected: entry.expected,
      note: noteOf(entry),
      place: placeOf(source, at),
    };
  });
}
