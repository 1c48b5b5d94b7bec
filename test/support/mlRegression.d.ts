/** The parts of ml-regression that tests use; the package has no types of its own. */
declare module "ml-regression" {
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
