import { basename } from "node:path";
import { type FittedModel, type Fitter, modelFitter } from "../models/fit/model.ts";
import type { Refusal } from "../models/fit/refusals.ts";
import { type Formula, rightSide } from "../models/formula/formula.ts";
import { type AbsentLevels, absentLevels } from "../models/results/absentLevels.ts";
import { type MarginalEffect, marginalEffects } from "../models/results/effects.ts";
import { isFactorOf } from "../models/results/factors.ts";
import { type FitStatistics, fitStatistics } from "../models/results/fitStatistics.ts";
import { inflationOf } from "../models/results/inflation.ts";
import { type Influence, largestInfluence } from "../models/results/influence.ts";
import { type LonelyLevel, lonelyLevels } from "../models/results/lonelyLevels.ts";
import { type PredictiveMargin, predictiveMargins } from "../models/results/margins.ts";
import { type LevelContrast, pairwiseContrasts } from "../models/results/pairs.ts";
import { type Term, termsOf } from "../models/results/terms.ts";
import { type TermTest, testTerms } from "../models/results/waldTests.ts";
import { refuseNegatives } from "../samples/negatives.ts";
import type { Sample } from "../samples/sample.ts";
import { parseDerivations, variablesOfSelection } from "../samples/selection.ts";
import { deparse } from "../sources/expressions/deparse.ts";
import { type DesignSummary, summariseDesign } from "../survey/domains.ts";
import { countAbsent } from "../survey/replication.ts";
import { InputError } from "../text/errors.ts";
import { factorOfLinearised } from "../text/messages/modelRequests.ts";
import { derivedFrom } from "../text/messages/modelResults.ts";
import { formulasOf, type ModelRequest } from "./modelRequest.ts";

/** Wald's test of a term, with its generalised variance inflation factor where there is one. */
export interface InflatedTest extends TermTest {
  readonly gvif: number | null;
  /** GVIF^(1/(2·df)), which compares terms of different df. */
  readonly gvifScaled: number | null;
}

/** The row of largest influence, with its Cook's distance and leverage. */
export interface InfluentialRow extends Pick<Influence, "cook" | "leverage"> {
  /** Its line in a text file. */
  readonly line?: number | undefined;
  /** Its row in a sheet; else its position among the rows, from 1. */
  readonly row: number;
  /** The sheet, or the file, where the rows are of several. */
  readonly source?: string | undefined;
}

/** A fitted model with all that is wanted of it. */
export interface ModelResults {
  readonly model: FittedModel;
  /** In full, as R writes it. */
  readonly formula: string;
  readonly terms: readonly Term[];
  readonly tests: readonly InflatedTest[];
  readonly margins: readonly PredictiveMargin[];
  readonly effects: readonly MarginalEffect[];
  readonly contrasts: readonly LevelContrast[];
  readonly fit: FitStatistics;
  /** Null where the covariance of the coefficients is singular. */
  readonly influence: InfluentialRow | null;
  readonly absentLevels: readonly AbsentLevels[];
  readonly lonelyLevels: readonly LonelyLevel[];
  /** Replicates in which the model does not exist. */
  readonly discardedFits: number;
  /** The rows that the model rests on. */
  readonly design: DesignSummary;
}

/** The model of an outcome, or why it does not exist. */
export interface OutcomeModel {
  /** As it was asked for. */
  readonly outcome: string;
  readonly result: ModelResults | Refusal;
}

/**
 * Fits a generalised linear model in a sample, or one for each of several outcomes (`svyglm` in R's survey), with tests of its
 * terms, predictive margins, marginal effects, contrasts of levels, measures of fit and the row of largest influence. Throws
 * for requests that do not fit the sample.
 */
export function model(sample: Sample, request: ModelRequest): OutcomeModel[] {
  const { outcomes = [] } = request;
  refuseNegatives(sample, "model");
  if (request.covariance === "design-df" && sample.design.replication)
    throw new InputError(factorOfLinearised, { field: "--vcov" }, { value: "design-df" });
  const fitter = modelFitter(sample.table, sample.design);
  return formulasOf(request).map((formula, at) => {
    const outcome = outcomes[at] ?? deparse(formula.outcome!);
    const fitted = fitOutcome(fitter, sample, formula, outcome, request);
    return { outcome, result: "refusal" in fitted ? fitted : resultsOf(fitted, sample, request) };
  });
}

function fitOutcome(
  fitter: Fitter,
  { selection }: Sample,
  formula: Formula,
  outcome: string,
  request: ModelRequest,
): FittedModel | Refusal {
  const { outcomes = [], family, link, covariance = "design" } = request;
  const { normal = false, freedom, level = 0.95 } = request;
  // A reference level of another outcome is none of this model's variables.
  const references = [...(request.references ?? [])].filter(
    ([name]) => name === outcome || !outcomes.includes(name),
  );
  return fitter(selection.mask, {
    ...{ formula, family, link, covariance, normal, freedom, level },
    references: new Map(references),
  });
}

function resultsOf(
  model: FittedModel,
  { design, selection }: Sample,
  { margins, contrasts, adjust }: ModelRequest,
): ModelResults {
  const { outcome, frame, missing } = model;
  const inflation = new Map(inflationOf(model).map((own) => [own.variable, own]));
  const ofMargins = [...new Set(margins)];
  for (const variable of ofMargins) refuseDerived(model, selection.derive, variable, "--margins");
  for (const variable of contrasts ?? []) refuseDerived(model, selection.derive, variable, "--contrast");
  return {
    model,
    formula: `${outcome.label} ~ ${rightSide(frame.formula)}`,
    terms: termsOf(model),
    tests: testTerms(model).map((test) => {
      const { gvif = null, scaled: gvifScaled = null } = inflation.get(test.variable) ?? {};
      return { ...test, gvif, gvifScaled };
    }),
    margins: ofMargins
      .filter((variable) => isFactorOf(model, variable))
      .flatMap((variable) => predictiveMargins(model, variable)),
    effects: ofMargins.flatMap((variable) => marginalEffects(model, variable)),
    contrasts: [...new Set(contrasts)].flatMap((variable) => pairwiseContrasts(model, variable, adjust)),
    fit: fitStatistics(model),
    influence: influentialRow(model),
    absentLevels: absentLevels(model),
    lonelyLevels: lonelyLevels(model),
    discardedFits: discardedFits(model),
    design: summariseDesign(design, selection, missing, model.fitted.cells(), "domain"),
  };
}

/** Throws where margins or contrasts of a variable would hold fixed what the sample's definitions make from it. */
function refuseDerived(
  { frame }: FittedModel,
  definitions: readonly string[],
  variable: string,
  field: "--margins" | "--contrast",
): void {
  const changing = new Set([variable]);
  for (const { name, text } of parseDerivations(definitions))
    if (variablesOfSelection([{ name, text }], []).some((own) => changing.has(own))) changing.add(name);
  const derived = frame.bases.find(({ name }) => name !== variable && changing.has(name));
  if (derived) throw new InputError(derivedFrom(derived.name), { field }, { value: variable });
}

function influentialRow(model: FittedModel): InfluentialRow | null {
  const found = largestInfluence(model);
  if (!found) return null;
  const { table } = model;
  const { line, row = found.row + 1, file = "", sheet } = table.place(found.row);
  const [first, last] = [table.place(0), table.place(table.rows - 1)];
  const ofFiles = first.file === last.file ? undefined : basename(file);
  const ofSheets = first.sheet === last.sheet ? undefined : sheet;
  return { ...found, line, row, source: ofFiles ?? ofSheets };
}

function discardedFits({ fitted, request }: FittedModel): number {
  if (!fitted.design.replication || request.covariance !== "design") return 0;
  return countAbsent(fitted.replicates());
}
