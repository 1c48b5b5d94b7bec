import { eastAsianWidth } from "get-east-asian-width";

/** Latin letters, spaces and the signs of our own texts: each takes one column. */
const narrow = /^[\x20-\x7e\u00a0-\u02ff\u2010-\u2027\u202f-\u205e\u2190-\u22ff]*$/;
/** Marks that combine with the letter before them, and characters that only tell how others are joined. */
const joined = /[\p{Mn}\p{Me}\p{Cf}]/u;

/** How many columns of a terminal a text takes: a combining mark none, wide characters such as 中 two (Unicode's annex 11). */
export function displayWidth(text: string): number {
  if (narrow.test(text)) return text.length;
  let width = 0;
  for (const character of text)
    if (!joined.test(character)) width += eastAsianWidth(character.codePointAt(0)!);
  return width;
}

/** A space between two words that may stand on two lines: none before : ; ! ? % » /, after « and /, and in an interval. */
const breakable = / (?![:;!?%»/])(?<!(?:«|\/|\[\S+ ;) )/;

/** The parts of a text that lines do not part; no-break spaces part nothing either. */
export const wordsOf = (text: string): string[] => text.split(breakable);

/** Breaks a text between words into lines of at most `width` columns, where its words allow it; `hanging` starts all but the first. */
export function wrapped(text: string, width: number, hanging = ""): string[] {
  const lines: string[] = [];
  let used = 0;
  for (const word of wordsOf(text)) {
    const own = displayWidth(word);
    if (lines.length > 0 && used + 1 + own <= width) {
      lines[lines.length - 1] += ` ${word}`;
      used += 1 + own;
    } else if (word !== "" || lines.length === 0) {
      const start = lines.length > 0 && hanging.length + own <= width ? hanging : "";
      lines.push(`${start}${word}`);
      used = start.length + own;
    }
  }
  return lines;
}
