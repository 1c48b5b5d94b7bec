import type { Label } from "../language.ts";

/** What the values of flags must be. */

export const listOfNames: Label = {
  fr: "Écrivez des noms séparés par des virgules ; un nom qui en contient une se met entre accents graves.",
  en: "Write names separated by commas; a name with a comma goes in backquotes.",
};

export const someOf = (known: readonly string[]): Label => ({
  fr: `Nommez une ou plusieurs de ces valeurs, séparées par des virgules : ${known.join(", ")}.`,
  en: `Name one or several of these values, with commas between: ${known.join(", ")}.`,
});

const stageParts = {
  cluster: { fr: "les grappes", en: "cluster" },
  correction: { fr: "la correction", en: "correction" },
} as const;

export type StagePart = keyof typeof stageParts;

export const firstStageAlone = (part: StagePart): Label => ({
  fr: `Un échantillon à plusieurs degrés est décrit par son premier degré (grappes ultimes) : donnez ${stageParts[part].fr} du premier degré seulement.`,
  en: `A sample in several stages is described by its first stage (ultimate clusters): give the first stage's ${stageParts[part].en} alone.`,
});

export const sizeOfMemory: Label = {
  fr: "Une taille est un nombre et son unité, par exemple 500MB ou 2GB.",
  en: "A size is a number with its unit, such as 500MB or 2GB.",
};

export const levelBetween: Label = {
  fr: "Un niveau est compris entre 0 et 1, par exemple 0.95.",
  en: "A level lies between 0 and 1, such as 0.95.",
};

export const knownFreedoms: Label = {
  fr: "domain, design ou un nombre entier à partir de 1",
  en: "domain, design or a whole number from 1",
};

export const knownStatistics: Label = {
  fr: "Choisissez mean, total, median, quantile=P (P entre 0 et 1) ou ratio=DÉNOMINATEUR.",
  en: "Choose mean, total, median, quantile=P (P between 0 and 1) or ratio=DENOMINATOR.",
};

/** `meant` has the decimal point. */
export const decimalPoint = (meant: string): Label => ({
  fr: `Sur la ligne de commande, les décimales suivent un point : ${meant}.`,
  en: `On the command line decimals follow a point: ${meant}.`,
});

export const wholeNumberFrom = (least: number, most: number): Label => ({
  fr: `C'est un nombre entier de ${least} à ${most}.`,
  en: `It is a whole number from ${least} to ${most}.`,
});

export const replicateFactors: Label = {
  fr: "Donnez un nombre positif ou nul par réplique, séparés par des virgules.",
  en: "Give a number of zero or more for each replicate, with commas between.",
};

export const aTolerance: Label = {
  fr: "Une tolérance relative est un nombre à partir de 0 et au-dessous de 1, par exemple 1e-8.",
  en: "A relative tolerance is a number from 0 up, below 1, such as 1e-8.",
};

export const aPositiveNumber: Label = {
  fr: "C'est un nombre positif.",
  en: "It is a positive number.",
};

export const aFayFactor: Label = {
  fr: "Le facteur de Fay est au moins 0 et inférieur à 1, par exemple 0.5.",
  en: "Fay's factor is at least 0 and below 1, such as 0.5.",
};

export const twoNumbers = (example: string): Label => ({
  fr: `Écrivez deux nombres avec des points décimaux, par exemple ${example}.`,
  en: `Write two numbers with decimal points, such as ${example}.`,
});

export const twoRatios: Label = {
  fr: "Écrivez deux nombres, par exemple 0.4,2.5.",
  en: "Write two numbers, such as 0.4,2.5.",
};

export const ratiosAroundOne: Label = {
  fr: "Les rapports vont d'un nombre inférieur à 1 à un nombre supérieur, par exemple 0.4,2.5 ; ou tightest.",
  en: "Ratios go from a number below 1 to one above it, such as 0.4,2.5; or tightest.",
};

export const openLimits: Label = {
  fr: "5,200, ou ,200 sans le premier",
  en: "5,200, or ,200 without the first",
};

export const limitsOfWeights: Label = {
  fr: "Les poids vont d'une borne à une borne plus grande, par exemple 5,200 ; l'une des deux peut manquer : ,200.",
  en: "Weights go from one bound to a greater one, such as 5,200; either may be left out: ,200.",
};
