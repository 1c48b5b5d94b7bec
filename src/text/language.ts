export const languages = ["fr", "en"] as const;
export type Language = (typeof languages)[number];

/** A text in each language of the program. */
export type Label = Readonly<Record<Language, string>>;
