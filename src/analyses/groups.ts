import type { Sample } from "../samples/sample.ts";
import { parseDerivations, variablesOfSelection } from "../samples/selection.ts";
import { waveVariable } from "../sources/datasets/waveTable.ts";
import type { DesignSummary, Freedom } from "../survey/domains.ts";
import type { Replacement } from "../survey/estimators.ts";
import { InputError } from "../text/errors.ts";
import { subtotalsNeedGroups, variableTwice } from "../text/messages/analyses.ts";
import type { DifferenceRow, EstimateRow } from "./estimateRow.ts";

/** What is asked of a table of estimates by groups. */
export interface GroupedRequest {
  /** Groups; of a sample of several waves, the wave is the first. */
  readonly by?: readonly string[] | undefined;
  /** Of the intervals; 0.95 by default. */
  readonly level?: number | undefined;
  /** Whose degrees of freedom intervals have; those of each domain by default. */
  readonly freedom?: Freedom | undefined;
  /** The simple random sample that design effects compare with; without replacement by default. */
  readonly replacement?: Replacement | undefined;
  /** The name of a level for missing answers; without one they are left out. */
  readonly missingLevel?: string | undefined;
  /** Whether each group variable has its own margins beside the crossing of all. */
  readonly subtotals?: boolean | undefined;
}

/** A table of estimates by groups. */
export interface GroupedResult {
  readonly by: readonly string[];
  readonly level: number;
  readonly freedom: Freedom;
  readonly replacement: Replacement;
  readonly rows: readonly EstimateRow[];
  /** Those of each group variable by itself, among the same rows; null for the levels of the others. */
  readonly subtotals: readonly EstimateRow[];
  /** The same for all groups together, where that makes sense. */
  readonly overall: readonly EstimateRow[];
  /** Between consecutive waves, or between the two groups of a t test. */
  readonly differences: readonly DifferenceRow[];
  readonly design: DesignSummary;
  /** Replicates that lack some estimates, at most. */
  readonly absentReplicates: number;
}

/** The groups that are asked for; of several waves, the wave is the first. */
export function groupsOf({ waves }: Pick<Sample, "waves">, by: readonly string[] = []): string[] {
  return waves.length > 0 ? [waveVariable, ...by.filter((name) => name !== waveVariable)] : [...by];
}

/**
 * Whether all levels of the groups are shown, those of no row too: of a single categorical variable, unless a condition is
 * about it, which leaves levels out by intention.
 */
export function showsEveryLevel({ table, waves, selection }: Sample, by: readonly string[]): boolean {
  const [only, ...others] = by;
  if (only === undefined || others.length > 0 || waves.length > 0) return false;
  const { where, derive } = selection;
  const isNamed = where.length > 0 && variablesOfSelection(parseDerivations(derive), where).includes(only);
  return table.codebook.get(only)?.type === "categorical" && !isNamed;
}

/** A margin of crossed groups: which of their variables it is by, and how its levels stand among those of all. */
export interface GroupMargin {
  readonly positions: readonly number[];
  readonly place: (levels: readonly string[]) => (string | null)[];
}

/** The margins of each group variable by itself, of several waves within each wave. */
export function marginsOfGroups({ waves }: Pick<Sample, "waves">, by: readonly string[]): GroupMargin[] {
  const first = Math.min(waves.length, 1);
  return by.slice(first).map((_, at) => {
    const positions = [...(first ? [0] : []), first + at];
    return {
      positions,
      place: (levels) => by.map((__, position) => levels[positions.indexOf(position)] ?? null),
    };
  });
}

/** Throws where subtotals are asked of fewer than two variables. */
export function checkSubtotals({ by = [], subtotals }: GroupedRequest): void {
  if (subtotals && by.filter((name) => name !== waveVariable).length < 2)
    throw new InputError(subtotalsNeedGroups, { field: "--subtotals" });
}

/** Throws where the variable of a table stands among its groups, or one of these stands twice. */
export function checkVariables(variable: string, by: readonly string[] = []): void {
  if (new Set([variable, ...by]).size <= by.length)
    throw new InputError(variableTwice, {}, { value: [variable, ...by] });
}
