/** The least and the greatest ratio of a calibrated weight to the weight before. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/**
 * The calibration function F of a distance: the ratio of the weights is F(x·λ). `integral` is a primitive of F, whose
 * weighted sum is convex in λ.
 */
export interface CalibrationFunction {
  readonly ratio: (u: number) => number;
  readonly slope: (u: number) => number;
  readonly integral: (u: number) => number;
}

interface Distance {
  readonly bounded: boolean;
  /** The ratios that the distance allows without bounds of the user's. */
  readonly range: Bounds;
  readonly functionIn: (bounds: Bounds) => CalibrationFunction;
}

/** The distances of Deville and Särndal (1992, section 2): their cases 1, 2, 6 and 7. */
export const distances = {
  /** χ²: the generalised regression estimator; ratios may be negative. */
  linear: {
    bounded: false,
    range: { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY },
    functionIn: () => ({ ratio: (u) => 1 + u, slope: () => 1, integral: (u) => u + (u * u) / 2 }),
  },

  /** Kullback and Leibler's: raking ratios, which are positive. */
  raking: {
    bounded: false,
    range: { low: 0, high: Number.POSITIVE_INFINITY },
    functionIn: () => ({ ratio: Math.exp, slope: Math.exp, integral: Math.exp }),
  },

  /** Ratios between the bounds, which they approach as a logistic curve does. */
  logit: {
    bounded: true,
    range: { low: 0, high: Number.POSITIVE_INFINITY },
    functionIn: ({ low, high }) => {
      const steepness = (high - low) / ((1 - low) * (high - 1));
      const [below, above] = [1 - low, high - 1];
      // The share of the way from low to high, and what is left of it.
      const share = (u: number) => below / (below + above * Math.exp(-steepness * u));
      const rest = (u: number) => above / (above + below * Math.exp(steepness * u));
      return {
        ratio: (u) => low + (high - low) * share(u),
        slope: (u) => (high - low) * steepness * share(u) * rest(u),
        integral: (u) => {
          const grown = steepness * u;
          const log =
            grown > 0
              ? grown + Math.log(below + above * Math.exp(-grown))
              : Math.log(above + below * Math.exp(grown));
          return low * u + ((high - low) / steepness) * log;
        },
      };
    },
  },

  /** χ² with ratios cut off at the bounds. */
  truncated: {
    bounded: true,
    range: { low: 0, high: Number.POSITIVE_INFINITY },
    functionIn: ({ low, high }) => {
      const parabola = (u: number) => u + (u * u) / 2;
      return {
        ratio: (u) => Math.min(Math.max(1 + u, low), high),
        slope: (u) => Number(1 + u > low && 1 + u < high),
        integral: (u) => {
          const kept = Math.min(Math.max(u, low - 1), high - 1);
          return parabola(kept) + (u - kept) * (1 + kept);
        },
      };
    },
  },
} satisfies Record<string, Distance>;

export type CalibrationMethod = keyof typeof distances;
export const calibrationMethods = Object.keys(distances) as CalibrationMethod[];

export const distanceOf = (method: CalibrationMethod): Distance => distances[method];
