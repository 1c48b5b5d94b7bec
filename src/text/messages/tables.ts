import type { Fault } from "../errors.ts";
import type { Label } from "../language.ts";

/** Faults in what is asked of the look of a table. */

export const shownAcross: Fault = {
  what: {
    fr: "--show choisit ce qui accompagne les pourcentages quand les groupes sont en colonnes",
    en: "--show chooses what stands beside the percentages where groups are across",
  },
  advice: { fr: "Ajoutez --layout wide", en: "Add --layout wide" },
};

export const effectsInLines: Fault = {
  what: {
    fr: "les effets de plan se montrent quand les groupes sont en lignes",
    en: "design effects are shown where groups are in lines",
  },
  advice: { fr: "Retirez --layout wide ou --deff", en: "Leave out --layout wide or --deff" },
};

/** Of several tables in one page or workbook. */
export const formatOfTables = (formats: readonly string[]): Fault => ({
  what: {
    fr: `plusieurs tableaux s'écrivent en ${formats.join(", ")}`,
    en: `several tables are written as ${formats.join(", ")}`,
  },
});

export const chartOfOne: Fault = {
  what: { fr: "un graphique montre une seule variable", en: "a chart shows one outcome" },
  advice: {
    fr: "Nommez une seule variable, ou retirez --chart",
    en: "Name one outcome, or leave out --chart",
  },
};

/** Why means of groups are not compared. */

export const oneGroup: Label = {
  fr: "un seul groupe a une moyenne",
  en: "a single group has a mean",
};

export const tooFewForMeans: Label = {
  fr: "il y a trop peu de grappes (ou de répondants) pour ce test, ou les réponses ne varient pas dans les groupes",
  en: "there are too few clusters (or respondents) for this test, or answers do not vary within groups",
};

/** The titles of tables of several outcomes. */
export const outcomeTitles = {
  allLevels: { fr: "Ensemble des modalités", en: "All levels" },
  estimate: { fr: "% ou moyenne", en: "% or mean" },
  statistic: { fr: "statistique", en: "statistic" },
  statistics: {
    proportion: { fr: "part", en: "proportion" },
    mean: { fr: "moyenne", en: "mean" },
    "all levels": { fr: "ensemble des modalités", en: "all levels" },
  },
  bases: { fr: "Lignes par variable", en: "Rows" },
  tests: { fr: "Tests par variable", en: "Tests" },
  missing: { fr: "écartées, réponse manquante", en: "left out, missing answer" },
  outside: { fr: "hors champ", en: "outside the condition" },
  unknown: { fr: "condition inconnue", en: "condition unknown" },
  weightless: { fr: "de poids nul", en: "of weight zero" },
};

export const deletedTitle: Label = {
  fr: "supprimées, réponse manquante",
  en: "deleted, missing answer",
};

export const equalMeans: Label = {
  fr: "Test de Wald d'égalité des moyennes",
  en: "Wald test of equal means",
};

/** What is shown in a table of several outcomes. */
export const percentAndMeans = (base: Label | undefined, means: boolean): Label => ({
  fr: [base?.fr, means ? "moyennes" : undefined].filter(Boolean).join(" ; "),
  en: [base?.en, means ? "means" : undefined].filter(Boolean).join("; "),
});

export const errorsInPoints: Label = {
  fr: "Les erreurs types des pourcentages sont en points, qu'un classeur montre en %.",
  en: "Standard errors of percentages are in points, which a workbook shows as %.",
};

/** A mean of numbers that may be codes. */
export const meanOfFew = (outcome: string, values: number): Label => ({
  fr: `${outcome} a ${values} valeurs entières, dont la moyenne est montrée ; factor(${outcome}) les tabule.`,
  en: `${outcome} has ${values} whole values, whose mean is shown; factor(${outcome}) tabulates them.`,
});

/** Why an estimate has no standard error or no interval. */
export const noIntervalOf = (group: Label, outcome: Label, reason: Label): Label => ({
  fr: `Sans erreur type ou sans intervalle : ${group.fr}, ${outcome.fr} : ${reason.fr}.`,
  en: `Without a standard error or an interval: ${group.en}, ${outcome.en}: ${reason.en}.`,
});

/** Why a group has no estimate. */
export const noEstimateIn = (group: Label, outcome: Label, reason: Label): Label => ({
  fr: `Sans estimation (–) : ${group.fr}, ${outcome.fr} : ${reason.fr}.`,
  en: `No estimate (–): ${group.en}, ${outcome.en}: ${reason.en}.`,
});

export const rowsForTables: Fault = {
  what: {
    fr: "panel table lit un fichier YAML qui demande des tableaux, et ceci est un fichier de données ou un classeur",
    en: "panel table reads a YAML file that asks for tables, and this is a file of rows or a workbook",
  },
  advice: {
    fr: "Nommez-y ce fichier sous data, dans source (voir panel table --help) ; pour un seul tableau : panel crosstab",
    en: "Name this file in it under data, in source (see panel table --help); for a single table: panel crosstab",
  },
};
