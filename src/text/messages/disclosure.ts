import type { Fault } from "../errors.ts";
import type { Label } from "../language.ts";

export const withheldTitle: Label = { fr: "secret", en: "withheld" };

/** The rule, below a table; it does not tell which cells are small. */
export const withheldNote = (least: number, withheld: number): Label => ({
  fr:
    withheld === 0
      ? `Secret statistique : aucune case ne repose sur moins de ${least} répondants, et rien n'est masqué.`
      : `s : secret statistique. Cases masquées : ${withheld} ; ce sont celles qui reposent sur moins de ${least} répondants, et d'autres sans lesquelles celles-ci se calculeraient à partir des totaux. Les erreurs types des pourcentages de même base et des totaux dont elles font partie, leurs évolutions et le test du tableau sont masqués aussi, car les cases s'en déduiraient.`,
  en:
    withheld === 0
      ? `Disclosure control: no cell rests on fewer than ${least} respondents, and nothing is withheld.`
      : `s: withheld for confidentiality. Cells withheld: ${withheld}; these are those that rest on fewer than ${least} respondents, and others without which these could be computed from the totals. So are the standard errors of percentages of the same base and of totals that they are part of, their changes and the test of the table, from which they could be computed.`,
});

/** What the mark on a chart means, of bars by themselves and of bars of 100 %. */
export const withheldMarks = {
  bars: { fr: "s : secret statistique.", en: "s: withheld for confidentiality." },
  stacked: {
    fr: "s : secret statistique ; une barre dont une part est masquée l'est tout entière.",
    en: "s: withheld for confidentiality; a bar of which a part is withheld is withheld as a whole.",
  },
} as const satisfies Record<string, Label>;

/** What the one who makes a table is told, and its readers are not. */
export const withheldTold = (least: number, primary: number, secondary: number): Label => ({
  fr: `secret statistique : cases masquées de moins de ${least} répondants : ${primary} ; autres, qui les protègent : ${secondary}`,
  en: `disclosure control: cells of fewer than ${least} respondents withheld: ${primary}; others, which protect them: ${secondary}`,
});

/** Of a figure, a cell, a finding or a model of a study. */
export const withheldResult: Label = {
  fr: "secret statistique",
  en: "withheld for confidentiality",
};

/** What is withheld of a study, and that the reader cannot tell why; `models` are counted apart. */
export const withheldOfStudy = (least: number, withheld: number, models: number): Label =>
  withheld + models === 0
    ? {
        fr: `Secret statistique : aucun résultat ne repose sur moins de ${least} répondants, et rien n'est masqué.`,
        en: `Disclosure control: no result rests on fewer than ${least} respondents, and nothing is withheld.`,
      }
    : {
        fr: `Secret statistique (au moins ${least} répondants) : quantités masquées : ${withheld} ; modèles masqués : ${models}. Ce sont les résultats qui reposent sur moins de ${least} répondants, et d'autres sans lesquels ceux-ci se calculeraient. Les erreurs types des pourcentages dont ils font partie sont masquées aussi. Un chiffre masqué n'a pas de verdict.`,
        en: `Disclosure control (at least ${least} respondents): quantities withheld: ${withheld}; models withheld: ${models}. These are the results that rest on fewer than ${least} respondents, and others from which these could be computed. The standard errors of percentages that they are part of are withheld too. A figure that is withheld has no verdict.`,
      };

/** What the one who makes the report is told, and its readers are not. */
export const quantitiesWithheld = (least: number, small: number, protecting: number): Label => ({
  fr: `secret statistique : quantités masquées de moins de ${least} répondants : ${small} ; autres, qui les protègent : ${protecting}`,
  en: `disclosure control: quantities of fewer than ${least} respondents withheld: ${small}; others, which protect them: ${protecting}`,
});

export const testTells: Label = {
  fr: "le test est masqué : il permettrait de calculer une case secrète",
  en: "the test is withheld: a withheld cell could be computed from it",
};

export const fewerThanLeast = (least: number): Fault => ({
  what: {
    fr: `le tableau entier repose sur moins de ${least} répondants : rien ne peut en être publié`,
    en: `the whole table rests on fewer than ${least} respondents: nothing of it can be published`,
  },
});

export const noPattern = (least: number): Fault => ({
  what: {
    fr: `aucun choix de cases masquées ne protège celles de moins de ${least} répondants : les totaux les laissent calculer de trop près`,
    en: `no choice of withheld cells protects those of fewer than ${least} respondents: the totals let them be computed too closely`,
  },
  advice: {
    fr: "Regroupez des modalités (--derive avec recode ou cut), ou croisez moins de variables",
    en: "Merge levels (--derive with recode or cut), or cross fewer variables",
  },
});

export const tooManyToProtect = (most: number): Fault => ({
  what: {
    fr: `le tableau a trop de cases pour que --min-cell les protège (${most} au plus, totaux compris)`,
    en: `the table has too many cells for --min-cell to protect them (${most} at most, totals included)`,
  },
  advice: {
    fr: "Croisez moins de variables, ou faites un tableau par sous-population (--where)",
    en: "Cross fewer variables, or make a table for each subpopulation (--where)",
  },
});
