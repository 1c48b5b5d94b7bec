import type { Observations } from "../formula/observations.ts";
import type { Family } from "./families.ts";
import type { Link } from "./links.ts";

/** What a fit is made from: orthonormal covariates, the outcomes of the patterns and the offset. */
export interface Problem {
  /** `basis[column][pattern]`, orthonormal in the observations' weights. */
  readonly basis: readonly Float64Array[];
  readonly observations: Observations;
  readonly offset: Float64Array;
  readonly family: Family;
  readonly link: Link;
}
