import { basename } from "node:path";
import type { Origin } from "../samples/sample.ts";
import type { Provenance } from "../sources/files/provenance.ts";
import type { Label } from "../text/language.ts";
import { formatNumber } from "../text/numbers.ts";

/** The first line of every output: whether the data are synthetic, their seed, rows and files. */
export function dataLine({ provenance, dataset, rows }: Origin): Label {
  const { kind, seed } = provenance;
  const files = provenance.files.map((file) => basename(file)).join(", ");
  const named: Label =
    provenance.files.length > 1
      ? { fr: `fichiers ${files}`, en: `files ${files}` }
      : { fr: `fichier ${files}`, en: `file ${files}` };
  if (dataset === undefined) {
    const [count = 0] = rows.values();
    const { fr, en } = rowsOf(count);
    if (kind === "microdata") return { fr: `Données ${files} : ${fr}.`, en: `Data ${files}: ${en}.` };
    return {
      fr: `DONNÉES SYNTHÉTIQUES${seed === undefined ? "" : ` (graine ${seed})`} : aucune ligne n'est un vrai médecin. Fichier ${files} : ${fr}.`,
      en: `SYNTHETIC DATA${seed === undefined ? "" : ` (seed ${seed})`}: no row is a real doctor. File ${files}: ${en}.`,
    };
  }
  const listed = (language: "fr" | "en") =>
    [...rows].map(([wave, count]) => `${formatNumber(count, 0, language)} (${wave})`).join(", ");
  if (kind === "microdata")
    return {
      fr: `Microdonnées ${dataset} : lignes ${listed("fr")} ; ${named.fr}.`,
      en: `Microdata ${dataset}: rows ${listed("en")}; ${named.en}.`,
    };
  return {
    fr: `DONNÉES SYNTHÉTIQUES (${dataset}${seed === undefined ? "" : `, graine ${seed}`}) : aucune ligne n'est un vrai médecin. Lignes ${listed("fr")} ; ${named.fr}.`,
    en: `SYNTHETIC DATA (${dataset}${seed === undefined ? "" : `, seed ${seed}`}): no row is a real doctor. Rows ${listed("en")}; ${named.en}.`,
  };
}

/** French has no plural below two. */
const rowsOf = (count: number): Label => ({
  fr: `${formatNumber(count, 0, "fr")} ligne${count < 2 ? "" : "s"}`,
  en: `${formatNumber(count, 0, "en")} row${count === 1 ? "" : "s"}`,
});

/** The short form that goes with every record of a CSV file. */
export function dataMark({ kind, seed }: Provenance): string {
  if (kind === "microdata") return "microdata";
  return seed === undefined ? "synthetic" : `synthetic, seed ${seed}`;
}
