import { basename } from "node:path";
import type { Dataset, Provenance } from "../sources/datasets/dataset.ts";
import type { Language } from "../text/language.ts";
import { formatNumber } from "../text/numbers.ts";

/** The first line of every output: whether the data are synthetic, their seed, rows and files. */
export function dataLine({ description, provenance, waves }: Dataset, language: Language): string {
  const rows = [...waves.values()]
    .map(({ name, keys }) => `${formatNumber(keys.length, 0, language)} (${name})`)
    .join(", ");
  const files = provenance.files.map((file) => basename(file)).join(", ");
  const { id } = description;
  if (provenance.kind === "microdata")
    return language === "fr"
      ? `Microdonnées ${id} : lignes ${rows} ; fichier ${files}.`
      : `Microdata ${id}: rows ${rows}; file ${files}.`;
  const seed = provenance.seed;
  return language === "fr"
    ? `DONNÉES SYNTHÉTIQUES (${id}${seed === undefined ? "" : `, graine ${seed}`}) : aucune ligne n'est un vrai médecin. Lignes ${rows} ; fichier ${files}.`
    : `SYNTHETIC DATA (${id}${seed === undefined ? "" : `, seed ${seed}`}): no row is a real doctor. Rows ${rows}; file ${files}.`;
}

/** The first line of what is computed from a file without a declaration. */
export function fileLine(provenance: Provenance, rows: number, language: Language): string {
  const files = provenance.files.map((file) => basename(file)).join(", ");
  const count = formatNumber(rows, 0, language);
  if (provenance.kind === "microdata")
    return language === "fr" ? `Données ${files} : ${count} lignes.` : `Data ${files}: ${count} rows.`;
  const { seed } = provenance;
  return language === "fr"
    ? `DONNÉES SYNTHÉTIQUES${seed === undefined ? "" : ` (graine ${seed})`} : aucune ligne n'est un vrai médecin. Fichier ${files} : ${count} lignes.`
    : `SYNTHETIC DATA${seed === undefined ? "" : ` (seed ${seed})`}: no row is a real doctor. File ${files}: ${count} rows.`;
}

/** The short form that goes with every record of a CSV file. */
export function dataMark({ provenance }: Pick<Dataset, "provenance">): string {
  if (provenance.kind === "microdata") return "microdata";
  return provenance.seed === undefined ? "synthetic" : `synthetic, seed ${provenance.seed}`;
}
