import type { core } from "zod";
import type { Label } from "./language.ts";

/** An issue of our own for zod, which knows one language: the label goes with it. */
export const ownIssue = (told: Label) => ({ code: "custom" as const, message: told.en, params: { told } });

/** The same for a check, such as `refine`. */
export const ownError = (told: Label) => ({ error: told.en, params: { told } });

/** What is wrong with data that do not fit a schema. */
export function issueLabel(issue: core.$ZodIssue): Label {
  if (issue.code === "custom" && issue.params) return issue.params.told as Label;
  return worded(issue);
}

const kinds: Readonly<Record<string, Label>> = {
  string: { fr: "un texte", en: "a text" },
  number: { fr: "un nombre", en: "a number" },
  int: { fr: "un nombre entier", en: "a whole number" },
  boolean: { fr: "vrai ou faux", en: "true or false" },
  array: { fr: "une liste", en: "a list" },
  tuple: { fr: "une liste", en: "a list" },
  object: { fr: "des champs", en: "fields" },
  record: { fr: "des champs", en: "fields" },
};

const unitsOf: Readonly<Record<string, Label>> = {
  string: { fr: "caractère", en: "character" },
  array: { fr: "élément", en: "item" },
};

function worded(issue: core.$ZodIssue): Label {
  switch (issue.code) {
    case "invalid_type": {
      const { fr, en } = kinds[issue.expected] ?? { fr: issue.expected, en: issue.expected };
      const isMissing = issue.message.endsWith("received undefined");
      return {
        fr: `${isMissing ? "la valeur manque ; " : ""}attendu : ${fr}`,
        en: `${isMissing ? "the value is missing; " : ""}expected ${en}`,
      };
    }
    case "invalid_value": {
      const fr = issue.values.map((value) => (value === "" ? "rien" : `« ${String(value)} »`));
      const en = issue.values.map((value) => (value === "" ? "nothing" : `"${String(value)}"`));
      const several = en.length > 1;
      return {
        fr: `attendu${several ? ", au choix" : ""} : ${fr.join(", ")}`,
        en: `expected ${several ? "one of " : ""}${en.join(", ")}`,
      };
    }
    case "too_small":
      return sized(issue.origin, issue.minimum, issue.exact ? "exactly" : "least", issue.inclusive);
    case "too_big":
      return sized(issue.origin, issue.maximum, issue.exact ? "exactly" : "most", issue.inclusive);
    case "unrecognized_keys": {
      const several = issue.keys.length > 1;
      return {
        fr: `${several ? "champs inconnus" : "champ inconnu"} : ${issue.keys.map((key) => `« ${key} »`).join(", ")}`,
        en: `unknown field${several ? "s" : ""} ${issue.keys.map((key) => `"${key}"`).join(", ")}`,
      };
    }
    case "invalid_key":
      return { fr: "un nom de champ n'est pas admis", en: "the name of a field is not valid" };
    default:
      return { fr: "la valeur n'est pas admise", en: "the value is not valid" };
  }
}

const bounds = {
  exactly: { fr: "exactement", en: "exactly" },
  least: { fr: "au moins", en: "at least" },
  most: { fr: "au plus", en: "at most" },
} as const;

function sized(
  origin: string,
  bound: number | bigint,
  how: keyof typeof bounds,
  inclusive: boolean | undefined,
): Label {
  const unit = unitsOf[origin];
  const { fr, en } = bounds[how];
  const s = Number(bound) > 1 ? "s" : "";
  if (unit) return { fr: `${fr} ${bound} ${unit.fr}${s}`, en: `${en} ${bound} ${unit.en}${s}` };
  if (inclusive) return { fr: `la valeur doit être ${fr} ${bound}`, en: `the value must be ${en} ${bound}` };
  return how === "most"
    ? { fr: `la valeur doit être inférieure à ${bound}`, en: `the value must be below ${bound}` }
    : { fr: `la valeur doit être supérieure à ${bound}`, en: `the value must be above ${bound}` };
}
