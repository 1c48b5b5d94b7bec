import type { Fault } from "../errors.ts";
import type { Label } from "../language.ts";

/** Parts of a data set and of a catalog, as messages name them. */
export const sasParts = {
  header: { fr: "en-tête", en: "header" },
  page: { fr: "page", en: "page" },
  subheader: { fr: "description des données", en: "description of the data" },
  variables: { fr: "description des variables", en: "description of the variables" },
  texts: { fr: "textes de la description", en: "texts of the description" },
  rows: { fr: "lignes", en: "rows" },
  packedRow: { fr: "ligne compressée", en: "compressed row" },
  labels: { fr: "étiquettes de valeurs", en: "value labels" },
} as const satisfies Readonly<Record<string, Label>>;

/** What the texts of a file are written in is none that is read; the value is its number in SAS. */
export const sasEncodingNotRead: Fault = {
  what: {
    fr: "le codage des textes de ce fichier SAS n'est pas lu",
    en: "what the texts of this SAS file are written in is not read",
  },
  advice: {
    fr: "Nommez un codage proche par --encoding, ou enregistrez le fichier en UTF-8 depuis SAS",
    en: "Name a near encoding by --encoding, or save the file in UTF-8 from SAS",
  },
};

/** A text is not in this encoding; the value is its bytes as characters. */
export const sasTextNotInEncoding = (encoding: string): Fault => ({
  what: { fr: `ce texte n'est pas en ${encoding}`, en: `this text is not ${encoding}` },
  advice: {
    fr: "Nommez le codage du fichier par --encoding, par exemple windows-1252",
    en: "Name what the file is written in by --encoding, such as windows-1252",
  },
});
