import type { Withheld } from "../disclosure/share.ts";
import type { FittedModel } from "../models/fit/model.ts";
import type { Estimand } from "../study/figures.ts";
import type { ModelDescription } from "../study/study.ts";

/** What of a study's results is not told, so that no reader can tell of a few respondents. */
export interface DisclosureControl {
  readonly least: number;
  /** Distinct estimands withheld: of fewer respondents than the least, and others that protect them. */
  readonly small: number;
  readonly protecting: number;
  readonly withheldOf: (estimand: Estimand) => Withheld;
  readonly hidesModel: (description: ModelDescription, model: FittedModel) => boolean;
}
