import type { Label } from "../language.ts";
import { listOf } from "../lists.ts";
import { both } from "../reader.ts";

/** What models are called, by their family. */
export const modelKinds = {
  logistic: { fr: "Régression logistique", en: "Logistic regression" },
  quasilogistic: { fr: "Régression quasi logistique", en: "Quasi-logistic regression" },
  poisson: { fr: "Régression de Poisson", en: "Poisson regression" },
  quasipoisson: { fr: "Régression de quasi-Poisson", en: "Quasi-Poisson regression" },
  linear: { fr: "Régression linéaire", en: "Linear regression" },
} as const satisfies Record<string, Label>;

export const withLink = (kind: Label, link: string): Label => ({
  fr: `${kind.fr} (lien ${link})`,
  en: `${kind.en} (${link} link)`,
});

/** A title of two parts with a colon between them. */
export const titledLabel = (kind: Label, subject: Label): Label => ({
  fr: `${kind.fr} : ${subject.fr}`,
  en: `${kind.en}: ${subject.en}`,
});

/** An outcome with the levels that count as 1, and the one that counts as 0. */
export const outcomeOfLevels = (name: Label, ones: readonly Label[], zero: Label): Label => ({
  fr: `${name.fr} : ${ones.map(({ fr }) => fr).join(", ")} (contre ${zero.fr})`,
  en: `${name.en}: ${ones.map(({ en }) => en).join(", ")} (against ${zero.en})`,
});

export const ratioNames = {
  "odds ratio": { fr: "odds ratio", en: "odds ratio" },
  "incidence-rate ratio": { fr: "rapport de taux", en: "rate ratio" },
  "hazard ratio": { fr: "rapport de risques", en: "hazard ratio" },
} as const satisfies Record<string, Label>;

/** Titles of tables and columns. */
export const modelTitles = {
  level: { fr: "Modalité", en: "Level" },
  intercept: { fr: "(constante)", en: "(intercept)" },
  reference: { fr: "réf.", en: "ref." },
  aliased: { fr: "colinéaire", en: "aliased" },
  coefficient: { fr: "coefficient", en: "coefficient" },
  coefficients: { fr: "coefficients", en: "coefficients" },
  tests: { fr: "Tests de Wald des variables", en: "Wald tests of the terms" },
  margins: { fr: "Prédictions moyennes (marges prédictives)", en: "Predictive margins" },
  effects: { fr: "Effets marginaux moyens", en: "Average marginal effects" },
  contrasts: { fr: "Contrastes entre modalités", en: "Contrasts of levels" },
  marginContrasts: {
    fr: "Contrastes entre prédictions moyennes",
    en: "Contrasts of predictive margins",
  },
  term: { fr: "terme", en: "term" },
  role: { fr: "rôle", en: "role" },
  scale: { fr: "échelle", en: "scale" },
  outcome: { fr: "variable expliquée", en: "outcome" },
  df1: { fr: "ddl1", en: "df1" },
  df2: { fr: "ddl2", en: "df2" },
  prediction: { fr: "prédiction", en: "prediction" },
  effect: { fr: "effet", en: "effect" },
  effectInPoints: { fr: "effet (points)", en: "effect (points)" },
  adjustedF: { fr: "F ajusté", en: "adjusted F" },
  adjustedDf2: { fr: "ddl2 ajustés", en: "adjusted df2" },
  seSample: { fr: "erreur type avec l'échantillon", en: "s.e. with the sample" },
  adjustedP: { fr: "p ajusté", en: "adjusted p" },
  rowsUsed: { fr: "lignes utilisées", en: "rows used" },
  strata: { fr: "strates", en: "strata" },
  clusters: { fr: "grappes", en: "clusters" },
  residualDf: { fr: "degrés de liberté", en: "degrees of freedom" },
} as const satisfies Record<string, Label>;

/** The title of a table of one of several models. */
export const ofOutcome = (title: Label, outcome: Label): Label => ({
  fr: `${title.fr} (${outcome.fr})`,
  en: `${title.en} (${outcome.en})`,
});

/** A name with a capital letter, and after it what else is to be told. */
export const capitalised = (name: Label, rest: Label): Label =>
  both(({ language }) => {
    const text = name[language];
    return `${text[0]!.toUpperCase()}${text.slice(1)}${language === "fr" ? " ; " : "; "}${rest[language]}`;
  });

/** What stars after a number mean. */
export const starLegend = (stars: readonly { readonly below: number; readonly mark: string }[]): Label =>
  both((reader) => `${stars.map(({ below, mark }) => `${mark} p < ${reader.exact(below)}`).join(", ")}.`);

/** Under a forest plot: what is drawn, with which interval, from how many rows. */
export const forestCaption = (name: Label, interval: Label, sizes: readonly number[]): Label =>
  both((reader) => {
    const { language } = reader;
    const counts = listOf([...new Set(sizes.map((size) => reader.number(size)))], "and", language);
    const text = name[language];
    return `${text[0]!.toUpperCase()}${text.slice(1)}, ${interval[language]}${language === "fr" ? " ; " : "; "}n = ${counts}.`;
  });
