import type { Label } from "../text/language.ts";

/** Why a model cannot be fitted. */
export interface Refusal {
  readonly refusal: Label;
}

export const divergence: Label = {
  fr: "les itérations ne convergent pas (séparation ou covariables colinéaires)",
  en: "the iterations do not converge (separation or collinear covariates)",
};

export const tooFew = (n: number, coefficients: number): Label => ({
  fr: `${n} répondants ne suffisent pas pour ${coefficients} coefficients`,
  en: `${n} respondents are too few for ${coefficients} coefficients`,
});

export const emptyLevel = (variable: string, level: string): Label => ({
  fr: `personne n'a la modalité « ${level} » de ${variable}`,
  en: `nobody has the level "${level}" of ${variable}`,
});

export const separation = (variable: string, level: string, constant: number): Label => ({
  fr: `la réponse vaut ${constant} pour tous à la modalité « ${level} » de ${variable} (séparation)`,
  en: `the outcome is ${constant} for everybody at the level "${level}" of ${variable} (separation)`,
});
