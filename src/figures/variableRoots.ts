import { recipeInputs } from "../sources/datasets/derive.ts";
import { type DatasetDescription, linkedName } from "../sources/datasets/description.ts";

/** The variables that one is derived from in the end, itself where it is not derived; of an earlier wave those of that wave. */
export function rootsOf(dataset: Pick<DatasetDescription, "derived" | "waves">, name: string): string[] {
  const { derived, waves } = dataset;
  const recipe = derived.find((own) => own.name === name)?.recipe;
  if (recipe) {
    const inputs = recipeInputs(recipe).flatMap((input) => rootsOf(dataset, input));
    return [...new Set(inputs)];
  }
  const endings = waves.flatMap(({ link }) => (link === undefined ? [] : linkedName("", link)));
  const ending = endings.find((own) => name.endsWith(own));
  if (ending === undefined) return [name];
  return rootsOf(dataset, name.slice(0, -ending.length)).map((root) => root + ending);
}
