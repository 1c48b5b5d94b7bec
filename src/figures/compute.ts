import { askedMissing, variablesOfDomain } from "../study/domain.ts";
import type { Estimand } from "../study/figures.ts";
import { estimateOrReason, exists } from "../survey/noEstimate.ts";
import { zeroDenominator } from "../text/messages/noEstimates.ts";
import type { Compare } from "./compare.ts";
import {
  answeredIn,
  anyCell,
  cellsOf,
  type Estimated,
  methods,
  type NotComputable,
  parameterIn,
  remembering,
  type VariableCells,
} from "./estimandCells.ts";
import { sampleFor, type WaveSamples } from "./waveSamples.ts";

/** A figure computed from rows, in the unit of the publication: percentages from 0 to 100. */
export interface Computed {
  readonly computed: number;
  readonly se: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number;
}

/** The values of a figure, all null where it was not computed. */
export function valuesOf(result: Computed | NotComputable | null): { [K in keyof Computed]: number | null } {
  return result && "computed" in result
    ? result
    : { computed: null, se: null, low: null, high: null, n: null };
}

/** Computes estimands. */
export type Compute = (estimand: Estimand) => Computed | NotComputable;

/**
 * Computes the estimands of a study: estimate, standard error and 95 % interval (logit for percentages, else Wald). Those that
 * share wave and variables share their cells, so that the rows are gone through once for each set of variables; and an
 * estimand that a publication prints several times is computed once.
 */
export function computing(samples: WaveSamples, compare: Compare): Compute {
  const cells = remembering(cellsOf);
  const results = remembering((estimand: Estimand): Computed | NotComputable => {
    const { statistic, wave, since, variable, domain } = estimand;
    if (since !== undefined) return changeOf(estimand, since, compare);
    const sample = sampleFor(samples, wave, variable === undefined ? [] : [variable], domain);
    if ("lack" in sample) return { reason: sample.lack };
    const numeric = statistic === "mean" ? variable : undefined;
    const grouping = variable === undefined || numeric !== undefined ? [] : [variable];
    const names = [...new Set([...grouping, ...variablesOfDomain(domain)])].sort();
    const asked = askedMissing(domain);
    const key = JSON.stringify([wave, names, numeric, asked]);
    return fromCells(estimand, cells(key, sample, names, numeric, asked));
  });
  return (estimand) => results(JSON.stringify(estimand), estimand);
}

/** 100·(N/N₀ − 1) of two estimated sizes, with the interval of their ratio; n counts the rows of both waves. */
function changeOf(estimand: Estimand, since: string, compare: Compare): Computed | NotComputable {
  const ofWave = (wave: string): Estimand => ({ ...estimand, statistic: "count", wave, since: undefined });
  const found = compare(ofWave(estimand.wave), ofWave(since));
  if ("reason" in found) return found;
  if (found.ratio === undefined) return { reason: zeroDenominator };
  const { estimate, se, low, high } = found.ratio;
  const change = (ratio: number | null) => (ratio === null ? null : 100 * (ratio - 1));
  return {
    computed: 100 * (estimate - 1),
    se: se === null ? null : 100 * se,
    low: change(low),
    high: change(high),
    n: found.n,
  };
}

function fromCells(estimand: Estimand, found: VariableCells): Computed | NotComputable {
  const { statistic } = estimand;
  if (statistic === "respondents") {
    const { domain } = answeredIn(estimand, found, anyCell);
    const n = domain.reduce((sum, cell) => sum + found.cells.rows[cell]!, 0);
    return { computed: n, se: null, low: null, high: null, n };
  }
  const { scale, interval } = methods[statistic as Estimated];
  const result = estimateOrReason(found.cells, parameterIn(estimand, found));
  if (!exists(result)) return { reason: result.reason };
  const { low, high } = interval(result, 0.95);
  return {
    computed: scale * result.estimate,
    se: scale * result.se,
    low: low === null ? null : scale * low,
    high: high === null ? null : scale * high,
    n: result.n,
  };
}
