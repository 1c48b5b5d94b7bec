import type { Fault } from "../errors.ts";
import type { Label } from "../language.ts";

export const noResults: Fault = {
  what: { fr: "aucun résultat ne s'y trouve", en: "no results are found there" },
  advice: {
    fr: "Donnez un document de panel (--format json), un CSV, ou le dossier d'un rapport",
    en: "Give a document of panel (--format json), a CSV, or the folder of a report",
  },
};

export const nothingInCommon: Fault = {
  what: {
    fr: "les deux n'ont aucun tableau de résultats en commun",
    en: "the two have no table of results in common",
  },
  advice: {
    fr: "Comparez deux documents, deux CSV ou deux dossiers de la même commande",
    en: "Compare two documents, two CSV files or two folders of the same command",
  },
};

export const changesFound: Label = { fr: "Changements", en: "Changes" };

export const comparedValues = (
  changes: number,
  compared: number,
  records: number,
  tolerance: number,
): Label => ({
  fr: `${changes === 0 ? "Rien n'a changé" : changes === 1 ? "1 changement" : `${changes} changements`} : ${compared} valeurs de ${records} enregistrements comparées, à ${tolerance} près en valeur relative.`,
  en: `${changes === 0 ? "Nothing has changed" : changes === 1 ? "1 change" : `${changes} changes`}: ${compared} values of ${records} records compared, with a relative tolerance of ${tolerance}.`,
});

export const wordsNotCompared: Label = {
  fr: "Les libellés, titres et notes, qui dépendent de la langue, ne sont pas comparés.",
  en: "Labels, titles and notes, which depend on the language, are not compared.",
};

export const changeKinds = {
  changed: { fr: "changé", en: "changed" },
  added: { fr: "ajouté", en: "added" },
  removed: { fr: "disparu", en: "removed" },
} as const satisfies Record<string, Label>;

export const changeTitles = {
  kind: { fr: "changement", en: "change" },
  table: { fr: "tableau", en: "table" },
  record: { fr: "résultat", en: "result" },
  field: { fr: "champ", en: "field" },
  before: { fr: "avant", en: "before" },
  after: { fr: "après", en: "after" },
  share: { fr: "écart relatif", en: "relative difference" },
} as const satisfies Record<string, Label>;

export const inputTitles = {
  inputs: { fr: "Fichiers lus qui diffèrent", en: "Files read that differ" },
  name: { fr: "fichier", en: "file" },
} as const satisfies Record<string, Label>;

/** Of two runs that did not read the same: files that are known to differ. */
export const inputsDiffer = (names: readonly string[]): Label => ({
  fr: `Les deux exécutions n'ont pas lu les mêmes données : ${names.join(", ")}.`,
  en: `The two runs did not read the same data: ${names.join(", ")}.`,
});
