import { fold } from "../../text/fold.ts";

/**
 * A label in the form in which labels are compared: without case, accents, apostrophes, punctuation, plurals, units
 * and reference levels in brackets, and with one spelling of the ranges that tables are full of: "50 à 59 ans" is "50-59 ans", "60 ans et plus" is "60 ans
 * ou plus", "< 50 ans" is "moins de 50 ans".
 */
export function wordForm(text: string): string {
  return fold(text)
    .replace(/\((?:en |in |ref)[^()]*\)|\(\s*%\s*\)/g, " ")
    .replace(/[<]/g, " moins de ")
    .replace(/[^\p{L}\p{N}%+]+/gu, " ")
    .replace(/\bde (?=\d)|(?<=\d )(?:a|to|et) (?=\d)/g, "")
    .replace(/\b(?:et|and|or) (?=plus|over|more|above)|(?:\bet )?\+/g, "ou ")
    .replace(/\bou (?:over|more|above)\b|\bou (?!\p{L})/gu, "ou plus ")
    .trim()
    .split(/ +/)
    .map(singular)
    .join(" ");
}

/** A word without the mark of its plural, as far as most words show it by their last letter. */
const singular = (word: string) => (word.length > 3 ? word.replace(/[sx]$/, "") : word);

/** Whether the words of one form stand together in another. */
export const hasWords = (form: string, words: string) => words !== "" && ` ${form} `.includes(` ${words} `);
