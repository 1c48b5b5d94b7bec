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
  /** The logarithm of one minus the mean. */
  readonly logRest: (predictor: number) => number;
  /**
   * The slope over the variance function of the link's family, which makes a score of a residual: 1 where the link is
   * canonical. Written out, because slope and variance both vanish far out.
   */
  readonly factor: (predictor: number) => number;
  /** Its derivative. */
  readonly factorSlope: (predictor: number) => number;
}

const expit = (x: number) => 1 / (1 + Math.exp(-x));
const density = (x: number) => Math.exp(-(x * x) / 2) / Math.sqrt(2 * Math.PI);
const logisticSlope = (x: number) => {
  const tail = Math.exp(-Math.abs(x));
  return tail / (1 + tail) ** 2;
};
const canonical = { factor: () => 1, factorSlope: () => 0 };
const normalTail = (x: number) => erfc(x / Math.SQRT2) / 2;
/** φ/(Φ·(1 − Φ)), which nears |x| far out. */
const probitFactor = (x: number) => {
  const tails = normalTail(x) * normalTail(-x);
  return tails === 0 ? Math.abs(x) : density(x) / tails;
};
/** exp(x)/(1 − exp(−exp(x))). */
const gompertzFactor = (x: number) => Math.exp(x) / -Math.expm1(-Math.exp(x));
/** The derivative of 1 − exp(−exp(x)). */
const gompertzSlope = (x: number) => Math.exp(x - Math.exp(x));

export const links = {
  logit: {
    link: (mean) => Math.log(mean / (1 - mean)),
    mean: expit,
    rest: (x) => expit(-x),
    slope: logisticSlope,
    curvature: (x) => logisticSlope(x) * Math.tanh(-x / 2),
    logRest: (x) => -Math.log1p(Math.exp(-Math.abs(x))) - Math.max(x, 0),
    ...canonical,
  },
  probit: {
    link: (mean) => normalQuantile(mean, 0, 1),
    mean: (x) => normalTail(-x),
    rest: normalTail,
    slope: density,
    curvature: (x) => -x * density(x),
    logRest: (x) => Math.log(normalTail(x)),
    factor: probitFactor,
    factorSlope: (x) => {
      const [below, above] = [normalTail(-x), normalTail(x)];
      if (below === 0 || above === 0) return Math.sign(x);
      return probitFactor(x) * (density(x) / above - density(x) / below - x);
    },
  },
  cloglog: {
    link: (mean) => Math.log(-Math.log1p(-mean)),
    mean: (x) => -Math.expm1(-Math.exp(x)),
    rest: (x) => Math.exp(-Math.exp(x)),
    slope: gompertzSlope,
    curvature: (x) => gompertzSlope(x) * -Math.expm1(x),
    logRest: (x) => -Math.exp(x),
    factor: gompertzFactor,
    factorSlope: (x) => gompertzFactor(x) * (1 - gompertzFactor(x) * Math.exp(-Math.exp(x))),
  },
  log: {
    link: Math.log,
    mean: Math.exp,
    rest: (x) => -Math.expm1(x),
    slope: Math.exp,
    curvature: Math.exp,
    logRest: (x) => Math.log(-Math.expm1(x)),
    ...canonical,
  },
  identity: {
    link: (mean) => mean,
    mean: (x) => x,
    rest: (x) => 1 - x,
    slope: () => 1,
    curvature: () => 0,
    logRest: (x) => Math.log(1 - x),
    ...canonical,
  },
} satisfies Record<string, Link>;

export type LinkName = keyof typeof links;
