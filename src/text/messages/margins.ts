import type { Fault } from "../errors.ts";
import type { Label } from "../language.ts";
import { formatExact } from "../numbers.ts";
import { type Labelled, levelSuggestion } from "../suggest.ts";

const nameColumns: Label = {
  fr: "Nommez les colonnes variable, modalité et effectif ou part (variable, level et total ou share) ; ou, pour un croisement, les variables et l'effectif : « sexe,age,effectif »",
  en: 'Name the columns variable, level and total or share (variable, modalité, effectif or part); or, for a crossing, the variables and total: "sex,age,total"',
};

export const noMargins: Fault = {
  what: { fr: "ce ne sont pas des marges", en: "these are no margins" },
  advice: nameColumns,
};

export const totalsAndShares: Fault = {
  what: {
    fr: "des marges sont des effectifs ou des parts, et non les deux",
    en: "margins are totals or shares, not both",
  },
  advice: nameColumns,
};

export const twoMargins: Fault = {
  what: { fr: "une variable a deux marges", en: "a variable has two margins" },
  advice: { fr: "Gardez l'une d'elles", en: "Keep one of them" },
};

export const noSuchMarginColumn: Fault = {
  what: { fr: "des marges n'ont pas cette colonne", en: "margins have no such column" },
  advice: nameColumns,
};

export const marginWithoutVariable: Fault = {
  what: { fr: "la marge n'a pas de variable", en: "the margin has no variable" },
  advice: nameColumns,
};

export const cellWithoutLevel: Fault = {
  what: { fr: "la cellule n'a pas de modalité", en: "the cell has no level" },
};

export const marginWithoutTotal: Fault = {
  what: { fr: "la marge n'a pas d'effectif", en: "the margin has no total" },
};

export const marginNotNumber: Fault = {
  what: { fr: "la marge n'est pas un nombre", en: "the margin is no number" },
  advice: {
    fr: "Écrivez le nombre seul, sans % ni autre signe ; des parts font 1 ou 100 en tout",
    en: "Write the number alone, without % or another sign; shares add up to 1 or 100",
  },
};

export const levelTwice = (variable: string): Fault => ({
  what: {
    fr: `une modalité de ${variable} figure deux fois`,
    en: `a level of ${variable} stands twice`,
  },
});

export const wrongSum = (variable: string, advice: Label): Fault => ({
  what: {
    fr: `les effectifs de ${variable} n'ont pas pour somme la taille de la population`,
    en: `the totals of ${variable} do not add up to the population`,
  },
  advice,
});

export const sumOfOthers = (variable: string, size: number): Label => ({
  fr: `Ceux de ${variable} ont pour somme ${formatExact(size, "fr")} ; les totaux de toutes les variables doivent concorder`,
  en: `Those of ${variable} add up to ${size}; the totals of all variables must agree`,
});

export const givenPopulation = (population: number): Label => ({
  fr: `--population vaut ${population}`,
  en: `--population is ${population}`,
});

export const wrongShares = (variable: string): Fault => ({
  what: {
    fr: `les parts de ${variable} n'ont pour somme ni 1 ni 100`,
    en: `the shares of ${variable} do not add up to 1 or 100`,
  },
  advice: {
    fr: "Donnez-les avec plus de décimales, ou donnez des effectifs",
    en: "Give them with more decimals, or give totals",
  },
});

export const shareOfNumber = (variable: string): Fault => ({
  what: {
    fr: `${variable} est un nombre et a un total, et non une part`,
    en: `${variable} is a number and has a total, not a share`,
  },
});

/** `known` are the levels that may have been meant: none where the level exists but nobody has it. */
export const levelOfNobody = (variable: string, level: string, known: readonly Labelled[]): Fault => ({
  what: {
    fr: `personne dans l'échantillon n'a cette modalité de ${variable}`,
    en: `nobody in the sample has this level of ${variable}`,
  },
  advice:
    known.length === 0
      ? {
          fr: "Réunissez-la à une autre modalité, dans les marges et dans les données",
          en: "Merge it with another level, in the margins and in the data",
        }
      : levelSuggestion(level, known),
});

export const marginNotPositive = (variable: string, level: string): Fault => ({
  what: {
    fr: `la marge de ${variable}=${level} n'est pas positive`,
    en: `the margin of ${variable}=${level} is not positive`,
  },
  advice: {
    fr: "Écartez les lignes de cette modalité avec --where",
    en: "Leave rows of that level out with --where",
  },
});

export const levelWithoutMargin = (variable: string, levels: readonly string[]): Fault => ({
  what: {
    fr: `une modalité de ${variable} n'a pas de marge`,
    en: `a level of ${variable} has no margin`,
  },
  advice: { fr: `Les marges ont ${levels.join(", ")}`, en: `The margins have ${levels.join(", ")}` },
});

export const auxiliaryMissing = (rows: number, variable: string): Fault => ({
  what: {
    fr: `la variable auxiliaire ${variable} manque ${rows > 1 ? `à ${rows} lignes` : "à 1 ligne"}`,
    en: `${rows} row${rows > 1 ? "s lack" : " lacks"} the auxiliary ${variable}`,
  },
  advice: {
    fr: "Imputez-la, ou écartez ces lignes avec --where",
    en: "Impute it, or leave such rows out with --where",
  },
});
