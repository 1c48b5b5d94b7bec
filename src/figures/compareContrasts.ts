import { lineariseContrasts, type ModelContrast } from "../models/results/contrasts.ts";
import { isEstimable, levelContrast } from "../models/results/terms.ts";
import type { Contrast } from "../study/operands.ts";
import { levelsAbsent } from "../text/messages/figures.ts";
import { type Compared, pairOf } from "./compare.ts";
import type { NotComputable } from "./estimandCells.ts";
import type { ModelResult } from "./models.ts";

/**
 * Compares two contrasts of models of one wave, on the scale of their link. Student's t has the degrees of freedom of the
 * model that has fewer.
 */
export function compareContrasts(
  [first, second]: readonly [Contrast, Contrast],
  factor: number,
  models: readonly ModelResult[],
): Compared | NotComputable {
  const [one, other] = [first, second].map((contrast) => contrastIn(contrast, models));
  if ("reason" in one!) return one;
  if ("reason" in other!) return other;
  const { cells, parts } = lineariseContrasts([one!, other!]);
  const freedom = 1 + Math.min(one!.model.df, other!.model.df);
  return pairOf(cells, [parts[0]!, parts[1]!], factor, { freedom });
}

function contrastIn(
  { model: id, variable, level, versus }: Contrast,
  models: readonly ModelResult[],
): ModelContrast | NotComputable {
  const { result } = models.find(({ description }) => description.id === id)!;
  if ("refusal" in result) return { reason: result.refusal };
  const weights = levelContrast(result, variable, level, versus);
  return weights && isEstimable(result, weights) ? { model: result, weights } : { reason: levelsAbsent };
}
