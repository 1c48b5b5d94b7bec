import type { Highs } from "highs";
import { protectShares } from "../disclosure/protectShares.ts";
import type { Share, Withheld } from "../disclosure/share.ts";
import type { Dataset } from "../sources/datasets/dataset.ts";
import type { DatasetDescription } from "../sources/datasets/description.ts";
import { type Estimand, estimandKey, variablesOf, wavesOf } from "../study/figures.ts";
import { isContrast } from "../study/operands.ts";
import { measureOf, type Study } from "../study/study.ts";
import type { PublishedWorkbook } from "../study/workbook/publishedCells.ts";
import type { Mask } from "../survey/domains.ts";
import type { DisclosureControl } from "./disclosureControl.ts";
import { estimandsOfModel, hasSmallLevel } from "./modelDisclosure.ts";
import { estimandsOfTable } from "./studyTables.ts";
import { siblingsOf } from "./unprintedGroups.ts";
import { rootsOf } from "./variableRoots.ts";
import { maskOf, sampleFor, type WaveSamples, waveSamples } from "./waveSamples.ts";

/**
 * Finds what to withhold of all that `reproduce` tells of a study: of its figures, tables and findings, and of a publisher's workbook.
 * Each wave is protected as one system of all results on it, and of what models tell. A model is withheld where a level of a covariate
 * has fewer than `least` respondents, and where it tells what is withheld.
 */
export function controlDisclosure(
  study: Study,
  dataset: Dataset,
  workbook: PublishedWorkbook | undefined,
  least: number,
  highs: Highs,
): DisclosureControl {
  const samples = waveSamples(dataset);
  const sharesOf = sharesIn(samples, dataset);
  const estimands = estimandsTold(study, samples, workbook);
  const ofModels = new Map(study.models.map((own) => [own.id, estimandsOfModel(own, samples)]));
  const isSmall = (own: Estimand) =>
    sharesOf(own).some(({ share }) => smallGroupsOf(share, least).length > 0);
  const told = [...ofModels.values()].filter((own) => !own.some(isSmall)).flat();
  const withheld = new Map<string, Withheld>();
  const system = distinct([...estimands, ...told]);
  for (const [wave, { design, table }] of samples) {
    const own = system.flatMap((estimand) => {
      const key = estimandKey(estimand);
      return sharesOf(estimand).flatMap((found) => (found.wave === wave ? { share: found.share, key } : []));
    });
    const shares = own.map(({ share }) => share);
    const beside = distinct(system.flatMap((estimand) => siblingsOf(estimand, table.codebook)));
    const unprinted = beside
      .flatMap((estimand) => sharesOf(estimand))
      .flatMap((found) => (found.wave === wave ? smallGroupsOf(found.share, least) : []));
    protectShares(shares, design.weights, least, highs, unprinted).forEach((found, at) => {
      const { key } = own[at]!;
      if (strength.indexOf(found) > strength.indexOf(withheld.get(key))) withheld.set(key, found);
    });
  }
  const withheldOf = (estimand: Estimand) => withheld.get(estimandKey(estimand));
  const countOf = (wanted: Withheld) => estimands.filter((own) => withheldOf(own) === wanted).length;
  const isHidden = (estimand: Estimand) => isSmall(estimand) || isWithheld(withheldOf(estimand));
  return {
    least,
    small: countOf("small"),
    protecting: countOf("protecting"),
    withheldOf,
    hidesModel: ({ id }, model) => hasSmallLevel(model, least) || ofModels.get(id)!.some(isHidden),
  };
}

/** From what is told to what is told least: a change between waves has what is withheld of either. */
const strength: readonly Withheld[] = [undefined, "error", "protecting", "small"];

const isWithheld = (own: Withheld) => own === "small" || own === "protecting";

const distinct = (estimands: readonly Estimand[]) => [
  ...new Map(estimands.map((estimand) => [estimandKey(estimand), estimand])).values(),
];

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
  return distinct(all);
}

/** What an estimand tells of the rows of a wave; undefined where the data lack what it needs. */
function shareIn(
  samples: WaveSamples,
  wave: string,
  estimand: Estimand,
  description: DatasetDescription,
): Share | undefined {
  const { statistic, variable, levels, domain } = estimand;
  const sample = sampleFor(samples, wave, variablesOf(estimand), undefined);
  if ("lack" in sample) return undefined;
  const { table } = sample;
  const inDomain = maskOf(table, domain);
  if (variable === undefined) return { question: "", roots: [], base: inDomain };
  const asked = { question: variable, roots: rootsOf(description, variable), domain: inDomain };
  if (statistic === "mean") {
    const values = table.numbers(variable);
    return { ...asked, base: inDomain.map((own, row) => own & Number(!Number.isNaN(values[row]!))) };
  }
  const { codes, levels: names } = table.factor(variable);
  const isNumber = table.codebook.get(variable)!.type === "numeric";
  const named = names.map((name) => levels.includes(isNumber ? String(Number(name)) : name));
  return {
    ...asked,
    base: inDomain.map((own, row) => own & Number(codes[row]! >= 0)),
    counted: inDomain.map((own, row) => own & Number(named[codes[row]!] ?? false)),
  };
}

/** What estimands tell of the rows of their waves. */
function sharesIn(samples: WaveSamples, { description }: Dataset) {
  return (estimand: Estimand) =>
    wavesOf(estimand).flatMap((wave) => {
      const share = shareIn(samples, wave, estimand, description);
      return share ? [{ wave, share }] : [];
    });
}

/** Those that a share is of, those that it counts, and the rest, where they are some, but fewer than `least`. */
function smallGroupsOf({ base, counted = base }: Share, least: number): Mask[] {
  return [base, counted, base.map((own, row) => own & Number(counted[row] === 0))].filter((mask) => {
    const n = mask.reduce((sum, own) => sum + own, 0);
    return n > 0 && n < least;
  });
}
