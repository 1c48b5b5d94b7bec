import type { Label } from "../language.ts";

/** The words of a reproduction's page. */
export const pageWords = {
  skip: { fr: "Aller au contenu", en: "Skip to the content" },
  contents: { fr: "Sommaire", en: "Contents" },
  outcome: { fr: "Verdict", en: "Verdict" },
  charts: { fr: "Graphiques", en: "Charts" },
  allFigures: { fr: "Tous les chiffres", en: "All figures" },
  method: { fr: "Méthode et données", en: "Method and data" },
  notes: { fr: "Comment la publication a été lue", en: "How the publication was read" },
  claims: { fr: "Ce qu'en disent d'autres sources", en: "What other sources say of it" },
  claimsNote: {
    fr: "Affirmations de sources secondaires (article, thèse, livre blanc) sur ces chiffres ; chaque verdict compare ce qui est dit à ce qui est publié.",
    en: "Claims of secondary sources (article, thesis, white paper) about these figures; each verdict compares what is said with what is published.",
  },
  search: { fr: "Chercher", en: "Search" },
  any: { fr: "tous", en: "all" },
  section: { fr: "Section", en: "Section" },
  status: { fr: "Verdict", en: "Verdict" },
  use: { fr: "Usage", en: "Use" },
  basis: { fr: "Fondement", en: "Basis" },
  bySection: {
    fr: "Chiffres reproduits, par section de la publication",
    en: "Figures reproduced, by section of the publication",
  },
  findingsByStatus: { fr: "Constats, par fondement", en: "Findings, by basis" },
  estimates: { fr: "Calcul", en: "Estimation" },
  reading: { fr: "Comment lire les verdicts", en: "How verdicts are read" },
  belowChart: { fr: "Tableau, lecture et source", en: "Table, reading and source" },
  belowForest: { fr: "Coefficients, lecture et calcul", en: "Coefficients, reading and computation" },
  howComputed: { fr: "Définition et calcul", en: "Definition and computation" },
  definition: { fr: "Définition", en: "Definition" },
  command: { fr: "Recalculer", en: "Recompute" },
  withR: { fr: "Avec R (survey)", en: "With R (survey)" },
  address: { fr: "Adresse", en: "Address" },
  note: { fr: "Remarque", en: "Note" },
  reason: { fr: "Raison", en: "Reason" },
  readAs: { fr: "Se lit", en: "Read as" },
  setUp: { fr: "Recalculer avec R", en: "Recomputing with R" },
  setUpNote: {
    fr: "Le code R de cette page suppose, pour chaque vague, un tableau de ses lignes, avec les variables et les modalités nommées comme ici et NA pour les réponses manquantes, et son plan de sondage :",
    en: "The R code of this page supposes, of each wave, a data frame of its rows, with variables and levels named as here and NA for missing answers, and its design:",
  },
  sections: { fr: "Section de la publication", en: "Section of the publication" },
} as const;

/** The figures of each use. */
export const figuresOf = {
  calibrated: { fr: "Chiffres calés", en: "Calibrated figures" },
  "held-out": { fr: "Chiffres réservés", en: "Held-out figures" },
  irreconcilable: { fr: "Chiffres inconciliables", en: "Irreconcilable figures" },
  context: { fr: "Chiffres de contexte", en: "Figures of context" },
} as const satisfies Record<string, Label>;

/** What each use of figures, and each verdict, means. */
export const meanings = {
  calibrated: {
    fr: "Le générateur du panel synthétique a vu ces chiffres : ils éprouvent le calcul, non la publication.",
    en: "The generator of the synthetic panel saw these figures: they test the computation, not the publication.",
  },
  "held-out": {
    fr: "Le générateur du panel synthétique ne les a pas vus.",
    en: "The generator of the synthetic panel did not see them.",
  },
  irreconcilable: {
    fr: "Aucune donnée ne peut les donner tous à la fois ; ils ne comptent pas.",
    en: "No data can give all of them at once; they do not count.",
  },
  context: {
    fr: "Aucune microdonnée du panel ne peut les donner ; ils ne sont pas recalculés.",
    en: "No microdata of the panel could give them; they are not recomputed.",
  },
  reproduced: {
    fr: "la valeur recalculée s'arrondit à la valeur publiée, ou se trouve dans l'intervalle que les mots de la publication désignent.",
    en: "the computed value rounds to the published one, or lies in the interval that the publication's words stand for.",
  },
  compatible: {
    fr: "elle ne s'y arrondit pas, mais son intervalle de confiance à 95 % contient la valeur publiée.",
    en: "it does not, but its 95% confidence interval holds the published value.",
  },
  differs: { fr: "ni l'un ni l'autre.", en: "neither." },
  confirmed: {
    fr: "la comparaison a le signe énoncé et p < 0,05 ; ou, de « pas de différence », des tests d'équivalence le montrent.",
    en: 'the comparison has the stated sign and p < 0.05; or, of "no difference", tests of equivalence show it.',
  },
  "not confirmed": {
    fr: "elle a le signe énoncé, mais n'est pas significative à 5 %.",
    en: "it has the stated sign, but is not significant at 5%.",
  },
  "not rejected": {
    fr: "de « pas de différence » : aucune n'est significative, ce qui ne montre pas qu'il n'y en a pas.",
    en: 'of "no difference": none is significant, which does not show that there is none.',
  },
  contradicted: {
    fr: "elle a le signe contraire ; ou, de « pas de différence », il y en a une, significative.",
    en: 'it has the other sign; or, of "no difference", there is a significant one.',
  },
} as const satisfies Record<string, Label>;

/** The verdict in a sentence: how many figures and findings that count do not agree. */
export const outcomeOf = (differing: number, contradicted: number): Label => {
  if (differing + contradicted === 0)
    return {
      fr: "Aucun des chiffres qui comptent ne diffère de la publication, et aucun de ses propres constats n'est contredit.",
      en: "None of the figures that count differs from the publication, and none of its own findings is contradicted.",
    };
  return {
    fr: `Chiffres qui diffèrent : ${differing}. Constats contredits : ${contradicted}.`,
    en: `Figures that differ: ${differing}. Findings contradicted: ${contradicted}.`,
  };
};

/** How many rows of a table are shown; the page puts their number in place of `{}`. */
export const rowsShown = (all: number): Label => ({ fr: `{} lignes sur ${all}`, en: `{} of ${all} rows` });
