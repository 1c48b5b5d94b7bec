import type { Fault } from "../errors.ts";
import type { Label } from "../language.ts";
import { both } from "../reader.ts";

/** How many tables a workbook has. */
export const tablesFound = (tables: number, sheets: number): Label => ({
  fr: `${tables} ${tables > 1 ? "tableaux" : "tableau"} dans ${sheets} ${sheets > 1 ? "feuilles" : "feuille"}`,
  en: `${tables} ${tables === 1 ? "table" : "tables"} in ${sheets} ${sheets === 1 ? "sheet" : "sheets"}`,
});

export const sheetsWithoutTable = (names: readonly string[]): Label =>
  both(({ language }) =>
    language === "fr"
      ? `Sans tableau, mais des mots : ${names.join(", ")}.`
      : `No table but words in: ${names.join(", ")}.`,
  );

export const hiddenSheets = (names: readonly string[]): Label => ({
  fr: `Feuilles masquées, lues aussi : ${names.join(", ")}.`,
  en: `Hidden sheets, read as well: ${names.join(", ")}.`,
});

export const hiddenCells = (sheet: string, rows: number, columns: number): Label => ({
  fr: `Feuille ${sheet} : ce qui est masqué n'est pas lu (lignes : ${rows}, colonnes : ${columns}).`,
  en: `Sheet ${sheet}: what is hidden is not read (rows: ${rows}, columns: ${columns}).`,
});

export const seeNumbers: Label = {
  fr: "Les nombres : avec --sheet, ou --format csv, json ou xlsx. Ce qui a été compris de chaque cellule : avec --explain.",
  en: "The numbers: with --sheet, or --format csv, json or xlsx. What each cell was understood as: with --explain.",
};

export const understoodSheets: Label = {
  fr: "Ce que les cellules sont",
  en: "What the cells are",
};

export const noTablesInText: Fault = {
  what: {
    fr: "les tableaux publiés se lisent dans un classeur, non dans un fichier de texte",
    en: "published tables are read from a workbook, not from a file of text",
  },
  advice: { fr: "Donnez un fichier .xlsx", en: "Give an .xlsx file" },
};
