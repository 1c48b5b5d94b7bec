import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { z } from "zod";
import { InputError } from "../text/errors.ts";
import type { Margin } from "./margins.ts";

const margin = z.object({
  variable: z.string(),
  unit: z.enum(["total", "share"]),
  levels: z.array(z.object({ level: z.string(), value: z.number() })),
});

const replicates = z.object({
  prefix: z.string(),
  count: z.int().positive(),
  method: z.string(),
  scale: z.number().positive(),
  /** Of each replicate, where they are not all one. */
  factors: z.array(z.number().nonnegative()).optional(),
});

/** What made a column of weights, or columns of replicate weights, told so that it can be done again. */
const step = z.looseObject({
  command: z.string(),
  /** The weights before. */
  weight: z.string().nullable(),
  /** The new column. */
  column: z.string().nullable(),
  margins: z.array(margin).optional(),
  replicates: replicates.optional(),
});

const history = z.object({ panel: z.string(), steps: z.array(step) });

export type WeightStep = z.infer<typeof step>;
export type ReplicateRecord = z.infer<typeof replicates>;

/** The file beside a file of data that tells how its weights were made. */
export const historyFile = (data: string) => `${data}.json`;

/** How the weights of a file of data were made, step by step; nothing where no file beside it tells. */
export async function readHistory(data: string): Promise<readonly WeightStep[]> {
  const file = historyFile(data);
  if (!existsSync(file)) return [];
  const refuse = (value: string) =>
    new InputError(
      "this does not tell how weights were made",
      { file },
      {
        value,
        advice: "It is written by panel weight; make it again, or move it away",
      },
    );
  let content: unknown;
  try {
    content = JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    throw refuse((error as Error).message);
  }
  const parsed = history.safeParse(content);
  if (!parsed.success) throw refuse(z.prettifyError(parsed.error));
  return parsed.data.steps;
}

export const recordOfMargins = (margins: readonly Margin[]): NonNullable<WeightStep["margins"]> =>
  margins.map(({ name, unit, entries }) => ({
    variable: name,
    unit,
    levels: entries.map(({ level, value }) => ({ level, value })),
  }));

export function marginsOfRecord(recorded: NonNullable<WeightStep["margins"]>, file: string): Margin[] {
  return recorded.map(({ variable, unit, levels }) => ({
    name: variable,
    unit,
    entries: levels.map(({ level, value }) => ({ level, value, place: { file } })),
    place: { file },
  }));
}
