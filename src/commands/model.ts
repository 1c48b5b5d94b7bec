import { extname } from "node:path";
import type { CovarianceName } from "../models/fit/covariances.ts";
import { type FamilyName, families } from "../models/fit/families.ts";
import type { LinkName } from "../models/fit/links.ts";
import { fitModel } from "../models/fit/model.ts";
import { type Formula, variablesOf } from "../models/formula/formula.ts";
import type { Adjustment } from "../models/results/adjustments.ts";
import { sectionRecords } from "../reports/analysis.ts";
import { designNotes } from "../reports/designNote.ts";
import { checkWritable, writeWhole } from "../reports/files/folder.ts";
import { renderForest } from "../reports/forestChart.ts";
import { labelIn } from "../reports/labels.ts";
import { digestNote, modelDigest, type OutcomeResults } from "../reports/modelDigest.ts";
import {
  cautions,
  type FollowUps,
  type ModelResults,
  methodNote,
  modelFacts,
  modelFormula,
  modelKind,
  modelNotes,
  modelSections,
  outcomeTitle,
  resultsOf,
} from "../reports/modelReport.ts";
import { termTable } from "../reports/modelTables.ts";
import { type Field, type Tidy, tidyRecords } from "../reports/tidy.ts";
import { makeCells } from "../survey/cells.ts";
import { summariseDesign } from "../survey/domains.ts";
import { InputError } from "../text/errors.ts";
import { titled } from "../text/language.ts";
import { say } from "../text/words.ts";
import { checkLink, formulasOf, referencesOf } from "./modelRequest.ts";
import {
  type DesignedSample,
  describeRequest,
  openSample,
  type SampleOptions,
  selectionNotes,
} from "./oldSample.ts";
import { formatOf, isSameFile, type OutputOptions, put, refuseInput } from "./output.ts";

export interface ModelOptions extends SampleOptions, OutputOptions {
  readonly family: FamilyName;
  readonly link?: LinkName;
  readonly vcov: CovarianceName;
  readonly z?: true;
  readonly reference?: readonly string[];
  readonly outcome?: readonly string[];
  readonly margins?: readonly string[];
  readonly contrast?: readonly string[];
  readonly adjust?: Adjustment;
  readonly level: number;
  readonly chart?: string;
}

/** `panel model`: a survey-weighted regression, or one for each of several outcomes. Returns the exit status. */
export async function modelCommand(text: string, options: ModelOptions, dataFolder: string): Promise<number> {
  formatOf(options);
  if (options.chart !== undefined) {
    if (options.out !== undefined && isSameFile(options.chart, options.out))
      throw new InputError("--chart and --out are the same file", { file: options.chart });
    if (extname(options.chart).toLowerCase() !== ".svg")
      throw new InputError("the chart is written as .svg", { field: "--chart" }, { value: options.chart });
    await checkWritable(options.chart);
  }
  checkLink(options.family, options.link);
  if (options.adjust !== undefined && options.contrast === undefined)
    throw new InputError(
      "there is nothing to adjust",
      { field: "--adjust" },
      { advice: "Name a factor with --contrast" },
    );
  const formulas = formulasOf(text, options.outcome);
  if (options.chart !== undefined && formulas[0]!.terms.length === 0)
    throw new InputError(
      "there is nothing to draw",
      { field: "--chart" },
      { value: text, advice: "Add a term to the formula" },
    );
  const variables = [...new Set(formulas.flatMap(variablesOf))];
  const references = referencesOf(options.reference ?? [], variables);
  const sample = await openSample(options, variables, dataFolder);
  if (options.chart !== undefined) refuseInput(options.chart, sample.provenance.files);
  return options.outcome === undefined
    ? oneModel(formulas[0]!, references, sample, options)
    : severalModels(formulas, references, sample, options);
}

async function oneModel(
  formula: Formula,
  references: ReadonlyMap<string, string>,
  sample: DesignedSample,
  options: ModelOptions,
): Promise<number> {
  const { lang } = options;
  const { table, design, names } = sample;
  const model = fitOf(formula, references, sample, options);
  if ("refusal" in model)
    throw new InputError(`${say("noModel", lang)}${lang === "fr" ? " :" : ":"} ${model.refusal[lang]}`, {
      file: table.place().file,
    });
  const results = resultsOf(model, followUps(options));
  const summary = summaryOf(results, sample);
  await put(
    {
      ...sample,
      title: titleOf(results, sample, options),
      facts: modelFacts(results),
      request: requestOf(options, sample),
      design: summary,
      key: "terms",
      rows: termTable(model, results.terms, table.codebook, lang),
      sections: modelSections(results, table.codebook, lang),
      notes: [
        `${lang === "fr" ? "Formule :" : "Formula:"} ${modelFormula(model)}`,
        ...selectionNotes(options),
        ...modelNotes(results, lang),
        ...designNotes(design, summary, names, lang),
      ],
    },
    options,
  );
  await drawForest([results], sample, options);
  return 0;
}

async function severalModels(
  formulas: readonly Formula[],
  references: ReadonlyMap<string, string>,
  sample: DesignedSample,
  options: ModelOptions,
): Promise<number> {
  const { lang, outcome: outcomes } = options;
  const { table, names, design } = sample;
  const { codebook } = table;
  const refusals: string[] = [];
  const models = formulas.map((formula, at): OutcomeResults<ModelResults> => {
    const own = new Map(
      [...references].filter(([name]) => name === outcomes![at] || !outcomes!.includes(name)),
    );
    const model = fitOf(formula, own, sample, options);
    if (!("refusal" in model))
      return { outcome: outcomes![at]!, results: resultsOf(model, followUps(options)) };
    refusals.push(`${outcomes![at]}: ${model.refusal[lang]}`);
    return { outcome: outcomes![at]!, results: undefined };
  });
  const present = models.flatMap(({ results }) => results ?? []);
  const [first] = present;
  if (!first)
    throw new InputError(`${say("noModels", lang)}: ${refusals.join("; ")}`, { file: table.place().file });
  const sectionsOf = (results: ModelResults) => modelSections(results, codebook, lang);
  const { provenance, notice } = sample;
  await put(
    {
      provenance,
      notice,
      title: modelKind(first.model, lang),
      request: requestOf(options, sample),
      key: "models",
      rows: longTable(models, sample, options),
      records: models.map(({ outcome, results }) =>
        results
          ? {
              name: outcome,
              ...modelFacts(results),
              design: summaryOf(results, sample),
              terms: tidyRecords(termTable(results.model, results.terms, codebook, lang)),
              ...sectionRecords(sectionsOf(results)),
            }
          : { name: outcome, refusal: refusals.find((text) => text.startsWith(`${outcome}: `)) ?? null },
      ),
      digest: modelDigest(models, codebook, lang),
      sections: present.flatMap((results) =>
        sectionsOf(results)
          .filter(({ key, rows }) => key !== "tests" && rows.rows.length > 0)
          .map(({ title, rows }) => ({
            title: `${title} (${labelIn(codebook, results.model.outcome.label, "", lang)})`,
            rows,
          })),
      ),
      notes: [
        digestNote(models, lang),
        ...present.flatMap((results) => [
          `${modelFormula(results.model)} — ${outcomeTitle(results.model, codebook, lang)}`,
          ...cautions(results, lang).map((caution) => `${results.model.outcome.label}: ${caution}`),
        ]),
        ...refusals,
        ...selectionNotes(options),
        methodNote(first.model, false, lang),
        ...designNotes(design, wholeSummary(sample), names, lang).slice(0, 1),
      ],
    },
    options,
  );
  for (const refusal of refusals) process.stderr.write(`panel: ${say("noModel", lang)}: ${refusal}\n`);
  await drawForest(present, sample, options);
  return refusals.length > 0 ? 1 : 0;
}

/** The coefficients of all models below one another. */
function longTable(
  models: readonly OutcomeResults<ModelResults>[],
  { table }: DesignedSample,
  { lang }: ModelOptions,
): Tidy {
  const tables = models.flatMap(({ outcome, results }) =>
    results ? [{ outcome, rows: termTable(results.model, results.terms, table.codebook, lang) }] : [],
  );
  return {
    fields: [
      { key: "outcome", title: "outcome", kind: "text", shown: true },
      ...tables[0]!.rows.fields.map(afterOne),
    ],
    rows: tables.flatMap(({ outcome, rows }) => rows.rows.map((row) => [outcome, ...row])),
  };
}

/** A field of rows that have one more value in front. */
function afterOne(field: Field): Field {
  const { label, absent, decimals } = field;
  return {
    ...field,
    label: label && ((value, row) => label(value, row.slice(1))),
    absent: absent && ((row) => absent(row.slice(1))),
    decimals: typeof decimals === "function" ? (row) => decimals(row.slice(1)) : decimals,
  };
}

function fitOf(
  formula: Formula,
  references: ReadonlyMap<string, string>,
  { table, design, mask }: DesignedSample,
  { family, link, vcov, z, level }: ModelOptions,
) {
  return fitModel(table, design, mask, {
    formula,
    family,
    link,
    covariance: vcov,
    references,
    normal: z ?? false,
    level,
  });
}

/** The design with all rows that meet the condition, whichever of them each model uses. */
function wholeSummary({ design, mask, unknown }: DesignedSample) {
  const cells = makeCells(design, [{ codes: Int8Array.from(mask, (inside) => inside - 1), size: 1 }]);
  return summariseDesign(design, mask, { missing: 0, unknown }, cells, "domain");
}

const followUps = ({ margins = [], contrast = [], adjust }: ModelOptions): FollowUps => ({
  margins: [...new Set(margins)],
  contrasts: [...new Set(contrast)],
  adjust,
});

function summaryOf({ model }: ModelResults, { design, mask, unknown }: DesignedSample) {
  return summariseDesign(design, mask, { missing: model.missing, unknown }, model.fitted.cells(), "domain");
}

function titleOf({ model }: ModelResults, { table }: DesignedSample, { lang }: ModelOptions): string {
  return titled(modelKind(model, lang), outcomeTitle(model, table.codebook, lang), lang);
}

function requestOf(options: ModelOptions, sample: DesignedSample) {
  const { family, link, vcov, z, reference, outcome, margins, contrast, adjust, level } = options;
  return {
    command: "model",
    family,
    link: link ?? families[family].links[0]!,
    vcov,
    z: z ?? false,
    reference: reference ?? [],
    outcome: outcome ?? [],
    margins: margins ?? [],
    contrast: contrast ?? [],
    adjust: adjust ?? null,
    level,
    ...describeRequest(options, sample),
  };
}

async function drawForest(
  models: readonly ModelResults[],
  { notice, table }: DesignedSample,
  { chart, lang }: ModelOptions,
): Promise<void> {
  if (chart === undefined) return;
  await writeWhole(chart, await renderForest(models, notice, table.codebook, lang));
  process.stderr.write(`Written to ${chart}\n`);
}
