/**
 * A family of generalised linear models with its canonical link, as functions of one observation
 * (McCullagh and Nelder 1989, chapter 2).
 */
export interface Family {
  /** The name of exp(coefficient). */
  readonly ratio: "odds ratio" | "incidence-rate ratio";
  /** A mean inside the parameter space from which the iterations start. */
  readonly start: (y: number) => number;
  readonly link: (mean: number) => number;
  readonly inverseLink: (predictor: number) => number;
  /** The variance function; with a canonical link it is also the derivative of the inverse link. */
  readonly variance: (mean: number) => number;
  readonly deviance: (y: number, mean: number) => number;
  /** The means that no finite coefficient reaches: a level whose outcome always has one of them cannot be fitted. */
  readonly boundary: readonly number[];
}

const yLog = (y: number, mean: number) => (y === 0 ? 0 : y * Math.log(y / mean));

export const families = {
  logistic: {
    ratio: "odds ratio",
    start: (y) => (y + 0.5) / 2,
    link: (mean) => Math.log(mean / (1 - mean)),
    inverseLink: (predictor) => 1 / (1 + Math.exp(-predictor)),
    variance: (mean) => mean * (1 - mean),
    deviance: (y, mean) => 2 * (yLog(y, mean) + yLog(1 - y, 1 - mean)),
    boundary: [0, 1],
  },
  poisson: {
    ratio: "incidence-rate ratio",
    start: (y) => y + 0.1,
    link: Math.log,
    inverseLink: Math.exp,
    variance: (mean) => mean,
    deviance: (y, mean) => 2 * (yLog(y, mean) - (y - mean)),
    boundary: [0],
  },
} satisfies Record<string, Family>;

export type FamilyName = keyof typeof families;
