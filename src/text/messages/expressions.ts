import type { Fault } from "../errors.ts";
import type { Label, Language } from "../language.ts";
import { sentences } from "../lists.ts";
import { both, plain } from "../reader.ts";
import { type Labelled, levelSuggestion, suggestion } from "../suggest.ts";

/** A kind of text that is read token by token: how it is called, and one to imitate. */
export interface Written {
  readonly name: Label;
  readonly example: Label;
}

export const expressionText: Written = {
  name: { fr: "l'expression", en: "the expression" },
  example: plain(`age >= 40 and region in ("A", "B")`),
};

/** The same of the expression of a new variable. */
export const definitionText: Written = {
  name: expressionText.name,
  example: {
    fr: "classe = cut(age, 30, 50), ou decennie = 10 * floor(age / 10)",
    en: "class = cut(age, 30, 50), or decade = 10 * floor(age / 10)",
  },
};

/** What is wrong with a text, as a predicate of it, and at which character, counted from 1. */
export const badSyntax = ({ name, example }: Written, problem: Label, character: number): Fault => ({
  what: {
    fr: `${name.fr} ${problem.fr}, au caractère ${character}`,
    en: `${name.en} ${problem.en}, at character ${character}`,
  },
  advice: { fr: `Écrivez par exemple : ${example.fr}`, en: `Write for example: ${example.en}` },
});

export const illegible: Label = { fr: "est illisible", en: "cannot be read" };

export const openQuote: Label = {
  fr: "a un guillemet qui n'est pas fermé",
  en: "has a quote that is not closed",
};

export const curlyQuote: Label = {
  fr: 'a un guillemet typographique (écrivez des guillemets droits : "…")',
  en: 'has a curly quote; write straight ones: "…"',
};

export const nameWithSpaces = (name: string): Label => ({
  fr: `a deux noms côte à côte (un nom qui contient des espaces s'écrit entre accents graves : \`${name}\`)`,
  en: `has names side by side; a name with spaces goes in backquotes: \`${name}\``,
});

export const ifOfMore: Label = {
  fr: "donne à if() plus de trois parties (imbriquez-les : if(a, x, if(b, y, z)))",
  en: "gives if() more than three parts; nest them: if(a, x, if(b, y, z))",
};

/** R's NA; `asked` is the question whether an answer is missing. */
export const missingAsked = (asked: string): Fault => ({
  what: { fr: "il n'y a pas de variable NA", en: "there is no variable NA" },
  advice: {
    fr: `Une réponse manquante se demande par : ${asked}`,
    en: `Whether an answer is missing is asked by: ${asked}`,
  },
});

/** A text without quotes beside a variable; `quoted` is the comparison as it is meant. */
export const textUnquoted = (name: string, quoted: string): Fault => ({
  what: { fr: `il n'y a pas de variable ${name}`, en: `there is no variable ${name}` },
  advice: {
    fr: `Un texte se met entre guillemets : ${quoted}`,
    en: `A text goes in quotes: ${quoted}`,
  },
});

export const numberInName: Label = {
  fr: "accole un nombre et un nom (un nom qui commence par un chiffre s'écrit entre accents graves)",
  en: "a number runs into a name; a name that begins with a digit goes in backquotes",
};

/** `next` is what stands instead; undefined at the end. */
export const lacks = (lacking: Label, next: string | undefined): Label => ({
  fr: `attend ${lacking.fr} avant ${next === undefined ? "la fin" : `« ${next} »`}`,
  en: `lacks ${lacking.en} before ${JSON.stringify(next ?? "the end")}`,
});

export const theSymbol = (symbol: string): Label => ({ fr: `« ${symbol} »`, en: `"${symbol}"` });

export const aValue: Label = { fr: "une valeur", en: "a value" };

export const aBreak: Label = {
  fr: "découpe là où il n'y a pas de nombre (comme dans cut(age, 30, 50))",
  en: "cuts where there is no number; write for example cut(age, 30, 50)",
};

export const breaksDescend: Label = {
  fr: "découpe à des nombres qui ne vont pas en croissant",
  en: "cuts at numbers that do not go up",
};

export const tooDeep: Label = { fr: "comporte trop d'imbrications", en: "is nested too deeply" };

export const tooLong: Label = {
  fr: "comporte trop d'opérateurs (voir in (…))",
  en: "is too long; see in (…)",
};

export const goesOn = (next: string): Label => ({
  fr: `ne peut pas se poursuivre par « ${next} »`,
  en: `does not go on with ${JSON.stringify(next)}`,
});

/** `number` is the one that is meant. */
export const commaForPoint = (number: string): Label => ({
  fr: `a une virgule où les décimales suivent un point (${number})`,
  en: `has a comma where decimals follow a point (${number})`,
});

export const threeCompared: Label = {
  fr: "compare trois termes (reliez deux comparaisons par « and »)",
  en: 'compares three things; join two comparisons by "and"',
};

export const comparedWithMissing: Label = {
  fr: "compare à une réponse manquante, ce que fait missing(x) (une variable de ce nom s'écrit entre accents graves)",
  en: "compares with a missing answer, which missing(x) does; a variable of that name goes in backquotes",
};

export const noFunction = (name: string, known: readonly string[]): Label => ({
  fr: `n'a pas de fonction ${name} (il y a ${known.join(", ")})`,
  en: `has no function ${name}; there are ${known.join(", ")}`,
});

/** How a part of an expression is called that is neither a variable nor a value. */
export const thisPart: Label = { fr: "cette partie de l'expression", en: "this part of the expression" };

export const partNotNumber = (part: Label): Fault => ({
  what: { fr: `${part.fr} n'est pas un nombre`, en: `${part.en} is no number` },
  advice: {
    fr: "Le calcul et les comparaisons d'ordre demandent des nombres, ou deux dates (2022-03-01) à comparer",
    en: "Arithmetic and order need numbers, or two dates (2022-03-01) to compare",
  },
});

export const partNotCondition = (part: Label): Fault => ({
  what: { fr: `${part.fr} n'est pas une condition`, en: `${part.en} is no condition` },
  advice: {
    fr: `Comparez-la à une valeur, comme dans : ${part.fr} == …`,
    en: `Compare it, as in: ${part.en} == …`,
  },
});

export const neitherNumberNorCondition = (part: Label): Fault => ({
  what: {
    fr: `${part.fr} n'est ni un nombre ni une condition`,
    en: `${part.en} is neither a number nor a condition`,
  },
});

/** The values among which a function chooses are of several types. */
export const unlikeValues = (name: string): Fault => ({
  what: {
    fr: `${name} donne des nombres dans certains cas et des textes ou des conditions dans d'autres`,
    en: `${name} gives numbers in some cases, and texts or conditions in others`,
  },
  advice: {
    fr: "Donnez partout des textes entre guillemets, partout des nombres, ou missing",
    en: "Give texts in quotes everywhere, or numbers everywhere, or missing",
  },
});

export const recodedTwice: Fault = {
  what: { fr: "recode() nomme deux fois cette valeur", en: "recode() names this value twice" },
};

/** `left` has the levels that no case names; none of a number, whose values are not known before. */
export const restUntold = (left: readonly string[]): Fault => ({
  what: {
    fr: "recode() ne dit pas ce que deviennent les autres valeurs",
    en: "recode() does not tell what becomes of the other values",
  },
  advice: both(({ say }) =>
    sentences([
      ...(left.length > 0
        ? [say({ fr: `Il reste ${listed(left)}`, en: `These are left: ${listed(left)}` })]
        : []),
      say({
        fr: "Ajoutez other = missing, ou other = et une valeur",
        en: "Add other = missing, or other = and a value",
      }),
    ]),
  ),
});

/** The first of some levels. */
const listed = (levels: readonly string[]) =>
  `${levels.slice(0, 10).join(", ")}${levels.length > 10 ? " …" : ""}`;

/** A class of `cut` between two breaks. */
export const classBetween = (low: string, high: string): Label => ({
  fr: `${low} à <${high}`,
  en: `${low} to <${high}`,
});

export const partNotDate = (part: Label): Fault => ({
  what: { fr: `${part.fr} n'est pas une date`, en: `${part.en} is no date` },
  advice: {
    fr: "Une date s'écrit comme 2022-03-01 ou 2022-03-01T12:00",
    en: "A date is written like 2022-03-01 or 2022-03-01T12:00",
  },
});

/** `orders` has what `--dates` may be told. */
export const datesUntold = (part: Label, orders: readonly string[]): Fault => ({
  what: {
    fr: `${part.fr} n'est pas une date, telle que la lecture du fichier la donne`,
    en: `${part.en} is no date, as the file is read`,
  },
  advice: dayOrderTold(orders),
});

/** What tells how dates such as 03/04/2023 are written. */
export const dayOrderTold = (orders: readonly string[]): Label => {
  const meanings: Readonly<Record<string, Label>> = {
    dmy: { fr: "jour/mois/année", en: "day/month/year" },
    mdy: { fr: "mois/jour/année", en: "month/day/year" },
    ymd: { fr: "année/mois/jour", en: "year/month/day" },
  };
  const choices = (language: Language) =>
    orders.map((order) => `--dates ${order} (${meanings[order]![language]})`);
  return {
    fr: `Si ce sont des dates, dites-le avec ${choices("fr").join(" ou ")}`,
    en: `If these are dates, say so with ${choices("en").join(" or ")}`,
  };
};

export const neverEqual = (part: Label, other: Label): Fault => ({
  what: {
    fr: `${part.fr} et ${other.fr} ne peuvent pas être égaux`,
    en: `${part.en} and ${other.en} cannot be equal`,
  },
});

export const neverAmong = (part: Label): Fault => ({
  what: {
    fr: `${part.fr} ne peut pas figurer parmi ces valeurs`,
    en: `${part.en} cannot be among these values`,
  },
});

export const variableIsNumber = (variable: string): Fault => ({
  what: { fr: `${variable} est un nombre`, en: `${variable} is a number` },
  advice: { fr: "Comparez cette variable à un nombre", en: "Compare it with a number" },
});

/** A text in quotes that is a number, but not as numbers are written: 01, or more digits than they keep. */
export const writtenOtherwise = (variable: string): Fault => ({
  what: {
    fr: `${variable} est un nombre, et aucun nombre ne s'écrit ainsi`,
    en: `${variable} is a number, and no number is written like this`,
  },
  advice: {
    fr: "Entre guillemets, c'est un texte ; sans guillemets, un nombre",
    en: "In quotes it is a text; without quotes it is a number",
  },
});

export const noSuchLevel = (variable: string, level: string, levels: readonly Labelled[]): Fault => ({
  what: { fr: `${variable} n'a pas cette modalité`, en: `${variable} has no such level` },
  advice: levelSuggestion(level, levels),
});

/** A code that nobody has since it was declared missing. */
export const codeDeclaredMissing = (variable: string): Fault => ({
  what: {
    fr: `ce code de ${variable} est déclaré manquant (--missing-code)`,
    en: `this code of ${variable} is declared missing (--missing-code)`,
  },
  advice: {
    fr: `Pour ces réponses, écrivez : missing(${variable})`,
    en: `For these answers write: missing(${variable})`,
  },
});

/** What may have been meant by a name that is not known; an expression must have a name first. */
export const nameSuggestion = (name: string, known: readonly string[]): Label =>
  /^[\p{L}_.]+\(.*\)$/su.test(name)
    ? {
        fr: `Nommez d'abord cette expression, par exemple avec --derive 'classe = ${name}', puis employez ce nom`,
        en: `Name this expression first, for example with --derive 'class = ${name}', and use that name`,
      }
    : suggestion(name, known);

export const unknownVariable = (name: string, known: readonly string[]): Fault => ({
  what: { fr: "variable inconnue", en: "unknown variable" },
  advice: suggestion(name, known),
});

export const numberTooLarge: Label = {
  fr: "contient un nombre trop grand",
  en: "holds a number that is too large",
};

const noValue = (part: string): Label => ({
  fr: `${part} n'existe pas pour cette ligne`,
  en: `${part} does not exist for this row`,
});

export const derivedUndefined = (part: string): Fault => ({
  what: noValue(part),
  advice: {
    fr: "Ce n'est pas une réponse manquante : écartez ces lignes avec --where, ou prenez une autre expression",
    en: "That is no missing answer: leave such rows out with --where, or take another expression",
  },
});

export const conditionUndefined = (part: string): Fault => ({
  what: noValue(part),
  advice: {
    fr: "Écartez d'abord ces lignes, comme dans : x > 0 and log(x) < 2",
    en: "Leave such rows out first, as in: x > 0 and log(x) < 2",
  },
});

export const declaredUndefined = (part: string): Fault => ({
  what: noValue(part),
  advice: {
    fr: "Ce n'est pas une réponse manquante : déclarez ces valeurs manquantes (missing), ou prenez une autre expression",
    en: "That is no missing answer: declare such values as missing, or take another expression",
  },
});

const orderOfDates: Label = {
  fr: "L'ordre des textes est celui de dates, comme 2022-03-01 ou 2022-03-01T12:00",
  en: "The order of texts is that of dates, such as 2022-03-01 or 2022-03-01T12:00",
};

export const textNotDate: Fault = {
  what: { fr: "ce texte n'est pas une date", en: "this text is no date" },
  advice: orderOfDates,
};

export const levelNotDate = (variable: string): Fault => ({
  what: {
    fr: `${variable} a des modalités qui ne sont pas des dates`,
    en: `${variable} has levels that are no dates`,
  },
  advice: orderOfDates,
});

export const scoreOverflows: Fault = {
  what: { fr: "la somme des points est trop grande", en: "the sum of the points is too large" },
};
