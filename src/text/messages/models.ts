import type { Fault } from "../errors.ts";
import type { Label } from "../language.ts";
import { both, plain } from "../reader.ts";
import { suggestion } from "../suggest.ts";
import type { Written } from "./expressions.ts";

export const formulaText: Written = {
  name: { fr: "la formule", en: "the formula" },
  example: plain("score ~ age + sex * region + log(income) + offset(log(n))"),
};

export const outcomeText: Written = {
  name: { fr: "la réponse", en: "the outcome" },
  example: {
    fr: "score, ou une condition comme I(score >= 3)",
    en: "score, or a condition such as I(score >= 3)",
  },
};

/* What is wrong with a formula, as a predicate of it. */

export const tooManyTerms: Label = { fr: "a trop de termes", en: "has too many terms" };

export const strayNumber: Label = {
  fr: "a parmi ses termes un nombre qui n'est ni 0 ni 1",
  en: "has a number that is neither 0 nor 1 among its terms",
};

export const crossedWithItself = (variable: string): Label => ({
  fr: `croise ${variable} avec elle-même, ce qui redonne ${variable} (la puissance d'un nombre s'écrit I(${variable}^2))`,
  en: `crosses ${variable} with itself, which is ${variable} again; a power of a number is I(${variable}^2)`,
});

export const noCrossingOrder: Label = {
  fr: "demande après ^ un nombre entier, l'ordre jusqu'auquel les termes sont croisés (la puissance d'un nombre s'écrit I(x^2))",
  en: "needs a whole number after ^, up to which terms are crossed; a power of a number is I(x^2)",
};

export const aVariable: Label = { fr: "une variable", en: "a variable" };

export const offsetInTerm: Label = {
  fr: "a un offset à l'intérieur d'un terme",
  en: "has an offset inside a term",
};

export const factorOfExpression: Label = {
  fr: "fait un facteur de ce qui n'est pas une variable (nommez-le d'abord avec --derive)",
  en: "makes a factor of what is no variable; name it first with --derive",
};

export const noFunctionOfFormula = (name: string, known: readonly string[]): Label => {
  const choosesReference = name === "relevel" || name === "C";
  const advice = choosesReference
    ? {
        fr: "la modalité de référence se choisit avec --reference",
        en: "the reference level is chosen with --reference",
      }
    : suggestion(name, known);
  return both(({ language, say }) =>
    language === "fr"
      ? `n'a pas de fonction ${name} (${say(advice)})`
      : `has no function ${name} (${say(advice)})`,
  );
};

/* Faults of variables and outcomes. */

export const referenceOfNoFactor = (factors: readonly string[]): Fault => ({
  what: {
    fr: "une modalité de référence est donnée pour une variable qui n'est pas un facteur du modèle",
    en: "a reference level is given for a variable that is no factor of the model",
  },
  advice: {
    fr: `Un facteur est une variable qualitative, ou un nombre dans factor(…) ; ici : ${factors.join(", ") || "aucun"}`,
    en: `A factor is a categorical variable, or a number inside factor(…); here: ${factors.join(", ") || "none"}`,
  },
});

export const tooManyLevels = (variable: string, levels: number): Fault => ({
  what: {
    fr: `${variable} a ${levels} valeurs différentes`,
    en: `${variable} has ${levels} different values`,
  },
  advice: {
    fr: "Regroupez-les avec --derive, ou prenez le nombre lui-même dans la formule",
    en: "Group them with --derive, or take the number itself into the formula",
  },
});

export const tooManyColumns = (columns: number, patterns: number, most: number): Fault => ({
  what: {
    fr: `le modèle a ${columns} coefficients ; avec ${patterns} combinaisons différentes des covariables, il peut en avoir au plus ${most}`,
    en: `the model has ${columns} coefficients; with ${patterns} different combinations of the covariates it can have at most ${most}`,
  },
  advice: {
    fr: "Retirez des interactions, ou regroupez des modalités avec --derive",
    en: "Leave out interactions, or group levels with --derive",
  },
});

const doesNotExist = (expression: string): Label => ({
  fr: `${expression} n'existe pas`,
  en: `${expression} does not exist`,
});

export const missingAmongTerms: Label = {
  fr: "demande missing() d'une covariable, alors que le modèle écarte ses réponses manquantes (définissez-la avec --derive)",
  en: "asks missing() of a covariate, whose missing answers the model leaves out; define it with --derive",
};

export const noCovariate = (expression: string): Fault => ({
  what: doesNotExist(expression),
  advice: {
    fr: "Écartez ces lignes avec --where, ou prenez une autre transformation",
    en: "Leave such rows out with --where, or take another transformation",
  },
});

export const noOutcome = (expression: string): Fault => ({
  what: doesNotExist(expression),
  advice: { fr: "Écartez ces lignes avec --where", en: "Leave such rows out with --where" },
});

const modelNames = {
  logistic: { fr: "un modèle logistique", en: "a logistic model" },
  poisson: { fr: "un modèle de Poisson", en: "a poisson model" },
  linear: { fr: "un modèle linéaire", en: "a linear model" },
  quasilogistic: { fr: "un modèle quasi-logistique", en: "a quasilogistic model" },
  quasipoisson: { fr: "un modèle quasi-Poisson", en: "a quasipoisson model" },
} satisfies Record<string, Label>;

type ModelName = keyof typeof modelNames;

export const outcomeNotNumber = (outcome: string, family: ModelName): Fault => ({
  what: {
    fr: `${outcome} n'est pas un nombre, comme doit l'être la réponse d'${modelNames[family].fr}`,
    en: `${outcome} is no number, as the outcome of ${modelNames[family].en} must be`,
  },
  advice: {
    fr: `Pour l'une de ses modalités, écrivez I(${outcome} == "…")`,
    en: `For one of its levels write I(${outcome} == "…")`,
  },
});

export const outcomeWithoutLevels: Fault = {
  what: {
    fr: "la réponse n'a pas de modalités, et donc pas de référence",
    en: "the outcome has no levels, so it has no reference",
  },
};

export const outcomeOutside = (outcome: string, family: ModelName, advice: Label): Fault => ({
  what: {
    fr: `${outcome} ne peut pas être la réponse d'${modelNames[family].fr}`,
    en: `${outcome} is no outcome of ${modelNames[family].en}`,
  },
  advice,
});

export const countsArePositive: Label = {
  fr: "Un dénombrement est positif ou nul ; pour d'autres nombres, prenez --family linear",
  en: "A count is zero or more; for other numbers take --family linear",
};

/** Of an outcome of two codes; `code` is one of them. */
export const nameZero = (outcome: string, code: number): Label => ({
  fr: `Elle doit être comprise entre 0 et 1 ; nommez le code qui compte pour 0 : --reference "${outcome}=${code}"`,
  en: `It must lie between 0 and 1; name the code that counts as 0: --reference "${outcome}=${code}"`,
});

export const makeCondition = (outcome: string, bound: number): Label => ({
  fr: `Elle doit être comprise entre 0 et 1. Faites-en une condition, comme I(${outcome} >= ${bound}), ou prenez une autre famille`,
  en: `It must lie between 0 and 1. Make a condition of it, such as I(${outcome} >= ${bound}), or take another family`,
});
