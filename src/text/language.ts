export const languages = ["fr", "en"] as const;
export type Language = (typeof languages)[number];

/** A text in each language of the program. */
export type Label = Readonly<Record<Language, string>>;

/** A title of two parts with a colon between them, which has a space before it in French. */
export function titled(kind: string, subject: string, language: Language): string {
  return `${kind}${language === "fr" ? " :" : ":"} ${subject}`;
}
