import { distributionOf, quantileOf } from "../../numerics/weightedQuantile.ts";
import { InputError, type Place } from "../../text/errors.ts";
import { declaredUndefined, scoreOverflows } from "../../text/messages/expressions.ts";
import { type CompiledExpression, compileExpression, refuseUndefined } from "../expressions/evaluate.ts";
import type { Expression } from "../expressions/expression.ts";
import { type Codebook, levelNames, type Value, type Variable } from "../tables/codebook.ts";
import { type CodeArray, codeArray } from "../tables/factor.ts";
import { computedColumn, type TypedColumn } from "../tables/typedColumn.ts";

/** How a derived variable follows from others, row by row. */
export type RowRecipe =
  | { readonly kind: "cut"; readonly of: string; readonly breaks: readonly number[] }
  | { readonly kind: "recode"; readonly of: string; readonly groups: readonly (readonly string[])[] }
  | { readonly kind: "count"; readonly of: readonly string[]; readonly level: string }
  | { readonly kind: "any"; readonly of: readonly string[]; readonly level: string }
  | {
      readonly kind: "score";
      readonly of: readonly string[];
      readonly points: Readonly<Record<string, number>>;
    }
  | {
      readonly kind: "pattern";
      readonly of: readonly string[];
      readonly answers: readonly (readonly string[])[];
    }
  | {
      readonly kind: "compute";
      readonly of: readonly string[];
      readonly expression: Expression;
      /** The variables that the expression names. */
      readonly inputs: Codebook;
    };

/** Classes between weighted quantiles: they follow from all rows of a table, and not from one. */
export interface QuantileRecipe {
  readonly kind: "quantiles";
  readonly of: string;
  readonly at: readonly number[];
}

export type Recipe = RowRecipe | QuantileRecipe;

type Kind = RowRecipe["kind"];
type Of<K extends Kind> = Extract<RowRecipe, { kind: K }>;
type Evaluate<K extends Kind> = (
  recipe: Of<K>,
  inputs: readonly Value[],
  levels: readonly string[],
  placeAt: PlaceAt,
) => Value;

/** Where the row is whose variable is derived. */
type PlaceAt = (column?: string) => Place;
const nowhere: PlaceAt = () => ({});

const anyMissing = (inputs: readonly Value[]) => inputs.includes(null);

/** One entry per kind. Levels are in the declared order; a missing input makes the result missing unless said. */
const evaluators: { readonly [K in Kind]: Evaluate<K> } = {
  /** Classes closed on the left: with breaks [40, 50], 40 falls into the second class. */
  cut: ({ breaks }, [input = null], levels) =>
    input === null ? null : levels[breaks.filter((at) => Number(input) >= at).length]!,

  /** The level whose group holds the input's level; a level in no group becomes missing. */
  recode: ({ groups }, [input = null], levels) =>
    input === null ? null : (levels[groups.findIndex((group) => group.includes(String(input)))] ?? null),

  /** How many of the inputs have the level. */
  count: ({ level }, inputs) =>
    anyMissing(inputs) ? null : inputs.filter((input) => input === level).length,

  /** The sum of the points of the inputs' levels; missing when one of them has a level without points. */
  score: ({ of, points }, inputs, _, placeAt) => {
    let sum = 0;
    for (const input of inputs) {
      const own = input === null || !Object.hasOwn(points, input) ? undefined : points[input];
      if (own === undefined) return null;
      sum += own;
    }
    if (!Number.isFinite(sum)) throw new InputError(scoreOverflows, placeAt(of[0]), { value: inputs });
    return sum;
  },

  /** First level when an input has the level, missing answers notwithstanding; second when all are known and none has. */
  any: ({ level }, inputs, [yes, no]) => (inputs.includes(level) ? yes! : anyMissing(inputs) ? null : no!),

  /** The level whose answers are those of the inputs, in order. */
  pattern: ({ answers }, inputs, levels) =>
    anyMissing(inputs)
      ? null
      : (levels[answers.findIndex((answer) => answer.every((level, at) => level === inputs[at]))] ?? null),

  /** The value of an expression; a condition gives the first level or the second, or 1 or 0 where none are declared. */
  compute: (recipe, inputs, levels, placeAt) => {
    const value = computed(recipe, inputs, placeAt);
    if (typeof value !== "boolean") return value;
    return levels.length > 0 ? levels[value ? 0 : 1]! : Number(value);
  },
};

/** An expression over answers that are given anew for each row. */
interface Computation {
  readonly expression: CompiledExpression;
  answers: readonly Value[];
}

const computations = new WeakMap<Of<"compute">, Computation>();

/** The value of an expression; throws where it does not exist, such as the logarithm of zero. */
function computed(
  recipe: Of<"compute">,
  inputs: readonly Value[],
  placeAt: PlaceAt,
): number | boolean | null {
  const computation = computations.get(recipe) ?? computationOf(recipe);
  computation.answers = inputs;
  const value = computation.expression.evaluate(0);
  if (value === undefined) throw refuseUndefined(computation.expression, 0, placeAt, declaredUndefined);
  return value;
}

function computationOf(recipe: Of<"compute">): Computation {
  const { expression, inputs, of } = recipe;
  const readerOf = (name: string) => () => computation.answers[of.indexOf(name)] ?? null;
  const computation: Computation = {
    expression: compileExpression(expression, inputs, readerOf, {}),
    answers: [],
  };
  computations.set(recipe, computation);
  return computation;
}

export function recipeInputs(recipe: Recipe): readonly string[] {
  return typeof recipe.of === "string" ? [recipe.of] : recipe.of;
}

/** The derived variable's value for one row, from the values of its inputs in the order of `recipeInputs`. */
export function derive(
  recipe: RowRecipe,
  inputs: readonly Value[],
  levels: readonly string[],
  placeAt = nowhere,
): Value {
  return (evaluators[recipe.kind] as Evaluate<Kind>)(recipe as never, inputs, levels, placeAt);
}

/** The derived variable's column, from the columns of its inputs. */
export function deriveColumn(
  recipe: RowRecipe,
  inputs: readonly TypedColumn[],
  variable: Variable,
  placeAt: (row: number, column?: string) => Place,
): TypedColumn {
  const levels = variable.type === "categorical" ? levelNames(variable) : [];
  const answers: Value[] = inputs.map(() => null);
  return computedColumn(variable, inputs[0]!.length, (row) => {
    for (let at = 0; at < inputs.length; at++) answers[at] = inputs[at]!.at(row);
    return derive(recipe, answers, levels, (column) => placeAt(row, column));
  });
}

/**
 * The number of each value's class between weighted quantiles, from 0 on and closed on the right; −1 for NaN. The first class
 * holds the values up to the first quantile, so that its rows hold that share of the weights, or the least above it that
 * whole rows give.
 */
export function quantileClasses(
  { at }: QuantileRecipe,
  values: Float64Array,
  weights: Float64Array,
): CodeArray {
  const answered = Array.from(values.keys()).filter((row) => !Number.isNaN(values[row]!));
  const distribution = distributionOf(values, weights, answered);
  const breaks = at.map((probability) => quantileOf(distribution, probability));
  const classes = codeArray(at.length + 1, values.length).fill(-1);
  for (const row of answered) classes[row] = breaks.filter((bound) => values[row]! > bound).length;
  return classes;
}
