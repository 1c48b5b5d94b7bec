import type { Fault } from "../errors.ts";
import type { Label } from "../language.ts";
import { both } from "../reader.ts";
import { suggestion } from "../suggest.ts";
import { codingNotes } from "./codings.ts";
import { readingNotes } from "./files.ts";

const dataAdvice = (dataset: string): Label => ({
  fr: `Indiquez un fichier avec --data, ou un jeu de données embarqué avec --dataset ${dataset}`,
  en: `Name a file with --data, or an embedded dataset with --dataset ${dataset}`,
});

export const definitionsUnused = (names: readonly string[]): Label => ({
  fr: `--derive : rien de ce qui est demandé n'emploie ${names.join(", ")}`,
  en: `--derive: nothing that is asked for uses ${names.join(", ")}`,
});

/** `file` stands where variables do. */
export const fileFirst = (file: string): Fault => ({
  what: {
    fr: "le premier argument est un fichier, et non une variable",
    en: "the first argument is a file, and no variable",
  },
  advice: {
    fr: `Le fichier vient après la variable : VARIABLE ${file}`,
    en: `The file comes after the variable: VARIABLE ${file}`,
  },
});

export const noData = (dataset: string): Fault => ({
  what: { fr: "aucune donnée n'est indiquée", en: "no data are named" },
  advice: dataAdvice(dataset),
});

export const twoData = (dataset: string): Fault => ({
  what: { fr: "--data et --dataset s'excluent", en: "--data and --dataset exclude each other" },
  advice: dataAdvice(dataset),
});

export const twoFiles: Fault = {
  what: {
    fr: "le fichier des lignes est indiqué deux fois, sans option et par --data",
    en: "the file of rows is named twice, without a flag and by --data",
  },
  advice: { fr: "Retirez l'un des deux", en: "Leave one of them out" },
};

export const noFileOfRows: Fault = {
  what: { fr: "aucun fichier de lignes n'est indiqué", en: "no file of rows is named" },
  advice: {
    fr: "Nommez-le dans la commande (« - » : l'entrée standard) ou par --data",
    en: 'Name it in the command ("-" is standard input), or by --data',
  },
};

export const declaredDesign = (flag: string): Fault => ({
  what: {
    fr: `un jeu de données déclare son propre plan de sondage ; retirez ${flag}`,
    en: `a dataset declares its own design; leave out ${flag}`,
  },
});

export const declaredVariables = (flag: string): Fault => ({
  what: {
    fr: `un jeu de données déclare ses variables et leurs codes ; retirez ${flag}`,
    en: `a dataset declares its variables and their codes; leave out ${flag}`,
  },
});

export const noWaves: Fault = {
  what: {
    fr: "un fichier n'a pas de vagues ; retirez --wave",
    en: "a file has no waves; leave out --wave",
  },
};

export const unknownDataset = (dataset: string, known: readonly string[]): Fault => ({
  what: { fr: "jeu de données inconnu", en: "unknown dataset" },
  advice: suggestion(dataset, known),
});

export const fayWithoutBrr: Fault = {
  what: {
    fr: "le facteur de Fay va avec --replicate-method brr",
    en: "Fay's factor belongs to --replicate-method brr",
  },
};

export const noReplicateWeights: Fault = {
  what: { fr: "il n'y a pas de poids de réplication", en: "there are no replicate weights" },
  advice: { fr: "Indiquez leur préfixe avec --replicates", en: "Name their prefix with --replicates" },
};

export const noBootstrap: Fault = {
  what: { fr: "aucune réplique de bootstrap n'est créée", en: "no bootstrap replicates are made" },
  advice: {
    fr: "Cette option va avec --replicate-method bootstrap sans --replicates",
    en: "It belongs to --replicate-method bootstrap without --replicates",
  },
};

export const baseWithoutCalibrated: Fault = {
  what: { fr: "--base-weight va avec --calibrated", en: "--base-weight belongs to --calibrated" },
};

const calibrateReplicates: Label = {
  fr: "Retirez --calibrated, et calez les répliques : panel weight replicate --calibrate-replicates",
  en: "Leave out --calibrated, and calibrate the replicates: panel weight replicate --calibrate-replicates",
};

export const madeNotCalibrated: Fault = {
  what: {
    fr: "les répliques créées à partir du plan de sondage ne sont pas calées",
    en: "replicates that are made from the design are not calibrated",
  },
  advice: calibrateReplicates,
};

export const replicatesHeedCalibration: Fault = {
  what: {
    fr: "les poids de réplication tiennent déjà compte du calage",
    en: "replicate weights take account of calibration themselves",
  },
  advice: calibrateReplicates,
};

export const replicatesStandFor = (flag: string): Fault => ({
  what: {
    fr: `les poids de réplication remplacent les strates et les grappes ; retirez ${flag}`,
    en: `replicate weights stand for strata and clusters; leave out ${flag}`,
  },
});

export const bootstrapWithoutSeed: Fault = {
  what: {
    fr: "un bootstrap a besoin d'une graine, pour qu'on puisse le refaire",
    en: "a bootstrap needs a seed, so that it can be repeated",
  },
};

/** What is told on standard error before the results. */
export const notices = {
  ...readingNotes,
  ...codingNotes,
  connection: ({ told }: { readonly told: Label }): Label => told,
  "calibration forgotten": ({ name: weight }: { readonly name: string }): Label => ({
    fr: `Les poids ${weight} sont calés ; sans --calibrated, les erreurs types n'en tiennent pas compte`,
    en: `The weights ${weight} are calibrated; standard errors take no account of it without --calibrated`,
  }),
  "negative weights": ({
    name: weight,
    count = 0,
  }: {
    readonly name: string;
    readonly count?: number;
  }): Label =>
    both(({ number, language }) => {
      if (language === "fr")
        return count === 1
          ? `1 valeur de ${weight} est négative ; les estimations la prennent telle quelle, et une part peut sortir de 0 à 1`
          : `${number(count)} valeurs de ${weight} sont négatives ; les estimations les prennent telles quelles, et une part peut sortir de 0 à 1`;
      return count === 1
        ? `1 weight of ${weight} is negative; estimates take it as it is, and a share may be outside 0 and 1`
        : `${number(count)} weights of ${weight} are negative; estimates take them as they are, and a share may be outside 0 and 1`;
    }),
  "factors taken": ({ name: prefix }: { readonly name: string }): Label => ({
    fr: `Les colonnes ${prefix}1, ${prefix}2… valent 1 en moyenne : elles sont prises pour des facteurs des poids ; --replicates-are weights si ce sont des poids`,
    en: `The columns ${prefix}1, ${prefix}2 … are 1 on average, and are taken for factors of the weights; --replicates-are weights if they are weights`,
  }),
  "everything sampled": ({ name: fpc }: { readonly name: string }): Label => ({
    fr: `--fpc ${fpc} dit que toutes les strates sont tirées en entier : les erreurs types sont nulles. C'est une fraction de sondage, ou la taille de la strate en grappes`,
    en: `--fpc ${fpc} says that all strata are sampled whole: standard errors are zero. It is a sampling fraction, or the size of the stratum in clusters`,
  }),
  "correction unweighted": ({ name: fpc }: { readonly name: string }): Label => ({
    fr: `--fpc ${fpc} sans --weight : chaque ligne compte une fois, totaux et effectifs sont ceux de l'échantillon, et la correction ne réduit que les erreurs types. R donnerait à chaque ligne le poids population / échantillon de sa strate : donnez ces poids par --weight`,
    en: `--fpc ${fpc} without --weight: every row counts once, totals and counts are the sample's, and the correction only makes standard errors smaller. R would weight each row by its stratum's population over sample: give such weights by --weight`,
  }),
};

export const moreNotices = (more: number): Label => ({
  fr: `… et ${more} autres remarques sur la lecture du fichier`,
  en: `… and ${more} more notes on how the file was read`,
});
