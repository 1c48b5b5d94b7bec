import type { Label, Language } from "./language.ts";
import { formatExact, formatMeasure, formatNumber, formatPValue } from "./numbers.ts";
import { typesetInPrint } from "./typography.ts";

/** The labels of variables and of their levels, by the variables' names. */
export type Labels = ReadonlyMap<
  string,
  { readonly label: Label; readonly levels?: readonly { readonly name: string; readonly label: Label }[] }
>;

/** Who reads the results: words, numbers and labels in one language. */
export interface Reader {
  readonly language: Language;
  say(text: Label): string;
  /** A number with fixed decimals, none by default. */
  number(value: number, decimals?: number): string;
  /** The same, or with a power of ten where it is too small or too large for that. */
  measure(value: number, decimals: number): string;
  /** A number with all its decimals, as it was given. */
  exact(value: number): string;
  /** A percentage, of values from 0 to 100; its sign is not parted from it. */
  percent(value: number, decimals?: number): string;
  p(value: number): string;
  /** The label of a variable, or of one of its levels; their names where they have no label. */
  label(labels: Labels, variable: string, level?: string): string;
}

export function readerOf(language: Language): Reader {
  return {
    language,
    say: (text) => text[language],
    number: (value, decimals = 0) => formatNumber(value, decimals, language),
    measure: (value, decimals) => formatMeasure(value, decimals, language),
    exact: (value) => formatExact(value, language),
    percent: (value, decimals = 0) =>
      `${formatMeasure(value, decimals, language)}${language === "fr" ? "\u202f%" : "%"}`,
    p: (value) => formatPValue(value, language),
    label: (labels, variable, level = "") => {
      const entry = labels.get(variable);
      if (level === "") return entry?.label[language] ?? variable;
      return entry?.levels?.find(({ name }) => name === level)?.label[language] ?? level;
    },
  };
}

/** The same reader of what is printed: texts are typeset, and a number below 0 has a minus sign. */
export function inPrint(reader: Reader): Reader {
  const set = (text: string) => typesetInPrint(text, reader.language);
  return {
    ...reader,
    say: (text) => set(reader.say(text)),
    label: (labels, variable, level) => set(reader.label(labels, variable, level)),
    number: (value, decimals) => reader.number(value, decimals).replace(/^-/, "−"),
  };
}

const readers = { fr: readerOf("fr"), en: readerOf("en") };

/** A text that is made for each reader from the same parts. */
export function both(write: (reader: Reader) => string): Label {
  return { fr: write(readers.fr), en: write(readers.en) };
}

/** A text that is the same for every reader. */
export function plain(text: string): Label {
  return { fr: text, en: text };
}
