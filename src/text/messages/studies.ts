import type { Fault } from "../errors.ts";
import type { Label } from "../language.ts";
import { sentences } from "../lists.ts";
import { both } from "../reader.ts";
import { nearest, suggestion } from "../suggest.ts";

/** What studies and datasets name, where the name is not known. */
const unknownThings = {
  dataset: { fr: "jeu de données inconnu", en: "unknown dataset" },
  study: { fr: "étude inconnue", en: "unknown study" },
  wave: { fr: "vague inconnue", en: "unknown wave" },
  variable: { fr: "variable inconnue", en: "unknown variable" },
  section: { fr: "rubrique inconnue", en: "unknown section" },
  unit: { fr: "unité inconnue", en: "unknown unit" },
  chart: { fr: "graphique inconnu", en: "unknown chart" },
  table: { fr: "tableau inconnu", en: "unknown table" },
  estimatedFigure: {
    fr: "chiffre inconnu, ou sans estimation",
    en: "unknown figure, or one that is not estimated",
  },
  model: { fr: "modèle inconnu", en: "unknown model" },
  set: { fr: "ensemble inconnu", en: "unknown set" },
  covariate: { fr: "covariable inconnue", en: "unknown covariate" },
  source: { fr: "source inconnue", en: "unknown source" },
  figure: { fr: "chiffre publié inconnu", en: "unknown published figure" },
  part: {
    fr: "chiffre, constat ou modèle inconnu",
    en: "unknown figure, finding or model",
  },
  finding: { fr: "constat inconnu", en: "unknown finding" },
  words: { fr: "mots absents du lexique", en: "words that the lexicon lacks" },
  term: { fr: "terme inconnu", en: "unknown term" },
  reference: { fr: "référence inconnue", en: "unknown reference" },
  claim: { fr: "affirmation inconnue", en: "unknown claim" },
  quantity: { fr: "quantité inconnue", en: "unknown quantity" },
  placeholder: { fr: "valeur inconnue entre accolades", en: "unknown value in braces" },
} satisfies Record<string, Label>;

export type UnknownThing = keyof typeof unknownThings;

/** Where something is declared of which no name is near. */
const declaredWhere: Partial<Record<UnknownThing, Label>> = {
  dataset: {
    fr: "Un jeu de données est un dossier de data/ qui a un dataset.yaml",
    en: "A dataset is a folder of data/ that has a dataset.yaml",
  },
  unit: {
    fr: "Les unités se déclarent sous units, dans study.yaml ou dataset.yaml",
    en: "Units are declared under units, in study.yaml or dataset.yaml",
  },
};

export const unknownName = (thing: UnknownThing, name: string, known: readonly string[]): Fault => {
  const where = nearest(name, known) === undefined ? declaredWhere[thing] : undefined;
  const parts = [suggestion(name, known), ...(where ? [where] : [])].filter(({ fr }) => fr !== "");
  return { what: unknownThings[thing], advice: both(({ say }) => sentences(parts.map(say))) };
};

export const unlikeFigures: Fault = {
  what: {
    fr: "deux chiffres comparés ont la même statistique, et deux moyennes la même variable ; deux contrastes, des modèles d'une vague et d'une famille",
    en: "two figures that are compared have the same statistic, and two means the same variable; two contrasts, models of one wave and one family",
  },
};

export const unknownLevel = (variable: string, level: string, known: readonly string[]): Fault => ({
  what: { fr: `modalité de ${variable} inconnue`, en: `unknown level of ${variable}` },
  advice: suggestion(level, known),
});

export const unknownStudy = (study: string, known: readonly string[]): Fault => ({
  what: unknownThings.study,
  advice:
    known.length > 0
      ? suggestion(study, known)
      : {
          fr: "Nommez l'une de celles que donne panel studies, ou un dossier qui a un study.yaml",
          en: "Name one of panel studies, or a folder with a study.yaml",
        },
});

/** A folder's name alone is taken for the id of what is embedded. */
export const folderWithoutSlash = (thing: "study" | "source", folder: string): Fault => ({
  what: unknownThings[thing],
  advice: {
    fr: `Pour le dossier de ce nom, écrivez ./${folder}`,
    en: `For the folder of that name write ./${folder}`,
  },
});

export const setsWithoutPattern: Fault = {
  what: {
    fr: "le tableau d'un graphique combinations porte d'abord sur une variable dérivée par pattern",
    en: "the table of a chart combinations is first of a variable derived by pattern",
  },
};

export const changeOfTwoWaves: Fault = {
  what: {
    fr: "le tableau d'un graphique change a deux vagues, et un niveau pour chaque variable",
    en: "the table of a chart change has two waves, and a level for each variable",
  },
};

export const noWaveDeclared = (waves: readonly string[]): Fault => ({
  what: {
    fr: `aucune vague de l'étude n'est déclarée (${waves.join(", ")})`,
    en: `no wave of the study is declared (${waves.join(", ")})`,
  },
});

export const levelUndeclared = (level: string, known: readonly string[]): Fault => ({
  what: {
    fr: "une modalité qu'emploie l'étude n'est pas déclarée",
    en: "a level that the study uses is not declared",
  },
  advice: suggestion(level, known),
});

export const sameId: Fault = {
  what: { fr: "deux lignes ont le même id", en: "two rows have the same id" },
};

export const noSuchData: Fault = {
  what: { fr: "il n'existe ni fichier ni dossier de ce nom", en: "there is no such file or folder" },
  advice: { fr: "Vérifiez --data", en: "Check --data" },
};

export const folderUndeclared: Fault = {
  what: {
    fr: "c'est un dossier, et il n'a pas de dataset.yaml",
    en: "this is a folder, and it has no dataset.yaml",
  },
  advice: { fr: "Nommez un fichier de données de ce dossier", en: "Name a file of data in that folder" },
};

export const oneFileManyWaves = (waves: number, dataset: string): Fault => ({
  what: {
    fr: `un fichier texte ne peut pas contenir les ${waves} vagues de ${dataset}`,
    en: `one text file cannot hold the ${waves} waves of ${dataset}`,
  },
  advice: {
    fr: "Écrivez un dataset.yaml qui nomme un fichier pour chaque vague",
    en: "Write a dataset.yaml that names a file for each wave",
  },
});

export const fieldMissing = (field: string): Fault => ({
  what: { fr: `il manque « ${field} »`, en: `the field "${field}" is missing` },
});

export const noFileOfWave: Fault = {
  what: { fr: "aucun fichier n'est nommé pour cette vague", en: "no file is named for this wave" },
};

/** What is said of how a file is read, of which a file of its kind has none. */
export const notOfFile = (field: string): Fault => ({
  what: {
    fr: `${field} ne s'applique pas à un fichier de ce format`,
    en: `${field} does not apply to a file of this format`,
  },
  advice: { fr: `Supprimez ${field}`, en: `Leave out ${field}` },
});

export const rowsWithoutWeight: Fault = {
  what: {
    fr: "chaque ligne compte pour un : aucun poids ne dit quelles lignes sont de la vague",
    en: "each row counts as one: no weight tells which rows are the wave's",
  },
  advice: {
    fr: "Nommez la colonne des poids sous weight",
    en: "Name the column of the weights under weight",
  },
};

export const noFileOfTable: Fault = {
  what: { fr: "aucun fichier n'est nommé pour cette table", en: "no file is named for this table" },
};

export const quantilesOutsideContext: Fault = {
  what: { fr: "quantiles porte sur une table de contexte", en: "quantiles are of a context table" },
};

export const onlyQuantiles: Fault = {
  what: {
    fr: "une table de contexte ne dérive que des quantiles",
    en: "a context table derives quantiles alone",
  },
};

/** `isMissing` where one of its meanings is a missing answer. */
export const sameCode = (isMissing: boolean): Fault => ({
  what: isMissing
    ? {
        fr: "un code désigne une modalité et une réponse manquante",
        en: "a code stands for a level and for a missing answer",
      }
    : { fr: "un code désigne deux modalités", en: "a code stands for two levels" },
});

export const sameLevelName: Fault = {
  what: { fr: "deux modalités ont le même nom", en: "two levels have the same name" },
};

export const sameVariableName: Fault = {
  what: { fr: "deux variables ont le même nom", en: "two variables have the same name" },
};

export const quantilesOfNumber = (table: string, variable: string, numbers: readonly string[]): Fault => ({
  what: {
    fr: `quantiles porte sur un nombre de la table ${table}`,
    en: `quantiles are of a number in the table ${table}`,
  },
  advice: suggestion(variable, numbers),
});

export const linksForward = (wave: string, earlier: readonly string[]): Fault => ({
  what: {
    fr: "une vague se relie à une vague déclarée avant elle",
    en: "a wave links to one declared before it",
  },
  advice: suggestion(wave, earlier),
});

export const usesLater = (variable: string, known: readonly string[]): Fault => ({
  what: {
    fr: "une variable dérivée emploie des variables déclarées avant elle",
    en: "a derived variable uses variables declared before it",
  },
  advice: suggestion(variable, known),
});

export const wrongInput = (recipe: string, needed: "numeric" | "categorical"): Fault => ({
  what: {
    fr: `${recipe} demande une variable ${needed === "numeric" ? "numérique" : "qualitative"}`,
    en: `${recipe} needs a ${needed} variable`,
  },
});

export const computesNumber: Fault = {
  what: {
    fr: "compute donne un nombre, mais des modalités sont déclarées",
    en: "compute makes a number, but levels are declared",
  },
  advice: {
    fr: "Retirez les modalités, ou découpez le nombre en classes dans une autre variable",
    en: "Leave out the levels, or cut the number into classes in another variable",
  },
};

export const cannotBeTuned = (seed: number, figures: readonly string[]): Fault => ({
  what: {
    fr: `avec la graine ${seed}, les réponses ne peuvent pas être ajustées à ${figures.join(", ")}`,
    en: `with seed ${seed} the answers cannot be tuned to ${figures.join(", ")}`,
  },
  advice: {
    fr: "Essayez une autre graine, ou corrigez population.yaml",
    en: "Try another seed, or mend population.yaml",
  },
});

export const notDomain: Fault = {
  what: {
    fr: "un champ s'écrit variable=modalité|modalité ; variable=modalité ; not missing(variable)",
    en: "a domain is written variable=level|level; variable=level; not missing(variable)",
  },
};
