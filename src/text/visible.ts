/**
 * What a terminal or a viewer obeys, or hides, and does not show: control characters, those that turn the direction of
 * writing or end a line, halves of characters, and what Unicode calls no character.
 */
const unseen =
  /[\p{Cc}\p{Cs}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]/gu;

const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** A text of one line, in which each character that cannot be seen is written out, such as \u001b; breaks and tabs as well. */
export const visible = (text: string): string => text.replace(unseen, escaped);

/** A text of several lines in which all but breaks and tabs is written out; JSON stays the same JSON. */
export const visibleLines = (text: string): string =>
  text.replace(unseen, (character) => (/[\t\n\r]/.test(character) ? character : escaped(character)));

/** A text with its middle left out where it has more than `most` characters. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = Math.floor(most / 3);
  return `${text.slice(0, most - end - 1)}…${text.slice(text.length - end)}`.replace(/\p{Cs}/gu, "");
}

/** The most characters of what was given that a message quotes. */
const mostQuoted = 200;
/** The most characters of a message; what is longer hides what to do about it. */
const mostTold = 590;

/** What was given, as a message quotes it. */
export const quotable = (given: string): string => shortened(visible(given), mostQuoted);

/** A message as it is told: of one line that can be seen, and that can be read. */
export const message = (text: string): string => shortened(visible(text), mostTold);

/** A value as JSON in which every character can be seen. */
export const visibleJson = (value: unknown): string => `${visibleLines(JSON.stringify(value, null, 2))}\n`;
