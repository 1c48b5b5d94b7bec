import type { Sample } from "../samples/sample.ts";
import { compileExpression } from "../sources/expressions/evaluate.ts";
import type { Value } from "../sources/tables/codebook.ts";
import { withMissingLevel } from "../sources/tables/table.ts";
import { askedMissing, type Domain, variablesOfDomain } from "../study/domain.ts";
import type { Estimand } from "../study/figures.ts";
import { type Cells, makeCells } from "../survey/cells.ts";
import { meanOf, one, type Parameter } from "../survey/estimators.ts";
import { intervals } from "../survey/intervals.ts";
import { estimateOrReason, exists } from "../survey/noEstimate.ts";
import type { Label } from "../text/language.ts";
import { sampleFor, type WaveSamples } from "./waveSamples.ts";

/** A figure computed from rows, in the unit of the publication: percentages from 0 to 100. */
export interface Computed {
  readonly computed: number;
  readonly se: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number;
}

/** The values of a figure, all null where it was not computed. */
export function valuesOf(result: Computed | NotComputable | null): { [K in keyof Computed]: number | null } {
  return result && "computed" in result
    ? result
    : { computed: null, se: null, low: null, high: null, n: null };
}

/** Why a figure cannot be computed from these data. */
export interface NotComputable {
  readonly reason: Label;
}

/** Computes estimands. */
export type Compute = (estimand: Estimand) => Computed | NotComputable;

/**
 * Computes the estimands of a study: estimate, standard error and 95 % interval (logit for percentages, else Wald). Those that
 * share wave and variables share their cells, so that the rows are gone through once for each set of variables; and an
 * estimand that a publication prints several times is computed once.
 */
export function computing(samples: WaveSamples): Compute {
  const cells = remembering(cellsOf);
  const results = remembering((estimand: Estimand) => {
    const { statistic, wave, variable, domain } = estimand;
    const sample = sampleFor(samples, wave, variable === undefined ? [] : [variable], domain);
    if ("lack" in sample) return { reason: sample.lack };
    const numeric = statistic === "mean" ? variable : undefined;
    const grouping = variable === undefined || numeric !== undefined ? [] : [variable];
    const names = [...new Set([...grouping, ...variablesOfDomain(domain)])].sort();
    const asked = askedMissing(domain);
    const key = JSON.stringify([wave, names, numeric, asked]);
    return fromCells(estimand, cells(key, sample, names, numeric, asked));
  });
  return (estimand) => results(JSON.stringify(estimand), estimand);
}

/** A function that computes once for each key. */
export function remembering<Rest extends readonly unknown[], Result>(
  compute: (...rest: Rest) => Result,
): (key: string, ...rest: Rest) => Result {
  const known = new Map<string, Result>();
  return (key, ...rest) => {
    const result = known.get(key) ?? compute(...rest);
    known.set(key, result);
    return result;
  };
}

/** The cells of some variables in a wave, with what reads a variable in each. */
export interface VariableCells {
  readonly sample: Sample;
  readonly cells: Cells;
  readonly valueIn: (name: string) => (cell: number) => Value;
}

/**
 * Cells of the rows that answered all of some variables, and have a value of a numeric one. Of the variables that are `asked`
 * for, rows without answer have cells too.
 */
export function cellsOf(
  sample: Sample,
  names: readonly string[],
  numeric: string | undefined,
  asked: readonly string[],
): VariableCells {
  const { table, design } = sample;
  const factors = names.map((name) => {
    const factor = table.factor(name);
    return asked.includes(name) ? withMissingLevel(factor, "") : factor;
  });
  const cells = makeCells(
    design,
    factors.map(({ codes, levels }) => ({ codes, size: levels.length })),
    numeric === undefined ? [] : [table.numbers(numeric)],
  );
  const valueIn = (name: string) => {
    const at = names.indexOf(name);
    const known = table.factor(name).levels.length;
    const values = factors[at]!.levels.map((level, code) => {
      if (code >= known) return null;
      return table.codebook.get(name)!.type === "numeric" ? Number(level) : level;
    });
    return (cell: number) => values[cells.codes[at]![cell]!] ?? null;
  };
  return { sample, cells, valueIn };
}

/** Which cells are in a domain. */
function cellsIn({ sample, cells, valueIn }: VariableCells, domain: Domain): number[] {
  const all = Array.from(cells.rows.keys());
  if (!domain) return all;
  const { table } = sample;
  const { evaluate } = compileExpression(domain, table.codebook, valueIn, table.place());
  return all.filter((cell) => evaluate(cell) === true);
}

/** How each statistic is estimated; a percentage is 100 times a proportion. */
export const methods = {
  percent: { scale: 100, interval: intervals.logit, parameter: () => ({ numerator: one, denominator: one }) },
  count: { scale: 1, interval: intervals.wald, parameter: () => ({ numerator: one }) },
  mean: { scale: 1, interval: intervals.wald, parameter: (cells: Cells) => meanOf(cells, 0) },
};

/** The statistics that are estimates. */
export type Estimated = keyof typeof methods;

const anyCell = () => true;

/** The cells of an estimand's domain that answered, of all cells or of some. */
function answeredIn(
  { statistic, variable, domain }: Estimand,
  found: VariableCells,
  among: (cell: number) => boolean,
): { domain: readonly number[]; answer: ((cell: number) => Value) | undefined } {
  const within = cellsIn(found, domain).filter(among);
  const answer = variable === undefined || statistic === "mean" ? undefined : found.valueIn(variable);
  return { domain: answer ? within.filter((cell) => answer(cell) !== null) : within, answer };
}

/** What an estimand that is no number of respondents estimates, over the cells of its domain that are among some. */
export function parameterIn(
  estimand: Estimand,
  found: VariableCells,
  among: (cell: number) => boolean = anyCell,
): Parameter {
  const { domain, answer } = answeredIn(estimand, found, among);
  const { levels, statistic } = estimand;
  const counted = answer ? domain.filter((cell) => levels.includes(String(answer(cell)))) : domain;
  return { domain, counted, ...methods[statistic as Estimated].parameter(found.cells) };
}

function fromCells(estimand: Estimand, found: VariableCells): Computed | NotComputable {
  const { statistic } = estimand;
  if (statistic === "respondents") {
    const { domain } = answeredIn(estimand, found, anyCell);
    const n = domain.reduce((sum, cell) => sum + found.cells.rows[cell]!, 0);
    return { computed: n, se: null, low: null, high: null, n };
  }
  const { scale, interval } = methods[statistic];
  const result = estimateOrReason(found.cells, parameterIn(estimand, found));
  if (!exists(result)) return { reason: result.reason };
  const { low, high } = interval(result, 0.95);
  return {
    computed: scale * result.estimate,
    se: scale * result.se,
    low: low === null ? null : scale * low,
    high: high === null ? null : scale * high,
    n: result.n,
  };
}
