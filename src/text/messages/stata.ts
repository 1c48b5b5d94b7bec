import type { Label } from "../language.ts";

/** The parts of a .dta file that a message names as damaged. */
export const stataParts = {
  section: (name: string): Label => ({ fr: `section ${name}`, en: `section ${name}` }),
  types: { fr: "types des variables", en: "types of the variables" },
  valueLabels: { fr: "étiquettes de valeurs", en: "value labels" },
  longTexts: { fr: "textes longs, strL", en: "long texts, strL" },
} as const;
