import type { LinkName } from "./links.ts";

/**
 * A family of generalised linear models, as functions of one observation (McCullagh and Nelder 1989, chapter 2);
 * `rest` is one minus the mean, by which a mean near one keeps its digits, and `logRest` the logarithm of that.
 */
export interface Family {
  /** The links that it can have, the default first. */
  readonly links: readonly LinkName[];
  /** A mean inside the parameter space from which the iterations start. */
  readonly start: (y: number) => number;
  /** y minus the mean. */
  readonly gap: (y: number, mean: number, rest: number) => number;
  /** The size of the parts that cancel in it: its rounding errors are that many times those of one. */
  readonly gapSize: (y: number, mean: number, rest: number) => number;
  readonly variance: (mean: number, rest: number) => number;
  /** Twice the log likelihood of y itself minus that of the mean. */
  readonly deviance: (y: number, mean: number, logRest: number) => number;
  /** The means that no finite coefficient reaches: where all outcomes are one of them the model does not exist. */
  readonly boundary: readonly number[];
  /** Whether the variance is the variance function itself, or a multiple of it that is estimated. */
  readonly dispersion: "one" | "estimated";
  /** The outcomes that it can have. */
  readonly outcomes: { readonly low: number; readonly high: number };
}

const yLog = (y: number, mean: number) => (y === 0 ? 0 : y * Math.log(y / mean));

const logistic: Family = {
  links: ["logit", "probit", "cloglog"],
  start: (y) => (y + 0.5) / 2,
  gap: (y, mean, rest) => y * rest - (1 - y) * mean,
  gapSize: (y, mean, rest) => y * rest + (1 - y) * mean,
  variance: (mean, rest) => mean * rest,
  deviance: (y, mean, logRest) => 2 * (yLog(y, mean) + (y === 1 ? 0 : (1 - y) * (Math.log1p(-y) - logRest))),
  boundary: [0, 1],
  dispersion: "one",
  outcomes: { low: 0, high: 1 },
};

const poisson: Family = {
  links: ["log"],
  start: (y) => y + 0.1,
  gap: (y, mean) => y - mean,
  gapSize: (y, mean) => Math.abs(y) + Math.abs(mean),
  variance: (mean) => mean,
  deviance: (y, mean) => 2 * (yLog(y, mean) - (y - mean)),
  boundary: [0],
  dispersion: "one",
  outcomes: { low: 0, high: Number.POSITIVE_INFINITY },
};

const linear: Family = {
  links: ["identity"],
  start: (y) => y,
  gap: (y, mean) => y - mean,
  gapSize: (y, mean) => Math.abs(y) + Math.abs(mean),
  variance: () => 1,
  deviance: (y, mean) => (y - mean) ** 2,
  boundary: [],
  dispersion: "estimated",
  outcomes: { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY },
};

export const families = {
  logistic,
  poisson,
  linear,
  quasilogistic: { ...logistic, dispersion: "estimated" },
  quasipoisson: { ...poisson, dispersion: "estimated" },
} satisfies Record<string, Family>;

export type FamilyName = keyof typeof families;
export const familyNames = Object.keys(families) as FamilyName[];

/** What exp(coefficient) is, by link; with others it has no name. */
export const ratios: Partial<Record<LinkName, "odds ratio" | "incidence-rate ratio" | "hazard ratio">> = {
  logit: "odds ratio",
  log: "incidence-rate ratio",
  cloglog: "hazard ratio",
};
