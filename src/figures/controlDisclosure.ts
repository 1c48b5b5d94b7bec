import type { Highs } from "highs";
import { protectShares } from "../disclosure/protectShares.ts";
import type { Share, Withheld } from "../disclosure/share.ts";
import type { FittedModel } from "../models/fit/model.ts";
import type { Dataset } from "../sources/datasets/dataset.ts";
import { type Estimand, estimandKey, variablesOf, wavesOf } from "../study/figures.ts";
import { isContrast } from "../study/operands.ts";
import { measureOf, type Study } from "../study/study.ts";
import type { PublishedWorkbook } from "../study/workbook/publishedCells.ts";
import type { DisclosureControl } from "./disclosureControl.ts";
import { estimandsOfTable } from "./studyTables.ts";
import { maskOf, sampleFor, type WaveSamples, waveSamples } from "./waveSamples.ts";

/**
 * Finds what to withhold of all that `reproduce` tells of a study: of its figures, tables and findings, and of a publisher's workbook.
 * Each wave is protected as one system of all results on it. A model is withheld where a level of a covariate has fewer than `least`
 * respondents; with a single covariate it is a table, and each level has to have so many with each answer.
 */
export function controlDisclosure(
  study: Study,
  dataset: Dataset,
  workbook: PublishedWorkbook | undefined,
  least: number,
  highs: Highs,
): DisclosureControl {
  const samples = waveSamples(dataset);
  const estimands = estimandsTold(study, samples, workbook);
  const withheld = new Map<string, Withheld>();
  for (const [wave, { design }] of samples) {
    const own = estimands.flatMap((estimand) => {
      const share = wavesOf(estimand).includes(wave) ? shareIn(samples, wave, estimand) : undefined;
      return share ? [{ share, key: estimandKey(estimand) }] : [];
    });
    const shares = own.map(({ share }) => share);
    protectShares(shares, design.weights, least, highs).forEach((found, at) => {
      const { key } = own[at]!;
      if (found !== undefined && withheld.get(key) !== "small") withheld.set(key, found);
    });
  }
  const countOf = (wanted: Withheld) => [...withheld.values()].filter((own) => own === wanted).length;
  return {
    least,
    small: countOf("small"),
    protecting: countOf("protecting"),
    withheldOf: (estimand) => withheld.get(estimandKey(estimand)),
    hidesModel: (model) => hasFewer(model, least),
  };
}

/** Every estimand that a reproduction computes, each once. */
function estimandsTold(
  study: Study,
  samples: WaveSamples,
  workbook: PublishedWorkbook | undefined,
): Estimand[] {
  const ofFindings = study.findings
    .filter(({ model }) => model === "")
    .flatMap(({ first, second }) => [measureOf(study, first!), measureOf(study, second!)]);
  const all = [
    ...study.figures.flatMap(({ estimand }) => estimand ?? []),
    ...study.tables.flatMap((table) => estimandsOfTable(table, samples).map(({ estimand }) => estimand)),
    ...ofFindings.flatMap((measure) => (isContrast(measure) ? [] : measure)),
    ...(workbook?.cells ?? []).flatMap(({ measure }) => (measure.of === "estimand" ? measure.estimand : [])),
  ];
  return [...new Map(all.map((estimand) => [estimandKey(estimand), estimand])).values()];
}

/** What an estimand tells of the rows of a wave; undefined where the data lack what it needs. */
function shareIn(samples: WaveSamples, wave: string, estimand: Estimand): Share | undefined {
  const { statistic, variable, levels, domain } = estimand;
  const sample = sampleFor(samples, wave, variablesOf(estimand), undefined);
  if ("lack" in sample) return undefined;
  const { table } = sample;
  const base = maskOf(table, domain);
  const question = variable ?? "";
  if (variable === undefined) return { question, base };
  if (statistic === "mean") {
    const values = table.numbers(variable);
    return { question, base: base.map((own, row) => own & Number(!Number.isNaN(values[row]!))) };
  }
  const { codes, levels: names } = table.factor(variable);
  const isNumber = table.codebook.get(variable)!.type === "numeric";
  const named = names.map((name) => levels.includes(isNumber ? String(Number(name)) : name));
  return {
    question,
    base: base.map((own, row) => own & Number(codes[row]! >= 0)),
    counted: base.map((own, row) => own & Number(named[codes[row]!] ?? false)),
  };
}

/** Whether fewer than `least` of the rows of a model have a level of a covariate, or of an only one with an answer. */
function hasFewer({ frame, outcome, request }: FittedModel, least: number): boolean {
  const { bases, values, group } = frame;
  const isTable = bases.length === 1 && request.family === "logistic";
  return bases.some(({ factor }, base) => {
    if (!factor) return false;
    const counts = new Map<string, number>();
    group.forEach((pattern, row) => {
      if (pattern < 0) return;
      const key = `${values[base]![pattern]} ${isTable ? outcome.values[row] : ""}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    });
    return [...counts.values()].some((count) => count < least);
  });
}
