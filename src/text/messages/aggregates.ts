import type { Fault } from "../errors.ts";

/** Covariances HC2 and HC3 need the leverage of each row. */
export const leveragesOfRows: Fault = {
  what: {
    fr: "cette covariance demande chaque ligne, et la base de données n'en donne que des groupes",
    en: "this covariance needs every row, and the database gives groups of them",
  },
  advice: {
    fr: "Utilisez HC0, HC1, CR1 ou la covariance du plan",
    en: "Use HC0, HC1, CR1 or the covariance of the design",
  },
};
