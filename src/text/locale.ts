import type { Language } from "./language.ts";

/** The variables of the environment that tell the language of messages. */
export interface LocaleVariables {
  readonly LC_ALL?: string | undefined;
  readonly LC_MESSAGES?: string | undefined;
  readonly LANG?: string | undefined;
}

/**
 * The language of messages that an environment asks for: the first of LC_ALL, LC_MESSAGES and LANG that is not empty
 * decides (POSIX.1-2017, Base Definitions, 8.2). English for every locale but the French ones.
 */
export function languageOf({ LC_ALL, LC_MESSAGES, LANG }: LocaleVariables): Language {
  const locale = LC_ALL || LC_MESSAGES || LANG || "";
  return /^fr(?:[_.@]|$)/.test(locale) ? "fr" : "en";
}
