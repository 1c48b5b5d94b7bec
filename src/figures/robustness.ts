import { interceptName } from "../models/formula/coding.ts";
import type { Term } from "../models/results/terms.ts";
import { type Comparison, isEstimated } from "../survey/comparison.ts";
import type { ModelResult } from "./models.ts";
import { significance } from "./verdict.ts";

export const aspects = ["sign", "significance"] as const;
export type Aspect = (typeof aspects)[number];

/** A coefficient on which a model and the model that checks it disagree. */
export interface Disagreement {
  readonly model: string;
  readonly check: string;
  readonly variable: string;
  readonly level: string;
  readonly own: Comparison;
  readonly other: Comparison;
  readonly differs: readonly Aspect[];
}

/** A model beside its check, coefficient by coefficient. */
export interface Check {
  readonly model: string;
  readonly check: string;
  /** The coefficients that both have, the intercept left out. */
  readonly compared: number;
  readonly disagreements: readonly Disagreement[];
}

/** Every fitted model that has a check, beside it. */
export function checksOf(models: readonly ModelResult[]): Check[] {
  return models.flatMap(({ description: { id, checks }, terms }) => {
    const checked = models.find(({ description }) => description.id === checks)?.terms ?? [];
    if (checks === undefined || checked.length === 0 || terms.length === 0) return [];
    const others = new Map(terms.map((term) => [keyOf(term), term]));
    const compared = checked.flatMap((own): Disagreement[] => {
      const { variable, level } = own;
      const other = others.get(keyOf(own));
      if (variable === interceptName || !isEstimated(own) || !other || !isEstimated(other)) return [];
      return [{ model: checks, check: id, variable, level, own, other, differs: aspectsOf(own, other) }];
    });
    return [
      {
        model: checks,
        check: id,
        compared: compared.length,
        disagreements: compared.filter(({ differs }) => differs.length > 0),
      },
    ];
  });
}

const keyOf = ({ variable, level }: Term) => `${variable}\0${level}`;

function aspectsOf(own: Comparison, other: Comparison): Disagreement["differs"] {
  const differs = {
    sign: Math.sign(own.estimate) !== Math.sign(other.estimate),
    significance: isSignificant(own) !== isSignificant(other),
  };
  return aspects.filter((aspect) => differs[aspect]);
}

const isSignificant = ({ p }: Comparison) => p !== null && p < significance;
