import type { Fault } from "../errors.ts";
import type { Label } from "../language.ts";

export const reportWritten = (folder: string): Label => ({
  fr: `Rapport écrit dans ${folder}`,
  en: `Report written to ${folder}`,
});

export const figuresFound = (found: number, all: number): Label => ({
  fr: `${found} chiffres sur ${all}`,
  en: `${found} of ${all} figures`,
});

export const panelIsWorkbook: Fault = {
  what: { fr: "le panel s'écrit en .xlsx", en: "the panel is written as .xlsx" },
};

export const generating: Label = {
  fr: "Création du panel synthétique ; cela prend quelques dizaines de secondes",
  en: "Generating the synthetic panel; this takes some tens of seconds",
};

export const panelWritten = (seed: number, file: string): Label => ({
  fr: `Panel synthétique (graine ${seed}) écrit dans ${file}`,
  en: `Synthetic panel (seed ${seed}) written to ${file}`,
});
