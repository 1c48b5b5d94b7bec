import type { Language } from "./language.ts";

type Join = "and" | "or";

/** What stands before the last item: of two, and of more. */
const lastSigns: Readonly<Record<Language, Readonly<Record<Join, readonly [string, string]>>>> = {
  fr: { and: [" et ", " et "], or: [" ou ", " ou "] },
  en: { and: [" and ", ", and "], or: [" or ", ", or "] },
};

/** Items as a list within a sentence: what `Intl.ListFormat` writes, which takes as long to load as a model takes to be fitted. */
export function listOf(items: readonly string[], join: Join, language: Language): string {
  if (items.length < 2) return items.join("");
  const [ofTwo, ofMore] = lastSigns[language][join];
  return `${items.slice(0, -1).join(", ")}${items.length === 2 ? ofTwo : ofMore}${items.at(-1)}`;
}

/** Sentences one after the other, each with the stop that it lacks, but for the last one. */
export const sentences = (texts: readonly string[]): string =>
  texts
    .filter((text) => text !== "")
    .map((text, at, all) => (at === all.length - 1 || /[.?!…]$/.test(text) ? text : `${text}.`))
    .join(" ");
