import type { Label } from "../language.ts";

/** The words of a workbook of published data. */
export const bookWords = {
  contents: { fr: "Sommaire", en: "Contents" },
  figures: { fr: "Chiffres", en: "Figures" },
  findings: { fr: "Constats", en: "Findings" },
  inPercent: { fr: "En %", en: "In %" },
  estimate: { fr: "estimation", en: "estimate" },
  inWords: { fr: "publié (mots ou bornes)", en: "published (words or bounds)" },
  stars: { fr: "seuil", en: "stars" },
  unavailable: { fr: "nd", en: "n/a" },
  stated: { fr: "énoncé", en: "stated" },
} as const satisfies Record<string, Label>;

/** The sign that a statement gives to a comparison, as no spreadsheet takes for a number. */
export const statedSigns = {
  "+": { fr: "plus", en: "more" },
  "-": { fr: "moins", en: "less" },
  "0": { fr: "ns", en: "n.s." },
} as const satisfies Record<string, Label>;

export const lowOf = ({ fr, en }: Label): Label => ({ fr: `${fr} (bas)`, en: `${en} (low)` });
export const highOf = ({ fr, en }: Label): Label => ({ fr: `${fr} (haut)`, en: `${en} (high)` });
