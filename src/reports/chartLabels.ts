import type { Language } from "../text/language.ts";
import { saysNothing } from "../text/nonAnswers.ts";
import type { Labels, Reader } from "../text/reader.ts";
import { type Footnotes, footnoteLines } from "./notes/footnotes.ts";

/** Whether a level stands for those who gave no answer, in the words of its label. */
export function isSilent(labels: Labels, variable: string, level: string): boolean {
  const own = labels.get(variable)?.levels?.find(({ name }) => name === level);
  return own !== undefined && saysNothing(own.label);
}

/** Labels without the words that all of them begin with, where these are several. */
export function withoutSharedStart(
  labels: readonly string[],
  language: Language,
): { readonly start: string; readonly rest: readonly string[] } {
  const [first = "", ...others] = labels.map((label) => label.split(" "));
  const words = first as readonly string[];
  const shared = words.findIndex(
    (word, at) =>
      at === words.length - 1 || others.some((other) => other[at] !== word || at === other.length - 1),
  );
  if (labels.length < 2 || shared < 2) return { start: "", rest: labels };
  return {
    start: `${words.slice(0, shared).join(" ")}${language === "fr" ? "\u00a0…" : "…"}`,
    rest: labels.map((label) => `… ${label.split(" ").slice(shared).join(" ")}`),
  };
}

/** The words that begin all labels and those that end them, with dots for what lies between. */
export function sharedEnds(labels: readonly string[]): string {
  const split = labels.map((label) => label.split(" "));
  const shared = (texts: readonly (readonly string[])[]) => {
    const [first = [], ...others] = texts;
    const end = first.findIndex((word, at) => others.some((other) => other[at] !== word));
    return first.slice(0, end < 0 ? first.length : end);
  };
  const start = shared(split);
  const end = shared(split.map((own) => own.slice(start.length).reverse())).reverse();
  return [...start, "[…]", ...end].join(" ");
}

/** The lines below a chart: how to read it, of whom, notes, and the source last. */
export const chartFootnotes = ({ source, ...others }: Footnotes, reader: Reader): string[] => [
  ...footnoteLines(others, reader),
  ...footnoteLines({ source }, reader),
];
