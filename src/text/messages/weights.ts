import type { Fault } from "../errors.ts";
import type { Label } from "../language.ts";
import { formatExact } from "../numbers.ts";
import { both } from "../reader.ts";
import { lonelyNames } from "./designs.ts";

export const boundsLoseSum = (mean: number): Fault => ({
  what: {
    fr: "les poids ne peuvent pas tous être dans les bornes en gardant leur somme",
    en: "the weights cannot all be within the bounds and keep their sum",
  },
  advice: {
    fr: `Leur moyenne est ${formatExact(mean, "fr")}, et doit être comprise entre les bornes`,
    en: `Their mean is ${mean}, which must lie between the bounds`,
  },
});

export const cannotTrim: Fault = {
  what: {
    fr: "les poids ne peuvent pas être tronqués à ces bornes",
    en: "the weights cannot be trimmed to these bounds",
  },
};

const mostClasses = 5;

/** How many weighting classes nobody responded in. */
export const silentClasses = (count: number): Fault => ({
  what: {
    fr: "personne n'a répondu dans un groupe de réponse homogène",
    en: "nobody responded in a weighting class",
  },
  advice:
    count > mostClasses
      ? {
          fr: `Il y a ${count} groupes dans ce cas ; réunissez-les à d'autres`,
          en: `There are ${count} such classes; merge them with others`,
        }
      : {
          fr: count > 1 ? "Réunissez ces groupes à d'autres" : "Réunissez ce groupe à un autre",
          en: "merge them with others",
        },
});

const methods = {
  jackknife: { fr: "un jackknife", en: "a jackknife" },
  bootstrap: { fr: "un bootstrap", en: "a bootstrap" },
} satisfies Record<string, Label>;

export const needsNoStrata = (strata: number): Fault => ({
  what: {
    fr: "jk1 s'applique aux échantillons sans strates",
    en: "jk1 is for samples without strata",
  },
  found: { fr: `${strata} strates`, en: `${strata} strata` },
  advice: { fr: "Prenez la méthode jkn", en: "Take the method jkn" },
});

/** The stratum's name is empty where there are no strata. */
export const needsPairs = (clusters: number, stratum: string): Fault => ({
  what: {
    fr: "les demi-échantillons équilibrés demandent deux grappes dans chaque strate",
    en: "balanced half samples need two clusters in every stratum",
  },
  found: {
    fr: `${clusters} dans ${stratum || "l'échantillon"}`,
    en: `${clusters} in ${stratum || "the sample"}`,
  },
  advice: {
    fr: "Prenez la méthode jkn ou bootstrap, ou appariez les grappes en strates de deux",
    en: "Take the method jkn or bootstrap, or pair the clusters in strata of two",
  },
});

export const needsNoCorrection: Fault = {
  what: {
    fr: "les demi-échantillons équilibrés n'ont pas de correction de population finie",
    en: "balanced half samples have no finite population correction",
  },
  advice: { fr: "Retirez --fpc", en: "Leave out --fpc" },
};

export const cannotLeaveOut = (method: keyof typeof methods, strata: readonly string[]): Fault => ({
  what: {
    fr: `des strates n'ont qu'une grappe (ou un répondant), que ${methods[method].fr} ne peut pas retirer`,
    en: `strata hold a single cluster (or respondent), which ${methods[method].en} cannot leave out`,
  },
  found: lonelyNames(strata),
  advice: { fr: "Réunissez-les à d'autres", en: "Merge them with others" },
});

export const noRecordedMargins: Fault = {
  what: { fr: "aucune marge n'est consignée ici", en: "this tells of no margins" },
  advice: { fr: "Nommez un fichier CSV ou un classeur", en: "Name a CSV file or a workbook" },
};

export const noHistory = (found: Label): Fault => ({
  what: {
    fr: "ce fichier ne dit pas comment des poids ont été obtenus",
    en: "this does not tell how weights were made",
  },
  found,
  advice: {
    fr: "Il est écrit par panel weight ; refaites-le, ou déplacez-le",
    en: "It is written by panel weight; make it again, or move it away",
  },
});

/** Why a file's content is no JSON, given the message of the parser or of the system. */
export const notJson = (message: string): Label => {
  const position = /at position (\d+)/.exec(message)?.[1];
  const code = /^E[A-Z]+(?=:)/.exec(message)?.[0];
  return {
    fr:
      code === undefined
        ? `ce n'est pas du JSON${position === undefined ? "" : ` (au caractère ${Number(position) + 1})`}`
        : `le fichier ne peut pas être lu (${code})`,
    en: message,
  };
};

/** A fault in one field of a document, or in all of it where the path is empty. */
export const inField = (path: string, fault: Label): Label =>
  both(({ language, say }) =>
    language === "fr" ? `${path || "l'ensemble"} : ${say(fault)}` : `${path || "the whole"}: ${say(fault)}`,
  );

/** Parts of a workbook that are not written again. */
export const workbookParts = {
  charts: { fr: "les graphiques", en: "charts" },
  macros: { fr: "les macros", en: "macros" },
  pivots: { fr: "les tableaux croisés dynamiques", en: "pivot tables" },
  objects: { fr: "les objets incorporés", en: "embedded objects" },
  links: { fr: "les liens vers d'autres sources", en: "links to other sources" },
  threads: { fr: "les fils de commentaires", en: "threaded comments" },
} as const;

export const partsLost = (file: string, parts: readonly Label[]): Label => ({
  fr: `${file} ne contient plus de l'original : ${parts.map(({ fr }) => fr).join(", ")}`,
  en: `${file} lacks what the original has: ${parts.map(({ en }) => en).join(", ")}`,
});
