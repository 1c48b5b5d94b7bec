import { derive, recipeInputs } from "../sources/datasets/derive.ts";
import {
  type DatasetDescription,
  linkedName,
  type WaveDescription,
} from "../sources/datasets/description.ts";
import { codebookOf } from "../sources/datasets/wave.ts";
import { type Codebook, levelNames, type Value, type Variable } from "../sources/tables/codebook.ts";
import { mostCells } from "./tooManyCells.ts";

/** A variable of a wave with the answers that are told apart; of a derived variable those that its inputs can give. */
export interface Answers {
  /** Its name among all waves. */
  readonly key: string;
  readonly wave: string;
  /** The variable that was asked, and in which wave: an earlier one of a linked variable. */
  readonly asked: { readonly variable: string; readonly wave: string };
  readonly values: readonly Value[];
  readonly inputs: readonly Answers[];
  /** For each cell of the inputs, the last input's answers running first, the number of the value. */
  readonly output: Int32Array;
}

type Named = Pick<Answers, "key" | "wave" | "asked">;

/** Why a variable has no finite answers: it is a number without classes, or too many answers make it. */
export type Unanswered = "number" | "cells";

/** Levels that variables may have alone, by their names. */
export type Restrictions = ReadonlyMap<string, readonly string[]>;

/** A wave's variables, and the answers that they may have. */
export interface WaveAnswers {
  readonly codebook: Codebook;
  answersTo(variable: string): Answers | Unanswered;
}

/**
 * The answers of a wave by the declaration of its dataset, as far as `restrictions` leave them. The variables whose keys are in
 * `mayLack` may be without an answer; others lack one only where their inputs make it missing.
 */
export function waveAnswers(
  description: DatasetDescription,
  waveName: string,
  restrictions: Restrictions,
  mayLack: ReadonlySet<string> = new Set(),
): WaveAnswers {
  const found = new Map<string, Answers | Unanswered>();
  const codebooks = new Map(description.waves.map((own) => [own, codebookOf(description, own)]));
  const answersOf = (named: Named, values: readonly Value[]): Answers => ({
    ...named,
    values: mayLack.has(named.key) ? [...values, null] : values,
    inputs: [],
    output: new Int32Array(0),
  });
  const find = (name: string, wave: WaveDescription, suffix = "", isCut = false): Answers | Unanswered => {
    const key = `${waveName}:${name}${suffix}`;
    const named: Named = { key, wave: waveName, asked: { variable: name, wave: wave.name } };
    const known = found.get(key);
    if (known) return known;
    const variable = codebooks.get(wave)!.get(name)!;
    const derived = description.derived.find((entry) => entry.name === name);
    const earlier = description.waves.find((other) => other.name === wave.link);
    const ending = earlier && linkedName("", earlier.name);
    if (isRead(name, wave, description)) {
      if (variable.type === "numeric")
        return isCut
          ? answersOf(
              named,
              classesOf(name, description).map(({ value }) => value),
            )
          : "number";
      const allowed = restrictions.get(name);
      return answersOf(
        named,
        allowed ? levelNames(variable).filter((own) => allowed.includes(own)) : levelNames(variable),
      );
    }
    if (!derived && ending !== undefined && name.endsWith(ending))
      return find(name.slice(0, -ending.length), earlier!, ending + suffix);
    const { recipe } = derived!;
    const inputs = recipeInputs(recipe).map((input) => find(input, wave, suffix, recipe.kind === "cut"));
    const lacking = inputs.find((input): input is Unanswered => typeof input === "string");
    const own =
      lacking ??
      derivedAnswers(named, inputs as Answers[], (given) => derive(recipe, given, levelsOf(variable)));
    found.set(key, own);
    return own;
  };
  const wave = description.waves.find(({ name }) => name === waveName)!;
  return { codebook: codebooks.get(wave)!, answersTo: (variable) => find(variable, wave) };
}

/** Whether a variable is read from the files of a wave. */
const isRead = (name: string, wave: WaveDescription, { variables, context }: DatasetDescription): boolean =>
  variables.some((variable) => variable.name === name && variable.columns.has(wave.name)) ||
  context.some(
    (table) =>
      table.columns.has(wave.name) &&
      [...table.variables, ...table.derived].some((variable) => variable.name === name),
  );

/** A class of a number: it counts by one value, from which the class goes on to an end that is not in it. */
export interface NumberClass {
  readonly value: number;
  /** Undefined of the first class, which has no beginning, and of the last, which has no end. */
  readonly from: number | undefined;
  readonly to: number | undefined;
}

/** The classes that the cuts of a number make; none where it is not cut. */
export function classesOf(name: string, { derived }: DatasetDescription): NumberClass[] {
  const breaks = derived.flatMap(({ recipe }) =>
    recipe.kind === "cut" && recipe.of === name ? recipe.breaks : [],
  );
  const sorted = [...new Set(breaks)].sort((a, b) => a - b);
  if (sorted.length === 0) return [];
  return [sorted[0]! - 1, ...sorted].map((value, at) => ({
    value,
    from: sorted[at - 1],
    to: sorted[at],
  }));
}

const levelsOf = (variable: Variable) => (variable.type === "categorical" ? levelNames(variable) : []);

function derivedAnswers(
  named: Named,
  inputs: readonly Answers[],
  valueFrom: (given: readonly Value[]) => Value,
): Answers | Unanswered {
  if (inputs.reduce((product, own) => product * own.values.length, 1) > mostCells) return "cells";
  const codes = new Map<Value, number>();
  const output = productOf(inputs).map((given) => {
    const value = valueFrom(given);
    if (!codes.has(value)) codes.set(value, codes.size);
    return codes.get(value)!;
  });
  return { ...named, values: [...codes.keys()], inputs, output: Int32Array.from(output) };
}

/** Each choice of one answer to each variable, the last variable's running first. */
export const productOf = (of: readonly Answers[]): (readonly Value[])[] =>
  of.reduce<(readonly Value[])[]>(
    (all, { values }) => all.flatMap((one) => values.map((value) => [...one, value])),
    [[]],
  );

/** A variable with all that it is made from, what is derived before its inputs. */
export const withInputs = (own: Answers): Answers[] => [own, ...own.inputs.flatMap(withInputs)];
