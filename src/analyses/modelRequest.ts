import type { CovarianceName } from "../models/fit/covariances.ts";
import { type FamilyName, families } from "../models/fit/families.ts";
import type { LinkName } from "../models/fit/links.ts";
import type { ModelFreedom } from "../models/fit/model.ts";
import { type Formula, parseFormula, parseOutcome } from "../models/formula/formula.ts";
import type { Adjustment } from "../models/results/adjustments.ts";
import { InputError } from "../text/errors.ts";
import {
  noOutcome,
  noSuchLink,
  nothingToAdjust,
  twoDistributions,
  twoOutcomes,
} from "../text/messages/modelRequests.ts";
import { checkFreedom, checkShare } from "./requestChecks.ts";

/** A regression, or one for each of several outcomes, and what is wanted of it besides the coefficients. */
export interface ModelRequest {
  /** In R's notation, such as "score ~ age + sex * region"; without a left side where the outcomes are named apart. */
  readonly formula: string;
  /** Of a formula such as "~ age": variables, or conditions such as "score >= 3", with a model for each. */
  readonly outcomes?: readonly string[] | undefined;
  readonly family: FamilyName;
  /** The family's first link by default. */
  readonly link?: LinkName | undefined;
  /** That of the sampling design by default. */
  readonly covariance?: CovarianceName | undefined;
  /** Reference levels by variable; of an outcome the level that counts as 0. */
  readonly references?: ReadonlyMap<string, string> | undefined;
  /** Whether tests and intervals take the normal distribution in place of Student's t. */
  readonly normal?: boolean | undefined;
  /** Degrees of freedom of the rows used or of the design, or a number; `svyglm`'s by default. */
  readonly freedom?: ModelFreedom | undefined;
  /** Of the confidence intervals; 0.95 by default. */
  readonly level?: number | undefined;
  /** Variables whose predictive margins and average marginal effects are wanted. */
  readonly margins?: readonly string[] | undefined;
  /** Factors whose levels are compared with one another. */
  readonly contrasts?: readonly string[] | undefined;
  /** How the p-values of contrasts are adjusted for their number. */
  readonly adjust?: Adjustment | undefined;
}

const place = { field: "formula" };

/**
 * The formula of a request, or one for each of its outcomes. Throws for what cannot be read, for a link that the family does
 * not have, and for an adjustment of nothing.
 */
export function formulasOf(request: ModelRequest): Formula[] {
  const { formula: text, outcomes, family, link, contrasts = [], adjust, normal, freedom } = request;
  const links: readonly LinkName[] = families[family].links;
  if (link !== undefined && !links.includes(link))
    throw new InputError(noSuchLink(family, links), { field: "--link" }, { value: link });
  if (adjust !== undefined && contrasts.length === 0)
    throw new InputError(nothingToAdjust, { field: "--adjust" });
  checkShare("level", request.level);
  checkFreedom(freedom);
  if (normal && freedom !== undefined) throw new InputError(twoDistributions, { field: "--df" });
  const formula = parseFormula(text, place);
  if (outcomes === undefined && !formula.outcome) throw new InputError(noOutcome, place, { value: text });
  if (outcomes === undefined) return [formula];
  if (formula.outcome) throw new InputError(twoOutcomes, place, { value: text });
  return outcomes.map((outcome) => ({ ...formula, outcome: parseOutcome(outcome, { field: "--outcome" }) }));
}
