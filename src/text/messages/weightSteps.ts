import type { Fault } from "../errors.ts";
import type { Label } from "../language.ts";

/** Faults of what is asked for. */

export const needsBounds = (method: string): Fault => ({
  what: { fr: `la méthode ${method} demande des bornes`, en: `the method ${method} needs bounds` },
  advice: {
    fr: "Par exemple --bounds 0.4,2.5 ou --bounds tightest",
    en: "For example --bounds 0.4,2.5 or --bounds tightest",
  },
});

export const hasNoBounds = (method: string): Fault => ({
  what: { fr: `la méthode ${method} n'a pas de bornes`, en: `the method ${method} has no bounds` },
  advice: { fr: "Prenez --method logit ou truncated", en: "Take --method logit or truncated" },
});

export const noRatiosMeet: Fault = {
  what: {
    fr: "aucun rapport de poids de 0,001 à 1000 ne permet de respecter toutes ces marges dans cet échantillon",
    en: "no ratios from 0.001 to 1000 meet these margins together in this sample",
  },
  advice: {
    fr: "Regroupez des modalités ou retirez une marge, ou donnez des poids (ou --population) à l'échelle de la population",
    en: "Merge levels or leave a margin out, or give weights (or --population) of the population's size",
  },
};

export const rakesCategories: Fault = {
  what: {
    fr: "le raking ratio prend des marges de variables qualitatives ; panel weight calibrate cale sur le total d'une variable numérique",
    en: "raking takes margins of categories; the total of a number is met by panel weight calibrate",
  },
};

export const oneMarginOfCells: Fault = {
  what: {
    fr: "les post-strates sont les modalités d'une seule variable, ou d'un seul croisement ; panel weight rake cale sur plusieurs marges",
    en: "post-strata are the levels of one variable, or of one crossing; several margins are met by panel weight rake",
  },
};

const whatResponseDependsOn: Label = {
  fr: 'Indiquez des groupes de réponse homogène, par exemple --classes region,sexe, ou un modèle, par exemple --propensity "age + sexe"',
  en: 'Name weighting classes, as in --classes region,sex, or a model, as in --propensity "age + sex"',
};

export const responseExplainedTwice: Fault = {
  what: {
    fr: "--classes et --propensity s'excluent",
    en: "--classes and --propensity exclude each other",
  },
  advice: whatResponseDependsOn,
};

export const quantilesOfPropensity: Fault = {
  what: { fr: "--quantiles ne va qu'avec --propensity", en: "--quantiles belongs to --propensity" },
};

export const fayOfHalfSamples: Fault = {
  what: {
    fr: "le coefficient de Fay ne va qu'avec --method brr",
    en: "Fay's factor belongs to --method brr",
  },
};

/** Something that is asked for in vain; `needs` is what it belongs to. */
export const withoutEffect = (needs: string): Fault => ({
  what: { fr: `sans effet sans ${needs}`, en: `this has no effect without ${needs}` },
  advice: { fr: `Ajoutez ${needs}, ou retirez cette option`, en: `Add ${needs}, or leave this out` },
});

export const bootstrapNeedsSeed: Fault = {
  what: {
    fr: "un bootstrap demande une graine, pour pouvoir être refait à l'identique",
    en: "a bootstrap needs a seed, so that it can be repeated",
  },
  advice: { fr: "Par exemple --seed 1", en: "For example --seed 1" },
};

export const noRatiosToDraw: Fault = {
  what: { fr: "il n'y a pas de rapports de poids à représenter", en: "there are no ratios to draw" },
  advice: {
    fr: "Indiquez les poids initiaux avec --base-weight",
    en: "Name the weights before with --base-weight",
  },
};

/** Faults of the data. */

export const notRows: Fault = {
  what: {
    fr: "de nouveaux poids se calculent pour un fichier de lignes",
    en: "weights are made for a file of rows",
  },
  advice: {
    fr: "Indiquez un fichier CSV ou un classeur avec --data",
    en: "Name a CSV file or a workbook with --data",
  },
};

export const zeroWeight = (weight: string): Fault => ({
  what: { fr: "le poids est nul, et le resterait", en: "the weight is zero, and would stay so" },
  advice: {
    fr: `Écartez ces lignes : --where '${weight} > 0' ; leur nouveau poids est nul`,
    en: `Leave such rows out: --where '${weight} > 0'; their new weight is zero`,
  },
});

export const negativeWeight: Fault = {
  what: {
    fr: "le poids est négatif, et cette étape n'en admet pas",
    en: "the weight is negative, and this step takes none",
  },
  advice: {
    fr: "S'il vient d'un calage linéaire, recalez les poids de départ avec la méthode raking, logit ou truncated ; ou tronquez les poids avec panel weight trim",
    en: "If it is of a linear calibration, calibrate the weights before it with the method raking, logit or truncated; or trim the weights with panel weight trim",
  },
};

/** The weight before, of which ratios are formed, is no number or zero. */
export const beforeZero: Fault = {
  what: { fr: "le poids initial est nul ou manque", en: "the weight before is zero or missing" },
};

/** What is given as the condition of a status is none. */
export const notStatus = {
  "--respondent": {
    what: { fr: "ce n'est pas une condition", en: "this is no condition" },
    advice: {
      fr: 'Écrivez une comparaison, par exemple --respondent "repondu == 1"',
      en: 'Compare it, as in --respondent "responded == 1"',
    },
  },
  "--ineligible": {
    what: { fr: "ce n'est pas une condition", en: "this is no condition" },
    advice: {
      fr: 'Écrivez une comparaison, par exemple --ineligible "statut == 3"',
      en: 'Compare it, as in --ineligible "status == 3"',
    },
  },
} satisfies Record<string, Fault>;

export const statusUnknown = {
  "--respondent": {
    what: {
      fr: "on ne sait pas si l'unité de cette ligne a répondu",
      en: "it is unknown whether this row responded",
    },
  },
  "--ineligible": {
    what: {
      fr: "on ne sait pas si l'unité de cette ligne est hors champ",
      en: "it is unknown whether this row is ineligible",
    },
    advice: {
      fr: "Répartissez d'abord leur poids entre les unités d'éligibilité connue, par exemple --respondent 'statut != \"I\"'",
      en: "First give their weight to the rows of known eligibility, as in --respondent 'status != \"U\"'",
    },
  },
} satisfies Record<string, Fault>;

export const ineligibleRespondent: Fault = {
  what: {
    fr: "une ligne hors champ remplit la condition des répondants",
    en: "an ineligible row meets the respondents' condition",
  },
};

export const nobodyResponded: Fault = {
  what: { fr: "personne n'a répondu", en: "nobody responded" },
};

export const classUnknown: Fault = {
  what: {
    fr: "une ligne n'a pas de groupe de réponse homogène, faute de réponse",
    en: "a row lacks its weighting class",
  },
  advice: {
    fr: "Imputez la valeur manquante, ou écartez ces lignes avec --where",
    en: "Impute it, or leave such rows out with --where",
  },
};

export const unknownCovariate: Fault = {
  what: {
    fr: "une ligne n'a pas de réponse à une variable du modèle de réponse",
    en: "a row lacks an answer that the response model needs",
  },
  advice: {
    fr: "Les répondants comme les autres doivent en avoir une : imputez-la, ou écartez ces lignes avec --where",
    en: "Respondents and others must have it: impute it, or leave such rows out with --where",
  },
};

export const noResponseModel = (reason: Label): Fault => ({
  what: {
    fr: `le modèle de réponse n'existe pas : ${reason.fr}`,
    en: `the response model does not exist: ${reason.en}`,
  },
});

export const tooManyReplicates = (count: number, rows: number): Fault => ({
  what: {
    fr: `${count} répliques de ${rows} lignes, c'est trop`,
    en: `${count} replicates of ${rows} rows are too many`,
  },
  advice: { fr: "Prenez --method bootstrap", en: "Take --method bootstrap" },
});

export const replicateNotAdjusted = (name: string, reason: Label): Fault => ({
  what: {
    fr: `${name} ne peut pas être ajusté : ${reason.fr}`,
    en: `${name} cannot be adjusted: ${reason.en}`,
  },
});

/** Faults of where results shall be. */

export const notColumnName: Fault = {
  what: { fr: "ce n'est pas un nom de colonne", en: "this is no name of a column" },
  advice: {
    fr: "Prenez des lettres, des chiffres, des points et des tirets bas",
    en: "Take letters, digits, points and underscores",
  },
};

export const columnTaken: Fault = {
  what: { fr: "le fichier a déjà une colonne de ce nom", en: "the file has a column of that name" },
  advice: { fr: "Choisissez-en un autre avec --column", en: "Choose another with --column" },
};

export const otherKindOfFile = (extension: string): Fault => ({
  what: {
    fr: "de telles données avec leurs nouveaux poids s'écrivent dans un autre type de fichier",
    en: "such data with their new weights are written to another kind of file",
  },
  advice: {
    fr: `Donnez-lui un nom en ${extension}`,
    en: `Name it with the ending ${extension}`,
  },
});
