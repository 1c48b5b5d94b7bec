import type { Fault } from "../errors.ts";

export const duckdbAbsent: Fault = {
  what: {
    fr: "DuckDB, qui lit ces données, n'est pas installé",
    en: "DuckDB, which reads these data, is not installed",
  },
  advice: {
    fr: "Installez-le à côté de panel : npm install -g @duckdb/node-api",
    en: "Install it beside panel: npm install -g @duckdb/node-api",
  },
};

/** What a database says of a query, or of a file. */
export const databaseRefused: Fault = {
  what: { fr: "la base de données refuse", en: "the database refuses" },
};

export const columnTypeUnknown: Fault = {
  what: {
    fr: "cette colonne est d'un type qui ne contient pas de réponses",
    en: "this column is of a type that holds no answers",
  },
  advice: {
    fr: "Convertissez-la en nombre, en texte ou en date dans la base",
    en: "Convert it into a number, a text or a date in the database",
  },
};

/** Of files whose columns have different types. */
export const columnOfSomeFiles: Fault = {
  what: {
    fr: "cette colonne d'un autre des fichiers manque dans celui-ci",
    en: "this column of another of the files is not in this one",
  },
  advice: {
    fr: "Lisez ce fichier à part, ou donnez à tous les mêmes colonnes",
    en: "Read this file by itself, or give all of them the same columns",
  },
};

export const tableToChoose = (names: readonly string[]): Fault => ({
  what: { fr: "la base de données a plusieurs tables", en: "the database has several tables" },
  advice: {
    fr: `Choisissez-en une avec --table : ${names.join(", ")}`,
    en: `Choose one with --table: ${names.join(", ")}`,
  },
});

export const tableAbsent = (names: readonly string[]): Fault => ({
  what: { fr: "la base de données n'a pas cette table", en: "the database has no such table" },
  advice:
    names.length > 0 ? { fr: `Elle a : ${names.join(", ")}`, en: `It has: ${names.join(", ")}` } : undefined,
});

export const engineOfOther: Fault = {
  what: {
    fr: "DuckDB ne lit ici que des fichiers .csv, .tsv, .txt, .parquet et .duckdb",
    en: "DuckDB reads .csv, .tsv, .txt, .parquet and .duckdb files here",
  },
  advice: { fr: "Retirez --engine", en: "Leave out --engine" },
};

export const engineOfDatabase: Fault = {
  what: { fr: "DuckDB seul lit ces données", en: "DuckDB alone reads these data" },
  advice: { fr: "Retirez --engine memory", en: "Leave out --engine memory" },
};

export const tableOfDatabase: Fault = {
  what: {
    fr: "--table nomme une table d'un fichier .duckdb, et les données n'en sont pas un",
    en: "--table names a table of a .duckdb file, and the data are none",
  },
  advice: {
    fr: "Retirez --table ; avec --database, c'est --data qui nomme la table",
    en: "Leave out --table; with --database it is --data that names the table",
  },
};
