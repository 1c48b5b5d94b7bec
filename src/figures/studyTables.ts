import { levelNames } from "../sources/tables/codebook.ts";
import type { Estimand } from "../study/figures.ts";
import type { TableDescription } from "../study/study.ts";
import type { WaveSamples } from "./waveSamples.ts";

/** A cell of a study's table: of a variable without level its mean. */
export interface TableCell {
  readonly wave: string;
  readonly variable: string;
  readonly level: string;
}

/** What a cell of a study's table measures: of a level its percentage, else a mean. */
export const estimandOfCell = (
  { wave, variable, level }: TableCell,
  { domain }: Pick<TableDescription, "domain">,
): Estimand =>
  level === ""
    ? { statistic: "mean", wave, variable, levels: [], domain }
    : { statistic: "percent", wave, variable, levels: [level], domain };

/** The cells of a study's table with what they measure. */
export function estimandsOfTable(
  description: TableDescription,
  samples: WaveSamples,
): { readonly cell: TableCell; readonly estimand: Estimand }[] {
  return description.outcomes.flatMap(({ variable, level }) =>
    description.waves.flatMap((wave) => {
      const declared = samples.get(wave)?.table.codebook.get(variable);
      const levels =
        level === undefined && declared?.type === "categorical" ? levelNames(declared) : [level ?? ""];
      return levels.map((at) => {
        const cell = { wave, variable, level: at };
        return { cell, estimand: estimandOfCell(cell, description) };
      });
    }),
  );
}
