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
