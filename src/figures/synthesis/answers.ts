import { levelNames, type Value } from "../../sources/codebook.ts";
import { derive, recipeInputs } from "../../sources/derive.ts";
import { type DatasetDescription, linkedName, type WaveDescription } from "../../sources/description.ts";
import { codebookOf } from "../../sources/wave.ts";

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
      completed[name] = derive(recipe, inputs.map((input) => completed[input] ?? null), levels);
    return completed;
  };
}

/** Adds the completed answers of an earlier wave under their linked names. */
export function linkAnswers(completed: Answers, earlier: Answers | undefined, wave: string): Answers {
  if (!earlier) return completed;
  const linked = { ...completed };
  for (const [name, value] of Object.entries(earlier)) linked[linkedName(name, wave)] = value;
  return linked;
}
