import { basename } from "node:path";
import type { Dataset } from "../sources/dataset.ts";
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

/** The short form that goes with every record of a CSV file. */
export function dataMark({ provenance }: Dataset): string {
  if (provenance.kind === "microdata") return "microdata";
  return provenance.seed === undefined ? "synthetic" : `synthetic, seed ${provenance.seed}`;
}
