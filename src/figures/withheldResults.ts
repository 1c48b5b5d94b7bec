import type { FittedModel } from "../models/fit/model.ts";
import type { Refusal } from "../models/fit/refusals.ts";
import type { Estimand } from "../study/figures.ts";
import type { ModelDescription } from "../study/study.ts";
import { withheldResult } from "../text/messages/disclosure.ts";
import type { Compare } from "./compare.ts";
import type { Compute, Computed } from "./compute.ts";
import type { DisclosureControl } from "./disclosureControl.ts";
import type { NotComputable } from "./estimandCells.ts";

const withheld: NotComputable = { reason: withheldResult };

/** Computes nothing of what is withheld. */
export function computingTold(compute: Compute, control: DisclosureControl | undefined): Compute {
  if (!control) return compute;
  return (estimand) => {
    const own = control.withheldOf(estimand);
    return own === undefined || own === "error" ? compute(estimand) : withheld;
  };
}

/** Computes nothing of what has to be without its standard error either. */
export function exactlyTold(compute: Compute, control: DisclosureControl | undefined): Compute {
  return control
    ? (estimand) => (control.withheldOf(estimand) === "error" ? withheld : compute(estimand))
    : compute;
}

/** Compares nothing of which a side is withheld, or has to be without its standard error. */
export function comparingTold(compare: Compare, control: DisclosureControl | undefined): Compare {
  if (!control) return compare;
  return (first, second, factor) =>
    [first, second].some((own) => control.withheldOf(own) !== undefined)
      ? withheld
      : compare(first, second, factor);
}

/** A model that tells of no few respondents, or the refusal to. */
export const modelTold = (
  description: ModelDescription,
  result: FittedModel | Refusal,
  control: DisclosureControl | undefined,
): FittedModel | Refusal =>
  control && !("refusal" in result) && control.hidesModel(description, result)
    ? { refusal: withheldResult }
    : result;

/** A result as it is told, after it was judged: without its standard error, where that has to be. */
export function toldResult(
  result: Computed | NotComputable,
  estimand: Estimand,
  control: DisclosureControl | undefined,
): Computed | NotComputable {
  return "computed" in result && control?.withheldOf(estimand) === "error"
    ? { ...result, se: null, low: null, high: null }
    : result;
}
