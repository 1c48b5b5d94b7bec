import type { Fault } from "../errors.ts";
import type { Label } from "../language.ts";
import { quotable } from "../visible.ts";

export const noKindOfRows = (ends: readonly string[]): Fault => ({
  what: { fr: "des lignes ne s'écrivent pas dans ce format", en: "rows are not written in this format" },
  advice: {
    fr: `Donnez au fichier un nom en ${ends.join(", ")}`,
    en: `Name the file with one of the endings ${ends.join(", ")}`,
  },
});

export const textTooLong = (most: number): Fault => ({
  what: {
    fr: `ce texte a plus de ${most} caractères, qu'aucune cellule ne contient`,
    en: `this text has more than ${most} characters, which no cell holds`,
  },
  advice: { fr: "Écrivez un fichier .csv ou .parquet", en: "Write a .csv or .parquet file" },
});

export const infiniteNumber: Fault = {
  what: {
    fr: "ce nombre est infini, ce qu'un fichier .csv ou .xlsx ne sait pas dire",
    en: "this number is infinite, which a .csv or .xlsx file cannot say",
  },
  advice: { fr: "Écrivez un fichier .parquet ou .arrow", en: "Write a .parquet or .arrow file" },
};

export const noColumnWritten: Fault = {
  what: {
    fr: "le fichier n'a aucune colonne qui s'écrive",
    en: "the file has no column that can be written",
  },
};

/** Rows of which a reader of texts or sheets knows nothing. */
export const blankRows = (count: number): Label => ({
  fr: `Lignes sans aucune réponse, qui se lisent comme des lignes vides et ne comptent pas : ${count}`,
  en: `Rows without any answer, which are read as blank ones and do not count: ${count}`,
});

/** Levels that are read without the spaces around them. */
export const spacesLost = (column: string): Label => ({
  fr: `${quotable(column)} a des modalités qui commencent ou finissent par des espaces : elles se lisent sans eux`,
  en: `${quotable(column)} has levels that begin or end with spaces: they are read without them`,
});

export const declarationBeside: Fault = {
  what: {
    fr: "ce fichier existe déjà, et la déclaration des libellés y serait écrite",
    en: "this file exists already, and the declaration of the labels would be written there",
  },
  advice: {
    fr: "Donnez un autre nom au fichier des lignes, ou remplacez-le avec --force",
    en: "Name the file of rows otherwise, or replace it with --force",
  },
};

export const labelsIn = (declaration: string): Label => ({
  fr: `Libellés et codes de valeurs manquantes dans ${declaration}. À lire avec : panel describe --data ${declaration}`,
  en: `Labels and codes of missing answers are in ${declaration}. To read it: panel describe --data ${declaration}`,
});

export const syntheticRows: Label = {
  fr: "Ces lignes sont synthétiques, comme le dit le fichier d'origine",
  en: "These rows are synthetic, as the file that they come from says",
};

/** A declaration beside the rows that this conversion has not written. */
export const declarationOfOthers = (file: string): Label => ({
  fr: `${quotable(file)} n'a pas été écrit par cette conversion : s'il déclare ces lignes telles qu'elles étaient, supprimez-le`,
  en: `${quotable(file)} is not of this conversion: if it declares these rows as they were before, remove it`,
});
