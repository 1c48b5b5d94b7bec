import type { OtherFigures } from "../../coherence/otherFigures.ts";
import type { Reproduction } from "../../figures/reproduce.ts";
import type { FigureStatus, FindingStatus } from "../../figures/verdict.ts";
import { sampleOfWaves } from "../../samples/sampleOfDataset.ts";
import { codebookOf } from "../../sources/datasets/wave.ts";
import type { Codebook } from "../../sources/tables/codebook.ts";
import type { PartKind } from "../../study/part.ts";
import type { Registry } from "../../study/registry.ts";
import type { Study } from "../../study/study.ts";
import { type Label, titled } from "../../text/language.ts";
import { explanationTitles, placeOf } from "../../text/messages/explanations.ts";
import { meanings, pageWords } from "../../text/messages/page.ts";
import { both } from "../../text/reader.ts";
import { words } from "../../text/words.ts";
import { designNote } from "../notes/designNotes.ts";
import type { Code } from "../report.ts";
import { type Column, fileColumn, type ResultTable, resultTable } from "../tables/column.ts";

/** A figure, finding or model as it is explained: the study with what it is made from, computed where there are data. */
export interface Explained {
  readonly kind: PartKind;
  readonly id: string;
  readonly study: Study;
  /** The study with all its parts. */
  readonly whole: Study;
  readonly reproduction: Reproduction | undefined;
  /** All that is published on the dataset, and what of a figure the others tell. */
  readonly registry: Registry;
  readonly others: OtherFigures;
}

export type ExplanationKey = keyof typeof explanationTitles;

/** What is told, in the order of the titles; nothing of what is not known. */
export type Told = Readonly<Partial<Record<ExplanationKey, Label | undefined>>>;

/** What explains a part of a study, whatever that is. */
export interface Explanation {
  readonly title: Label;
  /** Its results; none of a model that cannot be fitted. */
  readonly results: ResultTable | undefined;
  readonly told: Told;
  readonly sections: readonly ResultTable[];
  readonly code: readonly Code[];
  readonly notes: readonly Label[];
}

interface Entry {
  readonly key: ExplanationKey;
  readonly text: Label;
}

export const explanationColumns: readonly Column<Entry>[] = [
  fileColumn("key", "text", ({ key }) => key, { values: Object.keys(explanationTitles) }),
  {
    key: "title",
    title: { fr: "", en: "" },
    kind: "text",
    wrap: false,
    value: ({ key }, { say }) => say(explanationTitles[key]),
  },
  { key: "text", title: { fr: "", en: "" }, kind: "text", value: ({ text }, { say }) => say(text) },
];

export function explanationTable(told: Told): ResultTable {
  const keys = Object.keys(explanationTitles) as ExplanationKey[];
  const entries = keys.flatMap((key): Entry[] => {
    const text = told[key];
    return text ? [{ key, text }] : [];
  });
  return resultTable("explanation", pageWords.howComputed, explanationColumns, entries);
}

/** The commands and R code that compute something anew. */
export const codeOf = (commands: readonly (string | undefined)[], r: readonly string[]): Code[] => {
  const known = commands.filter((command) => command !== undefined);
  return [
    ...(known.length > 0
      ? [{ key: "panel", title: pageWords.command, language: "sh" as const, text: unique(known) }]
      : []),
    { key: "r", title: pageWords.withR, language: "r", text: unique(r) },
  ];
};

const unique = (lines: readonly string[]) => [...new Set(lines)].join("\n");

/** The design of some waves of a reproduction, in words. */
export function designOf({ dataset }: Reproduction, waves: readonly string[]): Label {
  const own = [...dataset.waves.values()].filter(({ name }) => waves.includes(name));
  const { design, names } = sampleOfWaves(dataset, own);
  return designNote(design, names);
}

/** Where the publication says something. */
export function locationOf(
  { section, page, chart = "" }: { readonly section: string; readonly page: number; readonly chart?: string },
  { source, sections, charts, tables }: Study,
): Label {
  const table = charts.find(({ id }) => id === chart)?.table;
  return placeOf(source, sections.get(section)!, page, tables.find(({ id }) => id === table)?.title);
}

/** A note of a study; nothing where it is empty. */
export const noteIn = (note: Label): Label | undefined => (note.en === "" ? undefined : note);

/** The labels of a study's variables, of whatever wave. */
export const labelsOf = ({ declaration }: Study): Codebook =>
  new Map(declaration.waves.flatMap((wave) => [...codebookOf(declaration, wave)]));

const meaningsByName: Readonly<Record<string, Label | undefined>> = meanings;

/** A verdict with what it means, where that is told. */
export function meaningOf(name: FigureStatus | FindingStatus): Label {
  const meaning = meaningsByName[name];
  const word = words[name];
  return meaning ? both(({ say, language }) => titled(say(word), say(meaning), language)) : word;
}
