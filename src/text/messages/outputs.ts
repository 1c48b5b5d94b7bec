import type { Fault } from "../errors.ts";
import type { Label } from "../language.ts";
import { quotable } from "../visible.ts";

export const notRegularFile: Fault = {
  what: { fr: "ce n'est pas un fichier ordinaire", en: "this is no regular file" },
  advice: { fr: "Vérifiez le chemin", en: "Check the path" },
};

/** `reason` is the system's code, or its message. */
export const unwritable = (reason: string): Fault => ({
  what: { fr: `l'écriture est impossible (${reason})`, en: `it cannot be written (${reason})` },
  advice: { fr: "Vérifiez le chemin", en: "Check the path" },
});

export const nothingWritten = (signal: string): Label => ({
  fr: `interruption (${signal}) ; rien n'est écrit`,
  en: `interrupted (${signal}); nothing is written`,
});

export const unclearFormat = (formats: readonly string[]): Fault => ({
  what: {
    fr: "le nom de la sortie ne dit pas son format",
    en: "the format of the output is not clear from its name",
  },
  advice: { fr: `Ajoutez --format ${formats.join("|")}`, en: `Add --format ${formats.join("|")}` },
});

/** `extension` is that of the format, where it has one. */
export const nameOfOtherFormat = (format: string, extension: string | undefined): Fault => ({
  what: {
    fr: `le nom de la sortie ne va pas avec le format ${format}`,
    en: `the name of the output does not fit the format ${format}`,
  },
  advice: extension
    ? { fr: `Nommez-la FICHIER${extension}`, en: `Name it FILE${extension}` }
    : { fr: "Donnez-lui une autre extension", en: "Give it another extension" },
});

/** A format that no terminal shows, and the flag that names a file. */
export const needsFile = (format: string, flag: string): Fault => ({
  what: { fr: `le format ${format} a besoin d'un fichier`, en: `the format ${format} needs a file` },
  advice: { fr: `Nommez-le avec ${flag} FICHIER.${format}`, en: `Name it with ${flag} FILE.${format}` },
});

export const dialectOfCsv = (format: string): Fault => ({
  what: {
    fr: `seul un CSV a un dialecte, et la sortie est au format ${format}`,
    en: `only CSV has a dialect, and the output is in the format ${format}`,
  },
  advice: {
    fr: "Ajoutez --format csv, ou retirez --csv-dialect",
    en: "Add --format csv, or leave --csv-dialect out",
  },
});

export const overwritesRead: Fault = {
  what: {
    fr: "la sortie remplacerait les données ou un autre fichier que ce calcul lit",
    en: "the output would overwrite the data or another file that this run reads",
  },
  advice: { fr: "Choisissez un autre --out", en: "Choose another --out" },
};

export const sameOutput: Fault = {
  what: { fr: "deux sorties désignent le même fichier", en: "two outputs are the same file" },
  advice: { fr: "Donnez-leur des noms différents", en: "Give them different names" },
};

export const notOfReport: Fault = {
  what: {
    fr: "aucun rapport n'a écrit ce fichier tel qu'il est",
    en: "no report wrote this file as it is",
  },
  advice: {
    fr: "Choisissez un autre --out, ou remplacez-le avec --force",
    en: "Choose another --out, or replace it with --force",
  },
};

export const writtenByAnother = (folder: string): Fault => ({
  what: { fr: "un autre calcul écrit ce fichier", en: "another run is writing this file" },
  advice: {
    fr: `Attendez sa fin ; s'il n'y en a pas, supprimez ${quotable(folder)}`,
    en: `Wait for its end; if there is none, remove ${quotable(folder)}`,
  },
});

export const leftoverCleared = (folder: string): Label => ({
  fr: `Un calcul interrompu pendant l'écriture avait laissé ${quotable(folder)}, supprimé ; ses sorties peuvent dater de calculs différents`,
  en: `A run that was interrupted while it wrote had left ${quotable(folder)}, which is cleared; its outputs may be of different runs`,
});

export const tableAlone: Label = {
  fr: "Le CSV contient le tableau seul ; les tests et les autres tableaux sont dans les autres formats",
  en: "The CSV holds the table alone; tests and further tables are in the other formats",
};

/** What is more than a sheet holds. */
export const sheetTooLarge = (rows: number, columns: number, most: readonly [number, number]): Fault => ({
  what: {
    fr: `une feuille de classeur a au plus ${most[0]} lignes et ${most[1]} colonnes, il en faudrait ${rows} et ${columns}`,
    en: `a sheet of a workbook has at most ${most[0]} rows and ${most[1]} columns, and ${rows} and ${columns} are needed`,
  },
  advice: { fr: "Choisissez un fichier CSV", en: "Choose a CSV file" },
});

/** What a document for word processors does not hold. */
export const documentTooLong = (rows: number, most: number): Fault => ({
  what: {
    fr: `un tableau d'un document a au plus ${most} lignes, il en faudrait ${rows}`,
    en: `a table of a document has at most ${most} rows, and ${rows} are needed`,
  },
  advice: { fr: "Choisissez un fichier CSV ou un classeur", en: "Choose a CSV file or a workbook" },
});

/** How many texts a workbook does not hold whole. */
export const textsCut = (count: number, most: number): Label => ({
  fr: `Cellules dont le texte est coupé après ${most} caractères : ${count}`,
  en: `Cells whose text is cut after ${most} characters: ${count}`,
});

export const writtenTo = (file: string): Label => ({ fr: `Écrit dans ${file}`, en: `Written to ${file}` });
