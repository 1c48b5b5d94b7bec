/** The parts of ml-regression that are used; the package has no types of its own. */
declare module "ml-regression" {
  /** The line of the median slope, and of the median intercept (Theil 1950, Sen 1968). */
  export class TheilSenRegression {
    constructor(x: readonly number[], y: readonly number[]);
    readonly slope: number;
    readonly intercept: number;
  }
  export class SimpleLinearRegression {
    constructor(x: readonly number[], y: readonly number[]);
    readonly slope: number;
    readonly intercept: number;
  }
  export class PolynomialRegression {
    constructor(x: readonly number[], y: readonly number[], degree: number);
    /** In ascending order of the power. */
    readonly coefficients: readonly number[];
  }
  export class MultivariateLinearRegression {
    constructor(x: readonly (readonly number[])[], y: readonly (readonly number[])[]);
    /** A row for each column, and one for the intercept. */
    readonly weights: readonly (readonly number[])[];
  }
}
