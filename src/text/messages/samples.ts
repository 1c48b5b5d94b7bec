import type { Fault } from "../errors.ts";
import { formatExact } from "../numbers.ts";
import { suggestion } from "../suggest.ts";

export const notDerivation: Fault = {
  what: {
    fr: "une variable dérivée s'écrit nom = expression",
    en: "a derived variable is written name = expression",
  },
  advice: {
    fr: 'Par exemple : --derive "decennie = 10 * floor(age / 10)"',
    en: 'For example: --derive "decade = 10 * floor(age / 10)"',
  },
};

export const nameTaken: Fault = {
  what: { fr: "une variable porte déjà ce nom", en: "there is a variable of that name" },
  advice: { fr: "Choisissez un autre nom", en: "Choose another" },
};

export const notCondition: Fault = {
  what: { fr: "ce n'est pas une condition", en: "this is no condition" },
  advice: { fr: "Écrivez une comparaison, par exemple : age >= 40", en: "Compare it, as in: age >= 40" },
};

export const noRowMeets: Fault = {
  what: { fr: "aucune ligne ne remplit la condition", en: "no row meets the condition" },
};

export const unknownWave = (wave: string, known: readonly string[]): Fault => ({
  what: { fr: "vague inconnue", en: "unknown wave" },
  advice: suggestion(wave, known),
});

export const weightUnnamed: Fault = {
  what: { fr: "la variable de poids n'est pas indiquée", en: "the weights have no name" },
  advice: { fr: "Indiquez-la avec --weight", en: "Name them with --weight" },
};

export const baseNotPositive: Fault = {
  what: {
    fr: "le poids avant calage n'est pas strictement positif",
    en: "the weight before calibration is not positive",
  },
};

export const completeNotCalibrated: Fault = {
  what: {
    fr: "des poids calés respectent leurs marges avec toutes les lignes, et aucune ne peut être supprimée",
    en: "calibrated weights meet their margins with all rows, and none can be deleted",
  },
  advice: {
    fr: "Gardez --missing domain, ou calez les seules lignes complètes",
    en: "Keep --missing domain, or calibrate the complete rows alone",
  },
};

export const changedSinceCalibration: Fault = {
  what: {
    fr: "les poids ont été modifiés après leur calage et ne respectent plus les marges",
    en: "the weights were changed after they were calibrated, and meet the margins no more",
  },
  advice: { fr: "Calez-les de nouveau", en: "Calibrate them again" },
};

/** `others` are the calibrated weights that the file beside the data tells of. */
export const unknownCalibration = (others: readonly string[]): Fault => ({
  what: {
    fr: "rien n'indique sur quelles marges les poids sont calés",
    en: "nothing tells on which margins the weights are calibrated",
  },
  advice:
    others.length > 0
      ? {
          fr: `Ce fichier parle de ${others.join(", ")} : --weight ${others[0]}. Sinon indiquez le fichier des marges : --calibrated marges.csv`,
          en: `This file tells of ${others.join(", ")}: --weight ${others[0]}. Else name their file: --calibrated margins.csv`,
        }
      : {
          fr: "Indiquez le fichier des marges : --calibrated marges.csv",
          en: "Name their file: --calibrated margins.csv",
        },
});

export const marginUnmet = (weight: string, margin: string, target: number): Fault => ({
  what: {
    fr: `les poids ${weight} ne respectent pas la marge ${margin}`,
    en: `the weights ${weight} do not meet the margin ${margin}`,
  },
  advice: {
    fr: `Elle est de ${formatExact(target, "fr")}. Les erreurs types tiennent compte des marges que les poids respectent, et d'aucune autre`,
    en: `It is ${target}. Standard errors take account of margins that the weights meet, and of no others`,
  },
});

export const noReplicates = (prefix: string): Fault => ({
  what: {
    fr: "il n'y a pas de poids de réplication de ce préfixe",
    en: "there are no replicate weights of this prefix",
  },
  advice: {
    fr: `Ce sont les colonnes nommées ${prefix}1, ${prefix}2…`,
    en: `They are columns named ${prefix}1, ${prefix}2 …`,
  },
});

/** The number of replicate weights is not the one that the file beside the data tells. */
export const replicateCount = (found: number, made: number, history: string): Fault => ({
  what: {
    fr: `le fichier a ${found} poids de réplication, mais ${made} ont été créés`,
    en: `the file has ${found} replicate weights, but ${made} were made`,
  },
  advice: { fr: `Voir ${history}`, en: `See ${history}` },
});

export const replicateMissing: Fault = {
  what: { fr: "un poids de réplication manque", en: "a replicate weight is missing" },
};

export const replicatesOfOthers = (own: string | null): Fault => ({
  what: {
    fr: "les poids de réplication sont ceux d'autres poids",
    en: "the replicate weights are those of other weights",
  },
  advice:
    own === null
      ? { fr: "Retirez --weight", en: "Leave out --weight" }
      : { fr: `Ils vont avec --weight ${own}`, en: `They belong to --weight ${own}` },
});

export const replicatesTold: Fault = {
  what: {
    fr: "le fichier joint aux données indique comment les poids de réplication ont été créés",
    en: "the file beside the data tells how the replicate weights were made",
  },
  advice: {
    fr: "Retirez --replicate-method, --replicate-scale, --replicates-are et --fay, ou déplacez ce fichier",
    en: "Leave out --replicate-method, --replicate-scale, --replicates-are and --fay, or move the file away",
  },
};

export const replicatesUnknown: Fault = {
  what: {
    fr: "rien n'indique comment les poids de réplication ont été créés",
    en: "nothing tells how the replicate weights were made",
  },
  advice: {
    fr: "Indiquez-le avec --replicate-method jk1, brr ou bootstrap, ou avec --replicate-scale",
    en: "Say it with --replicate-method jk1, brr or bootstrap, or --replicate-scale",
  },
};

export const replicatesUntold: Fault = {
  what: {
    fr: "les répliques qui retirent une grappe d'une strate ont des facteurs que les poids n'indiquent pas",
    en: "replicates that leave out a cluster of a stratum have factors that the weights do not tell",
  },
  advice: {
    fr: "Donnez leur facteur commun avec --replicate-scale, ou un par réplique, ou les strates avec --strata",
    en: "Give their common factor with --replicate-scale, or one for each replicate, or the strata with --strata",
  },
};

export const replicatesAmbiguous: Fault = {
  what: {
    fr: "les colonnes ne disent pas si ce sont des poids de réplication ou des facteurs des poids",
    en: "the columns do not tell whether they are replicate weights or factors of the weights",
  },
  advice: {
    fr: "Indiquez --replicates-are weights ou --replicates-are factors, et vérifiez --weight",
    en: "Say --replicates-are weights or --replicates-are factors, and check --weight",
  },
};

/** The factors of replicates are not as many as the replicates. */
export const factorsOfReplicates = (replicates: number): Fault => ({
  what: {
    fr: `il faut un facteur par réplique, et il y a ${replicates} répliques`,
    en: `each replicate needs a factor, and there are ${replicates} replicates`,
  },
});

export const replicateFactorOdd: Fault = {
  what: {
    fr: "le facteur d'une réplique n'est pas un nombre positif ou nul",
    en: "the factor of a replicate is no number of zero or more",
  },
};

export const notOfStrata: Fault = {
  what: {
    fr: "les répliques ne retirent pas chaque grappe des strates une fois et une seule",
    en: "the replicates do not leave out each cluster of the strata once and only once",
  },
  advice: {
    fr: "Donnez un facteur par réplique avec --replicate-scale, ou vérifiez --strata",
    en: "Give a factor for each replicate with --replicate-scale, or check --strata",
  },
};
