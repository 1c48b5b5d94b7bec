import type { Sample } from "../samples/sample.ts";
import { variableOf } from "../sources/tables/table.ts";
import type { PercentBase } from "../survey/crosstab.ts";
import { type CrosstabRequest, type CrosstabResult, checkCrosstab, crosstab } from "./crosstab.ts";
import { type EstimateResult, estimate } from "./estimate.ts";
import { checkVariables } from "./groups.ts";

/** An outcome of a table of several: its name, and whether a numeric one is tabulated by its values, `factor(x)`. */
export interface Outcome {
  readonly name: string;
  readonly byLevel: boolean;
}

/** One outcome of a table of several: the proportions of its levels, or its mean. */
export type OutcomeTable =
  | { readonly kind: "levels"; readonly outcome: string; readonly result: CrosstabResult }
  | { readonly kind: "mean"; readonly outcome: string; readonly result: EstimateResult };

/** What is asked of each outcome of a table of several. */
export type OutcomesRequest = Omit<CrosstabRequest, "outcome">;

/** The outcome that a text names, by its levels where it is written factor(x). */
export function outcomeNamed(text: string): Outcome {
  const name = /^factor\((?<name>.+)\)$/s.exec(text)?.groups?.name;
  return { name: name?.trim() ?? text, byLevel: name !== undefined };
}

/** Throws for requests that no sample of so many waves can answer. */
export function checkOutcomes(outcomes: readonly Outcome[], request: OutcomesRequest, waves: number): void {
  const [outcome = "", ...others] = outcomes.map(({ name }) => name);
  checkVariables(outcome, [...others, ...(request.by ?? [])]);
  checkCrosstab({ ...request, outcome }, waves);
}

/**
 * One outcome of a table of several (a "Table 1"): a categorical one by level, with a test of independence, a numeric one as its
 * mean, with the test that all groups have one mean.
 */
export function tabulateOutcome(
  sample: Sample,
  { name: outcome, byLevel }: Outcome,
  request: OutcomesRequest,
): OutcomeTable {
  const { type } = variableOf(sample.table, outcome, "the outcome");
  if (type === "categorical" || byLevel)
    return { kind: "levels", outcome, result: crosstab(sample, { ...request, outcome }) };
  const { test, interval: _, percent: __, ...shared } = request;
  const statistic = { kind: "mean" } as const;
  const result = estimate(sample, { ...shared, variable: outcome, statistic, equality: test !== undefined });
  return { kind: "mean", outcome, result };
}

/** What adds up to 100 % in the tables of outcomes, which is one for all of them. */
export const baseOf = (tables: readonly OutcomeTable[]): PercentBase | undefined =>
  tables.flatMap((table) => (table.kind === "levels" ? table.result.percent : []))[0];
