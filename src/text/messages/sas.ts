import type { Label } from "../language.ts";

/** Parts of a data set and of a catalog, as messages name them. */
export const sasParts = {
  header: { fr: "en-tête", en: "header" },
  page: { fr: "page de données", en: "page of data" },
  subheader: { fr: "description des données", en: "description of the data" },
  variables: { fr: "description des variables", en: "description of the variables" },
  texts: { fr: "textes de la description", en: "texts of the description" },
  rows: { fr: "lignes", en: "rows" },
  packedRow: { fr: "ligne compressée", en: "compressed row" },
  labels: { fr: "étiquettes de valeurs", en: "value labels" },
} as const satisfies Readonly<Record<string, Label>>;
