import type { FittedModel } from "../models/fit/model.ts";
import { levelNames } from "../sources/tables/codebook.ts";
import type { Table } from "../sources/tables/table.ts";
import { type Domain, isOneOf } from "../study/domain.ts";
import type { Estimand } from "../study/figures.ts";
import type { ModelDescription } from "../study/study.ts";
import { sampleFor, type WaveSamples } from "./waveSamples.ts";

/**
 * What a model tells beside its coefficients: of how many respondents it is and, of a share, that of all of them, which lies between its
 * fitted ones. A model with a single covariate that has levels, or two values, is a table: it tells the share, or the mean, of each level.
 */
export function estimandsOfModel(description: ModelDescription, samples: WaveSamples): Estimand[] {
  const { wave, family, domain, covariates, outcome } = description;
  const sample = sampleFor(samples, wave, [outcome.variable, ...covariates], domain);
  if ("lack" in sample) return [];
  const { table } = sample;
  const about = (own: Domain): Estimand =>
    family === "logistic"
      ? {
          statistic: "percent",
          wave,
          variable: outcome.variable,
          levels: counted(description, table),
          domain: own,
        }
      : { statistic: "mean", wave, variable: outcome.variable, levels: [], domain: own };
  const groups = covariates.length === 1 ? groupsOf(covariates[0]!, table) : [];
  return [
    { statistic: "respondents", wave, levels: [], domain },
    ...(family === "logistic" ? [about(domain)] : []),
    ...groups.map((level) => about(both(domain, isOneOf(covariates[0]!, [level])))),
  ];
}

/** The levels of a covariate, or the values of a number that has two. */
function groupsOf(covariate: string, table: Table): string[] {
  const variable = table.codebook.get(covariate)!;
  if (variable.type === "categorical") return levelNames(variable);
  const values = new Set([...table.numbers(covariate)].filter((value) => !Number.isNaN(value)));
  return values.size === 2 ? [...values].map(String) : [];
}

/** The levels that a model of a share counts. */
function counted({ outcome: { variable, level, atLeast } }: ModelDescription, table: Table): string[] {
  if (atLeast === undefined) return [level!];
  return [...new Set(table.numbers(variable))].filter((value) => value >= atLeast).map(String);
}

const both = (domain: Domain, other: Domain): Domain =>
  domain && other ? { kind: "binary", operator: "and", sides: [domain, other] } : (domain ?? other);

/** Whether fewer than `least` of the rows of a model have a level of a covariate, or a value of one that has two. */
export function hasSmallLevel({ frame: { bases, values, group } }: FittedModel, least: number): boolean {
  return bases.some(({ factor }, base): boolean => {
    const counts = new Map<number, number>();
    for (const pattern of group)
      if (pattern >= 0) counts.set(values[base]![pattern]!, (counts.get(values[base]![pattern]!) ?? 0) + 1);
    return (factor || counts.size === 2) && [...counts.values()].some((count) => count < least);
  });
}
