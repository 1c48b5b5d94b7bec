import type { Label } from "../language.ts";
import { pageWords } from "./page.ts";

/** What an explanation tells of a figure, a finding or a model, in its order. */
export const explanationTitles = {
  definition: pageWords.definition,
  field: { fr: "Champ", en: "Field" },
  variables: { fr: "Sens des variables", en: "Meaning" },
  first: { fr: "Premier", en: "First" },
  second: { fr: "Deuxième", en: "Second" },
  estimator: { fr: "Estimateur", en: "Estimator" },
  variance: { fr: "Erreur type", en: "Standard error" },
  interval: { fr: "Intervalle à 95 %", en: "95% interval" },
  published: { fr: "Publié", en: "Published" },
  place: { fr: "Où", en: "Where" },
  read_as: pageWords.readAs,
  accepted: { fr: "Est reproduit", en: "Reproduced" },
  allowed: { fr: "Bornes", en: "Bounds" },
  verdict: pageWords.status,
  basis: pageWords.basis,
  use: pageWords.use,
  reason: pageWords.reason,
  note: pageWords.note,
} as const satisfies Record<string, Label>;

/** How each statistic is estimated. */
export const estimators = {
  percent: {
    fr: "poids de ceux qui ont donné la réponse, rapportés aux poids de ceux qui ont répondu (quotient de totaux).",
    en: "the weights of those who gave the answer over the weights of those who answered (a ratio of totals).",
  },
  count: {
    fr: "somme des poids de ceux qui ont donné la réponse.",
    en: "the sum of the weights of those who gave the answer.",
  },
  mean: {
    fr: "somme des valeurs pondérées, rapportée à la somme des poids de ceux qui ont une valeur (quotient de totaux).",
    en: "the sum of weighted values over the sum of the weights of those who have a value (a ratio of totals).",
  },
  respondents: { fr: "nombre de lignes, sans poids.", en: "the number of rows, without weights." },
  "percent-change": {
    fr: "quotient des deux totaux pondérés, moins un, en pourcentage.",
    en: "the ratio of both weighted totals, less one, in percent.",
  },
} as const satisfies Record<string, Label>;

const bySubpopulation: Label = {
  fr: "linéarisation de Taylor ; le champ est une sous-population, dont le plan garde toutes les lignes.",
  en: "Taylor linearisation; those whom it is about are a domain, and the design keeps all rows.",
};

/** What their standard errors are. */
export const variances = {
  percent: bySubpopulation,
  count: bySubpopulation,
  mean: bySubpopulation,
  respondents: { fr: "aucune : un compte de lignes.", en: "none: a count of rows." },
  "percent-change": {
    fr: "linéarisation de Taylor du quotient, sur les lignes des deux vagues : un répondant des deux y est une grappe, avec la covariance de ses réponses.",
    en: "Taylor linearisation of the ratio, over the rows of both waves: who answered both is a cluster, with the covariance of both answers.",
  },
} as const satisfies Record<string, Label>;

const byStudent: Label = {
  fr: "estimation ± t · erreur type ; degrés de liberté : grappes moins strates du champ.",
  en: "estimate ± t · standard error; degrees of freedom: clusters less strata of the domain.",
};

/** What their intervals are; none of a number of rows. */
export const intervalsOf = {
  percent: {
    fr: "symétrique sur l'échelle logit, Student ; degrés de liberté : grappes moins strates du champ.",
    en: "symmetric on the logit scale, Student's t; degrees of freedom: clusters less strata of the domain.",
  },
  count: byStudent,
  mean: byStudent,
  respondents: undefined,
  "percent-change": {
    fr: "symétrique sur l'échelle logarithmique du quotient, Student.",
    en: "symmetric on the log scale of the ratio, Student's t.",
  },
} as const satisfies Record<string, Label | undefined>;

/** How a finding's comparison is made. */
export const comparisons = {
  figures: {
    fr: "différence du premier et du second, par leurs variables linéarisées : leur covariance compte, aussi d'une vague à l'autre.",
    en: "the difference of the first and the second, by their linearised variables: their covariance counts, from wave to wave too.",
  },
  contrasts: {
    fr: "différence de deux contrastes de coefficients, sur l'échelle du lien, par leurs variables linéarisées.",
    en: "the difference of two contrasts of coefficients, on the scale of the link, by their linearised variables.",
  },
} as const satisfies Record<string, Label>;

export const acceptedValues = (low: Label, high: Label): Label => ({
  fr: `par une valeur recalculée de ${low.fr} à ${high.fr}.`,
  en: `by a computed value from ${low.en} to ${high.en}.`,
});

/** How a printed figure stands to what the others leave. */
export const standingMeanings = {
  implied: { fr: "ils l'impliquent à eux seuls", en: "they alone imply it" },
  narrowed: { fr: "ils le bornent", en: "they bound it" },
  free: { fr: "ils le laissent libre", en: "they leave it free" },
  outside: { fr: "il les contredit", en: "it contradicts them" },
  contradicted: {
    fr: "il est de ceux qui se contredisent (voir plus bas)",
    en: "it is one of those that contradict one another (see below)",
  },
} as const satisfies Record<string, Label>;

export const allowedValues = (low: Label, high: Label, standing: Label): Label => ({
  fr: `les chiffres publiés d'autres quantités laissent de ${low.fr} à ${high.fr}, à leur arrondi près : ${standing.fr}.`,
  en: `the published figures of other quantities leave ${low.en} to ${high.en}, within their rounding: ${standing.en}.`,
});

const partNames = {
  figure: { fr: "un chiffre", en: "a figure" },
  finding: { fr: "un constat", en: "a finding" },
  model: { fr: "un modèle", en: "a model" },
} as const satisfies Record<string, Label>;

/** What else has the id of what is explained. */
export const alsoNamed = (kind: keyof typeof partNames, others: readonly string[]): Label => ({
  fr: `C'est ${partNames[kind].fr} ; voir aussi ${others.join(", ")}`,
  en: `This is ${partNames[kind].en}; see also ${others.join(", ")}`,
});

/** Where a publication prints something; `chart` is the title of a chart. */
export const placeOf = (source: Label, section: Label, page: number, chart: Label | undefined): Label => ({
  fr: `${source.fr} ; ${section.fr}, p. ${page}${chart ? ` ; graphique « ${chart.fr} »` : ""}.`,
  en: `${source.en}; ${section.en}, p. ${page}${chart ? `; chart "${chart.en}"` : ""}.`,
});

/** A model in words. */
export const regressionOf = (kind: Label, outcome: Label, covariates: Label, wave: string): Label => ({
  fr: `${kind.fr}, vague ${wave} : ${outcome.fr}, selon ${covariates.fr}.`,
  en: `${kind.en}, wave ${wave}: ${outcome.en}, by ${covariates.en}.`,
});

export const atLeastOf = (variable: Label, bound: Label): Label => ({
  fr: `${variable.fr} (${bound.fr} ou plus)`,
  en: `${variable.en} (${bound.en} or more)`,
});

/** Levels of a model's covariate against others. */
export const contrastOf = (model: Label, variable: Label, level: Label, versus: Label): Label => ({
  fr: `coefficients de « ${model.fr} » : ${variable.fr}, ${level.fr} contre ${versus.fr}.`,
  en: `coefficients of "${model.en}": ${variable.en}, ${level.en} against ${versus.en}.`,
});

export const timesFactor = (factor: Label): Label => ({
  fr: `fois ${factor.fr}, `,
  en: `times ${factor.en}, `,
});

/** What the R code of an explanation supposes. */
export const rowsSupposed: Label = {
  fr: "Le code R suppose, pour chaque vague, un tableau de ses lignes (rows_…), avec les variables et les modalités nommées comme ici et NA pour les réponses manquantes.",
  en: "The R code supposes, of each wave, a data frame of its rows (rows_…), with variables and levels named as here and NA for missing answers.",
};

/** Of a finding that compares two quantities, the code gives each of them. */
export const quantitiesAlone: Label = {
  fr: "La commande et le code R donnent les deux quantités ; leur différence, avec son erreur type, est dans panel reproduce.",
  en: "The command and the R code give both quantities; their difference, with its standard error, is in panel reproduce.",
};
