import erfc from "@stdlib/math-base-special-erfc";
import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";

/** A link function of a generalised linear model (McCullagh and Nelder 1989, sections 2.2.4 and 4.3). */
export interface Link {
  /** The linear predictor of a mean. */
  readonly link: (mean: number) => number;
  /** The mean of a linear predictor. */
  readonly mean: (predictor: number) => number;
  /** One minus the mean, exact where the mean is nearly one. */
  readonly rest: (predictor: number) => number;
  /** The mean's first derivative. */
  readonly slope: (predictor: number) => number;
  /** Its second derivative. */
  readonly curvature: (predictor: number) => number;
}

const expit = (x: number) => 1 / (1 + Math.exp(-x));
const density = (x: number) => Math.exp(-(x * x) / 2) / Math.sqrt(2 * Math.PI);
const logisticSlope = (x: number) => {
  const tail = Math.exp(-Math.abs(x));
  return tail / (1 + tail) ** 2;
};
/** The derivative of 1 − exp(−exp(x)). */
const gompertzSlope = (x: number) => Math.exp(x - Math.exp(x));

export const links = {
  logit: {
    link: (mean) => Math.log(mean / (1 - mean)),
    mean: expit,
    rest: (x) => expit(-x),
    slope: logisticSlope,
    curvature: (x) => logisticSlope(x) * Math.tanh(-x / 2),
  },
  probit: {
    link: (mean) => normalQuantile(mean, 0, 1),
    mean: (x) => erfc(-x / Math.SQRT2) / 2,
    rest: (x) => erfc(x / Math.SQRT2) / 2,
    slope: density,
    curvature: (x) => -x * density(x),
  },
  cloglog: {
    link: (mean) => Math.log(-Math.log1p(-mean)),
    mean: (x) => -Math.expm1(-Math.exp(x)),
    rest: (x) => Math.exp(-Math.exp(x)),
    slope: gompertzSlope,
    curvature: (x) => gompertzSlope(x) * -Math.expm1(x),
  },
  log: { link: Math.log, mean: Math.exp, rest: (x) => -Math.expm1(x), slope: Math.exp, curvature: Math.exp },
  identity: { link: (mean) => mean, mean: (x) => x, rest: (x) => 1 - x, slope: () => 1, curvature: () => 0 },
} satisfies Record<string, Link>;

export type LinkName = keyof typeof links;
export const linkNames = Object.keys(links) as LinkName[];
