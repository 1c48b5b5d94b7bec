import type { Fault } from "../errors.ts";
import type { Label } from "../language.ts";
import { nearest } from "../suggest.ts";

/** Faults in a file of tables. */

export const textOrLanguages: Label = {
  fr: "attendu : un texte, ou un texte en fr, en en, ou dans les deux",
  en: "expected: a text, or one in fr, in en, or in both",
};

export const testOrTrue = (names: readonly string[]): Label => ({
  fr: `attendu : true, false, ou l'un de ${names.join(", ")}`,
  en: `expected: true, false, or one of ${names.join(", ")}`,
});

export const codesInQuotes: Label = {
  fr: 'mettez entre guillemets les codes d\'une variable : ["q1=8,9", "q2=99"]',
  en: 'put the codes of a variable in quotes: ["q1=8,9", "q2=99"]',
};

/** A field that does not exist, with the nearest of those that do, and all of them. */
export const unknownField = (name: string, known: readonly string[]): Fault => {
  const near = nearest(name, known);
  return {
    what: { fr: "champ inconnu", en: "unknown field" },
    advice: {
      fr: `${near ? `Vouliez-vous dire « ${near} » ? ` : ""}Champs : ${known.join(", ")}`,
      en: `${near ? `Did you mean "${near}"? ` : ""}Fields: ${known.join(", ")}`,
    },
  };
};
