import type { Label } from "../language.ts";

/** Why a domain has no estimate. */

export const nobodyInDomain: Label = {
  fr: "personne n'a répondu dans ce champ",
  en: "nobody in the domain answered",
};

export const noWeight: Label = {
  fr: "la somme des poids n'est pas positive",
  en: "the sum of the weights is not positive",
};

export const zeroDenominator: Label = {
  fr: "le total du dénominateur est nul",
  en: "the denominator's total is zero",
};

/** Why an estimate has no standard error, or no interval. */

export const oneRow: Label = {
  fr: "une seule ligne : pas d'erreur type",
  en: "a single row: no standard error",
};

export const noFreedom: Label = {
  fr: "aucun degré de liberté",
  en: "no degrees of freedom",
};
