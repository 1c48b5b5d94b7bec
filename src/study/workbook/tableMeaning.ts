import { type Domain, parseDomain } from "../domain.ts";
import type { Study } from "../study.ts";
import type { DeclaredTable } from "./declaration.ts";
import type { Quantity } from "./parts.ts";
import type { StarLevels } from "./starLevels.ts";
import { hasWords, wordForm } from "./wordForms.ts";

/** What a table of the publisher's workbook shows, by its title. */
export interface TableMeaning {
  readonly titles: readonly string[];
  readonly waves: readonly string[];
  readonly domain: Domain;
  /** Whether it is declared to be of everybody, whatever its title says. */
  readonly isOfAll: boolean;
  readonly outcomes: readonly { readonly variable: string; readonly level?: string | undefined }[];
  /** The variables whose levels are domains; undefined for all. */
  readonly by?: readonly string[] | undefined;
  /** Models whose terms it shows; none of a table of estimates. */
  readonly models: readonly string[];
  readonly quantity?: Quantity | undefined;
  readonly stars?: StarLevels | undefined;
}

/** What the tables of a workbook show: those that the study declares of it, and its own tables and models by their titles. */
export interface TableMeanings {
  readonly declared: readonly TableMeaning[];
  readonly own: readonly TableMeaning[];
}

export function tableMeanings(study: Study): TableMeanings {
  const nothing = { waves: [], domain: undefined, isOfAll: false, outcomes: [], models: [] };
  return {
    declared: study.workbook.tables.map((table) => declaredMeaning(table, study)),
    own: [
      ...study.tables.map(({ title, ...table }) => ({ ...nothing, ...table, titles: [title.fr, title.en] })),
      ...study.modelTables.map(({ title, models }) => ({ ...nothing, models, titles: [title.fr, title.en] })),
      ...study.models.map(({ title, id }) => ({ ...nothing, models: [id], titles: [title.fr, title.en] })),
    ],
  };
}

function declaredMeaning(table: DeclaredTable, study: Study): TableMeaning {
  const { title, waves, domain, outcomes, by, models = [], quantity, stars } = table;
  const own = study.tables.find(({ id }) => id === table.table);
  return {
    titles: title,
    waves: waves ?? own?.waves ?? [],
    domain: domain === undefined ? own?.domain : parseDomain(domain, { file: study.path, field: "workbook" }),
    isOfAll: domain?.trim() === "",
    outcomes: outcomes ?? own?.outcomes ?? [],
    by,
    models,
    quantity,
    stars: stars && new Map(Object.entries(stars)),
  };
}

/**
 * What a table shows: the meaning of the longest of the titles that its own holds, or else the name of its sheet. What is
 * declared of the workbook comes before the titles of the study's own tables.
 */
export function meaningOfTable(
  { declared, own }: TableMeanings,
  title: string,
  sheet: string,
): TableMeaning | undefined {
  for (const meanings of [declared, own])
    for (const form of [wordForm(title), wordForm(sheet)]) {
      const [found] = meanings
        .flatMap((meaning) => meaning.titles.map((words) => ({ meaning, words: wordForm(words) })))
        .filter(({ words }) => hasWords(form, words))
        .sort((a, b) => b.words.length - a.words.length);
      if (found) return found.meaning;
    }
  return undefined;
}
