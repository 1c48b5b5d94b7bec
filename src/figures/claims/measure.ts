import { recipeInputs } from "../../sources/datasets/derive.ts";
import type { DatasetDescription } from "../../sources/datasets/description.ts";
import { askedMissing, type Domain, levelsInDomain } from "../../study/domain.ts";
import type { Estimand } from "../../study/figures.ts";

type Levels = ReadonlySet<string>;

/**
 * What is measured, in the variables that others are recoded from, so that two ways of writing it are one: of a wave, or of
 * any where it names none.
 */
export interface Measure {
  readonly waves: readonly string[];
  readonly statistic: Estimand["statistic"];
  readonly variable: string;
  readonly levels: Levels;
  readonly base: ReadonlyMap<string, Levels>;
}

/** In what two measures may differ: the wave, the variable, its levels, or the people. */
export const attributes = ["year", "variable", "level", "base"] as const;
export type Attribute = (typeof attributes)[number];

/** The measures of estimands by the declaration of their dataset. */
export function measuring(declaration: DatasetDescription) {
  const derived = new Map(declaration.derived.map(({ name, recipe }) => [name, recipe]));
  const declared = [
    ...declaration.variables,
    ...declaration.context.flatMap((table) => [...table.variables, ...table.derived]),
    ...declaration.derived,
  ];
  const levelsOf = new Map(
    declared.map(({ name, levels = [] }) => [name, levels.map((level) => level.name)]),
  );

  /** Levels of a recoded variable are groups of levels of the one that it is recoded from. */
  const unfolded = (variable: string, levels: Levels): { variable: string; levels: Levels } => {
    const recipe = derived.get(variable);
    if (recipe?.kind !== "recode") return { variable, levels };
    const groups = recipe.groups.filter((_, at) => levels.has(levelsOf.get(variable)![at]!));
    return unfolded(recipe.of, new Set(groups.flat()));
  };

  const baseOf = (domain: Domain): Map<string, Levels> => {
    const base = new Map<string, Levels>();
    for (const clause of levelsInDomain(domain)) {
      const { variable, levels } = unfolded(clause.variable, new Set(clause.levels));
      const before = base.get(variable);
      base.set(variable, before ? intersection(before, levels) : levels);
    }
    for (const variable of askedMissing(domain)) base.set(`missing(${variable})`, new Set());
    return base;
  };

  /** The variables of the file that a variable follows from. */
  const roots = (variable: string): string[] => {
    const recipe = derived.get(variable);
    return recipe ? recipeInputs(recipe).flatMap(roots) : [variable];
  };

  return {
    measureOf({
      statistic,
      variable = "",
      levels,
      domain,
      waves,
    }: Omit<Estimand, "wave"> & { readonly waves: readonly string[] }): Measure {
      return { ...unfolded(variable, new Set(levels)), waves, statistic, base: baseOf(domain) };
    },
    /** The measure of all others: of those who are not at its levels. Undefined of what is no percentage. */
    complementOf(measure: Measure): Measure | undefined {
      const all = levelsOf.get(measure.variable);
      if (measure.statistic !== "percent" || !all) return undefined;
      return { ...measure, levels: new Set(all.filter((level) => !measure.levels.has(level))) };
    },
    /** Whether a variable follows from the other, or both from the same question. */
    akin: (one: string, other: string) => roots(one).some((root) => roots(other).includes(root)),
  };
}

export type Measuring = ReturnType<typeof measuring>;

const intersection = (one: Levels, other: Levels): Levels =>
  new Set([...one].filter((level) => other.has(level)));

const sameLevels = (one: Levels, other: Levels) =>
  one.size === other.size && [...one].every((level) => other.has(level));

const sameBase = (one: Measure["base"], other: Measure["base"]) =>
  isWithin(one, other) && isWithin(other, one);

/** Whether all of one base belong to the other. */
const isWithin = (part: Measure["base"], whole: Measure["base"]) =>
  [...whole].every(([variable, levels]) => {
    const own = part.get(variable);
    return own !== undefined && [...own].every((level) => levels.has(level));
  });

/** Whether two bases are parts of one another, or classes of the same variables. */
export const isNear = (one: Measure["base"], other: Measure["base"]) =>
  isWithin(one, other) ||
  isWithin(other, one) ||
  (one.size === other.size && [...one.keys()].every((variable) => other.has(variable)));

/**
 * In what a measure differs from a claimed one: no year where none is claimed, and no level of another variable, which has
 * its own.
 */
export function differences(claimed: Measure, other: Measure): Attribute[] {
  const differs: Readonly<Record<Attribute, boolean>> = {
    year: claimed.waves.length > 0 && !other.waves.some((wave) => claimed.waves.includes(wave)),
    variable: claimed.variable !== other.variable,
    level: claimed.variable === other.variable && !sameLevels(claimed.levels, other.levels),
    base: !sameBase(claimed.base, other.base),
  };
  return attributes.filter((attribute) => differs[attribute]);
}
