import type { FittedModel } from "../models/fit/model.ts";
import { pairwiseContrasts } from "../models/results/pairs.ts";
import { compareLevels } from "../models/results/terms.ts";
import { type TermTest, testTerms } from "../models/results/waldTests.ts";
import { withKnownDesign } from "../samples/knownDesign.ts";
import type { Dataset } from "../sources/datasets/dataset.ts";
import { type Figure, type Use, uses } from "../study/figures.ts";
import { type Basis, bases, type Finding, ownBases } from "../study/findings.ts";
import { type Contrast, isContrast } from "../study/operands.ts";
import type { StoredBounds } from "../study/storedBounds.ts";
import type { DesignPart } from "../study/study.ts";
import { measureOf, type Study, type TableDescription } from "../study/study.ts";
import type { PublishedWorkbook } from "../study/workbook/publishedCells.ts";
import { type Comparison, isEstimated } from "../survey/comparison.ts";
import { equivalenceP } from "../survey/equivalence.ts";
import type { Label } from "../text/language.ts";
import { levelsAbsent } from "../text/messages/figures.ts";
import { type Compare, comparing } from "./compare.ts";
import { compareContrasts } from "./compareContrasts.ts";
import { compareWorkbook, type WorkbookResult } from "./compareWorkbook.ts";
import { type Compute, type Computed, computing } from "./compute.ts";
import type { DisclosureControl } from "./disclosureControl.ts";
import type { NotComputable } from "./estimandCells.ts";
import { type ModelResult, runModels } from "./models.ts";
import { type Check, checksOf } from "./robustness.ts";
import { estimandsOfTable, type TableCell } from "./studyTables.ts";
import {
  type FigureStatus,
  type FindingStatus,
  figureStatuses,
  findingStatuses,
  judgeAbsence,
  judgeFigure,
  judgeMultiple,
  judgeSign,
} from "./verdict.ts";
import { waveSamples } from "./waveSamples.ts";
import { comparingTold, computingTold, exactlyTold, toldResult } from "./withheldResults.ts";

export interface FigureResult {
  readonly figure: Figure;
  readonly status: FigureStatus;
  readonly result: Computed | NotComputable | null;
}

export interface FindingResult {
  readonly finding: Finding;
  readonly status: FindingStatus;
  /** Why it cannot be computed. */
  readonly reason: Label | null;
  /** Of a statement with a sign, or about two figures or contrasts. */
  readonly comparison: Comparison | null;
  /** The first over the second of two figures or contrasts. */
  readonly ratio: Comparison | null;
  /** Of a statement that there is no significant difference. */
  readonly test: TermTest | null;
  /** The largest p-value of the equivalence of two levels, where the statement has a margin. */
  readonly equivalence: number | null;
}

export interface TableRow extends TableCell {
  readonly result: Computed | NotComputable;
}

export interface TableResult {
  readonly description: TableDescription;
  readonly rows: readonly TableRow[];
}

/** A study's results on one design. */
export interface StudyResults {
  readonly figures: readonly FigureResult[];
  readonly findings: readonly FindingResult[];
  readonly tables: readonly TableResult[];
  readonly models: readonly ModelResult[];
}

/** Everything that is known of a study on a dataset: what was published, what the rows give, and how the two agree. */
export interface Reproduction extends StudyResults {
  readonly study: Study;
  readonly dataset: Dataset;
  /** Models beside those that check them. */
  readonly checks: readonly Check[];
  /** The same estimates in the same order, with variances that use what more is known of the design; no verdict rests on them. */
  readonly known?: (StudyResults & { readonly parts: readonly DesignPart[] }) | undefined;
  /** What other published figures leave of each, where that is stored; comparison alone reads it. */
  readonly bounds?: StoredBounds | undefined;
  /** The publisher's workbook beside what is computed, where it is at hand. */
  readonly workbook?: WorkbookResult | undefined;
  /** What is withheld since it would tell of a few respondents, where that is asked for. */
  readonly control?: DisclosureControl | undefined;
}

/**
 * Computes a study's figures, tables, models and findings from the rows, and then compares them with the publication. Of the
 * design variances use weights, strata and clusters; with some `parts` of what else is known there are others beside them. What a
 * `control` withholds is not computable.
 */
export function reproduce(
  study: Study,
  dataset: Dataset,
  parts: readonly DesignPart[] = study.variance,
  workbook?: PublishedWorkbook,
  control?: DisclosureControl,
): Reproduction {
  const own = resultsOn(study, dataset, control, workbook);
  const known =
    parts.length === 0 ? undefined : { ...resultsOn(study, withKnownDesign(dataset, parts), control), parts };
  return { study, dataset, ...own, checks: checksOf(own.models), known, control };
}

function resultsOn(
  study: Study,
  dataset: Dataset,
  control: DisclosureControl | undefined,
  workbook?: PublishedWorkbook,
): StudyResults & Pick<Reproduction, "workbook"> {
  const samples = waveSamples(dataset);
  const comparingAll = comparing(dataset, samples);
  const compare = comparingTold(comparingAll, control);
  const compute = computingTold(computing(samples, comparingAll), control);
  const models = runModels(study.models, samples, control);
  return {
    figures: study.figures.map((figure) => resultOf(figure, compute, control)),
    findings: study.findings.map((finding) =>
      finding.model === "" ? comparePair(finding, study, compare, models) : testFinding(finding, models),
    ),
    tables: study.tables.map((description) => ({
      description,
      rows: estimandsOfTable(description, samples).map(({ cell, estimand }) => ({
        ...cell,
        result: toldResult(compute(estimand), estimand, control),
      })),
    })),
    models,
    workbook: workbook && compareWorkbook(workbook, study.figures, exactlyTold(compute, control), models),
  };
}

function resultOf(figure: Figure, compute: Compute, control: DisclosureControl | undefined): FigureResult {
  if (!figure.estimand) return { figure, status: "context", result: null };
  const result = compute(figure.estimand);
  return {
    figure,
    result: toldResult(result, figure.estimand, control),
    status: "reason" in result ? "not computable" : judgeFigure(figure.published, result),
  };
}

const untold = (finding: Finding, reason: Label): FindingResult => ({
  finding,
  status: "not computable",
  reason,
  comparison: null,
  ratio: null,
  test: null,
  equivalence: null,
});

function comparePair(
  finding: Finding,
  study: Study,
  compare: Compare,
  models: readonly ModelResult[],
): FindingResult {
  const { factor, sign, margin } = finding;
  const first = measureOf(study, finding.first!);
  const second = measureOf(study, finding.second!);
  const compared =
    isContrast(first) || isContrast(second)
      ? compareContrasts([first, second] as [Contrast, Contrast], factor, models)
      : compare(first, second, factor);
  if ("reason" in compared) return untold(finding, compared.reason);
  const { difference: comparison, ratio = null, second: base } = compared;
  const known = { finding, reason: null, comparison, ratio, test: null };
  if (sign !== "0")
    return { ...known, status: judgeMultiple(finding, comparison, base.estimate), equivalence: null };
  const equivalence = margin === undefined ? null : equivalenceP(comparison, margin);
  return { ...known, status: judgeAbsence(comparison, equivalence), equivalence };
}

function testFinding(finding: Finding, models: readonly ModelResult[]): FindingResult {
  const { result } = models.find(({ description }) => description.id === finding.model)!;
  if ("refusal" in result) return untold(finding, result.refusal);
  const unknown = untold(finding, levelsAbsent);
  if (finding.sign === "0") {
    const test = testTerms(result).find(({ variable }) => variable === finding.variable);
    if (!test) return unknown;
    const equivalence =
      finding.margin === undefined ? null : equivalenceOf(result, finding.variable, finding.margin);
    return { ...unknown, reason: null, status: judgeAbsence(test, equivalence), test, equivalence };
  }
  const comparison = compareLevels(result, finding.variable, finding.level, finding.versus);
  return comparison
    ? { ...unknown, reason: null, status: judgeSign(finding, comparison), comparison }
    : unknown;
}

/** All pairs of levels are within the margin: the largest of their p-values (an intersection-union test, Berger 1982). */
function equivalenceOf(model: FittedModel, variable: string, margin: number): number | null {
  const pairs = pairwiseContrasts(model, variable).filter(({ scale }) => scale === "coefficient");
  const tests = pairs.map((pair) => (isEstimated(pair) ? equivalenceP(pair, margin) : null));
  return tests.reduce((largest, p) => (largest === null || p === null ? null : Math.max(largest, p)), 0);
}

export interface Summary {
  readonly figures: Readonly<Record<Use, Readonly<Record<FigureStatus, number>>>>;
  readonly findings: Readonly<Record<Basis, Readonly<Record<FindingStatus, number>>>>;
}

/** How many figures of each use, and how many findings of each basis, have each status. */
export function summarise({ figures, findings }: Pick<Reproduction, "figures" | "findings">): Summary {
  const countFigures = (use: Use) =>
    tally(
      figureStatuses,
      figures.filter(({ figure }) => figure.use === use),
    );
  const countFindings = (basis: Basis) =>
    tally(
      findingStatuses,
      findings.filter(({ finding }) => finding.basis === basis),
    );
  return {
    figures: Object.fromEntries(uses.map((use) => [use, countFigures(use)])) as Summary["figures"],
    findings: Object.fromEntries(bases.map((basis) => [basis, countFindings(basis)])) as Summary["findings"],
  };
}

function tally<Status extends string>(statuses: readonly Status[], results: readonly { status: Status }[]) {
  return Object.fromEntries(
    statuses.map((status) => [status, results.filter((result) => result.status === status).length]),
  ) as Record<Status, number>;
}

/**
 * Whether nothing differs and nothing is contradicted; `strict` also forbids what is only compatible, not confirmed or not
 * computable.
 * Figures that contradict one another do not count: some of them must differ. Nor do findings that the publication does not
 * give as its own results.
 */
export const agrees = (reproduction: Outcomes, strict: boolean): boolean =>
  !countedIn(reproduction).some((status) => speaksAgainst(status, strict));

/** Of the figures and findings that count, how many could not be computed. */
export interface Uncomputed {
  readonly uncomputed: number;
  readonly of: number;
}

export function uncomputedIn(reproduction: Outcomes): Uncomputed {
  const counted = countedIn(reproduction);
  return { uncomputed: counted.filter((status) => status === "not computable").length, of: counted.length };
}

type Outcomes = Pick<Reproduction, "figures" | "findings" | "workbook">;

const countedIn = ({ figures, findings, workbook }: Outcomes): (FigureStatus | FindingStatus)[] =>
  [
    ...figures.filter(countsAsFigure),
    ...(workbook?.cells ?? []).filter(({ use }) => use !== "irreconcilable"),
    ...findings.filter(countsAsFinding),
  ].map(({ status }) => status);

/** What says that the publication is not reproduced, whether it counts or not. */
export type Differing = Pick<StudyResults, "figures" | "findings"> & Pick<WorkbookResult, "cells">;

export function differingIn({ figures, findings, workbook }: Outcomes, strict: boolean): Differing {
  const against = ({ status }: { readonly status: FigureStatus | FindingStatus }) =>
    speaksAgainst(status, strict);
  return {
    figures: figures.filter(against),
    findings: findings.filter(against),
    cells: (workbook?.cells ?? []).filter(against),
  };
}

export const countsAsFigure = ({ figure }: FigureResult) => figure.use !== "irreconcilable";
export const countsAsFinding = ({ finding }: FindingResult) => ownBases.includes(finding.basis);

/** Whether a verdict says that the publication is not reproduced. */
export const speaksAgainst = (status: FigureStatus | FindingStatus, strict: boolean): boolean =>
  status === "differs" ||
  status === "contradicted" ||
  (strict && (status === "compatible" || status === "not confirmed" || status === "not computable"));
