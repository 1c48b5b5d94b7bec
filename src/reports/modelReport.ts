import type { ModelResults, OutcomeModel } from "../analyses/model.ts";
import type { FamilyName } from "../models/fit/families.ts";
import type { LinkName } from "../models/fit/links.ts";
import type { FittedModel } from "../models/fit/model.ts";
import type { LevelContrast } from "../models/results/pairs.ts";
import type { Term } from "../models/results/terms.ts";
import type { Sample } from "../samples/sample.ts";
import { isLonely } from "../survey/design.ts";
import type { Label } from "../text/language.ts";
import { formulaNote, formulaOfOutcome, ofOutcomeAlone } from "../text/messages/modelNotes.ts";
import {
  modelKinds,
  modelTitles,
  ofOutcome,
  outcomeOfLevels,
  titledLabel,
  withLink,
} from "../text/messages/modelTitles.ts";
import { both, type Labels } from "../text/reader.ts";
import { tablesByKey } from "./formats/renderReport.ts";
import { labelRecords } from "./labelRecords.ts";
import { termLabels } from "./modelLabels.ts";
import { designNote, designNotes } from "./notes/designNotes.ts";
import { cautions, methodNote, modelNotes } from "./notes/modelNotes.ts";
import { selectionNotes } from "./notes/selectionNotes.ts";
import type { Report } from "./report.ts";
import { type Column, columnsOver, type ResultTable, resultTable, withDigits } from "./tables/column.ts";
import { contrastColumns, effectColumns, marginColumns } from "./tables/marginColumns.ts";
import { termColumns, testTermColumns } from "./tables/modelColumns.ts";
import { digestNote, digestTable } from "./tables/modelDigest.ts";

/** The report of one model; `request` is what JSON says of what was asked for, `digits` the decimals that are asked for people. */
export function modelReport(sample: Sample, results: ModelResults, request: object, digits?: number): Report {
  return {
    origin: sample.origin,
    request,
    title: titledLabel(kindOf(results.model), titleOf(results.model)),
    facts: factsOf(results),
    design: results.design,
    main: withDigits(termTable(results), digits),
    sections: sectionsOf(results).map((section) => withDigits(section, digits)),
    notes: [
      formulaNote(results.formula),
      ...selectionNotes(sample),
      ...modelNotes(results),
      ...designNotes(sample, results.design),
    ],
  };
}

/** The report of the models of several outcomes, of which one exists at least. */
export function modelsReport(
  sample: Sample,
  outcomes: readonly OutcomeModel[],
  request: object,
  digits?: number,
): Report {
  const present = outcomes.flatMap(({ outcome, result }) =>
    "refusal" in result ? [] : { outcome, results: result },
  );
  const [first] = present.map(({ results }) => results.model) as [FittedModel];
  const lonely = present
    .map(({ results }) => results.model.fitted.design)
    .find(({ strata }) => strata.some(isLonely));
  return {
    origin: sample.origin,
    request,
    title: kindOf(first),
    main: longTable(present),
    entries: (reader) =>
      outcomes.map(({ outcome: name, result }) =>
        "refusal" in result
          ? { name, refusal: reader.say(ofOutcomeAlone(name, result.refusal)) }
          : {
              name,
              ...factsOf(result),
              design: result.design,
              ...tablesByKey([termTable(result), ...sectionsOf(result)], reader),
            },
      ),
    digest: digestTable(outcomes, digits),
    sections: present
      .flatMap(({ results }) => furtherSections(results))
      .map((section) => withDigits(section, digits)),
    notes: [
      digestNote(outcomes),
      ...present.flatMap(({ results }) => [
        formulaOfOutcome(results.formula, titleOf(results.model)),
        ...cautions(results).map((caution) => ofOutcomeAlone(results.model.outcome.label, caution)),
      ]),
      ...outcomes.flatMap(({ outcome, result }) =>
        "refusal" in result ? [ofOutcomeAlone(outcome, result.refusal)] : [],
      ),
      ...selectionNotes(sample),
      methodNote(first),
      designNote(lonely ?? sample.design, sample.names),
    ],
  };
}

/** The kind of the model: "Logistic regression (probit link)". */
export function modelKind(family: FamilyName, link: LinkName): Label {
  const kind = modelKinds[family];
  return link === "logit" || link === "log" || link === "identity" ? kind : withLink(kind, link);
}

const kindOf = ({ request, link }: FittedModel) => modelKind(request.family, link);

/** What is explained: "Owns a car: yes (against no)". */
export function outcomeTitle({ name, zero, ones }: OutcomeLevels, labels: Labels): Label {
  const labelOf = (level?: string) => both((reader) => reader.label(labels, name, level));
  return zero === null ? labelOf() : outcomeOfLevels(labelOf(), ones.map(labelOf), labelOf(zero));
}

/** What is explained; of categories the one that counts as 0, and those that count as 1. */
export interface OutcomeLevels {
  readonly name: string;
  readonly zero: string | null;
  readonly ones: readonly string[];
}

export const outcomeOf = ({ outcome: { label, zero, ones } }: FittedModel): OutcomeLevels => ({
  name: label,
  zero: zero ?? null,
  ones,
});

const titleOf = (model: FittedModel) => outcomeTitle(outcomeOf(model), model.table.codebook);

/** The coefficients of a model. */
export const termTable = ({ model, terms }: Pick<ModelResults, "model" | "terms">): ResultTable =>
  resultTable("terms", modelTitles.coefficients, termColumns(model, terms), terms);

interface TermOfOutcome {
  readonly outcome: string;
  readonly term: Term;
}

/** The coefficients of all models below one another. */
function longTable(
  models: readonly { readonly outcome: string; readonly results: ModelResults }[],
): ResultTable {
  const [first] = models.map(({ results }) => termColumns(results.model, results.terms)) as [Column<Term>[]];
  return resultTable<TermOfOutcome>(
    "models",
    modelTitles.coefficients,
    [
      { key: "outcome", title: modelTitles.outcome, kind: "text", value: ({ outcome }) => outcome },
      ...columnsOver(first, ({ term }: TermOfOutcome) => term),
    ],
    models.flatMap(({ outcome, results }) => results.terms.map((term) => ({ outcome, term }))),
  );
}

/** The tables besides that of the coefficients. */
function sectionsOf({ model, tests, margins, effects, contrasts }: ModelResults): ResultTable[] {
  const contrastTable = (scale: LevelContrast["scale"]) => {
    const key = scale === "coefficient" ? "contrasts" : "marginContrasts";
    const own = contrasts.filter((contrast) => contrast.scale === scale);
    return resultTable(key, modelTitles[key], contrastColumns(model, scale, own), own);
  };
  return [
    resultTable("tests", modelTitles.tests, testTermColumns(model, tests), tests),
    resultTable("margins", modelTitles.margins, marginColumns(model, margins), margins),
    resultTable("effects", modelTitles.effects, effectColumns(model, effects), effects),
    contrastTable("coefficient"),
    contrastTable("margin"),
  ];
}

/** The tables of one of several models that people see below the digest. */
function furtherSections(results: ModelResults): ResultTable[] {
  const { label } = results.model.outcome;
  const { codebook } = results.model.table;
  const outcome = both((reader) => reader.label(codebook, label));
  return sectionsOf(results)
    .filter(({ key, rows }) => key !== "tests" && rows.length > 0)
    .map((section) => ({ ...section, key: undefined, title: ofOutcome(section.title, outcome) }));
}

/** What a model is and how well it fits, for JSON. */
function factsOf({ model, formula, terms, fit, design, ...results }: ModelResults) {
  const { influence, lonelyLevels, discardedFits } = results;
  return {
    formula,
    family: model.request.family,
    link: model.link,
    vcov: model.request.covariance,
    outcome: outcomeOf(model),
    labels: labelRecords(termLabels(model, terms)),
    fit: {
      n: model.n,
      missing: design.missing,
      coefficients: model.coefficients.length,
      df: model.df,
      ...fit,
      aliased: terms.filter(({ role }) => role === "aliased").map(({ term }) => term),
      lonelyLevels,
      discardedReplicates: discardedFits,
      influence: influence && {
        row: influence.line ?? influence.row,
        source: influence.source ?? null,
        cook: influence.cook,
        leverage: influence.leverage,
      },
    },
  };
}
