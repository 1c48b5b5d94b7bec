import { type FittedModel, fitModel } from "../models/fit/model.ts";
import type { Refusal } from "../models/fit/refusals.ts";
import { mainEffects } from "../models/formula/formula.ts";
import type { Expression } from "../sources/expressions/expression.ts";
import type { ModelDescription } from "../study/study.ts";
import { lackingVariables, lackOf, type Samples } from "./sample.ts";

/** Fits a study's model; a refusal tells why it cannot be fitted on these data. */
export function runModel(description: ModelDescription, samples: Samples): FittedModel | Refusal {
  const { wave, family, domain, covariates, references, outcome } = description;
  const sample = samples.get(wave);
  if (!sample) return { refusal: lackOf([wave]) };
  const lacking = lackingVariables(sample, domain, [outcome.variable, ...covariates]);
  if (lacking.length > 0) return { refusal: lackOf(lacking) };
  return fitModel(sample.table, sample.design, Uint8Array.from(sample.inDomain(domain), Number), {
    formula: mainEffects(outcomeOf(outcome), covariates),
    family,
    covariance: "design",
    references: new Map(Object.entries(references)),
    normal: false,
    level: 0.95,
  });
}

/** The outcome as an expression: a number, whether it has a level, or whether it is at least so much. */
function outcomeOf({ variable, level, atLeast }: ModelDescription["outcome"]): Expression {
  const named: Expression = { kind: "variable", name: variable };
  const compared = (operator: "==" | ">=", other: Expression): Expression => ({
    kind: "binary",
    operator,
    sides: [named, other],
  });
  if (level !== undefined) return compared("==", { kind: "text", value: level });
  return atLeast === undefined
    ? named
    : compared(">=", { kind: "number", value: atLeast, text: String(atLeast) });
}
