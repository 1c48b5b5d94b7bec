import { type Comparison, compareLevels, type FittedModel, fitModel } from "../models/model.ts";
import type { Refusal } from "../models/refusals.ts";
import { levelNames } from "../sources/codebook.ts";
import type { ModelDescription } from "../study/study.ts";
import { outcome } from "./compute.ts";
import { lackingVariables, lackOf, type Samples } from "./sample.ts";

/** Fits a study's model; a refusal tells why it cannot be fitted on these data. */
export function runModel(description: ModelDescription, samples: Samples): FittedModel | Refusal {
  const { wave, family, domain, covariates, references } = description;
  const sample = samples.get(wave);
  if (!sample) return { refusal: lackOf([wave]) };
  const { variable, level } = description.outcome;
  const lacking = lackingVariables(sample, domain, [variable, ...covariates]);
  if (lacking.length > 0) return { refusal: lackOf(lacking) };
  const inDomain = sample.inDomain(domain);
  return fitModel(sample.design, family, {
    factors: covariates.map((covariate) => {
      const entry = sample.wave.codebook.get(covariate)!;
      const levels = entry.type === "categorical" ? levelNames(entry) : [];
      return { variable: covariate, levels, reference: references[covariate] ?? levels[0]! };
    }),
    covariates: covariates.map((covariate) => sample.column(covariate)),
    outcome: outcome(sample, variable, level === undefined ? [] : [level], inDomain),
    inDomain,
  });
}

/** A line of a model's table; the reference level has no comparison. */
export interface Term {
  readonly variable: string;
  readonly level: string;
  readonly reference: boolean;
  readonly comparison: Comparison | null;
}

/** The intercept, then each covariate's levels in the codebook's order, reference levels included. */
export function termsOf(model: FittedModel): Term[] {
  const [intercept] = model.columns;
  const compare = (variable: string, level: string, versus: string) =>
    compareLevels(model, variable, level, versus);
  return [
    {
      variable: intercept!.variable,
      level: "",
      reference: false,
      comparison: compare(intercept!.variable, "", ""),
    },
    ...model.factors.flatMap(({ variable, levels, reference }) =>
      levels.map((level) => ({
        variable,
        level,
        reference: level === reference,
        comparison: level === reference ? null : compare(variable, level, reference),
      })),
    ),
  ];
}
