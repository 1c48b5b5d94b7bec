import type { Label } from "../language.ts";

/** What tables of estimates show, and how they were made. */

/** What adds up to 100 %. */
export const percentBases = {
  by: { fr: "en % de chaque groupe", en: "% of each group" },
  outcome: { fr: "en % de chaque modalité", en: "% of each level of the outcome" },
  total: { fr: "en % du total", en: "% of the total" },
} satisfies Record<string, Label>;

export const by: Label = { fr: "selon", en: "by" };

export const intervalMethods = {
  logit: { fr: "logit", en: "logit" },
  wald: { fr: "de Wald", en: "Wald" },
  beta: { fr: "de Korn et Graubard (bêta)", en: "Korn-Graubard (beta)" },
  wilson: {
    fr: "de Wilson (score sans correction de continuité, avec la taille efficace p(1 − p)/se² ajustée aux degrés de liberté selon Korn et Graubard)",
    en: "Wilson (score without continuity correction, with the effective sample size p(1 − p)/se² adjusted to the degrees of freedom after Korn and Graubard)",
  },
} satisfies Record<string, Label>;

export const associationTests = {
  first: { fr: "Test de Rao-Scott (premier ordre)", en: "Rao-Scott test (first order)" },
  second: { fr: "Test de Rao-Scott (second ordre)", en: "Rao-Scott test (second order)" },
  wald: { fr: "Test de Wald", en: "Wald test" },
  "adjusted-wald": { fr: "Test de Wald ajusté", en: "Adjusted Wald test" },
} satisfies Record<string, Label>;

export const tTest: Label = { fr: "Test t selon le plan de sondage", en: "Design-based t test" };

export const tooFewClusters: Label = {
  fr: "il y a trop peu de grappes (ou de répondants) pour ce test",
  en: "there are too few clusters (or respondents) for this test",
};

/** How the intervals of proportions were made; `whole` tells whose degrees of freedom they have, `mixed` that means stand beside them. */
export const proportionIntervals = (title: Label, method: Label, whole: boolean, mixed: boolean): Label => ({
  fr: `${title.fr} ${method.fr}${mixed ? " des pourcentages" : ""}, avec les degrés de liberté ${whole ? "du plan entier" : "de chaque domaine"}`,
  en: `${title.en} ${method.en}${mixed ? " of percentages" : ""}, with the degrees of freedom of ${whole ? "the whole design" : "each domain"}`,
});

/** What the column n of percentages counts. */
export const cellRows: Label = { fr: "n : lignes de la case", en: "n: rows of the cell" };

export const noLogitAtEnds: Label = {
  fr: "À 0 % et 100 % la méthode logit ne donne pas d'intervalle ; voir --ci beta.",
  en: "At 0% and 100% the logit method gives no interval; see --ci beta.",
};

/** How the intervals of means were made; `mixed` tells that percentages stand beside them. */
export const studentIntervals = (title: Label, mixed: boolean): Label => ({
  fr: `${title.fr} de Student${mixed ? " des moyennes" : ""}`,
  en: `Student's t ${title.en}${mixed ? " of means" : ""}`,
});

export const limitsBeyond: Label = {
  fr: "Une borne est vide où celle de la proportion sort de 0 à 100 % : aucune valeur des données ne lui correspond, et il n'y a pas d'erreur type.",
  en: "A limit is blank where that of the proportion is beyond 0 or 100%: no value of the data belongs to it, and there is no standard error.",
};

export const woodruffIntervals = (title: Label): Label => ({
  fr: `${title.fr} de Woodruff.`,
  en: `Woodruff ${title.en}.`,
});

/** The titles of the bounds of an interval, where each has a column of its own. */
export const lowerLimit = ({ fr, en }: Label): Label => ({
  fr: `${fr}, borne inférieure`,
  en: `${en}, lower limit`,
});
export const upperLimit = ({ fr, en }: Label): Label => ({
  fr: `${fr}, borne supérieure`,
  en: `${en}, upper limit`,
});
