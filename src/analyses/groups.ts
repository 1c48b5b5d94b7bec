import type { Sample } from "../samples/sample.ts";
import { waveVariable } from "../sources/datasets/waveTable.ts";
import type { DesignSummary, Freedom } from "../survey/domains.ts";
import type { Replacement } from "../survey/estimators.ts";
import { InputError } from "../text/errors.ts";
import { variableTwice } from "../text/messages/analyses.ts";
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
}

/** A table of estimates by groups. */
export interface GroupedResult {
  readonly by: readonly string[];
  readonly level: number;
  readonly freedom: Freedom;
  readonly replacement: Replacement;
  readonly rows: readonly EstimateRow[];
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

/** Throws where the variable of a table stands among its groups, or one of these stands twice. */
export function checkVariables(variable: string, by: readonly string[] = []): void {
  if (new Set([variable, ...by]).size <= by.length)
    throw new InputError(variableTwice, {}, { value: [variable, ...by] });
}
