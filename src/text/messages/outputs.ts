import type { Fault } from "../errors.ts";
import type { Label } from "../language.ts";

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

export const workbookNeedsFile: Fault = {
  what: { fr: "un classeur a besoin d'un fichier", en: "a workbook needs a file" },
  advice: { fr: "Nommez-le avec --out FICHIER.xlsx", en: "Name it with --out FILE.xlsx" },
};

export const overwritesData: Fault = {
  what: { fr: "la sortie remplacerait les données", en: "the output would overwrite the data" },
  advice: { fr: "Choisissez un autre --out", en: "Choose another --out" },
};

export const tableAlone: Label = {
  fr: "Le CSV contient le tableau seul ; les tests et les autres tableaux sont dans les autres formats",
  en: "The CSV holds the table alone; tests and further tables are in the other formats",
};

/** How many texts a workbook does not hold whole. */
export const textsCut = (count: number, most: number): Label => ({
  fr: `Cellules dont le texte est coupé après ${most} caractères : ${count}`,
  en: `Cells whose text is cut after ${most} characters: ${count}`,
});

export const writtenTo = (file: string): Label => ({ fr: `Écrit dans ${file}`, en: `Written to ${file}` });
