import type { ModelResults, OutcomeModel } from "../../analyses/model.ts";
import type { Refusal } from "../../models/fit/refusals.ts";
import { hasRatio, ratioOf, type Term } from "../../models/results/terms.ts";
import type { Design } from "../../survey/design.ts";
import type { Label } from "../../text/language.ts";
import { capitalised, modelTitles, starLegend } from "../../text/messages/modelTitles.ts";
import { both, plain, type Reader } from "../../text/reader.ts";
import { words } from "../../text/words.ts";
import { labelsOf, type ModelLabels } from "../modelLabels.ts";
import { type Column, type ResultTable, resultTable } from "./column.ts";
import { ratioTitle } from "./ratioColumns.ts";

/** What of a model a digest shows; the fit and the design where they are known. */
type Digested = Pick<ModelResults, "model" | "terms"> & Partial<Pick<ModelResults, "fit" | "design">>;

/** A model of one of several outcomes, or why it does not exist. */
export interface DigestedOutcome extends Pick<OutcomeModel, "outcome"> {
  readonly result: Digested | Refusal;
}

/** From the strictest: how many stars a p-value below the bound has. */
const stars: readonly { readonly below: number; readonly mark: string }[] = [
  { below: 0.001, mark: "***" },
  { below: 0.01, mark: "**" },
  { below: 0.05, mark: "*" },
];

/** A coefficient of all models, or a number below them. */
interface DigestRow {
  readonly variable: string;
  readonly name: Label;
  readonly level: Label;
  readonly cell: (results: Digested, reader: Reader) => string;
  /** What stands in the column of a model that does not exist. */
  readonly absent: string;
}

/**
 * Models of several outcomes side by side: the ratios (or coefficients) with stars, a column for each outcome; with `digits`
 * decimals, where they are asked for.
 */
export function digestTable(outcomes: readonly DigestedOutcome[], digits?: number): ResultTable {
  const columns: Column<DigestRow>[] = [
    {
      key: "variable",
      title: words.variable,
      kind: "text",
      grouping: true,
      value: ({ variable }) => variable,
      text: ({ name }, reader) => reader.say(name),
    },
    {
      key: "level",
      title: modelTitles.level,
      kind: "text",
      value: ({ level }, reader) => reader.say(level),
    },
    ...outcomes.map(
      ({ outcome, result }): Column<DigestRow> => ({
        key: outcome,
        title: outcomeLabel(outcome, fittedOf(outcomes)[0]!),
        kind: "text",
        align: "right",
        value: ({ cell, absent }, reader) => ("refusal" in result ? absent : cell(result, reader)),
      }),
    ),
  ];
  return resultTable(undefined, modelTitles.coefficients, columns, rowsOf(fittedOf(outcomes), digits));
}

/** What the cells of a digest are. */
export function digestNote(outcomes: readonly DigestedOutcome[]): Label {
  const [first] = fittedOf(outcomes);
  return capitalised((first && ratioTitle(first.model)) ?? modelTitles.coefficient, starNote);
}

/** What stars after a number mean. */
export const starNote = starLegend(stars);

/** A coefficient that some of several models have. */
export interface DigestedTerm extends Pick<Term, "variable" | "level"> {
  readonly name: Label;
  readonly levelName: Label;
}

/** The coefficients of all models, each once, with the labels of the first model that has it. */
export function digestedTerms(fitted: readonly Pick<Digested, "model" | "terms">[]): DigestedTerm[] {
  const labels = fitted.map(({ model }) => labelsOf(model));
  const labelled = (name: string, labelIn: (own: ModelLabels) => Label) =>
    labels.map(labelIn).find(({ fr, en }) => fr !== name || en !== name) ?? plain(name);
  return mergeTerms(fitted.map(({ terms }) => terms)).map(({ variable, level }) => ({
    variable,
    level,
    name: labelled(variable, (own) => own.variable(variable)),
    levelName: labelled(level, (own) => own.level(variable, level)),
  }));
}

const fittedOf = (outcomes: readonly DigestedOutcome[]) =>
  outcomes.flatMap(({ result }) => ("refusal" in result ? [] : result));

const outcomeLabel = (outcome: string, { model }: Digested): Label =>
  both((reader) => reader.label(model.table.codebook, outcome));

function rowsOf(fitted: readonly Digested[], digits: number | undefined): DigestRow[] {
  const ofTerm = ({ variable, level, name, levelName }: DigestedTerm): DigestRow => ({
    variable,
    name,
    level: levelName,
    cell: (results, reader) => cellOf(results, { variable, level, digits }, reader),
    absent: "–",
  });
  const below = (name: Label, cell: DigestRow["cell"]): DigestRow => ({
    ...{ variable: name.en, name, level: plain(""), cell, absent: "" },
  });
  const nagelkerkeOf = ({ fit }: Digested) => fit?.nagelkerke ?? null;
  return [
    ...digestedTerms(fitted).map(ofTerm),
    below(modelTitles.rowsUsed, ({ model }, reader) => reader.number(model.n)),
    below(words.missingAnswers, ({ model, design }, reader) =>
      reader.number(design?.missing ?? model.missing),
    ),
    ...designRows(fitted, below),
    below(modelTitles.residualDf, ({ model: { df } }, reader) => reader.number(df)),
    ...(fitted.some((results) => nagelkerkeOf(results) !== null)
      ? [
          below(plain("R² (Nagelkerke)"), (results, reader) => {
            const found = nagelkerkeOf(results);
            return found === null ? "" : reader.number(found, 3);
          }),
        ]
      : []),
  ];
}

/** The strata and clusters of each model, of designs that have any. */
function designRows(
  fitted: readonly Digested[],
  below: (name: Label, cell: DigestRow["cell"]) => DigestRow,
): DigestRow[] {
  const designs = fitted.map(({ model }) => model.fitted.design);
  const counted = (key: "strata" | "clusters", has: (design: Design) => boolean) =>
    fitted.every(({ design }) => design) && designs.some((own) => !own.replication && has(own))
      ? [below(modelTitles[key], ({ design }, reader) => reader.number(design![key]))]
      : [];
  return [
    ...counted("strata", ({ strata }) => strata.length > 1),
    ...counted("clusters", ({ cluster }) => cluster !== undefined),
  ];
}

/** The terms of all models, each once, in the order of the first model that has it. */
function mergeTerms(all: readonly (readonly Term[])[]): Term[] {
  const seen = new Map<string, Term>();
  for (const term of all.flat()) {
    const key = `${term.variable}\0${term.level}`;
    if (!seen.has(key)) seen.set(key, term);
  }
  const order = [...new Set([...seen.values()].map(({ variable }) => variable))];
  return order.flatMap((variable) => [...seen.values()].filter((term) => term.variable === variable));
}

function cellOf(
  { model, terms }: Digested,
  { variable, level, digits }: Pick<Term, "variable" | "level"> & { readonly digits: number | undefined },
  reader: Reader,
): string {
  const term = terms.find((own) => own.variable === variable && own.level === level);
  if (!term) return "";
  if (term.role !== "estimated") return reader.say(modelTitles[term.role]);
  const isRatio = hasRatio(model.link);
  const shown = isRatio ? ratioOf(model.link, term).exp! : term.estimate!;
  const decimals =
    digits ?? (isRatio ? 2 : Math.min(6, Math.max(2, 2 - Math.floor(Math.log10(term.se || 1)))));
  return `${reader.number(shown, decimals)}${starsOf(term.p)}`;
}

/** The stars of a p-value; none where it is not significant, or not known. */
export function starsOf(p: number | null): string {
  return (p !== null && stars.find(({ below }) => p < below)?.mark) || "";
}
