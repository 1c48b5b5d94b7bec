import { deparse } from "../sources/expressions/deparse.ts";
import { compileExpression } from "../sources/expressions/evaluate.ts";
import { type Expression, variablesIn } from "../sources/expressions/expression.ts";
import { type Answers, productOf, type Unanswered, type WaveAnswers } from "./answers.ts";
import { mostCells } from "./tooManyCells.ts";

/**
 * Whether one is in a domain, 1 or 0, as a variable that is made clause by clause, each from who is in all clauses before: so that a long
 * condition needs no table of all that it names.
 */
export function domainAnswers(domain: Expression, wave: WaveAnswers): Answers | Unanswered {
  let before: Answers | undefined;
  for (const clause of clausesOf(domain)) {
    const own = clauseAnswers(clause, before, wave);
    if (typeof own === "string") return own;
    before = own;
  }
  return before!;
}

/** The parts of a condition that must all hold. */
const clausesOf = (domain: Expression): Expression[] =>
  domain.kind === "binary" && domain.operator === "and" ? domain.sides.flatMap(clausesOf) : [domain];

function clauseAnswers(
  clause: Expression,
  before: Answers | undefined,
  { codebook, answersTo }: WaveAnswers,
): Answers | Unanswered {
  const names = variablesIn(clause);
  const variables = names.map(answersTo);
  const lacking = variables.find((own): own is Unanswered => typeof own === "string");
  if (lacking) return lacking;
  const inputs = [...(before ? [before] : []), ...(variables as Answers[])];
  if (inputs.reduce((product, { values }) => product * values.length, 1) > mostCells) return "cells";
  const cells = productOf(inputs);
  const readerOf = (name: string) => (cell: number) =>
    cells[cell]![inputs.length - names.length + names.indexOf(name)]!;
  const { evaluate } = compileExpression(clause, codebook, readerOf, {});
  const wave = inputs.at(-1)!.wave;
  const text = before ? `${before.asked.variable}; ${deparse(clause)}` : deparse(clause);
  return {
    key: `${wave}:${text}`,
    wave,
    asked: { variable: text, wave },
    values: [0, 1],
    inputs,
    output: Int32Array.from(cells, (given, cell) =>
      Number((!before || given[0] === 1) && evaluate(cell) === true),
    ),
  };
}
