import type { CrosstabResult } from "../../analyses/crosstab.ts";
import type { EstimateResult } from "../../analyses/estimate.ts";
import type { Design } from "../../survey/design.ts";
import { type Label, listed } from "../../text/language.ts";
import {
  cellRows,
  intervalMethods,
  noLogitAtEnds,
  proportionIntervals,
  studentIntervals,
} from "../../text/messages/tableNotes.ts";
import { errorsInPoints } from "../../text/messages/tables.ts";
import { intervalTitle } from "../tables/estimateColumns.ts";
import type { ShownBeside } from "../tables/wideColumns.ts";
import { discardedNotes, errorsOf } from "./designNotes.ts";

/** What a table shows beside its estimates. */
export interface ShownParts {
  readonly errors: boolean;
  readonly intervals: boolean;
  readonly n: boolean;
  /** Whether titles do not say that standard errors of percentages are in points. */
  readonly untitledPoints: boolean;
}

/** What a table with its groups across shows beside its estimates, or one with groups in lines, which shows all. */
export const shownParts = (wide: readonly ShownBeside[] | undefined): ShownParts => ({
  errors: wide?.includes("se") ?? true,
  intervals: wide?.includes("ci") ?? true,
  n: wide?.includes("n") ?? true,
  untitledPoints: wide !== undefined,
});

/** How the standard errors and intervals that a table of percentages and means shows were made, each told once. */
export function methodNotes(
  design: Design,
  levels: readonly CrosstabResult[],
  means: readonly EstimateResult[],
  { errors, intervals, n, untitledPoints }: ShownParts,
): Label[] {
  const [proportions] = levels;
  const [mean] = means;
  const mixed = proportions !== undefined && mean !== undefined;
  const spread = errors || intervals;
  const sentence = listed([
    spread ? errorsOf(design) : undefined,
    intervals && proportions
      ? proportionIntervals(
          intervalTitle(proportions.level),
          intervalMethods[proportions.interval],
          proportions.freedom === "design",
          mixed,
        )
      : undefined,
    intervals && mean ? studentIntervals(intervalTitle(mean.level), mixed) : undefined,
    n && proportions ? cellRows : undefined,
  ]);
  const absent = [...levels, ...means].map(({ absentReplicates }) => absentReplicates);
  return [
    ...(sentence ? [sentence] : []),
    ...(intervals && levels.some(({ interval, extreme }) => interval === "logit" && extreme)
      ? [noLogitAtEnds]
      : []),
    ...(errors && proportions && untitledPoints ? [errorsInPoints] : []),
    ...(spread ? discardedNotes(Math.max(...absent)) : []),
  ];
}
