import type { Codebook, Column, Value } from "./codebook.ts";
import { compileExpression } from "./evaluate.ts";
import type { Expression } from "./expression.ts";

/** How a derived variable follows from others. */
export type Recipe =
  | { readonly kind: "cut"; readonly of: string; readonly breaks: readonly number[] }
  | { readonly kind: "recode"; readonly of: string; readonly groups: readonly (readonly string[])[] }
  | { readonly kind: "count"; readonly of: readonly string[]; readonly level: string }
  | { readonly kind: "any"; readonly of: readonly string[]; readonly level: string }
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

type Kind = Recipe["kind"];
type Of<K extends Kind> = Extract<Recipe, { kind: K }>;
type Evaluate<K extends Kind> = (recipe: Of<K>, inputs: readonly Value[], levels: readonly string[]) => Value;

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

  /** First level when an input has the level, missing answers notwithstanding; second when all are known and none has. */
  any: ({ level }, inputs, [yes, no]) => (inputs.includes(level) ? yes! : anyMissing(inputs) ? null : no!),

  /** The level whose answers are those of the inputs, in order. */
  pattern: ({ answers }, inputs, levels) =>
    anyMissing(inputs)
      ? null
      : (levels[answers.findIndex((answer) => answer.every((level, at) => level === inputs[at]))] ?? null),

  /** The value of an expression; a condition gives the first level or the second, or 1 or 0 where none are declared. */
  compute: (recipe, inputs, levels) => {
    const value = compiled(recipe)(inputs);
    if (typeof value !== "boolean") return value;
    return levels.length > 0 ? levels[value ? 0 : 1]! : Number(value);
  },
};

type Compute = (inputs: readonly Value[]) => number | boolean | null;

const computations = new WeakMap<Of<"compute">, Compute>();

function compiled(recipe: Of<"compute">): Compute {
  const known = computations.get(recipe);
  if (known) return known;
  let answers: readonly Value[] = [];
  const { evaluate } = compileExpression(
    recipe.expression,
    recipe.inputs,
    (name) => () => answers[recipe.of.indexOf(name)] ?? null,
    {},
  );
  const compute: Compute = (inputs) => {
    answers = inputs;
    return evaluate(0);
  };
  computations.set(recipe, compute);
  return compute;
}

export function recipeInputs(recipe: Recipe): readonly string[] {
  return typeof recipe.of === "string" ? [recipe.of] : recipe.of;
}

/** The derived variable's value for one row, from the values of its inputs in the order of `recipeInputs`. */
export function derive(recipe: Recipe, inputs: readonly Value[], levels: readonly string[]): Value {
  return (evaluators[recipe.kind] as Evaluate<Kind>)(recipe as never, inputs, levels);
}

/** The derived variable's column, from the columns of its inputs. */
export function deriveColumn(recipe: Recipe, inputs: readonly Column[], levels: readonly string[]): Value[] {
  const answers: Value[] = inputs.map(() => null);
  return inputs[0]!.map((_, row) => {
    for (let at = 0; at < inputs.length; at++) answers[at] = inputs[at]![row]!;
    return derive(recipe, answers, levels);
  });
}
