import * as z from "zod";
import { placeOf, type Sheet } from "../sources/files/sheet.ts";
import type { Place } from "../text/errors.ts";
import { ownIssue } from "../text/issues.ts";
import type { Label } from "../text/language.ts";
import {
  isMissing,
  lowAboveHigh,
  nothingPublished,
  wavesOfChange,
  wordsOfPercentage,
  wordsOrNumbers,
} from "../text/messages/schemas.ts";
import { type Domain, parseDomain, variablesOfDomain } from "./domain.ts";

import { readRows } from "./rows.ts";
import { filled, id, measured, noteOf, notes, numeral } from "./schemas.ts";
import { type Lexicon, type Wording, wordingOf } from "./wording.ts";

/**
 * Weighted percentage or count of those at an estimand's levels, weighted mean, unweighted number of respondents, or by how many
 * percent a weighted count has changed.
 */
export const statistics = ["percent", "count", "mean", "respondents", "percent-change"] as const;

/** What a figure measures, on whom, in which wave. Nothing here tells what was published. */
export interface Estimand {
  readonly statistic: (typeof statistics)[number];
  readonly wave: string;
  /** Of a change, the earlier wave. */
  readonly since?: string | undefined;
  /** Absent for a number of respondents. */
  readonly variable?: string | undefined;
  readonly levels: readonly string[];
  readonly domain: Domain;
}

/** What an estimand is, as a text that those of the same quantity share, however they were made. */
export const estimandKey = ({ statistic, wave, since, variable, levels, domain }: Estimand): string =>
  JSON.stringify([statistic, wave, since, variable, levels, domain]);

/** The figures that publish an estimand, in their order. */
export function figuresOfEstimand(figures: readonly Figure[], estimand: Estimand): Figure[] {
  const key = estimandKey(estimand);
  return figures.filter((figure) => figure.estimand && estimandKey(figure.estimand) === key);
}

/** The variables that an estimand names. */
export function variablesOf({ variable, domain }: Estimand): string[] {
  return [...(variable === undefined ? [] : [variable]), ...variablesOfDomain(domain)];
}

/** The waves that an estimand is computed from, the earlier first. */
export const wavesOf = ({ wave, since }: Estimand) => (since === undefined ? [wave] : [since, wave]);

/** What the publication prints: a number with its decimals, or an interval, such as the one that its words stand for. */
export interface Published {
  readonly value?: number | undefined;
  readonly decimals: number;
  readonly low?: number | undefined;
  readonly high?: number | undefined;
  readonly words?: Wording | undefined;
}

/** The values that reproduce what is published: those that round to it, or those in its interval. */
export function acceptedRange({ value, decimals, low, high }: Published): { low: number; high: number } {
  const half = 0.5 * 10 ** -decimals;
  return { low: low ?? value! - half, high: high ?? value! + half };
}

export const uses = ["calibrated", "held-out", "irreconcilable", "context"] as const;

/**
 * Seen by the generator of the synthetic panel; not seen by it; at odds with other figures of the publication, so that no
 * data give them all; or no matter for microdata.
 */
export type Use = (typeof uses)[number];

export interface Figure {
  readonly id: string;
  readonly label: Label;
  readonly section: string;
  readonly page: number;
  readonly chart: string;
  readonly unit: string;
  readonly use: Use;
  readonly note: Label;
  readonly place: Place;
  /** Absent for context. */
  readonly estimand?: Estimand | undefined;
  /** What it measures; of context, where that can be written, though no data of the study give it: that of another year. */
  readonly measured?: Estimand | undefined;
  readonly published: Published;
}

/** The cells of a row that say what is measured, on whom. */
interface MeasuredCells {
  readonly wave: string;
  readonly statistic: Estimand["statistic"] | "";
  readonly variable: string;
  readonly level: string;
  readonly domain: string;
}

const row = z
  .object({
    id,
    section: filled,
    page: z.coerce.number().int().positive(),
    chart: z.string(),
    ...measured,
    published: numeral,
    low: numeral,
    high: numeral,
    words: z.string().default(""),
    unit: filled,
    use: z.enum(uses),
    fr: filled,
    en: filled,
    ...notes,
  })
  .superRefine((entry, context) => {
    const fault = (path: string, told: Label) => context.addIssue({ ...ownIssue(told), path: [path] });
    if (entry.words !== "" && entry.published + entry.low + entry.high !== "") fault("words", wordsOrNumbers);
    if (entry.words !== "" && !["percent", ""].includes(entry.statistic)) fault("words", wordsOfPercentage);
    if (entry.words === "" && entry.published === "" && (entry.low === "" || entry.high === ""))
      fault("published", nothingPublished);
    if (entry.low !== "" && entry.high !== "" && Number(entry.low) > Number(entry.high))
      fault("low", lowAboveHigh);
    if (entry.use === "context" && entry.statistic === "") return;
    if (entry.statistic === "") fault("statistic", isMissing);
    if (entry.wave === "") fault("wave", isMissing);
    if (entry.statistic === "percent-change" && entry.wave.split("|").length !== 2)
      fault("wave", wavesOfChange);
    for (const column of lackingOf(entry)) fault(column, isMissing);
  });

/** The columns without which a statistic measures nothing. */
export const lackingOf = ({
  statistic,
  variable,
  level,
}: Pick<MeasuredCells, "statistic" | "variable" | "level">): ("variable" | "level")[] => [
  ...(["percent", "count", "mean"].includes(statistic) && variable === "" ? (["variable"] as const) : []),
  ...(["percent", "count"].includes(statistic) && level === "" ? (["level"] as const) : []),
];

/** Reads a study's figures.csv, with the words that it may name. */
export async function loadFigures(file: string, lexicon: Lexicon): Promise<Figure[]> {
  const sheet = await readRows(file, row);
  return sheet.entries.map((entry, at) => {
    const own = estimandOf(entry, sheet.source, at);
    return {
      id: entry.id,
      label: { fr: entry.fr, en: entry.en },
      section: entry.section,
      page: entry.page,
      chart: entry.chart,
      unit: entry.unit,
      use: entry.use,
      note: noteOf(entry),
      place: placeOf(sheet.source, at),
      estimand: entry.use === "context" ? undefined : own,
      measured: own,
      published: printed(
        entry.published,
        entry.low,
        entry.high,
        wordingOf(entry.words, lexicon, placeOf(sheet.source, at, "words")),
      ),
    };
  });
}

/** A number as it is printed, and the interval that is given or that words stand for. */
export const printed = (value: string, low: string, high: string, words?: Wording): Published => ({
  value: toNumber(value),
  decimals: value.split(".")[1]?.length ?? 0,
  low: words?.low ?? toNumber(low),
  high: words?.high ?? toNumber(high),
  words,
});

/** What a row measures; undefined where it tells no statistic. */
export function estimandOf(entry: MeasuredCells, sheet: Sheet, at: number): Estimand | undefined {
  const domain = parseDomain(entry.domain, placeOf(sheet, at, "domain"));
  if (entry.statistic === "") return undefined;
  const isChange = entry.statistic === "percent-change";
  const [since, wave] = isChange ? entry.wave.split("|") : [undefined, entry.wave];
  return {
    statistic: entry.statistic,
    wave: wave!,
    since,
    variable: entry.variable || undefined,
    levels: entry.level === "" ? [] : entry.level.split("|"),
    domain,
  };
}

const toNumber = (text: string) => (text === "" ? undefined : Number(text));
