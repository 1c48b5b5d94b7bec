import { type Orthonormal, onColumns } from "../../numerics/orthonormal.ts";
import { separated } from "../../numerics/tolerances.ts";
import type { Label } from "../../text/language.ts";
import { separatedBy, separatedCell } from "../../text/messages/refusals.ts";
import type { ModelColumn } from "../formula/coding.ts";
import type { Frame } from "../formula/frame.ts";
import type { Observations } from "../formula/observations.ts";
import { type Outcome, valueName } from "../formula/outcome.ts";
import type { Separation } from "./separation.ts";

/**
 * Says which levels, or which terms together, separate the outcomes: the smallest combination of the levels of a term's
 * factors in which all outcomes are the same and every predictor recedes; or else the terms whose coefficients do.
 */
export function explainSeparation(
  frame: Frame,
  outcome: Outcome,
  { weights, means }: Observations,
  { direction, recedes }: Separation,
  columns: readonly ModelColumn[],
  orthonormal: Orthonormal,
): Label {
  for (const factors of factorsByOrder(frame)) {
    const cells = new Map<string, { levels: number[]; value: number; constant: boolean; weight: number }>();
    for (let pattern = 0; pattern < frame.count; pattern++) {
      if (weights[pattern] === 0) continue;
      const levels = factors.map((base) => frame.values[base]![pattern]!);
      const key = levels.join();
      const value = means[pattern]!;
      const cell = cells.get(key) ?? { levels, value, constant: true, weight: 0 };
      cell.constant &&= value === cell.value && recedes[pattern]!;
      cell.weight += weights[pattern]!;
      cells.set(key, cell);
    }
    const separated = [...cells.values()].filter(({ constant }) => constant);
    const [first] = separated.sort((a, b) => b.weight - a.weight);
    if (first)
      return separatedCell(
        outcome.label,
        valueName(outcome, first.value),
        factors.map((base, at) => {
          const { variable, levels } = frame.bases[base]!.factor!;
          return [variable, levels[first.levels[at]!]!];
        }),
      );
  }
  const coefficients = onColumns(orthonormal, direction);
  const parts = orthonormal.kept.flatMap((at, k) => {
    const size = Math.hypot(...orthonormal.triangle[k]!.slice(columns[0]!.term < 0 ? 1 : 0));
    return columns[at]!.term < 0
      ? []
      : [{ term: columns[at]!.variable, part: Math.abs(coefficients[k]!) * size }];
  });
  const most = Math.max(...parts.map(({ part }) => part));
  return separatedBy([
    ...new Set(parts.filter(({ part }) => part > separated.part * most).map(({ term }) => term)),
  ]);
}

/** The factors of each term, as bases of the frame, single ones first. */
function factorsByOrder({ formula, factors, bases }: Frame): number[][] {
  const sets = formula.terms.map((term) =>
    term.flatMap((atom) =>
      factors[atom] ? [bases.findIndex(({ factor }) => factor === factors[atom])] : [],
    ),
  );
  const distinct = new Map(sets.filter((set) => set.length > 0).map((set) => [set.join(), set]));
  const single = [...new Set(sets.flat())].map((base): [string, number[]] => [String(base), [base]]);
  return [...new Map([...single, ...distinct]).values()].sort((a, b) => a.length - b.length);
}
