/**
 * Where numbers of the program count as equal, as zero or as settled, and why there. Double precision has 16 digits, 2e-16;
 * all are relative to what is said beside them.
 */

/** Standard errors that are the rounding of zero, relative to their estimate. */
export const errorNoise = {
  /** Of sums over cells, which lose two or three digits. */
  sums: 1e-13,
  /** Of an estimate that cancels what it was centred by. */
  cancelled: 1e-15,
  /** Of replicate weights, of which a file holds 12 digits or so. */
  replicates: 1e-11,
  /** Of coefficients, whose influences are squared one by one. */
  coefficients: 2e-14,
  /** Of a sandwich, relative to the sum of what cancels in it. */
  sandwich: 1e-13,
  /** A quadratic form of parts that cancel, relative to the sum of their sizes. */
  quadraticForm: 1e-14,
};

/** The share of a coefficient's standard error that its rounding errors may have before the coefficient is refused. */
export const lostShare = 0.01;

/** Pivots of a Cholesky factorisation below which a matrix is singular, relative to its diagonal. */
export const leastPivots = {
  correlations: 1e-12,
  /** Of the information on an orthonormal basis, which is near to the identity. */
  information: 1e-14,
  /** Of calibration equations, after dependent columns are left out. */
  calibration: 1e-13,
};

/** Shares of a column that are left when it depends on those before it. */
export const dependence = {
  /** Of a model's columns: the tolerance of R's glm. */
  modelColumns: 1e-11,
  auxiliaries: 1e-11,
  /** Of replicate weights in a domain, which a file rounds. */
  replicates: 1e-9,
  /** Weights of both signs whose sum is this little beside their sizes have no mean to centre on. */
  weights: 1e-6,
  /** The total of a ratio's denominator is the rounding of zero, relative to the sizes of its parts. */
  denominator: 1e-15,
};

/** When the iterations of a model have settled. */
export const settled = {
  /** Steps of this size relative to the coefficients are rounding errors. */
  step: 1e-15,
  /** Steps below this may be. */
  smallStep: 1e-8,
  /** Predictors that still move by more have not settled, however little their rows weigh; relative to the largest. */
  predictors: 1e-6,
  /** Deviances that differ by less, relative to the first one, are the same. */
  deviance: 1e-13,
};

/** When a step of iterations that do not settle separates the outcomes. */
export const separated = {
  /** A predictor that a step moves by less may stand still. */
  still: 1e-3,
  /** Products that are smaller are rounding errors, relative to the lengths of a row and a direction. */
  products: 1e-9,
  /** Squares of singular values that are zero, relative to the largest. */
  singular: 1e-14,
  /** A term whose part of the separating predictor is smaller has none. */
  part: 1e-3,
};

/** When calibration equations are met, and margins agree. */
export const calibrated = {
  /** Misfits below this are met; iterations go on while they still get smaller. */
  met: 1e-11,
  /** Objectives that differ by less, relative to the sum of their parts, are the same. */
  objective: 1e-14,
  /** Margins that differ by less agree: those of files have seven digits or more. */
  agreement: 1e-7,
  /** The same relative to the whole that a margin is a part of. */
  partOfWhole: 1e-9,
  /** A margin this little out of reach is within it. */
  reach: 1e-9,
  /** Weighted totals further than this from a margin are not calibrated on it: other programs stop at six digits. */
  unmet: 1e-5,
  /** Weights beyond a bound by less are at the bound. */
  bound: 1e-13,
};

/** A stratum of which this fraction is in the sample is wholly in it: sizes may be estimates. */
export const fullySampled = 1 - 1e-7;

/** Where two numbers are a tie. */
export const ties = {
  /** Shares of a cumulated distribution: 0.5 is reached by half of the rows, whatever their sums round to. */
  shares: 1e-12,
  /** Cook's distances. */
  distances: 1e-9,
  /** Roundings may go either way, and 83.5 need not be exact in binary; absolute. */
  roundings: 1e-9,
};
