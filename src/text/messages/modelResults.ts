import type { Fault } from "../errors.ts";
import { suggestion } from "../suggest.ts";

export const factorAndNumber: Fault = {
  what: {
    fr: "la variable est à la fois un facteur et un nombre du modèle",
    en: "the variable is both a factor and a number of the model",
  },
};

export const makesAnother = (factor: string): Fault => ({
  what: {
    fr: `le facteur ${factor} du modèle est fait de cette variable, et changerait avec elle`,
    en: `the model's factor ${factor} is made from this variable, and would change with it`,
  },
  advice: {
    fr: `Demandez ${factor}`,
    en: `Ask for ${factor}`,
  },
});

/** A variable of the model that a definition makes from the one that is asked for. */
export const derivedFrom = (derived: string): Fault => ({
  what: {
    fr: `la variable ${derived} du modèle est dérivée de cette variable, et changerait avec elle`,
    en: `the model's variable ${derived} is derived from this variable, and would change with it`,
  },
  advice: {
    fr: "Écrivez son expression dans la formule, par exemple I(x^2) ou cut(x, 30, 60)",
    en: "Write its expression in the formula, such as I(x^2) or cut(x, 30, 60)",
  },
});

/** The variable's name is written as in a formula. */
export const numberWithoutLevels = (quoted: string): Fault => ({
  what: {
    fr: "la variable est un nombre du modèle, et n'a pas de modalités",
    en: "the variable is a number of the model, and has no levels",
  },
  advice: {
    fr: `Écrivez factor(${quoted}) dans la formule pour en faire un facteur`,
    en: `Write factor(${quoted}) in the formula to make it a factor`,
  },
});

export const notInModel = (variable: string, known: readonly string[]): Fault => ({
  what: { fr: "la variable n'est pas dans le modèle", en: "the variable is not in the model" },
  advice: suggestion(variable, known),
});

export const inOffsetAlone: Fault = {
  what: {
    fr: "la variable n'est que dans le terme offset, et n'a pas d'effet estimé",
    en: "the variable is in the offset alone, and has no estimated effect",
  },
};

export const goesInSteps: Fault = {
  what: {
    fr: "la variable varie par paliers, et n'a pas d'effet marginal moyen",
    en: "the variable goes in steps, and has no average marginal effect",
  },
  advice: {
    fr: "Nommez les paliers avec --derive et prenez-les comme factor(…), dont les modalités ont des marges et des contrastes",
    en: "Name the steps with --derive and take them as factor(…), whose levels have margins and contrasts",
  },
};
