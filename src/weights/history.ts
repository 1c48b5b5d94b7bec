import { existsSync } from "node:fs";
import * as z from "zod";
import { readText } from "../sources/files/input.ts";
import { InputError } from "../text/errors.ts";
import { issueLabel, ownError } from "../text/issues.ts";
import type { Label } from "../text/language.ts";
import { factorCount } from "../text/messages/schemas.ts";
import { inField, noHistory, noRecordedMargins, notJson } from "../text/messages/weights.ts";
import { historyFile } from "./historyFile.ts";
import type { Margin } from "./margins.ts";

/** The margins of a calibration, as a history keeps them. */
export interface MarginRecord {
  readonly variable: string;
  readonly unit: Margin["unit"];
  readonly levels: readonly { readonly level: string; readonly value: number }[];
}

/** How replicate weights were made. */
export interface ReplicateRecord {
  readonly prefix: string;
  readonly count: number;
  readonly method: string;
  readonly scale: number;
  /** Of each replicate, where they are not all one. */
  readonly factors?: readonly number[] | undefined;
}

/** What made a column of weights, or columns of replicate weights, told so that it can be done again. */
export interface WeightStep {
  readonly command: string;
  /** Of a workbook. */
  readonly sheet: string | null;
  /** The weights before; null where every row counted once. */
  readonly weight: string | null;
  /** The new column. */
  readonly column: string | null;
  /** The rows that the step is about, and the variables that it made for itself. */
  readonly options: { readonly where: readonly string[]; readonly derive: readonly string[] };
  readonly margins?: readonly MarginRecord[] | undefined;
  readonly replicates?: ReplicateRecord | undefined;
}

const margin = z.object({
  variable: z.string(),
  unit: z.enum(["total", "share"]),
  levels: z.array(z.object({ level: z.string(), value: z.number() })).min(1),
});

const replicates = z
  .object({
    prefix: z.string(),
    count: z.int().positive(),
    method: z.string(),
    scale: z.number().positive(),
    factors: z.array(z.number().nonnegative()).optional(),
  })
  .refine(({ count, factors }) => factors === undefined || factors.length === count, {
    ...ownError(factorCount),
    path: ["factors"],
  });

const step = z.looseObject({
  command: z.string(),
  sheet: z.string().nullable(),
  weight: z.string().nullable(),
  column: z.string().nullable(),
  options: z.looseObject({ where: z.array(z.string()), derive: z.array(z.string()) }),
  margins: z.array(margin).min(1).optional(),
  replicates: replicates.optional(),
});

const history = z.object({ panel: z.string(), steps: z.array(step) });

/** The margins of the last calibration that a history tells of. */
export async function recordedMargins(file: string): Promise<Margin[]> {
  const margins = (await parseHistory(file)).findLast((own) => own.margins)?.margins;
  if (!margins) throw new InputError(noRecordedMargins, { file });
  return marginsOfRecord(margins, file);
}

/**
 * How the weights of a file of data were made, step by step; nothing where no file beside it tells. Of a workbook the steps
 * that concern a sheet, where one is named.
 */
export async function readHistory(data: string, sheet?: string): Promise<readonly WeightStep[]> {
  const file = historyFile(data);
  if (!existsSync(file)) return [];
  const steps = await parseHistory(file);
  return steps.filter((own) => sheet === undefined || own.sheet === null || own.sheet === sheet);
}

/** The steps that a file tells of; throws where it is no such file. */
export const parseHistory = async (file: string): Promise<readonly WeightStep[]> =>
  stepsIn(await readText(file), file);

/** The steps that a text tells of, which a file holds. */
export function stepsIn(text: string, file: string): readonly WeightStep[] {
  const refuse = (found: Label) => new InputError(noHistory(found), { file });
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw refuse(notJson((error as Error).message));
  }
  const parsed = history.safeParse(content);
  if (!parsed.success) {
    const [issue] = parsed.error.issues as [z.core.$ZodIssue];
    throw refuse(inField(issue.path.join("."), issueLabel(issue)));
  }
  return parsed.data.steps;
}

export const recordOfMargins = (margins: readonly Margin[]): readonly MarginRecord[] =>
  margins.map(({ name, unit, entries }) => ({
    variable: name,
    unit,
    levels: entries.map(({ level, value }) => ({ level, value })),
  }));

export function marginsOfRecord(recorded: readonly MarginRecord[], file: string): Margin[] {
  return recorded.map(({ variable, unit, levels }) => ({
    name: variable,
    unit,
    entries: levels.map(({ level, value }) => ({ level, value, place: { file } })),
    place: { file },
  }));
}
