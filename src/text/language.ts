export const languages = ["fr", "en"] as const;
export type Language = (typeof languages)[number];

/** A text in each language of the program. */
export type Label = Readonly<Record<Language, string>>;

/** Parts of one sentence; undefined where there is none. */
export function listed(parts: readonly (Label | undefined)[]): Label | undefined {
  const known = parts.filter((part) => part !== undefined);
  const inLanguage = (language: Language) =>
    `${[...new Set(known.map((part) => part[language]))].join(language === "fr" ? " ; " : "; ")}.`;
  return known.length === 0 ? undefined : { fr: inLanguage("fr"), en: inLanguage("en") };
}

/** A title with a number behind it. */
export const numbered = ({ fr, en }: Label, number: number): Label => ({
  fr: `${fr} ${number}`,
  en: `${en} ${number}`,
});

/** A title of two parts with a colon between them, which has a space before it in French. */
export function titled(kind: string, subject: string, language: Language): string {
  return `${kind}${language === "fr" ? " :" : ":"} ${subject}`;
}
