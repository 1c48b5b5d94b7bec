import type { Language } from "./language.ts";

const noBreak = "\u00a0";
const narrowNoBreak = "\u202f";

/**
 * A text with its language's spaces: in French none breaks before : ; ! ? % », after « and between groups of digits; those
 * before % and between digits are narrow, as in Unicode's CLDR.
 */
export function typeset(text: string, language: Language): string {
  if (language === "en") return text;
  return text
    .replace(/ (?=[:;!?»])/g, noBreak)
    .replaceAll(" %", `${narrowNoBreak}%`)
    .replaceAll("« ", `«${noBreak}`)
    .replace(/(?<![\p{L}\d.,])(\d{1,3}(?: \d{3})+)(?!\d)/gu, (grouped) =>
      grouped.replaceAll(" ", narrowNoBreak),
    );
}
