import type { Reproduction } from "../figures/reproduce.ts";
import { type Label, listed, titled } from "../text/language.ts";
import { respondentsOf, surveyTitles, waveTitle } from "../text/messages/footnotes.ts";
import { plain, type Reader } from "../text/reader.ts";
import { typeset } from "../text/typography.ts";
import { words } from "../text/words.ts";
import { type Block, heading, paragraph } from "./formats/document.ts";

/** What is told of a survey, of each of its waves and of its publication. */
export const surveyKeys = [
  "field",
  "producers",
  "sampling",
  "weighting",
  "comparisons",
  "transitions",
] as const;
export const surveyedWaveKeys = ["dates", "mode", "respondents", "field"] as const;
export const publicationKeys = ["date", "address", "data", "code"] as const;

/** What standard errors of figures are; a design without strata is not called stratified. */
export const methodWords = ({ description }: Reproduction["dataset"]): Label =>
  description.waves.some(({ strata }) => strata.length > 0) ? words.method : words.methodUnstratified;

/** The survey as fields of a JSON document, null where nothing is declared. */
export function surveyFields({ dataset }: Reproduction, { say, language }: Reader): object {
  const { survey, waves } = dataset.description;
  const told = <Key extends string>(keys: readonly Key[], of: { readonly [K in Key]?: Label | undefined }) =>
    Object.fromEntries(keys.map((key) => [key, of[key] ? typeset(say(of[key]), language) : null]));
  return {
    ...told(surveyKeys, survey),
    waves: waves.map(({ name }) => ({ wave: name, ...told(surveyedWaveKeys, survey.waves[name] ?? {}) })),
  };
}

/** The survey and its publication as the report tells them, each with its title; nothing of what is not declared. */
export function surveyBlocks(reproduction: Reproduction, { say, language }: Reader): Block[] {
  const lines = surveyEntries(reproduction).map(([title, text]) =>
    paragraph(typeset(titled(say(title), say(text), language), language), "faint"),
  );
  return lines.length === 0 ? [] : [heading(2, say(surveyTitles.survey)), ...lines];
}

/** What is declared of the survey and its publication, with titles. */
export function surveyEntries({ dataset, study }: Reproduction): (readonly [Label, Label])[] {
  const { survey, waves } = dataset.description;
  const ofWaves = waves.map(({ name }): [Label, Label | undefined] => {
    const { dates, mode, respondents, field } = survey.waves[name] ?? {};
    return [waveTitle(name), listed([dates, mode, respondents && respondentsOf(respondents), field])];
  });
  const entries: [Label, Label | undefined][] = [
    [words.field, listed([survey.field])],
    [surveyTitles.producers, listed([survey.producers])],
    ...ofWaves,
    ...(["sampling", "weighting", "comparisons", "transitions"] as const).map(
      (key): [Label, Label | undefined] => [surveyTitles[key], survey[key]],
    ),
    ...publicationKeys.map((key): [Label, Label | undefined] => {
      const text = study.publication[key];
      return [surveyTitles[key], text === undefined ? undefined : plain(text)];
    }),
  ];
  return entries.flatMap(([title, text]) => (text ? [[title, text] as const] : []));
}
