import type { Sample } from "../samples/sample.ts";
import { compileExpression } from "../sources/expressions/evaluate.ts";
import type { Value } from "../sources/tables/codebook.ts";
import { withMissingLevel } from "../sources/tables/table.ts";
import type { Domain } from "../study/domain.ts";
import type { Estimand } from "../study/figures.ts";
import { type Cells, makeCells } from "../survey/cells.ts";
import { meanOf, one, type Parameter } from "../survey/estimators.ts";
import { intervals } from "../survey/intervals.ts";
import type { Label } from "../text/language.ts";

/** Why a figure cannot be computed from these data. */
export interface NotComputable {
  readonly reason: Label;
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

export const anyCell = () => true;

/** The cells of an estimand's domain that answered, of all cells or of some. */
export function answeredIn(
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
