import type { Label, Language } from "./language.ts";

/** The words of the reports. */
const words = {
  figures: { fr: "Chiffres publiés et recalculés", en: "Figures, published and recomputed" },
  tables: { fr: "Tableaux", en: "Tables" },
  models: { fr: "Modèles « toutes choses égales par ailleurs »", en: "Ceteris-paribus models" },
  findings: { fr: "Constats toutes choses égales par ailleurs", en: "Ceteris-paribus findings" },
  summary: { fr: "Bilan", en: "Summary" },
  weights: { fr: "Poids", en: "Weights" },
  wave: { fr: "vague", en: "wave" },
  sumOfWeights: { fr: "somme des poids", en: "sum of weights" },
  smallest: { fr: "min / moyenne", en: "min / mean" },
  largest: { fr: "max / moyenne", en: "max / mean" },
  kish: { fr: "effet de plan de Kish", en: "Kish design effect" },
  figure: { fr: "Chiffre", en: "Figure" },
  finding: { fr: "Constat", en: "Finding" },
  published: { fr: "publié", en: "published" },
  computed: { fr: "recalculé", en: "computed" },
  interval: { fr: "IC à 95 %", en: "95% CI" },
  verdict: { fr: "verdict", en: "verdict" },
  use: { fr: "usage", en: "use" },
  page: { fr: "p.", en: "p." },
  estimate: { fr: "coefficient", en: "estimate" },
  se: { fr: "erreur type", en: "std. error" },
  p: { fr: "p", en: "p" },
  term: { fr: "Modalité", en: "Term" },
  intercept: { fr: "(constante)", en: "(intercept)" },
  reference: { fr: "réf.", en: "ref." },
  odds: { fr: "odds ratio", en: "odds ratio" },
  rates: { fr: "rapport de taux", en: "rate ratio" },
  comparison: { fr: "comparaison", en: "comparison" },
  against: { fr: "contre", en: "against" },
  all: { fr: "total", en: "total" },
  respondents: { fr: "répondants", en: "respondents" },
  excluded: { fr: "exclus pour réponse manquante", en: "left out for a missing answer" },
  freedom: { fr: "degrés de liberté", en: "degrees of freedom" },
  method: {
    fr: "Erreurs types linéarisées du plan de sondage stratifié ; intervalles à 95 % (logit pour les pourcentages, Student pour les moyennes).",
    en: "Linearised standard errors of the stratified design; 95% intervals (logit for percentages, Student's t for means).",
  },
  weighted: { fr: "Pourcentages pondérés.", en: "Weighted percentages." },
  weightedWithInterval: {
    fr: "Pourcentages pondérés et intervalles de confiance à 95 %.",
    en: "Weighted percentages and 95% confidence intervals.",
  },
  publication: { fr: "Publication :", en: "Publication:" },
  modelMethod: {
    fr: "Pseudo-maximum de vraisemblance pondéré ; erreurs types robustes (linéarisées selon le plan de sondage), tests de Student.",
    en: "Weighted pseudo-maximum likelihood; robust (design-linearised) standard errors, Student's t tests.",
  },
  useNote: {
    fr: "calé : le générateur du panel synthétique a vu ce chiffre ; réservé : il ne l'a pas vu.",
    en: "calibrated: the generator of the synthetic panel saw this figure; held-out: it did not.",
  },
  findingNote: {
    fr: "Le générateur du panel synthétique ne voit aucun de ces constats.",
    en: "The generator of the synthetic panel sees none of these findings.",
  },
  calibrated: { fr: "calé", en: "calibrated" },
  "held-out": { fr: "réservé", en: "held-out" },
  context: { fr: "contexte", en: "context" },
  reproduced: { fr: "reproduit", en: "reproduced" },
  compatible: { fr: "compatible", en: "compatible" },
  differs: { fr: "diffère", en: "differs" },
  "not computable": { fr: "non calculable", en: "not computable" },
  confirmed: { fr: "confirmé", en: "confirmed" },
  "not confirmed": { fr: "non confirmé", en: "not confirmed" },
  contradicted: { fr: "contredit", en: "contradicted" },
} as const satisfies Record<string, Label>;

export type Word = keyof typeof words;

export function say(word: Word, language: Language): string {
  return words[word][language];
}
