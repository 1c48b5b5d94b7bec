import type { Fault } from "../errors.ts";
import type { Label } from "../language.ts";

/** Parts of a system file and of a portable file, as messages name them. */
export const spssParts = {
  header: { fr: "en-tête", en: "header" },
  record: { fr: "enregistrement du dictionnaire", en: "record of the dictionary" },
  variables: { fr: "description des variables", en: "description of the variables" },
  longStrings: { fr: "description des longs textes", en: "description of the long strings" },
  valueLabels: { fr: "étiquettes de valeurs", en: "value labels" },
  blocks: { fr: "blocs compressés", en: "compressed blocks" },
  characters: { fr: "table des caractères", en: "table of characters" },
  number: { fr: "nombre", en: "number" },
  text: { fr: "texte", en: "text" },
  moreRows: { fr: "plus de lignes qu'il n'en annonce", en: "more rows than it announces" },
} as const satisfies Readonly<Record<string, Label>>;

export const encryptedFile: Fault = {
  what: {
    fr: "ce fichier SPSS est protégé par un mot de passe",
    en: "this SPSS file is protected by a password",
  },
  advice: {
    fr: "Ouvrez-le dans SPSS et enregistrez-le sans mot de passe",
    en: "Open it in SPSS and save it without a password",
  },
};

/** What the texts of a file are written in is none that is read; the value is its name. */
export const encodingNotRead: Fault = {
  what: {
    fr: "le codage des textes de ce fichier n'est pas lu",
    en: "what the texts of this file are written in is not read",
  },
  advice: {
    fr: "Nommez un codage proche par --encoding, ou enregistrez le fichier en Unicode depuis SPSS",
    en: "Name a near encoding by --encoding, or save the file in Unicode from SPSS",
  },
};

/** A text is not in this encoding; the value is the text as far as it can be read. */
export const textNotInEncoding = (encoding: string): Fault => ({
  what: { fr: `ce texte n'est pas en ${encoding}`, en: `this text is not ${encoding}` },
  advice: {
    fr: "Nommez le codage du fichier par --encoding, par exemple windows-1252",
    en: "Name what the file is written in by --encoding, such as windows-1252",
  },
});
