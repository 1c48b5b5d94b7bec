import type { Answers as Variable } from "../../../coherence/answers.ts";
import { stridesOf } from "../../../coherence/publication.ts";
import type { Respondent } from "../tune.ts";
import { type EntropyPopulation, isAsked } from "./population.ts";

/** How far the respondents of a wave are from the population that they were drawn from. */
export interface Distance {
  readonly wave: string;
  /** The Kullback-Leibler divergence of the respondents from the population, over the tables of all cliques, in nats. */
  readonly divergence: number;
  /** What it would be on average of a simple random sample of as many. */
  readonly ofRandomSample: number;
}

/**
 * The divergence Σ f·log(f/p) between the distribution of respondents and that of the population, both on the junction tree: the sum
 * over cliques of the divergence of what is given by the parent (Lauritzen 1996, section 4.4). Its mean over simple random samples of n
 * is about the number of free shares divided by 2n (Wilks 1938). Whoever was not in an earlier wave that figures speak of is left out.
 */
export function distanceOf(
  { published, found }: EntropyPopulation,
  wave: string,
  respondents: readonly Respondent[],
): Distance {
  const { program, branches, beliefs } = found;
  const variables = [...published.variables.values()].filter((own) => own.wave === wave);
  const coded = respondents
    .map(({ answers }) => levelsOf(variables, published.classes, answers))
    .filter((levels) => levels !== undefined);
  let [divergence, free] = [0, 0];
  for (const { clique, from, to, parent } of branches) {
    const scope = program.tree.cliques[clique] ?? [];
    if (!scope.some((key) => published.variables.get(key)!.wave === wave)) continue;
    const columnOf = new Map<number, number>();
    for (let column = from; column < to; column++)
      for (const cell of program.cellsOf[column]!) columnOf.set(cell, column);
    const strides = stridesOf(scope, program.levels);
    const counts = new Map<number, number>();
    for (const levels of coded) {
      const column = columnOf.get(scope.reduce((sum, key, at) => sum + strides[at]! * levels.get(key)!, 0))!;
      counts.set(column, (counts.get(column) ?? 0) + 1);
    }
    const cellOf = (column: number) => (parent ? parent.own[column - from]! : 0);
    const margins = new Map<number, number>();
    for (const [column, count] of counts)
      margins.set(cellOf(column), (margins.get(cellOf(column)) ?? 0) + count);
    for (const [column, count] of counts) {
      const given = Math.max(beliefs.given[column]!, Number.MIN_VALUE);
      divergence += (count / coded.length) * Math.log(count / margins.get(cellOf(column))! / given);
    }
    const filled = [...Array(to - from).keys()]
      .map((at) => from + at)
      .filter((own) => beliefs.shares[own]! > 0);
    free += filled.length - new Set(filled.map(cellOf)).size;
  }
  return { wave, divergence, ofRandomSample: free / (2 * coded.length) };
}

/** The classes of a respondent's answers, by the keys of variables; undefined where one is lacking. */
function levelsOf(
  variables: readonly Variable[],
  classes: ReadonlyMap<string, readonly number[]>,
  answers: Respondent["answers"],
): ReadonlyMap<string, number> | undefined {
  const values = new Map<string, number>();
  // What is derived stands before its inputs.
  for (const own of [...variables].reverse()) {
    const { key, inputs, output, asked } = own;
    const value = isAsked(own)
      ? own.values.indexOf(answers.get(asked.wave)?.[asked.variable] ?? null)
      : output[inputs.reduce((cell, input) => cell * input.values.length + values.get(input.key)!, 0)]!;
    if (value < 0) return undefined;
    values.set(key, value);
  }
  return new Map([...values].map(([key, value]) => [key, classes.get(key)![value]!]));
}
