import type { Fault } from "../errors.ts";
import type { Label } from "../language.ts";
import { both } from "../reader.ts";
import { suggestion } from "../suggest.ts";
import { nameSuggestion } from "./expressions.ts";

/** `isSpreadsheet`: whether a spreadsheet opens it, and can save it as another kind. */
export const unreadableKind = (extensions: readonly string[], isSpreadsheet: boolean): Fault => ({
  what: { fr: "ce type de fichier ne peut pas être lu", en: "this kind of file cannot be read" },
  advice: isSpreadsheet
    ? {
        fr: "Ouvrez-le dans un tableur et enregistrez-le en .xlsx ou .csv",
        en: "Open it in a spreadsheet and save it as .xlsx or .csv",
      }
    : {
        fr: `Utilisez l'une de ces extensions : ${extensions.join(", ")}`,
        en: `Use one of ${extensions.join(", ")}`,
      },
});

/** What to do about a column that a wave's file does not have. */
export const listAsAbsent = (variable: string): Label => ({
  fr: `Nommez sa colonne par column, ou indiquez « ${variable} » sous absent ; skip ou range disent dans la vague où est l'en-tête`,
  en: `Name its column by column, or list "${variable}" under absent; skip or range in the wave say where the header is`,
});

/** A cell that stands for no value of a variable. */
export const undecodable = (
  variable: string,
  levels: readonly { readonly code: string; readonly name: string }[] | undefined,
  missing: { readonly codes: readonly string[]; readonly label: Label } | undefined,
): Fault => ({
  what: levels
    ? { fr: `code de ${variable} inconnu`, en: `unknown code of ${variable}` }
    : notNumber(variable).what,
  advice: both(({ say }) => {
    const codes = levels?.map(({ code, name }) => (code === name ? code : `${code} (${name})`)) ?? [
      say({ fr: "un nombre", en: "a number" }),
    ];
    const none = (missing?.codes ?? []).map((code) => `${code} (${say(missing!.label)})`);
    return `${say({ fr: "Attendu :", en: "Expected" })} ${[...codes, ...none].join(", ")}`;
  }),
});

export const notNumber = (name: string): Fault => ({
  what: { fr: `${name} n'est pas un nombre`, en: `${name} is not a number` },
});

/** A categorical variable where numbers are needed. */
export const notNumeric = (name: string): Fault => ({
  ...notNumber(name),
  advice: {
    fr: "C'est une variable qualitative : voir panel crosstab",
    en: "It is a categorical variable: see panel crosstab",
  },
});

export type WeightFault = "missing" | "not a number" | "negative" | "out of range";

export const badWeight = (fault: WeightFault, least: number, most: number): Fault => ({
  what: {
    missing: {
      fr: "le poids manque (cellule vide ou non-réponse)",
      en: "the weight is missing (empty, or a mark such as NA)",
    },
    "not a number": { fr: "le poids n'est pas un nombre", en: "the weight is not a number" },
    negative: { fr: "le poids est négatif", en: "the weight is negative" },
    "out of range": {
      fr: `le poids n'est pas compris entre ${least} et ${most}`,
      en: `the weight is not between ${least} and ${most}`,
    },
  }[fault],
  advice:
    fault === "missing"
      ? {
          fr: "Chaque ligne doit avoir un poids, celles aussi que --where écarte. D'un fichier, --missing delete retire les lignes sans poids (crosstab, estimate, model) ; d'une vague déclarée, rows avec la valeur weighted",
          en: "Every row needs a weight, those too that --where leaves out. Of a file --missing delete takes out rows without weight (crosstab, estimate, model); of a declared wave, rows: weighted",
        }
      : {
          fr: "Chaque répondant doit avoir un poids positif ou nul",
          en: "Every respondent needs a weight of zero or more",
        },
});

export const noWeight: Fault = { what: { fr: "tous les poids sont nuls", en: "all weights are zero" } };

/** Some weights are negative, and outweigh the others. */
export const sumNotPositive: Fault = {
  what: {
    fr: "la somme des poids n'est pas positive",
    en: "the weights do not add up to more than zero",
  },
};

export const keyMissing: Fault = {
  what: { fr: "l'identifiant manque", en: "the identifier is missing" },
};

/** `first` is the number of the line, or of the sheet's row, where the identifier stands first. */
export const keyTwice = (first: number, inSheet: boolean): Fault => ({
  what: { fr: "l'identifiant figure deux fois", en: "the identifier stands twice" },
  advice: {
    fr: `Il est aussi à la ligne ${first} ; gardez une ligne par répondant`,
    en: `It is also at ${inSheet ? "row" : "line"} ${first}; keep one row per respondent`,
  },
});

export const noSuchUnit = (table: string, unit: string, units: readonly string[]): Fault => ({
  what: {
    fr: `la table ${table} n'a pas cette unité`,
    en: `there is no such unit in the table ${table}`,
  },
  advice: suggestion(unit, units),
});

export const noKeyInCommon = (wave: string): Fault => ({
  what: {
    fr: `aucun identifiant n'est parmi ceux de la vague ${wave}`,
    en: `no identifier is among those of the wave ${wave}`,
  },
  advice: {
    fr: "Les deux vagues doivent avoir les mêmes identifiants",
    en: "Both waves must use the same identifiers",
  },
});

export const variableNamedWave = (name: string): Fault => ({
  what: {
    fr: `une variable porte le nom « ${name} », qui désigne les vagues`,
    en: `a variable has the name "${name}", which names the waves`,
  },
});

const parts = {
  "the outcome": "la variable étudiée",
  "the variable": "la variable",
  "the denominator": "le dénominateur",
  "the formula": "la formule",
  "the margins": "les marges",
};

/** What a variable is needed for: an option, or a part of an analysis. */
export type VariableUse = `--${string}` | keyof typeof parts;

/** A variable that is needed and that the data do not have. */
export const unknownVariableFor = (use: VariableUse, name: string, known: readonly string[]): Fault => ({
  what: {
    fr: `variable inconnue pour ${use in parts ? parts[use as keyof typeof parts] : use}`,
    en: `unknown variable for ${use}`,
  },
  advice: nameSuggestion(name, known),
});

/** The variable that tells the waves of a stacked table apart. */
export const waveLabel: Label = { fr: "Vague", en: "Wave" };

/** The codes of a column are positions among `levels` levels. */
export const noSuchCode = (levels: number): Fault => ({
  what: {
    fr: `un code va de 0 à ${levels - 1}, ou vaut −1 pour une réponse manquante`,
    en: `a code is from 0 to ${levels - 1}, or −1 for a missing answer`,
  },
});
