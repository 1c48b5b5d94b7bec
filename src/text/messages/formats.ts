import type { Fault } from "../errors.ts";

/** The bytes are not those of the format that the name of the file tells; `format` names it, such as Stata. */
export const notOfFormat = (format: string): Fault => ({
  what: { fr: `ce n'est pas un fichier ${format}`, en: `this is no ${format} file` },
  advice: {
    fr: "Vérifiez d'où il vient, et que son extension est la bonne",
    en: "Check where it comes from, and that its name ends as it should",
  },
});

/** A version of a format that is not read; `read` are those that are. */
export const versionNotRead = (format: string, read: string): Fault => ({
  what: {
    fr: `cette version du format ${format} n'est pas lue`,
    en: `this version of the ${format} format is not read`,
  },
  advice: {
    fr: `Enregistrez le fichier dans une version lue : ${read}`,
    en: `Save the file in a version that is read: ${read}`,
  },
});

/** The file ends before what it announces. */
export const cutShort = (format: string): Fault => ({
  what: {
    fr: `ce fichier ${format} est incomplet : il s'arrête avant la fin de ses données`,
    en: `this ${format} file is cut short: it ends before its data do`,
  },
  advice: { fr: "Copiez-le ou téléchargez-le de nouveau", en: "Copy or download it again" },
});

/** A part of the file contradicts the format; `part` names it. */
export const damagedPart = (format: string, part: { readonly fr: string; readonly en: string }): Fault => ({
  what: {
    fr: `ce fichier ${format} est endommagé (${part.fr})`,
    en: `this ${format} file is damaged (${part.en})`,
  },
  advice: {
    fr: "Copiez-le de nouveau, ou enregistrez-le encore depuis le logiciel qui l'a écrit",
    en: "Copy it again, or save it again from the program that wrote it",
  },
});

export const noEncodingOfStored: Fault = {
  what: { fr: "ce format dit lui-même son encodage", en: "this format tells its encoding itself" },
  advice: { fr: "Retirez --encoding", en: "Leave out --encoding" },
};

/** What is said of the layout of a text or a sheet, of which such a file has none; `flag` is --skip, say. */
export const noLayoutOfStored = (flag: string): Fault => ({
  what: {
    fr: `un fichier de ce format connaît ses variables : ${flag} ne s'y applique pas`,
    en: `a file of this format knows its variables: ${flag} does not apply`,
  },
  advice: { fr: `Retirez ${flag}`, en: `Leave out ${flag}` },
});

/** What the texts of a file are written in is none that is read; the value is its name, or its number in SAS. */
export const encodingNotRead: Fault = {
  what: {
    fr: "le codage des textes de ce fichier n'est pas lu",
    en: "what the texts of this file are written in is not read",
  },
  advice: {
    fr: "Nommez un codage proche par --encoding, ou enregistrez le fichier en UTF-8",
    en: "Name a near encoding by --encoding, or save the file in UTF-8",
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

export const catalogOfOther: Fault = {
  what: {
    fr: "un catalogue ne se joint qu'à un fichier .sas7bdat",
    en: "a catalog goes with a .sas7bdat file alone",
  },
  advice: { fr: "Retirez --catalog", en: "Leave out --catalog" },
};
