import { derive, type RowRecipe, recipeInputs } from "../sources/datasets/derive.ts";
import { type DatasetDescription, linkedName, type WaveDescription } from "../sources/datasets/description.ts";
import { codebookOf } from "../sources/datasets/wave.ts";
import { type Codebook, levelNames, type Value, type Variable } from "../sources/tables/codebook.ts";

/** What the respondents of a wave were asked, or what is known of them, and each answer that is told apart. */
export interface Question {
  /** Its name among all waves. */
  readonly key: string;
  readonly values: readonly Value[];
}

/** A variable of a wave: a question, or what follows from the answers to some. */
export type Source =
  | Question
  | { readonly recipe: RowRecipe; readonly levels: readonly string[]; readonly inputs: readonly Source[] };

/** Levels that questions may have alone, by the names of the variables. */
export type Restrictions = ReadonlyMap<string, readonly string[]>;

/** A wave's variables, and what they are made from. */
export interface WaveQuestions {
  readonly codebook: Codebook;
  /** Undefined for what depends on a number that is not divided into classes. */
  sourceOf(variable: string): Source | undefined;
}

/** The questions of a wave by the declaration of its dataset, with the answers that `restrictions` leave. */
export function waveQuestions(
  description: DatasetDescription,
  waveName: string,
  restrictions: Restrictions,
): WaveQuestions {
  const wave = description.waves.find(({ name }) => name === waveName)!;
  const sources = new Map<string, Source | undefined>();
  const sourceOf = (variable: string) => {
    if (!sources.has(variable)) sources.set(variable, findSource(variable, wave));
    return sources.get(variable);
  };
  const findSource = (name: string, own: WaveDescription, suffix = ""): Source | undefined => {
    const codebook = codebookOf(description, own);
    const derived = description.derived.find((entry) => entry.name === name);
    if (derived && !isAsked(name, own, description)) {
      const { recipe } = derived;
      const inputs = recipeInputs(recipe).map((input) => findInput(input, recipe, own, suffix));
      if (inputs.some((input) => input === undefined)) return undefined;
      return { recipe, levels: levelsOf(codebook.get(name)!), inputs: inputs as Source[] };
    }
    const earlier = description.waves.find((other) => other.name === own.link);
    const ending = earlier && linkedName("", earlier.name);
    if (ending !== undefined && name.endsWith(ending) && !isAsked(name, own, description))
      return findSource(name.slice(0, -ending.length), earlier!, ending + suffix);
    const variable = codebook.get(name)!;
    if (variable.type === "numeric") return undefined;
    const allowed = restrictions.get(name);
    const values = levelNames(variable).filter((level) => allowed?.includes(level) ?? true);
    return { key: `${waveName}:${name}${suffix}`, values };
  };
  /** A number serves where it is cut, by one value in each class that any cut makes. */
  const findInput = (name: string, recipe: RowRecipe, own: WaveDescription, suffix: string) => {
    const variable = codebookOf(description, own).get(name);
    if (recipe.kind !== "cut" || variable?.type !== "numeric" || !isAsked(name, own, description))
      return findSource(name, own, suffix);
    const breaks = description.derived.flatMap((other) =>
      other.recipe.kind === "cut" && other.recipe.of === name ? other.recipe.breaks : [],
    );
    const sorted = [...new Set(breaks)].sort((a, b) => a - b);
    return { key: `${waveName}:${name}${suffix}`, values: [sorted[0]! - 1, ...sorted] };
  };
  return { codebook: codebookOf(description, wave), sourceOf };
}

/** Whether a variable is read from the files of a wave. */
const isAsked = (name: string, wave: WaveDescription, { variables, context }: DatasetDescription): boolean =>
  variables.some((variable) => variable.name === name && variable.columns.has(wave.name)) ||
  context.some(
    (table) =>
      table.columns.has(wave.name) &&
      [...table.variables, ...table.derived].some((variable) => variable.name === name),
  );

const levelsOf = (variable: Variable) => (variable.type === "categorical" ? levelNames(variable) : []);

/** The questions that a variable is made from, each once. */
export function questionsIn(source: Source): Question[] {
  if ("key" in source) return [source];
  const all = source.inputs.flatMap(questionsIn);
  return all.filter(({ key }, at) => all.findIndex((other) => other.key === key) === at);
}

/** The value of a variable by the answers to its questions. */
export function valueOf(source: Source, answerTo: (key: string) => Value): Value {
  if ("key" in source) return answerTo(source.key);
  return derive(
    source.recipe,
    source.inputs.map((input) => valueOf(input, answerTo)),
    source.levels,
  );
}
