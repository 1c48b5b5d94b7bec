import type { Fault } from "../errors.ts";
import type { Label } from "../language.ts";

export const isMissing: Label = { fr: "la valeur manque", en: "is missing" };

export const oneLine: Label = {
  fr: "un libellé est un texte d'une ligne",
  en: "a label is one line of text",
};

export const reservedMarks: Label = {
  fr: "un nom ne doit contenir ni = ni | ni ; ni caractère de contrôle",
  en: "a name must not contain = | ; or control characters",
};

export const idMarks: Label = {
  fr: "un id se compose de lettres minuscules, de chiffres et de traits d'union",
  en: "an id has lower-case letters, digits and hyphens",
};

export const notPlainNumber: Label = {
  fr: "ce n'est pas un nombre (écrivez 1.6, sans espaces)",
  en: "not a number (write 1.6, without spaces)",
};

export const nothingPublished: Label = {
  fr: "un chiffre demande une valeur publiée, des mots (words), ou un intervalle de low à high",
  en: "a figure needs a published value, words, or an interval low to high",
};

export const wordsOrNumbers: Label = {
  fr: "des mots tiennent lieu de nombres : laissez vides les cellules des uns ou des autres",
  en: "words stand in place of numbers: leave the cells of the one or the other empty",
};

export const wordsOfPercentage: Label = {
  fr: "les mots du lexique tiennent lieu d'un pourcentage : donnez ici low et high",
  en: "the words of the lexicon stand for a percentage: give low and high here",
};

export const lowAboveHigh: Label = {
  fr: "la borne low de l'intervalle dépasse la borne high",
  en: "the interval's low is above its high",
};

export const wavesOfChange: Label = {
  fr: "une évolution (percent-change) va d'une vague à une autre : écrivez 2019|2022",
  en: "a change (percent-change) goes from one wave to another: write 2019|2022",
};

export const signMarks: Label = {
  fr: "un signe est + ou -, ou 0 en l'absence de différence significative",
  en: "a sign is + or -, or 0 for no significant difference",
};

export const wholeVariable: Label = {
  fr: "l'absence de différence porte sur une variable entière : laissez la cellule vide",
  en: "no difference is of a whole variable: leave it empty",
};

export const marginOfSign: Label = {
  fr: "une marge d'indifférence va avec le signe 0 : laissez la cellule vide",
  en: "a margin of indifference goes with the sign 0: leave it empty",
};

export const modelOrFigures: Label = {
  fr: "un constat porte sur un modèle et sa variable, ou sur deux chiffres (first et second)",
  en: "a finding is of a model and its variable, or of two figures (first and second)",
};

export const factorOfPair: Label = {
  fr: "un facteur multiplie second : laissez la cellule vide pour un modèle",
  en: "a factor multiplies second: leave it empty of a model",
};

export const modelOrStatistic: Label = {
  fr: "un opérande est un estimand (statistic, wave, domain) ou un contraste de modèle (model, versus), et non les deux",
  en: "an operand is an estimand (statistic, wave, domain) or a model's contrast (model, versus), and not both",
};

export const levelOrBound: Label = {
  fr: "une réponse a une modalité ou une borne, et non les deux",
  en: "an outcome has a level or a bound, and not both",
};

export const namelessLevel: Label = {
  fr: "une modalité a un nom (name) ou un code",
  en: "a level has a name or a code",
};

/** What codes of missing answers mean where nothing else is said. */
export const missingAnswer: Label = { fr: "réponse manquante", en: "missing answer" };

export const columnUnchosen: Label = {
  fr: "cette colonne reste à choisir : écrivez son nom à la place du point d'interrogation, ou supprimez la ligne s'il n'y en a pas (en l'absence de poids, 1)",
  en: "this column is yet to be chosen: write its name in place of the question mark, or leave out the line where there is none (1 where there are no weights)",
};

export const weightUntold: Label = {
  fr: "nommez la colonne des poids, ou écrivez 1 si chaque ligne compte pour un",
  en: "name the column of the weights, or write 1 where each row counts as one",
};

export const notCells: Label = {
  fr: "une plage s'écrit B5:H40, B5:H, B:H ou 5:40",
  en: "a range is written B5:H40, B5:H, B:H or 5:40",
};

export const descending: Label = {
  fr: "les probabilités doivent être croissantes",
  en: "probabilities must ascend",
};

export const oneRecipe = (recipes: readonly string[]): Label => ({
  fr: `une variable dérivée demande exactement l'un de ${recipes.join(", ")}`,
  en: `a derived variable needs exactly one of ${recipes.join(", ")}`,
});

export const wrongLevelCount = (recipe: string, needed: number, declared: number): Label => ({
  fr: `${recipe} donne ${needed} modalité${needed > 1 ? "s" : ""}, mais ${declared} ${declared > 1 ? "sont déclarées" : "est déclarée"}`,
  en: `${recipe} makes ${needed} levels, but ${declared} are declared`,
});

/** One factor each, of replicate weights. */
export const factorCount: Label = {
  fr: "il n'y a pas un facteur pour chaque réplique",
  en: "there is not one factor for each replicate",
};

const tooDeep: Fault = {
  what: { fr: "le YAML comporte trop d'imbrications", en: "the YAML is nested too deeply" },
};

export const severalDocuments: Fault = {
  what: {
    fr: "le YAML est mal formé : le fichier contient plusieurs documents",
    en: "the YAML is broken: the file holds several documents",
  },
  advice: {
    fr: "Écrivez-en un par fichier, sans ligne ---",
    en: "Write one in each file, without a line ---",
  },
};

export const reservedField: Fault = {
  what: { fr: "ce nom est réservé", en: "this name is reserved" },
  advice: { fr: "Choisissez-en un autre", en: "Choose another" },
};

export const fieldTwice: Fault = {
  what: { fr: "ce champ figure deux fois", en: "this field stands twice" },
};

export const fileIdMarks: Label = {
  fr: "un id, qui nomme des fichiers, se compose de 100 lettres, chiffres, points, tirets et soulignés au plus, et ne commence ni ne finit par un point ou un tiret",
  en: "an id, which names files, has at most 100 letters, digits, points, hyphens and underscores, with no point or hyphen at its ends",
};

export const idTwice: Label = { fr: "cet id figure deux fois", en: "this id stands twice" };

export const noWave: Label = { fr: "il faut au moins une vague", en: "at least one wave is needed" };

export const setsCombined: Label = {
  fr: "un graphique combinations, et lui seul, a des ensembles (sets), de deux à cinq",
  en: "a chart combinations, and no other, has sets, from two to five",
};

/** What the YAML parser's words mean, in ours: the first that fits. */
const yamlFaults: readonly (readonly [RegExp, Label])[] = [
  [/quoted scalar$/, { fr: "un guillemet n'est pas fermé", en: "a quotation mark is not closed" }],
  [
    /within a flow collection$/,
    {
      fr: "un crochet ou une accolade n'est pas fermé",
      en: "a bracket or a brace is not closed",
    },
  ],
  [
    /^missed comma/,
    { fr: "une virgule manque entre deux éléments", en: "a comma is missing between two items" },
  ],
  [
    /^expected ':'|multiline key/,
    { fr: "un nom de champ n'est pas suivi de deux-points", en: "a field's name is not followed by a colon" },
  ],
  [/^tab characters/, { fr: "une tabulation sert de retrait", en: "a tab is used to indent" }],
  [
    /^unknown escape|hexadecimal/,
    { fr: "une séquence d'échappement n'existe pas", en: "an escape sequence does not exist" },
  ],
  [/^unidentified alias/, { fr: "un alias ne renvoie à rien", en: "an alias leads nowhere" }],
  [
    /anchor|alias/,
    { fr: "un alias ou une ancre n'a pas de nom admis", en: "an alias or an anchor has no valid name" },
  ],
  [/ tag|^tag /, { fr: "une étiquette (!…) est inconnue", en: "a tag (!…) is unknown" }],
  [/merge/, { fr: "<< ne renvoie pas à des champs", en: "<< does not lead to fields" }],
  [
    /complex keys/,
    { fr: "un nom de champ est une liste ou des champs", en: "a field's name is a list or fields" },
  ],
  [
    /^directive|directive$|YAML version/,
    { fr: "une directive (%…) n'est pas admise", en: "a directive (%…) is not valid" },
  ],
  [/indentation/, { fr: "le retrait ne convient pas", en: "the indentation does not fit" }],
];
/** Within a line, what the parser takes for a wrong indentation is one of these. */
const reservedSign: Label = {
  fr: "une valeur sans guillemets commence par un signe réservé",
  en: "a value without quotation marks begins with a reserved sign",
};
const severalOnLine: Label = {
  fr: "plusieurs champs, ou une liste, se trouvent sur la ligne d'un champ",
  en: "several fields, or a list, stand on the line of a field",
};
const unexpectedSign: Label = { fr: "un signe est inattendu", en: "a sign is unexpected" };

const quotesForColon: Label = {
  fr: "Mettez entre guillemets un texte qui contient « : »",
  en: 'Put a text that holds ": " in quotes',
};

/** A fault of a YAML text, given the parser's reason and the position where it stopped. */
export function brokenYaml(reason: string, text: string, position: number): Fault {
  if (/maxDepth/.test(reason)) return tooDeep;
  const before = text.slice(text.lastIndexOf("\n", position - 1) + 1, position);
  const { fr, en } =
    /^bad indentation/.test(reason) && before.trim() !== ""
      ? faultWithin(before, text[position])
      : (yamlFaults.find(([pattern]) => pattern.test(reason))?.[1] ?? {
          fr: "ce n'est pas du YAML",
          en: reason,
        });
  const column = before.length + 1;
  return {
    ...(text[position] === ":" && /: +[^\s"']/.test(before) && { advice: quotesForColon }),
    what: {
      fr: `le YAML est mal formé : ${fr} (colonne ${column})`,
      en: `the YAML is broken: ${en} (column ${column})`,
    },
  };
}

function faultWithin(before: string, sign: string | undefined): Label {
  if (!/[@`%}\],]/.test(sign ?? "")) return severalOnLine;
  return /: +$/.test(before) ? reservedSign : unexpectedSign;
}

/** An alias within what it names. */
export const aliasOfItself: Fault = {
  what: { fr: "un alias se trouve dans ce qu'il nomme", en: "an alias stands within what it names" },
  advice: { fr: "Vérifiez ses alias", en: "Check its aliases" },
};

export const aliasesTooLarge: Fault = {
  what: {
    fr: "les alias du YAML se multiplient sans mesure",
    en: "the aliases of the YAML multiply beyond measure",
  },
  advice: { fr: "Vérifiez ses alias", en: "Check its aliases" },
};

export const lineMarks: Label = {
  fr: "des lignes s'écrivent 12, 12-15 ou 12-15, 20",
  en: "lines are written 12, 12-15 or 12-15, 20",
};

export const nothingToJudge: Label = {
  fr: "une affirmation demande une mesure, une relation, ou la raison pour laquelle elle n'est pas vérifiable",
  en: "a claim needs a measure, a relation, or the reason why it is not checkable",
};

export const nothingToCompare: Label = {
  fr: "cette relation demande une valeur, ou deux chiffres au moins dans about",
  en: "this relation needs a value, or two figures at least in about",
};

export const oneCheck = (kinds: readonly string[]): Label => ({
  fr: `un contrôle demande exactement l'un de ${kinds.join(", ")}`,
  en: `a check needs exactly one of ${kinds.join(", ")}`,
});

export const partsOfMixture: Label = {
  fr: "chaque partie d'un mélange a autant de quantités que le tout",
  en: "each part of a mixture has as many quantities as the whole",
};
