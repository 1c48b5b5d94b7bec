import type { PublishedTable } from "../../sources/layout/sheetTables.ts";
import { hasWords, wordForm } from "./wordForms.ts";

/** What the words around a table say of the wave and population of its numbers, besides what is declared of it. */
export interface TitleWords {
  readonly years: readonly string[];
  /** The word by which its title or its field restricts the population, such as « parmi », with what follows. */
  readonly restriction?: string | undefined;
}

/** In the form in which labels are compared; all doctors are no restriction. */
const restriction =
  /\b(parmi|chez|disposant|ayant|exercant|among)\b(?! le medecin generaliste(?: liberau| liberal)?(?: (?:en|in|selon|by|\d)|$))(?: \S+){0,5}/;

export function titleWordsOf(
  { title, notes }: Pick<PublishedTable, "title" | "notes">,
  sheet: string,
  declared: readonly string[],
): TitleWords {
  const forms = declared.map(wordForm);
  const isDeclared = (word: string) => forms.some((form) => hasWords(form, word));
  const years = `${wordForm(title)} ${wordForm(sheet)}`.match(/\b(?:19|20)\d\d\b/g) ?? [];
  const fields = notes.filter(({ kind }) => kind === "field").map(({ text }) => text);
  const [found] = [title, ...fields].flatMap((text) => {
    const match = restriction.exec(wordForm(text));
    return match && !isDeclared(match[1]!) ? [match[0]] : [];
  });
  return { years: [...new Set(years)].filter((year) => !isDeclared(year)), restriction: found };
}
