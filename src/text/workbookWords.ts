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

/** What of an estimate a cell shows. */
export const partNames = {
  estimate: { fr: "estimation", en: "estimate" },
  se: { fr: "erreur type", en: "standard error" },
  low: { fr: "borne basse", en: "lower bound" },
  high: { fr: "borne haute", en: "upper bound" },
  p: { fr: "p", en: "p" },
  stars: { fr: "astérisques", en: "asterisks" },
  n: { fr: "n", en: "n" },
} as const satisfies Record<string, Label>;

/** The words of what is said of the publisher's workbook. */
export const workbookWords = {
  publishersWorkbook: { fr: "Classeur de l'éditeur", en: "The publisher's workbook" },
  publishedNumbers: { fr: "Nombres du classeur", en: "Numbers of the workbook" },
  notReproduced: {
    fr: "Nombres du classeur qui ne sont pas reproduits",
    en: "Numbers of the workbook that are not reproduced",
  },
  unmatched: {
    fr: "Nombres du classeur qui ne sont pas comparés",
    en: "Numbers of the workbook that are not compared",
  },
  unknownTables: {
    fr: "Tableaux du classeur que l'étude ne déclare pas",
    en: "Tables of the workbook that the study does not declare",
  },
  labels: { fr: "libellés", en: "labels" },
  label: { fr: "libellé", en: "label" },
  reason: { fr: "raison", en: "reason" },
  nearest: { fr: "les plus proches", en: "nearest" },
  shows: { fr: "grandeur", en: "quantity" },
  reference: { fr: "référence", en: "reference" },
} as const satisfies Record<string, Label>;
