import { existsSync } from "node:fs";
import * as z from "zod";
import { placeOf } from "../sources/files/sheet.ts";
import type { LevelGroup } from "../sources/tables/codebook.ts";
import type { Place } from "../text/errors.ts";
import { ownIssue } from "../text/issues.ts";
import { isMissing, modelOrStatistic } from "../text/messages/schemas.ts";
import { type Estimand, estimandOf, lackingOf } from "./figures.ts";
import { readRows } from "./rows.ts";
import { id, measured } from "./schemas.ts";

/** Levels of a covariate of a model against others: the difference of their coefficients. */
export interface Contrast {
  readonly model: string;
  readonly variable: string;
  readonly level: LevelGroup;
  readonly versus: LevelGroup;
}

/** What findings compare that the publication does not print: an estimand, or a contrast of a model. */
export interface Operand {
  readonly id: string;
  readonly place: Place;
  readonly measure: Estimand | Contrast;
}

export const isContrast = (measure: Estimand | Contrast): measure is Contrast => "model" in measure;

const row = z
  .object({
    id,
    ...measured,
    statistic: z.enum(["percent", "count", "mean", ""]),
    model: z.string(),
    versus: z.string(),
  })
  .superRefine(({ model, ...entry }, context) => {
    const fault = (path: string, told = isMissing) => context.addIssue({ ...ownIssue(told), path: [path] });
    if ((model === "") === (entry.statistic === "")) return fault("model", modelOrStatistic);
    if (model === "") {
      if (entry.versus !== "") fault("versus", modelOrStatistic);
      if (entry.wave === "") fault("wave");
      for (const column of lackingOf(entry)) fault(column);
      return;
    }
    for (const path of ["wave", "domain"] as const) if (entry[path] !== "") fault(path, modelOrStatistic);
    for (const path of ["variable", "level", "versus"] as const) if (entry[path] === "") fault(path);
  });

/** Reads a study's operands.csv, where it has one. */
export async function loadOperands(file: string): Promise<Operand[]> {
  if (!existsSync(file)) return [];
  const { source, entries } = await readRows(file, row);
  return entries.map(({ model, versus, ...entry }, at) => ({
    id: entry.id,
    place: placeOf(source, at),
    measure:
      model === ""
        ? estimandOf(entry, source, at)!
        : { model, variable: entry.variable, level: levelGroup(entry.level), versus: levelGroup(versus) },
  }));
}

/** The levels of a cell: several are joined by `|`, and `*` is all of them. */
export const levelGroup = (cell: string): LevelGroup => {
  if (cell === "*") return cell;
  return cell === "" ? [] : cell.split("|");
};

/** The levels that a group names. */
export const namedLevels = (group: LevelGroup): readonly string[] => (group === "*" ? [] : group);
