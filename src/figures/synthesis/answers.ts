import { derive, recipeInputs } from "../../sources/datasets/derive.ts";
import {
  type DatasetDescription,
  linkedName,
  type WaveDescription,
} from "../../sources/datasets/description.ts";
import { codebookOf } from "../../sources/datasets/wave.ts";
import { levelNames, type Value } from "../../sources/tables/codebook.ts";

/** The answers of one respondent in one wave, by variable. */
export type Answers = Record<string, Value>;

/** Completes a respondent's answers by the derived variables of the wave. */
export type Complete = (answers: Answers) => Answers;

/** The completion of a wave's answers; its recipes are looked up once. */
export function completion(description: DatasetDescription, wave: WaveDescription): Complete {
  const codebook = codebookOf(description, wave);
  const steps = description.derived
    .filter(({ name }) => codebook.has(name))
    .map(({ name, recipe }) => {
      const variable = codebook.get(name)!;
      const levels = variable.type === "categorical" ? levelNames(variable) : [];
      return { name, recipe, inputs: recipeInputs(recipe), levels };
    });
  return (answers) => {
    const completed = { ...answers };
    for (const { name, recipe, inputs, levels } of steps)
      completed[name] = derive(
        recipe,
        inputs.map((input) => completed[input] ?? null),
        levels,
      );
    return completed;
  };
}

/** For each linked name in a wave, the variable of the earlier wave that it stands for. */
export function linkedVariables(
  description: DatasetDescription,
  wave: WaveDescription,
): ReadonlyMap<string, string> {
  const earlier = description.waves.find(({ name }) => name === wave.link);
  const variables = earlier ? [...codebookOf(description, earlier).keys()] : [];
  return new Map(variables.map((variable) => [linkedName(variable, earlier!.name), variable]));
}
