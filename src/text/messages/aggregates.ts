import type { Fault } from "../errors.ts";

/** Robust covariances square each row's own score. */
export const squaresOfRows: Fault = {
  what: {
    fr: "cette covariance demande chaque ligne, et la base de données n'en donne que des groupes",
    en: "this covariance needs every row, and the database gives groups of them",
  },
  advice: {
    fr: "Utilisez --vcov design, CR1 ou model, ou lisez les lignes avec --engine memory",
    en: "Use --vcov design, CR1 or model, or read the rows by --engine memory",
  },
};
