import type { Fault } from "../errors.ts";
import type { Label } from "../language.ts";

export const correctionOfWave = (wave: string): Fault => ({
  what: {
    fr: `la vague ${wave} a une correction de population finie, que des vagues réunies ne peuvent pas avoir`,
    en: `the wave ${wave} has a finite population correction, which waves together cannot have`,
  },
  advice: {
    fr: "Retirez fpc du dataset.yaml pour comparer des vagues",
    en: "Leave fpc out of the dataset.yaml to compare waves",
  },
});

const declareCorrection: Label = {
  fr: "Déclarez-la dans le dataset.yaml : fpc nomme la colonne de l'effectif de la strate, ou de son taux de sondage",
  en: "Declare it in the dataset.yaml: fpc names the column of the stratum's size, or of its sampling fraction",
};

/** The stratum's name is empty where there are no strata. */
export const sizeUntold = (wave: string, stratum: string): Fault => ({
  what: {
    fr: `les poids de la vague ${wave} ne dépassent pas le nombre de répondants${stratum === "" ? "" : ` dans la strate « ${stratum} »`}, si bien que leur somme n'est pas l'effectif de la population`,
    en: `the weights of wave ${wave} add up to no more than the respondents${stratum === "" ? "" : ` of the stratum "${stratum}"`}, so that their sum is no size of the population`,
  },
  advice: declareCorrection,
});

export const clustersUntold = (wave: string): Fault => ({
  what: {
    fr: `la vague ${wave} a des grappes, et la somme des poids ne dit pas combien la population en a`,
    en: `wave ${wave} has clusters, and the sum of its weights does not tell how many the population has`,
  },
  advice: declareCorrection,
});

export const calibrationUndeclared: Fault = {
  what: {
    fr: "aucune vague ne dit sur quelles variables ses poids ont été calés",
    en: "no wave tells the variables that its weights were calibrated on",
  },
  advice: {
    fr: "Nommez-les dans le dataset.yaml, au champ calibrated de chaque vague dont les poids sont calés",
    en: "Name them in the dataset.yaml, in the field calibrated of each wave whose weights are",
  },
};

const giveCorrections: Label = {
  fr: "Donnez pour chaque strate le nombre de grappes (ou de lignes) de la population, ou le taux de sondage",
  en: "Give each stratum's number of clusters (or rows) in the population, or its sampling fraction",
};

export const mixedCorrections: Fault = {
  what: {
    fr: "les corrections de population finie mêlent des effectifs et des taux",
    en: "finite population corrections mix sizes and fractions",
  },
  advice: giveCorrections,
};

/** The stratum's name is empty where there are no strata. */
export const correctionVaries = (stratum: string): Fault => ({
  what: {
    fr: `la correction de population finie varie au sein ${stratum === "" ? "de l'échantillon, qui n'a pas de strates" : `de la strate « ${stratum} »`}`,
    en: `the finite population correction varies within ${stratum === "" ? "the sample, which has no strata" : `the stratum "${stratum}"`}`,
  },
  advice: {
    fr: "C'est une propriété de la strate. Pour un sondage à deux degrés, donnez celle du premier degré seule",
    en: "It is a property of the stratum. For a sample in two stages give the first stage's alone",
  },
});

/** The stratum's name is empty where there are no strata. */
export const largerThanPopulation = (stratum: string): Fault => ({
  what: {
    fr: `${stratum === "" ? "l'échantillon" : `la strate « ${stratum} »`} a plus de grappes que sa population`,
    en: `${stratum === "" ? "the sample" : `the stratum "${stratum}"`} has more clusters than its population`,
  },
  advice: giveCorrections,
});

/** The names of strata that hold one cluster; there is none where the sample has no strata. */
export const lonelyNames = (strata: readonly string[]): Label => {
  const names = [...strata].sort().join(", ");
  return { fr: names || "une seule grappe en tout", en: names || "a single cluster in all" };
};

export const lonelyStrata = (strata: readonly string[]): Fault => ({
  what: {
    fr: "des strates n'ont qu'une grappe (ou un répondant), si bien que leur variance ne peut pas être estimée",
    en: "strata hold a single cluster (or respondent), so their variance cannot be estimated",
  },
  found: lonelyNames(strata),
  advice: {
    fr: "Réunissez-les à d'autres, ou choisissez --lonely-psu certainty, adjust ou average",
    en: "Merge them with others, or choose --lonely-psu certainty, adjust or average",
  },
});

const rolesMissing = {
  stratum: { fr: "la strate manque", en: "the stratum is missing" },
  cluster: { fr: "la grappe manque", en: "the cluster is missing" },
} satisfies Record<string, Label>;

export type RowRole = keyof typeof rolesMissing;

export const roleMissing = (role: RowRole): Fault => ({
  what: rolesMissing[role],
  advice: { fr: "Chaque ligne en demande une", en: "Every row needs one" },
});

export const correctionMissing: Fault = {
  what: {
    fr: "la correction de population finie manque",
    en: "the finite population correction is missing",
  },
};

export const correctionNotPositive: Fault = {
  what: {
    fr: "la correction de population finie n'est ni un effectif ni un taux positifs",
    en: "the finite population correction is neither a positive size nor a positive fraction",
  },
  advice: giveCorrections,
};

export const numberTooLarge = (largest: number): Fault => ({
  what: {
    fr: `le nombre dépasse ${largest} en valeur absolue, si bien que sa variance n'est plus calculable`,
    en: `the number is beyond ${largest} in size, and its variance would overflow`,
  },
  advice: {
    fr: "Corrigez-le, écartez la ligne avec --where, ou changez d'unité avec --derive",
    en: "Correct it, leave the row out with --where, or change its unit with --derive",
  },
});

export const tooManyRows = (groups: number, levels: number, most: number): Fault => ({
  what: {
    fr: `le tableau aurait ${groups * levels} lignes (${groups} groupes${levels > 1 ? ` × ${levels} modalités` : ""}) ; il peut en avoir au plus ${most}`,
    en: `the table would have ${groups * levels} rows (${groups} groups${levels > 1 ? ` × ${levels} levels` : ""}); it can have at most ${most}`,
  },
  advice: {
    fr: "Retirez une variable de --by, ou regroupez des modalités avec --derive",
    en: "Leave a variable out of --by, or group levels with --derive",
  },
});
