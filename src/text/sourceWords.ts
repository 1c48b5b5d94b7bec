import type { Label } from "./language.ts";

/** Why a claim cannot be checked. */
export const reasonNames = {
  opinion: { fr: "avis", en: "opinion" },
  cause: { fr: "lien de cause", en: "causal" },
  measure: { fr: "le panel ne le mesure pas", en: "not measured by the panel" },
  population: { fr: "autre population", en: "other population" },
  period: { fr: "autre période", en: "other period" },
  testimony: { fr: "témoignage", en: "testimony" },
  definition: { fr: "définition", en: "definition" },
  question: { fr: "question", en: "question" },
  forecast: { fr: "prévision", en: "forecast" },
} satisfies Record<string, Label>;

/** In what a claim differs from the figure whose value it has. */
export const attributeNames = {
  year: { fr: "année", en: "year" },
  variable: { fr: "variable", en: "variable" },
  level: { fr: "modalité", en: "level" },
  base: { fr: "base", en: "base" },
} satisfies Record<string, Label>;

export const interestNames = {
  none: { fr: "aucun", en: "none" },
  "professional-body": { fr: "profession", en: "professional body" },
  vendor: { fr: "vendeur", en: "vendor" },
} satisfies Record<string, Label>;

/** Of a row on what its own vendor sells. */
export const ownProduct: Label = { fr: "VENDEUR, sur son produit", en: "VENDOR, own product" };

export const designNames = {
  "none-given": { fr: "non dite", en: "none given" },
  thesis: { fr: "thèse", en: "thesis" },
  questionnaire: { fr: "questionnaire", en: "questionnaire" },
  diary: { fr: "relevé", en: "diary" },
  poll: { fr: "sondage", en: "poll" },
  testimony: { fr: "témoignage", en: "testimony" },
  derived: { fr: "déduit", en: "derived" },
  opinion: { fr: "avis", en: "opinion" },
} satisfies Record<string, Label>;

/** What is said of figures that have no value beside them. */
export const relationNames = {
  "=": { fr: "=", en: "=" },
  "<": { fr: "<", en: "<" },
  ">": { fr: ">", en: ">" },
  up: { fr: "hausse", en: "up" },
  down: { fr: "baisse", en: "down" },
  stable: { fr: "stable", en: "stable" },
  first: { fr: "en tête", en: "first" },
} satisfies Record<string, Label>;
