import type { core } from "zod";
import type { Label } from "./language.ts";

/** An issue of our own for zod, which knows one language: the label goes with it. */
export const ownIssue = (told: Label) => ({ code: "custom" as const, message: told.en, params: { told } });

/** The same for a check, such as `refine`. */
export const ownError = (told: Label) => ({ error: told.en, params: { told } });

/** What is wrong with data that do not fit a schema: in our own words, or in zod's. */
export function issueLabel(issue: core.$ZodIssue): Label {
  if (issue.code === "custom" && issue.params) return issue.params.told as Label;
  return { fr: inFrench(issue), en: issue.message };
}

const kinds: Readonly<Record<string, string>> = {
  string: "un texte",
  number: "un nombre",
  int: "un nombre entier",
  boolean: "vrai ou faux",
  array: "une liste",
  tuple: "une liste",
  object: "des champs",
  record: "des champs",
};

const unitsOf: Readonly<Record<string, string>> = { string: "caractère", array: "élément" };

function inFrench(issue: core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type": {
      const expected = `attendu : ${kinds[issue.expected] ?? issue.expected}`;
      return issue.message.endsWith("received undefined") ? `la valeur manque ; ${expected}` : expected;
    }
    case "invalid_value": {
      const values = issue.values.map((value) => (value === "" ? "rien" : `« ${String(value)} »`));
      return values.length === 1 ? `attendu : ${values[0]}` : `attendu, au choix : ${values.join(", ")}`;
    }
    case "too_small":
      return sized(issue.origin, issue.minimum, issue.exact ? "exactement" : "au moins", issue.inclusive);
    case "too_big":
      return sized(issue.origin, issue.maximum, issue.exact ? "exactement" : "au plus", issue.inclusive);
    case "unrecognized_keys":
      return `${issue.keys.length > 1 ? "champs inconnus" : "champ inconnu"} : ${issue.keys.map((key) => `« ${key} »`).join(", ")}`;
    case "invalid_key":
      return "un nom de champ n'est pas admis";
    default:
      return "la valeur n'est pas admise";
  }
}

function sized(origin: string, bound: number | bigint, how: string, inclusive: boolean | undefined): string {
  const unit = unitsOf[origin];
  if (unit) return `${how} ${bound} ${unit}${Number(bound) > 1 ? "s" : ""}`;
  if (inclusive) return `la valeur doit être ${how} ${bound}`;
  return `la valeur doit être ${how === "au plus" ? "inférieure" : "supérieure"} à ${bound}`;
}
