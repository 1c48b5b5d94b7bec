import { type RowRecipe, recipeInputs } from "../sources/datasets/derive.ts";
import type { DatasetDescription } from "../sources/datasets/description.ts";
import { compileExpression } from "../sources/expressions/evaluate.ts";
import { Faults, InputError, type Place } from "../text/errors.ts";
import {
  computesNumber,
  linksForward,
  quantilesOfNumber,
  sameVariableName,
  unknownLevel,
  unknownName,
  usesLater,
  wrongInput,
} from "../text/messages/studies.ts";

/** A part of a declaration that has entries with names. */
export type DeclaredPart = "variables" | "derived" | "waves";

/** The level names of each variable; undefined for a number. */
type Levels = ReadonlyMap<string, readonly string[] | undefined>;

/**
 * Throws all that is wrong: names that repeat, recipes that do not fit their inputs, waves that link to none before them, and
 * weights that are calibrated on what is no variable.
 */
export function checkDataset(
  { source, variables, context, derived, waves }: DatasetDescription,
  absent: readonly string[],
  placeOf: (part: DeclaredPart, name: string, field?: string) => Place,
): void {
  const faults = new Faults();
  const levels = new Map<string, readonly string[] | undefined>();
  const declare = (name: string, own: readonly { readonly name: string }[] | undefined) =>
    faults.in(() => {
      if (levels.has(name))
        throw new InputError(sameVariableName, { file: source, variable: name }, { value: name });
      levels.set(
        name,
        own?.map((level) => level.name),
      );
    });
  for (const { name, levels: own } of variables) declare(name, own);
  for (const table of context) {
    for (const { name, levels: own } of table.variables) declare(name, own);
    const numbers = table.variables.filter((variable) => !variable.levels).map(({ name }) => name);
    for (const { name, levels: own, recipe } of table.derived) {
      faults.in(() => {
        if (!numbers.includes(recipe.of) && !absent.includes(recipe.of))
          throw new InputError(
            quantilesOfNumber(table.name, recipe.of, numbers),
            { file: source, variable: name },
            { value: recipe.of },
          );
      });
      declare(name, own);
    }
  }
  for (const { name, levels: own, recipe } of derived) {
    const place = placeOf("derived", name);
    faults.in(() => checkRecipe(recipe, levels, absent, place));
    if (recipe.kind === "compute" && recipe.of.every((input) => levels.has(input)))
      faults.in(() => checkExpression(recipe, own !== undefined, place));
    declare(name, own);
  }
  waves.forEach(({ name, link, calibrated = [] }, at) => {
    const earlier = waves.slice(0, at).map((entry) => entry.name);
    faults.in(() => {
      if (link !== undefined && !earlier.includes(link))
        throw new InputError(linksForward(link, earlier), placeOf("waves", name, "link"), { value: link });
    });
    for (const variable of calibrated)
      faults.in(() => {
        if (!levels.has(variable) && !absent.includes(variable))
          throw new InputError(
            unknownName("variable", variable, [...levels.keys()]),
            placeOf("waves", name, "calibrated"),
            { value: variable },
          );
      });
  });
  faults.check();
}

function checkRecipe(recipe: RowRecipe, levels: Levels, absent: readonly string[], place: Place): void {
  for (const [at, input] of recipeInputs(recipe).entries()) {
    if (absent.includes(input)) continue;
    if (!levels.has(input))
      throw new InputError(usesLater(input, [...levels.keys()]), place, { value: input });
    if (recipe.kind === "compute") continue;
    const own = levels.get(input);
    if ((recipe.kind === "cut") !== (own === undefined))
      throw new InputError(
        wrongInput(recipe.kind, recipe.kind === "cut" ? "numeric" : "categorical"),
        place,
        { value: input },
      );
    for (const level of levelsOfInput(recipe, at))
      if (own && !own.includes(level))
        throw new InputError(unknownLevel(input, level, own), place, { value: level });
  }
}

/** Throws when an expression makes no sense of its variables, or makes numbers where levels are declared. */
function checkExpression(
  { expression, inputs }: Extract<RowRecipe, { kind: "compute" }>,
  hasLevels: boolean,
  place: Place,
): void {
  const { type } = compileExpression(expression, inputs, () => () => null, place);
  if (hasLevels && type === "number") throw new InputError(computesNumber, place);
}

/** The levels of one of its inputs that a recipe names. */
function levelsOfInput(recipe: Exclude<RowRecipe, { kind: "compute" }>, at: number): readonly string[] {
  if (recipe.kind === "cut") return [];
  if (recipe.kind === "recode") return recipe.groups.flat();
  if (recipe.kind === "score") return Object.keys(recipe.points);
  if (recipe.kind === "pattern") return recipe.answers.flatMap((answer) => answer[at] ?? []);
  return [recipe.level];
}
