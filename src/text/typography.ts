import type { Language } from "./language.ts";

const noBreak = "\u00a0";
const narrowNoBreak = "\u202f";

/**
 * A text with its language's spaces: in French none breaks before : ; ! ? % », after « and n°, and between groups of digits;
 * those before % and between digits are narrow, as in Unicode's CLDR.
 */
export function typeset(text: string, language: Language): string {
  if (language === "en") return text;
  return text
    .replace(/ (?=[:;!?»])/g, noBreak)
    .replaceAll(" %", `${narrowNoBreak}%`)
    .replaceAll("« ", `«${noBreak}`)
    .replace(/(?<!\p{L})([nN]°) (?=\d)/gu, `$1${noBreak}`)
    .replace(/(?<![\p{L}\d.,])(\d{1,3}(?: \d{3})+)(?!\d)/gu, (grouped) =>
      grouped.replaceAll(" ", narrowNoBreak),
    );
}

/** The same as it is printed: with the apostrophes and quotes that keyboards lack, and intervals on one line. */
export const typesetInPrint = (text: string, language: Language): string =>
  typeset(text, language)
    // A text in single quotes, such as one of a condition, stays as it was written.
    .replace(/(?<!\p{L})'[^']*'|(?<=\p{L})'/gu, (found) => (found === "'" ? "’" : found))
    .replace(/(?<=\[[^\s\]]+\s;) /g, noBreak)
    .replace(/"([^"]*)"/g, language === "fr" ? `«${noBreak}$1${noBreak}»` : "“$1”");
