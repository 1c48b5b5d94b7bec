import { type FittedModel, type Fitter, modelFitter } from "../models/fit/model.ts";
import type { Refusal } from "../models/fit/refusals.ts";
import { mainEffects } from "../models/formula/formula.ts";
import { type Term, termsOf } from "../models/results/terms.ts";
import type { Expression } from "../sources/expressions/expression.ts";
import type { ModelDescription } from "../study/study.ts";
import type { DisclosureControl } from "./disclosureControl.ts";
import { maskOf, sampleFor, type WaveSamples } from "./waveSamples.ts";
import { modelTold } from "./withheldResults.ts";

/** A study's model; a refusal tells why it cannot be fitted on the data. */
export interface ModelResult {
  readonly description: ModelDescription;
  readonly result: FittedModel | Refusal;
  /** The coefficients; none of a model that does not exist. */
  readonly terms: readonly Term[];
}

/** Fits the models of a study; those of a wave that have covariates and rows in common share them. What a `control` hides is refused. */
export function runModels(
  descriptions: readonly ModelDescription[],
  samples: WaveSamples,
  control?: DisclosureControl,
): ModelResult[] {
  const fitters = new Map(
    [...samples].map(([wave, { table, design }]) => [wave, modelFitter(table, design)]),
  );
  return descriptions.map((description) => {
    const result = modelTold(description, runModel(description, samples, fitters), control);
    return { description, result, terms: "refusal" in result ? [] : termsOf(result) };
  });
}

function runModel(
  description: ModelDescription,
  samples: WaveSamples,
  fitters: ReadonlyMap<string, Fitter>,
): FittedModel | Refusal {
  const { wave, family, domain, covariates, references, outcome } = description;
  const sample = sampleFor(samples, wave, [outcome.variable, ...covariates], domain);
  if ("lack" in sample) return { refusal: sample.lack };
  return fitters.get(wave)!(maskOf(sample.table, domain), {
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
