import { model, type OutcomeModel } from "../analyses/model.ts";
import { formulasOf, type ModelRequest } from "../analyses/modelRequest.ts";
import type { CovarianceName } from "../models/fit/covariances.ts";
import { type FamilyName, families } from "../models/fit/families.ts";
import type { LinkName } from "../models/fit/links.ts";
import type { FittedModel, ModelFreedom } from "../models/fit/model.ts";
import { variablesOf } from "../models/formula/formula.ts";
import type { Adjustment } from "../models/results/adjustments.ts";
import { forestChart, forestModel } from "../reports/forestChart.ts";
import { modelReport, modelsReport } from "../reports/modelReport.ts";
import { discardedFitsNotes } from "../reports/notes/modelNotes.ts";
import { chartSubject, type Report } from "../reports/report.ts";
import type { Sample } from "../samples/sample.ts";
import { deparse } from "../sources/expressions/deparse.ts";
import { parseExpression } from "../sources/expressions/expression.ts";
import type { MissingRule } from "../survey/domains.ts";
import { InputError } from "../text/errors.ts";
import { levelModelled, ofOutcomeAlone } from "../text/messages/modelNotes.ts";
import {
  badReference,
  noModel,
  noModels,
  nothingToDraw,
  twoReferences,
} from "../text/messages/modelRequests.ts";
import { both, type Reader } from "../text/reader.ts";
import { chartOutputs, checkChart } from "./chartOutput.ts";
import { describeRequest, type SampleOptions, sampleFor, withGroups } from "./openSample.ts";
import { formatOf, type OutputOptions, openFor, putReport } from "./output.ts";
import { tell } from "./tell.ts";

export interface ModelOptions extends Omit<SampleOptions, "df" | "missing">, OutputOptions {
  readonly family: FamilyName;
  readonly link?: LinkName;
  readonly vcov: CovarianceName;
  readonly z?: true;
  readonly df?: ModelFreedom;
  readonly reference?: readonly string[];
  readonly outcome?: readonly string[];
  readonly margins?: readonly string[];
  readonly contrast?: readonly string[];
  readonly adjust?: Adjustment;
  readonly missing: MissingRule;
  readonly level: number;
  readonly digits?: number;
  readonly chart?: string;
}

/** Covariances that need the leverage of each row. */
const needsRows: readonly CovarianceName[] = ["HC2", "HC3"];

/**
 * `panel model`: a survey-weighted regression, or one for each of several outcomes. Returns the exit status: 1 where the
 * models of some outcomes do not exist.
 */
export async function modelCommand(text: string, options: ModelOptions, dataFolder: string): Promise<number> {
  formatOf(options);
  const { chart } = options;
  checkChart(chart);
  const asked = requestOf(text, options);
  const formulas = formulasOf(asked);
  if (chart !== undefined && formulas[0]!.terms.length === 0)
    throw new InputError(nothingToDraw, { field: "--chart" }, { value: text });
  const variables = [...new Set(formulas.flatMap(variablesOf))];
  const labels = formulas.flatMap(({ atoms }) => atoms.map(({ label }) => label));
  const named = [...variables, ...labels];
  const request = {
    ...asked,
    references: referencesOf(options.reference ?? [], named),
    margins: asked.margins?.map((text) => nameAmong(named, text)),
    contrasts: asked.contrasts?.map((text) => nameAmong(named, text)),
  };
  const { df: _, ...ofSample } = options;
  // Of groups no row has the largest influence.
  const grouped = needsRows.includes(options.vcov) ? false : "telling less";
  const { sample, outcomes } = await openFor([options.out, chart], () =>
    withGroups(async (open) => fitIn(await open(ofSample, variables, dataFolder, grouped), request, options)),
  );
  const report = reportOf(outcomes, sample, options);
  for (const fitted of fittedOf(outcomes)) {
    tellOutcome(fitted.model, request.references);
    discardedFitsNotes(fitted).forEach(tell);
  }
  const drawn = (reader: Reader) =>
    forestChart(
      fittedOf(outcomes).map(forestModel),
      { ...chartSubject(report), digits: options.digits },
      reader,
    );
  await putReport(report, options, await chartOutputs(chart, options.lang, drawn));
  const refusals = refusalsOf(outcomes);
  for (const refusal of refusals) tell(both(({ say }) => `panel: ${say(noModel(refusal))}`));
  return refusals.length > 0 ? 1 : 0;
}

/** The models, and the sample that they share: where rows are deleted, each of several has a sample of its own. */
async function fitIn(opened: Sample, request: ModelRequest, options: ModelOptions) {
  const sampleOf = (own: ModelRequest) => sampleFor(formulasOf(own).flatMap(variablesOf), opened, options);
  if (options.missing !== "delete" || request.outcomes === undefined) {
    const sample = await sampleOf(request);
    return { sample, outcomes: model(sample, request) };
  }
  const outcomes: OutcomeModel[] = [];
  for (const outcome of request.outcomes) {
    const own = { ...request, outcomes: [outcome] };
    outcomes.push(...model(await sampleOf(own), own));
  }
  return { sample: opened, outcomes };
}

/** Says which level is modelled where the order of levels has told it, and nobody asked. */
function tellOutcome({ outcome }: FittedModel, asked: ReadonlyMap<string, string>): void {
  const { label, zero, ones } = outcome;
  if (zero !== undefined && !asked.has(label)) tell(levelModelled(label, ones, zero));
}

/** Throws where no model exists. */
function reportOf(outcomes: readonly OutcomeModel[], sample: Sample, options: ModelOptions): Report {
  const request = { ...recordOf(options), ...describeRequest(sample) };
  const { file } = sample.table.place();
  const [first] = outcomes as [OutcomeModel];
  if (options.outcome === undefined) {
    if ("refusal" in first.result) throw new InputError({ what: noModel(first.result.refusal) }, { file });
    return modelReport(sample, first.result, request, options.digits);
  }
  if (fittedOf(outcomes).length === 0)
    throw new InputError({ what: noModels(refusalsOf(outcomes)) }, { file });
  return modelsReport(sample, outcomes, request, options.digits);
}

const fittedOf = (outcomes: readonly OutcomeModel[]) =>
  outcomes.flatMap(({ result }) => ("refusal" in result ? [] : result));

const refusalsOf = (outcomes: readonly OutcomeModel[]) =>
  outcomes.flatMap(({ outcome, result }) =>
    "refusal" in result ? ofOutcomeAlone(outcome, result.refusal) : [],
  );

/** What the flags ask for, but for the reference levels, which are read once the variables are known. */
function requestOf(formula: string, options: ModelOptions): ModelRequest {
  const { outcome: outcomes, vcov: covariance, contrast: contrasts, z: normal, df: freedom } = options;
  const { family, link, level, margins, adjust } = options;
  return { formula, outcomes, family, link, covariance, normal, freedom, level, margins, contrasts, adjust };
}

/** The flags for JSON. */
function recordOf(options: ModelOptions) {
  const { family, link, vcov, z, df, reference, outcome, margins, contrast, adjust, missing, level } =
    options;
  return {
    command: "model",
    family,
    link: link ?? families[family].links[0]!,
    vcov,
    z: z ?? false,
    df: df ?? null,
    reference: reference ?? [],
    outcome: outcome ?? [],
    margins: margins ?? [],
    contrast: contrast ?? [],
    adjust: adjust ?? null,
    missing,
    level,
  };
}

/** The name among those of a model that a text is, whatever its spacing; the text itself where it is none. */
function nameAmong(known: readonly string[], text: string): string {
  const name = text.trim();
  if (known.includes(name)) return name;
  try {
    const written = deparse(parseExpression(name, {}));
    return known.includes(written) ? written : name;
  } catch (error) {
    if (error instanceof InputError) return name;
    throw error;
  }
}

/** Reads `variable=level` pairs; the variable may have an equals sign, and the level too. */
function referencesOf(texts: readonly string[], known: readonly string[]): ReadonlyMap<string, string> {
  const place = { field: "--reference" };
  const references = new Map<string, string>();
  for (const text of texts) {
    const signs = Array.from(text.matchAll(/=/g), ({ index }) => index);
    const at = signs.find((sign) => known.includes(nameAmong(known, text.slice(0, sign)))) ?? signs[0] ?? -1;
    const [name, level] = [nameAmong(known, text.slice(0, at)), text.slice(at + 1).trim()];
    if (at < 1 || level === "") throw new InputError(badReference, place, { value: text });
    if (references.has(name)) throw new InputError(twoReferences, place, { value: text });
    references.set(name, level);
  }
  return references;
}
