import { compileExpression } from "../sources/expressions/evaluate.ts";
import type { Value } from "../sources/tables/codebook.ts";
import { askedMissing } from "../study/domain.ts";
import { type Estimand, variablesOf } from "../study/figures.ts";
import { mostCells } from "./linearProgram.ts";
import { cellCount, type Levels, type Ratio } from "./publication.ts";
import { type Question, questionsIn, type Source, valueOf, type WaveQuestions } from "./questions.ts";

/**
 * Why a figure is not seen: it counts respondents, or it is a size or a change of size, which shares do not tell; a variable is a
 * number without classes; or too many answers make it.
 */
export const unseenReasons = ["respondents", "size", "number", "cells"] as const;
export type Unseen = (typeof unseenReasons)[number];

/** The ratio of an estimand, and the answers to the questions of its scope. */
export interface Seen {
  readonly ratio: Ratio;
  readonly questions: readonly Question[];
}

/** The questions of which an estimand's domain asks whether they were answered. */
export function questionsAskedMissing({ domain }: Estimand, { sourceOf }: WaveQuestions): string[] {
  return askedMissing(domain).flatMap((name) => {
    const source = sourceOf(name);
    return source ? questionsIn(source).map(({ key }) => key) : [];
  });
}

/**
 * The estimand as a ratio of sums over the product of the answers, by the rules of estimates: whoever lacks an answer to the variable
 * or to the domain is not in its base. Questions in `mayLack` may be without an answer.
 */
export function estimandRatio(
  estimand: Estimand,
  wave: WaveQuestions,
  mayLack: ReadonlySet<string>,
): Seen | { readonly unseen: Unseen } {
  const { statistic } = estimand;
  if (statistic === "respondents") return { unseen: "respondents" };
  if (statistic === "count" || statistic === "percent-change") return { unseen: "size" };
  const sources = new Map<string, Source>();
  for (const name of variablesOf(estimand)) {
    const source = wave.sourceOf(name);
    if (!source) return { unseen: "number" };
    sources.set(name, source);
  }
  const asked = [...sources.values()].flatMap(questionsIn);
  const questions = [...new Map(asked.map((question) => [question.key, question])).values()]
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ key, values }) => ({ key, values: mayLack.has(key) ? [...values, null] : values }));
  const scope = questions.map(({ key }) => key);
  const levels: Levels = new Map(questions.map(({ key, values }) => [key, values.length]));
  if (cellCount(scope, levels) > mostCells) return { unseen: "cells" };
  return { questions, ratio: { scope, ...sums(estimand, wave, sources, questions) } };
}

/** The scores and the base in each cell of the answers. */
function sums(
  { statistic, variable, levels, domain }: Estimand,
  { codebook }: WaveQuestions,
  sources: ReadonlyMap<string, Source>,
  questions: readonly Question[],
): Pick<Ratio, "numerator" | "denominator"> {
  let answers: ReadonlyMap<string, Value> = new Map();
  const lookup = (name: string) => valueOf(sources.get(name)!, (key) => answers.get(key) ?? null);
  const condition = domain && compileExpression(domain, codebook, (name) => () => lookup(name), {});
  const needed = [...sources.keys()].filter((name) => !askedMissing(domain).includes(name) || name === variable);
  const [numerator, denominator]: [number[], number[]] = [[], []];
  for (const own of productOf(questions)) {
    answers = own;
    const isBase = needed.every((name) => lookup(name) !== null) && (condition?.evaluate(0) ?? true) === true;
    const answer = lookup(variable!);
    const score = statistic === "mean" ? Number(answer) : Number(levels.includes(String(answer)));
    numerator.push(isBase ? score : 0);
    denominator.push(isBase ? 1 : 0);
  }
  return { numerator: Float64Array.from(numerator), denominator: Float64Array.from(denominator) };
}

/** Each choice of one answer to each question, the last question's running first. */
function productOf(questions: readonly Question[]): ReadonlyMap<string, Value>[] {
  return questions.reduce<ReadonlyMap<string, Value>[]>(
    (all, { key, values }) => all.flatMap((one) => values.map((value) => new Map(one).set(key, value))),
    [new Map()],
  );
}
