import type { Fault } from "../errors.ts";
import type { Label } from "../language.ts";

export const noSuchLink = (family: string, known: readonly string[]): Fault => ({
  what: { fr: `la famille ${family} n'a pas ce lien`, en: `a ${family} model has no such link` },
  advice: { fr: `Choisissez ${known.join(", ")}`, en: `Choose ${known.join(", ")}` },
});

export const twoDistributions: Fault = {
  what: {
    fr: "la loi normale n'a pas de degrés de liberté",
    en: "the normal distribution has no degrees of freedom",
  },
  advice: { fr: "Donnez --df ou --z, pas les deux", en: "Give either --df or --z, not both" },
};

export const factorOfLinearised: Fault = {
  what: {
    fr: "le facteur de design-df est celui des erreurs types linéarisées ; celles-ci viennent de poids de réplication",
    en: "the factor of design-df is that of linearised standard errors; these come from replicate weights",
  },
  advice: { fr: "Prenez --vcov design", en: "Take --vcov design" },
};

export const nothingToAdjust: Fault = {
  what: { fr: "il n'y a rien à ajuster", en: "there is nothing to adjust" },
  advice: { fr: "Nommez un facteur avec --contrast", en: "Name a factor with --contrast" },
};

export const noOutcome: Fault = {
  what: { fr: "la formule n'a pas de variable expliquée", en: "the formula has no outcome" },
  advice: {
    fr: "Écrivez-la à gauche, comme dans « score ~ age », ou nommez-en plusieurs avec --outcome",
    en: 'Write it on the left, as in "score ~ age", or name several with --outcome',
  },
};

export const twoOutcomes: Fault = {
  what: {
    fr: "la variable expliquée est à la fois dans la formule et dans --outcome",
    en: "the outcome stands in the formula and in --outcome",
  },
  advice: { fr: "Commencez la formule par ~", en: "Begin the formula with ~" },
};

export const badReference: Fault = {
  what: {
    fr: "une modalité de référence s'écrit variable=modalité",
    en: "a reference is written variable=level",
  },
};

export const twoReferences: Fault = {
  what: {
    fr: "une variable a deux modalités de référence",
    en: "a variable has two reference levels",
  },
};

export const nothingToDraw: Fault = {
  what: { fr: "il n'y a rien à tracer", en: "there is nothing to draw" },
  advice: { fr: "Ajoutez un terme à la formule", en: "Add a term to the formula" },
};

/** A refusal as it is told when it ends a command. */
export const noModel = ({ fr, en }: Label): Label => ({
  fr: `le modèle n'existe pas : ${fr}`,
  en: `the model does not exist: ${en}`,
});

export const noModels = (refusals: readonly Label[]): Label => ({
  fr: `aucun des modèles n'existe : ${refusals.map(({ fr }) => fr).join(" ; ")}`,
  en: `none of the models exists: ${refusals.map(({ en }) => en).join("; ")}`,
});
