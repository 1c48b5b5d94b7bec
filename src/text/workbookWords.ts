import type { Label } from "./language.ts";

/** What the cells of a sheet are. */
export const cellPartNames = {
  title: { fr: "titre", en: "title" },
  unit: { fr: "unité", en: "unit" },
  header: { fr: "en-tête", en: "header" },
  stub: { fr: "libellé de ligne", en: "row label" },
  body: { fr: "valeur", en: "value" },
  note: { fr: "note", en: "note" },
  words: { fr: "hors tableau", en: "in no table" },
} as const satisfies Record<string, Label>;

export const noteKindNames = {
  note: { fr: "note", en: "note" },
  reading: { fr: "lecture", en: "reading" },
  field: { fr: "champ", en: "field" },
  source: { fr: "source", en: "source" },
  footnote: { fr: "renvoi", en: "footnote" },
} as const satisfies Record<string, Label>;
