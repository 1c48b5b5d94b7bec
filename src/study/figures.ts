import * as z from "zod";
import { placeOf, type Sheet } from "../sources/files/sheet.ts";
import { InputError, type Place } from "../text/errors.ts";
import { ownIssue } from "../text/issues.ts";
import type { Label } from "../text/language.ts";
import { isMissing, lowAboveHigh, nothingPublished, notPlainNumber } from "../text/messages/schemas.ts";
import { type Domain, parseDomain, variablesOfDomain } from "./domain.ts";
import { readRows } from "./rows.ts";
import { filled, id, matching } from "./schemas.ts";

/** What a figure measures, on whom, in which wave. Nothing here tells what was published. */
export interface Estimand {
  /** Weighted percentage or count of those at `levels`, weighted mean, or unweighted number of respondents. */
  readonly statistic: "percent" | "count" | "mean" | "respondents";
  readonly wave: string;
  /** Absent for a number of respondents. */
  readonly variable?: string | undefined;
  readonly levels: readonly string[];
  readonly domain: Domain;
}

/** The variables that an estimand names. */
export function variablesOf({ variable, domain }: Estimand): string[] {
  return [...(variable === undefined ? [] : [variable]), ...variablesOfDomain(domain)];
}

/** What the publication prints: a number with its decimals, or the interval that its words stand for. */
export interface Published {
  readonly value?: number | undefined;
  readonly decimals: number;
  readonly low?: number | undefined;
  readonly high?: number | undefined;
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
  readonly note: string;
  readonly place: Place;
  /** Absent for context. */
  readonly estimand?: Estimand | undefined;
  readonly published: Published;
}

const number = matching(/^-?\d+(\.\d+)?$/, notPlainNumber).or(z.literal(""));

const row = z
  .object({
    id,
    section: filled,
    page: z.coerce.number().int().positive(),
    chart: z.string(),
    wave: z.string(),
    statistic: z.enum(["percent", "count", "mean", "respondents", ""]),
    variable: z.string(),
    level: z.string(),
    domain: z.string(),
    published: number,
    low: number,
    high: number,
    unit: filled,
    use: z.enum(uses),
    fr: filled,
    en: filled,
    note: z.string(),
  })
  .superRefine((entry, context) => {
    const fault = (path: string, told: Label) => context.addIssue({ ...ownIssue(told), path: [path] });
    if (entry.published === "" && (entry.low === "" || entry.high === ""))
      fault("published", nothingPublished);
    if (entry.low !== "" && entry.high !== "" && Number(entry.low) > Number(entry.high))
      fault("low", lowAboveHigh);
    if (entry.use === "context") return;
    if (entry.statistic === "") fault("statistic", isMissing);
    if (entry.wave === "") fault("wave", isMissing);
    if (entry.statistic !== "respondents" && entry.variable === "") fault("variable", isMissing);
    if (["percent", "count"].includes(entry.statistic) && entry.level === "") fault("level", isMissing);
  });

/** Reads a study's figures.csv. */
export async function loadFigures(file: string): Promise<Figure[]> {
  const sheet = await readRows(file, row);
  return sheet.entries.map((entry, at) => ({
    id: entry.id,
    label: { fr: entry.fr, en: entry.en },
    section: entry.section,
    page: entry.page,
    chart: entry.chart,
    unit: entry.unit,
    use: entry.use,
    note: entry.note,
    place: placeOf(sheet.source, at),
    estimand: entry.use === "context" ? undefined : toEstimand(entry, sheet.source, at),
    published: {
      value: toNumber(entry.published),
      decimals: entry.published.split(".")[1]?.length ?? 0,
      low: toNumber(entry.low),
      high: toNumber(entry.high),
    },
  }));
}

function toEstimand(entry: z.output<typeof row>, sheet: Sheet, at: number): Estimand {
  const domain = parseDomain(entry.domain, placeOf(sheet, at, "domain"));
  if (entry.statistic === "") throw new InputError({ what: isMissing }, placeOf(sheet, at, "statistic"));
  return {
    statistic: entry.statistic,
    wave: entry.wave,
    variable: entry.variable || undefined,
    levels: entry.level === "" ? [] : entry.level.split("|"),
    domain,
  };
}

const toNumber = (text: string) => (text === "" ? undefined : Number(text));
