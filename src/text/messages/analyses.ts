import type { Fault } from "../errors.ts";
import { plain } from "../reader.ts";

/** Faults in what is asked of a table. */

export const variableTwice: Fault = {
  what: { fr: "une variable figure deux fois dans le tableau", en: "a variable stands twice in the table" },
};

export const testNeedsGroups: Fault = {
  what: { fr: "un test d'indépendance a besoin de groupes", en: "a test of independence needs groups" },
  advice: { fr: "Nommez une variable avec --by", en: "Name a variable with --by" },
};

export const subtotalsNeedGroups: Fault = {
  what: {
    fr: "les sous-totaux ont besoin de deux variables de groupe au moins",
    en: "subtotals need two group variables at least",
  },
  advice: { fr: "Nommez-les avec --by A,B", en: "Name them with --by A,B" },
};

export const wavesByTheirOwn: Fault = {
  what: {
    fr: "les vagues se comparent par les pourcentages de chacune",
    en: "waves are compared by the percentages of each",
  },
  advice: {
    fr: "Retirez --percent, et choisissez une autre variable à tabuler",
    en: "Leave out --percent, and tabulate another variable",
  },
};

export const nobodyAnswered: Fault = {
  what: { fr: "personne de poids positif n'a répondu", en: "nobody with a weight answered" },
};

export const noRatio: Fault = {
  what: {
    fr: "personne de poids positif n'a répondu, ou le total du dénominateur est nul",
    en: "nobody with a weight answered, or the denominator's total is zero",
  },
};

export const tooManyValues = (variable: string, count: number): Fault => ({
  what: { fr: `${variable} a ${count} valeurs différentes`, en: `${variable} has ${count} different values` },
  advice: {
    fr: "Regroupez-les avec --derive ; panel estimate donne la moyenne d'une variable numérique",
    en: "Group them with --derive; panel estimate gives the mean of a numeric variable",
  },
});

/** Some weights are negative, where only others will do. */
export const noNegatives = (what: "quantile" | "model"): Fault => ({
  what: {
    quantile: {
      fr: "un quantile n'existe pas avec des poids négatifs",
      en: "a quantile does not exist with negative weights",
    },
    model: { fr: "un modèle n'admet pas de poids négatifs", en: "a model takes no negative weights" },
  }[what],
  advice: {
    fr: "Calez avec la méthode raking, logit ou truncated, ou écartez ces lignes avec --where",
    en: "Calibrate with the method raking, logit or truncated, or leave such rows out with --where",
  },
});

export const quantilesUntested: Fault = {
  what: { fr: "les quantiles n'ont pas de test t", en: "quantiles have no t test" },
  advice: { fr: "Prenez --stat mean", en: "Take --stat mean" },
};

export const notTwoGroups: Fault = {
  what: { fr: "un test t compare deux groupes", en: "a t test compares two groups" },
  advice: {
    fr: "Nommez une variable avec --by et gardez deux de ses modalités avec --where",
    en: "Name one variable with --by and keep two of its levels with --where",
  },
};

export const variables = (count: number) => plain(`${count} variable${count === 1 ? "" : "s"}`);

/** What of a request is a share and is not. */
export const notBetween = (what: "level" | "probability"): Fault => ({
  what: {
    level: {
      fr: "un niveau de confiance est compris entre 0 et 1",
      en: "a confidence level lies between 0 and 1",
    },
    probability: {
      fr: "la probabilité d'un quantile est comprise entre 0 et 1",
      en: "the probability of a quantile lies between 0 and 1",
    },
  }[what],
});

export const freedomBelowOne: Fault = {
  what: {
    fr: "les degrés de liberté sont un nombre à partir de 1",
    en: "degrees of freedom are a number from 1",
  },
};
