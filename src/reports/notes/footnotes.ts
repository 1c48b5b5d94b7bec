import type { ModelResult } from "../../figures/models.ts";
import type { Reproduction, TableResult } from "../../figures/reproduce.ts";
import { ratioOf } from "../../models/results/terms.ts";
import { recipeInputs } from "../../sources/datasets/derive.ts";
import { type DatasetDescription, type Explained, linkedName } from "../../sources/datasets/description.ts";
import { type Domain, variablesOfDomain } from "../../study/domain.ts";
import { type Estimand, variablesOf, wavesOf } from "../../study/figures.ts";
import { type ModelReading, type ModelTable, placeholder } from "../../study/study.ts";
import { type Label, listed, titled } from "../../text/language.ts";
import { listOf } from "../../text/lists.ts";
import { fieldOfWave, likeSource, onSynthetic, roundedSums } from "../../text/messages/footnotes.ts";
import { both, plain, type Reader } from "../../text/reader.ts";
import { typeset } from "../../text/typography.ts";
import { words } from "../../text/words.ts";
import { codebookOf } from "../codebookOf.ts";
import { interval } from "../formats/blocks.ts";
import { type Block, paragraph } from "../formats/document.ts";
import { ratioDecimals } from "../tables/ratioColumns.ts";
import { domainLabels } from "./domainLabels.ts";

/** What stands below a table or a chart, as French official statistics have it; a part is left out where nothing is known. */
export interface Footnotes {
  /** How to read one of the numbers. */
  readonly reading?: Label | undefined;
  /** Whom it is about. */
  readonly field?: Label | undefined;
  readonly source?: Label | undefined;
  readonly note?: Label | undefined;
}

const titles: Readonly<Record<keyof Footnotes, Label>> = {
  reading: words.reading,
  field: words.field,
  source: words.source,
  note: words.footnote,
};
const parts = Object.keys(titles) as (keyof Footnotes)[];

/** The footnotes as lines with their titles. */
export function footnoteLines(footnotes: Footnotes, reader: Reader): string[] {
  const { language, say } = reader;
  return parts.flatMap((part) => {
    const text = footnotes[part];
    return text ? [typeset(titled(say(titles[part]), say(text), language), language)] : [];
  });
}

export const footnoteBlocks = (footnotes: Footnotes, reader: Reader): Block[] =>
  footnoteLines(footnotes, reader).map((line) => paragraph(line, "faint"));

/** The footnotes as fields of a JSON document. */
export const footnoteFields = (
  footnotes: Footnotes,
  { say, language }: Reader,
): Record<keyof Footnotes, string | null> =>
  Object.fromEntries(
    parts.map((part) => {
      const text = footnotes[part];
      return [part, text ? typeset(say(text), language) : null];
    }),
  ) as Record<keyof Footnotes, string | null>;

/** The footnotes of a table, or of a chart of it that has notes of its own. */
export function tableFootnotes(
  { description, rows }: TableResult,
  reproduction: Reproduction,
  own: readonly Label[] = [],
): Footnotes {
  const { waves, domain, outcomes, reading, field, note } = description;
  const variables = [...outcomes.map(({ variable }) => variable), ...variablesOfDomain(domain)];
  const read = rows.find(
    ({ variable, level }) =>
      (reading?.variable ?? variable) === variable && (reading?.level ?? level) === level,
  );
  const values = rows.flatMap(({ wave, variable, level, result }) =>
    variable === read?.variable && level === read.level && "computed" in result
      ? [[wave, shownValue(result.computed, level !== "")] as const]
      : [],
  );
  const whole = outcomes.some(
    (outcome) =>
      outcome.level === undefined &&
      rows.some(({ variable, level }) => variable === outcome.variable && level !== ""),
  );
  return footnotesOf(reproduction, {
    uses: waves.flatMap((wave) => variables.map((name) => ({ wave, variable: name }))),
    compared: waves.length > 1,
    domains: [{ wave: waves[0]!, domain }],
    reading: reading && filled(reading, new Map(values)),
    field,
    notes: [...(note ? [note] : []), ...(whole ? [roundedSums] : []), ...own],
  });
}

/** The footnotes of a model, or of several side by side. */
export function modelFootnotes(
  table: Pick<ModelTable, "reading" | "field" | "note">,
  models: readonly ModelResult[],
  reproduction: Reproduction,
): Footnotes {
  const { reading, field, note } = table;
  const readFrom = models.find(({ description }) => description.id === reading?.model) ?? models[0]!;
  return footnotesOf(reproduction, {
    uses: models.flatMap(({ description: { wave, outcome, covariates, domain } }) =>
      [outcome.variable, ...covariates, ...variablesOfDomain(domain)].map((variable) => ({ wave, variable })),
    ),
    compared: false,
    domains: models.map(({ description: { wave, domain } }) => ({ wave, domain })),
    reading: reading && filled(reading, ratioIn(readFrom, reading)),
    field,
    notes: note ? [note] : [],
  });
}

/** The footnotes of quantities by themselves. */
export function estimandFootnotes(
  estimands: readonly Estimand[],
  reproduction: Pick<Reproduction, "dataset">,
): Footnotes {
  const inWaves = estimands.flatMap((estimand) => wavesOf(estimand).map((wave) => ({ wave, estimand })));
  return footnotesOf(reproduction, {
    uses: inWaves.flatMap(({ wave, estimand }) =>
      variablesOf(estimand).map((variable) => ({ wave, variable })),
    ),
    compared: new Set(inWaves.map(({ wave }) => wave)).size > 1,
    domains: estimands.map(({ wave, domain }) => ({ wave, domain })),
    reading: undefined,
    field: undefined,
    notes: [],
  });
}

/** A percentage without decimals, or a mean with one. */
const shownValue = (value: number, isPercent: boolean): Label =>
  both((reader) => (isPercent ? reader.percent(value) : reader.number(value, 1)));

/** The ratio of a coefficient and its interval; none where it is not estimated. */
function ratioIn({ result, terms }: ModelResult, { variable, level = "" }: ModelReading): Map<string, Label> {
  const term = terms.find((own) => own.variable === variable && own.level === level);
  if ("refusal" in result || term?.role !== "estimated") return new Map();
  const { exp, exp_low, exp_high } = ratioOf(result.link, term);
  const decimals = ratioDecimals(result.link, term);
  return new Map([
    ["ratio", both((reader) => reader.number(exp!, decimals))],
    ["interval", both((reader) => interval(exp_low, exp_high, decimals, reader))],
  ]);
}

/** The sentence with values in place of `{names}`; none where one of them is not known. */
function filled(sentence: Label, values: ReadonlyMap<string, Label>): Label | undefined {
  const named = [...sentence.fr.matchAll(placeholder), ...sentence.en.matchAll(placeholder)];
  if (!named.every(([, name]) => values.has(name!))) return undefined;
  return both(({ say }) => say(sentence).replace(placeholder, (_, name) => say(values.get(name)!)));
}

/** A variable of a wave that a table shows. */
interface Use {
  readonly wave: string;
  readonly variable: string;
}

interface Subject {
  readonly uses: readonly Use[];
  /** Whether waves stand side by side. */
  readonly compared: boolean;
  readonly domains: readonly { readonly wave: string; readonly domain: Domain }[];
  readonly reading: Label | undefined;
  readonly field: Label | undefined;
  readonly notes: readonly Label[];
}

function footnotesOf(reproduction: Pick<Reproduction, "dataset">, subject: Subject): Footnotes {
  const { provenance, description } = reproduction.dataset;
  const { survey } = description;
  const synthetic = provenance.kind === "synthetic";
  const { uses, domains, reading, notes } = subject;
  const origins = uses.map((use) => originOf(use, description));
  const used = new Set([...uses, ...origins].map(({ wave }) => wave));
  const waves = description.waves.map(({ name }) => name).filter((name) => used.has(name));
  const whom = subject.field
    ? [subject.field]
    : domains.flatMap(({ wave, domain }) => domainLabels(domain, codebookOf(reproduction, wave)));
  const field = [
    survey.field,
    ...waves.map((wave) => survey.waves[wave]?.field && fieldOfWave(wave, survey.waves[wave].field)),
    ...whom,
  ];
  const source = sourceOf(description, waves);
  return {
    reading: reading && (synthetic ? onSynthetic(reading) : reading),
    field: listed(field),
    source: synthetic ? likeSource(source) : source,
    note: joined([
      ...origins.flatMap(({ variable }) => nearest(variable, "definition", description)),
      ...comparedVariables(origins).flatMap((name) => nearest(name, "comparability", description)),
      subject.compared ? survey.comparisons : undefined,
      uses.some((use, at) => use.wave !== origins[at]!.wave) ? survey.transitions : undefined,
      ...notes,
    ]),
  };
}

/** Sentences one after the other, each once; none where there is none. */
function joined(sentences: readonly (Label | undefined)[]): Label | undefined {
  const known = sentences.filter((sentence) => sentence !== undefined);
  return known.length === 0 ? undefined : both(({ say }) => [...new Set(known.map(say))].join(" "));
}

function sourceOf({ title, survey }: DatasetDescription, waves: readonly string[]): Label {
  return both(({ say, language }) => {
    const producers = survey.producers ? ` (${say(survey.producers)})` : "";
    const dates = waves.map((wave) => say(survey.waves[wave]?.dates ?? plain(wave)));
    return `${say(title)}${producers}, ${listOf(dates, "and", language)}.`;
  });
}

/** The wave that a variable was asked in, and its name there: those of an earlier wave bear its name among a later one's rows. */
function originOf({ wave, variable }: Use, { waves }: DatasetDescription): Use {
  const link = waves.find(({ name }) => name === wave)?.link;
  const suffix = link === undefined ? undefined : linkedName("", link);
  return suffix !== undefined && variable.endsWith(suffix)
    ? { wave: link!, variable: variable.slice(0, -suffix.length) }
    : { wave, variable };
}

/** The variables that are shown of more than one wave. */
function comparedVariables(uses: readonly Use[]): string[] {
  const wavesOf = new Map<string, Set<string>>();
  for (const { wave, variable } of uses)
    wavesOf.set(variable, (wavesOf.get(variable) ?? new Set()).add(wave));
  return [...wavesOf].flatMap(([variable, waves]) => (waves.size > 1 ? [variable] : []));
}

/** What is told of a variable, or else of the variables that it is derived from. */
function nearest(variable: string, key: keyof Explained, description: DatasetDescription): Label[] {
  const { variables, derived, context } = description;
  const all = [
    ...variables,
    ...derived,
    ...context.flatMap((table) => [...table.variables, ...table.derived]),
  ];
  const found = all.find(({ name }) => name === variable);
  const own = found?.[key];
  if (own) return [own];
  return found && "recipe" in found
    ? recipeInputs(found.recipe).flatMap((input) => nearest(input, key, description))
    : [];
}
