import type { FittedModel } from "../models/fit/model.ts";
import { interceptName } from "../models/formula/coding.ts";
import { type MarginalEffect, marginalEffects } from "../models/results/effects.ts";
import { hasRatio, ratioOf, type Term } from "../models/results/terms.ts";
import { type Estimand, estimandKey, type Figure, type Use } from "../study/figures.ts";
import type { CellMeasure, PublishedCell, PublishedWorkbook } from "../study/workbook/publishedCells.ts";
import { starsOf } from "../study/workbook/starLevels.ts";
import type { Tested } from "../survey/comparison.ts";
import type { Label } from "../text/language.ts";
import {
  noEffect,
  noNumber,
  noRatio,
  otherReference,
  termAbsent,
} from "../text/messages/publishedWorkbooks.ts";
import type { Compute, Computed } from "./compute.ts";
import { type NotComputable, remembering } from "./estimandCells.ts";
import type { ModelResult } from "./models.ts";
import { type FigureStatus, judgeFigure } from "./verdict.ts";

/** A number of the publisher's workbook beside what the rows give. */
export interface CellResult {
  readonly cell: PublishedCell;
  readonly status: FigureStatus;
  /** As of the figure that measures the same; held out where the publication's text has none. */
  readonly use: Use;
  /** The number, or the asterisks; the number of an estimate has its standard error and interval. */
  readonly computed: number | string | null;
  readonly se: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly reason: Label | null;
}

/** The publisher's workbook with its numbers compared. */
export interface WorkbookResult extends Omit<PublishedWorkbook, "cells"> {
  readonly cells: readonly CellResult[];
}

type TermMeasure = Extract<CellMeasure, { of: "term" }>;

/** Sets every number of the publisher's workbook beside what is computed of the same thing. */
export function compareWorkbook(
  { cells, ...rest }: PublishedWorkbook,
  figures: readonly Figure[],
  compute: Compute,
  models: readonly ModelResult[],
): WorkbookResult {
  const useOf = usesOf(figures);
  const effectsOf = remembering(marginalEffects);
  const compareCell = (cell: PublishedCell): CellResult => {
    const { measure } = cell;
    if (measure.of === "estimand")
      return judged(cell, ofEstimate(compute(measure.estimand), measure.part), useOf(measure.estimand));
    const { result, terms } = models.find(({ description }) => description.id === measure.model)!;
    if ("refusal" in result) return judged(cell, { reason: result.refusal }, "held-out");
    if (measure.of === "model") return judged(cell, alone(result.n), "held-out");
    const term = terms.find(
      (own) => own.variable === (measure.variable || interceptName) && own.level === measure.level,
    );
    if (!term) return judged(cell, { reason: termAbsent }, "held-out");
    const reference = terms.find((own) => own.variable === measure.variable && own.role === "reference");
    if (measure.reference !== undefined && reference && reference.level !== measure.reference)
      return judged(cell, { reason: otherReference(measure.reference, reference.level) }, "held-out");
    const shown = shownTerm(measure, term, result.link, () =>
      effectsOf(`${measure.model}\t${measure.variable}`, result, measure.variable),
    );
    return judged(cell, "reason" in shown ? shown : partOfTerm(term, shown, measure.part, cell), "held-out");
  };
  return { ...rest, cells: cells.map(compareCell) };
}

/** How the generator knows an estimand: it has seen one that any figure calibrates. */
function usesOf(figures: readonly Figure[]): (estimand: Estimand) => Use {
  const known = new Map<string, Use>();
  for (const { estimand, use } of figures) {
    if (!estimand) continue;
    const key = estimandKey(estimand);
    if (known.get(key) !== "calibrated") known.set(key, use);
  }
  return (estimand) => known.get(estimandKey(estimand)) ?? "held-out";
}

/** What is computed of a cell: a number, asterisks, or the role of a level. */
type Found = Pick<CellResult, "computed" | "se" | "low" | "high"> | NotComputable;

const alone = (computed: number | string | null): Found => ({ computed, se: null, low: null, high: null });

function ofEstimate(found: Computed | NotComputable, part: "estimate" | "se" | "low" | "high" | "n"): Found {
  if ("reason" in found) return found;
  return part === "estimate" ? found : alone(found[part]);
}

/** A model's term as a table shows it. */
type ShownTerm = Pick<Tested, "estimate" | "se" | "p" | "low" | "high">;

/** The standard error of a ratio is that of its linearisation, exp(b)·se(b). */
function shownTerm(
  { quantity, scale, level }: TermMeasure,
  term: Term,
  link: FittedModel["link"],
  effects: () => readonly MarginalEffect[],
): ShownTerm | NotComputable {
  if (quantity === "coefficient") return term.role === "reference" ? { ...term, estimate: 0 } : term;
  if (quantity === "ratio") {
    if (!hasRatio(link)) return { reason: noRatio };
    const { exp, exp_low: low, exp_high: high } = ratioOf(link, term);
    return { estimate: exp, se: term.se === null ? null : exp! * term.se, p: term.p, low, high };
  }
  if (term.variable === interceptName) return { reason: noEffect };
  if (term.role === "reference") return { ...term, estimate: 0 };
  const { estimate, se, p, low, high } = effects().find((effect) => effect.level === level)!;
  const scaled = (value: number | null) => (value === null ? null : scale * value);
  return { estimate: scaled(estimate), se: scaled(se), p, low: scaled(low), high: scaled(high) };
}

/** What a cell shows of a term. */
function partOfTerm(
  term: Term,
  shown: ShownTerm,
  part: TermMeasure["part"],
  { shows }: PublishedCell,
): Found {
  if (shows.kind === "reference") return alone(term.role);
  if (shows.kind === "stars") return alone(shown.p === null ? "" : starsOf(shown.p, shows.levels));
  if (part === "estimate") return { ...shown, computed: shown.estimate };
  return alone(part === "stars" ? null : shown[part]);
}

/** Numbers are judged as figures are; asterisks and references are the same or not. */
function judged(cell: PublishedCell, found: Found, use: Use): CellResult {
  const nothing = { cell, use, computed: null, se: null, low: null, high: null };
  if ("reason" in found) return { ...nothing, status: "not computable", reason: found.reason };
  const { computed, se, low, high } = found;
  if (computed === null) return { ...nothing, status: "not computable", reason: noNumber };
  return {
    cell,
    use,
    computed,
    se,
    low,
    high,
    status: statusOf(cell.shows, { computed, se, low, high }),
    reason: null,
  };
}

function statusOf(
  shows: PublishedCell["shows"],
  { computed, se, low, high }: Exclude<Found, NotComputable>,
): FigureStatus {
  if (shows.kind === "number")
    return judgeFigure(shows.published, { computed: computed as number, se, low, high, n: 0 });
  const wanted = shows.kind === "stars" ? shows.stars : "reference";
  return computed === wanted ? "reproduced" : "differs";
}
