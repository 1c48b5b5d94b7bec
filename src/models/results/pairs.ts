import type { FittedModel } from "../fit/model.ts";
import { type Adjustment, adjustments } from "./adjustments.ts";
import { factorOf } from "./factors.ts";
import { marginDifferences } from "./margins.ts";
import { type Predicted, unpredicted } from "./predictions.ts";
import { compareLevels } from "./terms.ts";

/**
 * Two levels of a factor compared: on the scale of the link, or by their predictive margins. There is no estimate where
 * aliased columns leave the difference undetermined.
 */
export interface LevelContrast extends Predicted {
  readonly variable: string;
  readonly level: string;
  readonly versus: string;
  readonly scale: "coefficient" | "margin";
  /** The p-value adjusted for the number of pairs, where that is asked for. */
  readonly adjusted: number | null;
}

/**
 * All pairs of a factor's levels. A factor without interactions is compared on the scale of the link too; with them its
 * levels differ otherwise at each level of the other variable, and the margins average over those.
 */
export function pairwiseContrasts(
  model: FittedModel,
  variable: string,
  adjust?: Adjustment,
): LevelContrast[] {
  const { factor } = factorOf(model, variable);
  const { formula, readsOf } = model.frame;
  const terms = formula.terms.filter((term) => term.some((atom) => readsOf[atom]!.includes(variable)));
  const isAlone =
    terms.length === 1 && terms[0]!.length === 1 && model.frame.factors[terms[0]![0]!] === factor;
  const pairs = factor.declared.flatMap((versus, at) =>
    factor.declared.slice(at + 1).map((level) => ({ level, versus })),
  );
  const compare = {
    coefficient: (level: string, versus: string) =>
      compareLevels(model, formula.atoms[terms[0]![0]!]!.label, [level], [versus]),
    margin: marginDifferences(model, variable),
  };
  return (isAlone ? (["coefficient", "margin"] as const) : (["margin"] as const)).flatMap((scale) => {
    const compared = pairs.map(({ level, versus }) => ({
      ...unpredicted,
      ...compare[scale](level, versus),
    }));
    const adjusted = adjust ? adjustments[adjust](compared.map(({ p }) => p)) : undefined;
    return pairs.map((pair, at) => ({
      variable,
      ...pair,
      scale,
      ...compared[at]!,
      adjusted: adjusted?.[at] ?? null,
    }));
  });
}
