import type { Fault } from "../errors.ts";
import type { Label } from "../language.ts";

export const severalDatasets = (dataset: string): Fault => ({
  what: {
    fr: `les autres sources portent sur le jeu de données ${dataset}`,
    en: `the other sources are about the dataset ${dataset}`,
  },
  advice: {
    fr: "Nommez les sources d'un seul jeu de données",
    en: "Name the sources of one dataset",
  },
});

export const claimsTitle: Label = {
  fr: "Ce que disent les sources secondaires, et ce qui est publié",
  en: "What secondary sources say, and what is published",
};

export const evidenceTitle: Label = {
  fr: "Quantités que le panel ne mesure pas",
  en: "Quantities that the panel does not measure",
};

export const claimNote: Label = {
  fr: "Les verdicts comparent ce qui est dit aux chiffres publiés ; les valeurs recalculées sont à côté et n'en décident aucun.",
  en: "Verdicts compare what is said with the published figures; recomputed values stand beside and decide none.",
};

export const evidenceNote: Label = {
  fr: "Chaque ligne vaut pour elle-même : rien n'est mis en commun, ni entre sources, ni avec les chiffres du panel, qui sont à côté.",
  en: "Each row stands for itself: nothing is pooled, neither among sources nor with the panel's figures, which stand beside.",
};

/** A check of a source's arithmetic that fails. */
export const failedCheck = (id: string, told: Label): Label => ({
  fr: `${id} : ${told.fr}.`,
  en: `${id}: ${told.en}.`,
});

export const otherThanExpected = (verdict: Label): Label => ({
  fr: `attendu : ${verdict.fr}`,
  en: `expected: ${verdict.en}`,
});

/** What published figures leave of a claimed quantity that none prints, and that they exclude. */
export const leftByFigures = (low: string, high: string): Label => ({
  fr: `les chiffres publiés laissent de ${low} à ${high}`,
  en: `published figures leave ${low} to ${high}`,
});

/** The same, where they do not decide. */
export const possibleFrom = (low: string, high: string): Label => ({
  fr: `possible : de ${low} à ${high}`,
  en: `possible: from ${low} to ${high}`,
});

export const claimsShown = (shown: number, all: number): Label => ({
  fr: `${shown} affirmations sur ${all}`,
  en: `${shown} of ${all} claims`,
});

export const chartTitle: Label = {
  fr: "Dit et publié, en %",
  en: "Said and published, %",
};

export const chartNote: Label = {
  fr: "Trait : intervalle que laissent l'arrondi ou les mots. Affirmations qui ont une valeur, et chiffre publié de la même mesure, de la mesure confondue, ou des mesures nommées.",
  en: "Line: the interval that rounding or words leave. Claims that have a value, and the published figure of the same measure, of the one that it is taken from, or of those that it names.",
};

export const takenFrom: Label = {
  fr: "chiffre qui a cette valeur",
  en: "figure that has this value",
};

export const noClaimsToDraw: Fault = {
  what: {
    fr: "aucune affirmation n'a un pourcentage et un chiffre publié à représenter",
    en: "no claim has a percentage and a published figure to draw",
  },
  advice: { fr: "Retirez --chart", en: "Leave --chart out" },
};
