import * as z from "zod";
import type { Recipe } from "../sources/datasets/derive.ts";
import type { DerivedVariable } from "../sources/datasets/description.ts";
import { parseExpression, variablesIn } from "../sources/expressions/expression.ts";
import { InputError } from "../text/errors.ts";
import { ownError, ownIssue } from "../text/issues.ts";
import type { Label } from "../text/language.ts";
import { descending, noWave, oneRecipe, wrongLevelCount } from "../text/messages/schemas.ts";
import { fileId, label, labelOf, line, name, named, text } from "./schemas.ts";

const codedLevel = z
  .strictObject({ code: text.optional(), name, fr: line.optional(), en: line })
  .transform((level) => ({ code: level.code ?? level.name, name: level.name, label: labelOf(level) }));

const derivedLevel = z
  .strictObject({ name, fr: line.optional(), en: line })
  .transform((level) => ({ name: level.name, label: labelOf(level) }));

const columnName = z.union([named, z.record(named, named)]);

/** What people should know of a variable besides its label. */
const explained = { definition: label.optional(), comparability: label.optional() };

/** A variable as a dataset.yaml declares it. */
export const variable = z.strictObject({
  name,
  fr: line,
  en: line,
  waves: z.array(text).optional(),
  /** The column's name, when it is not the variable's; one for all waves or one for each. */
  column: columnName.optional(),
  levels: z.array(codedLevel).min(2).optional(),
  missing: z.strictObject({ codes: z.array(text).min(1), fr: line, en: line }).optional(),
  ...explained,
});

const probabilities = z
  .array(z.number().gt(0).lt(1))
  .min(1)
  .refine((at) => at.every((p, k) => k === 0 || p > at[k - 1]!), ownError(descending));

const derivedFields = {
  cut: z.strictObject({ of: name, breaks: z.array(z.number()).min(1) }).optional(),
  recode: z.strictObject({ of: name, groups: z.array(z.array(name)).min(1) }).optional(),
  count: z.strictObject({ of: z.array(name).min(1), level: name }).optional(),
  any: z.strictObject({ of: z.array(name).min(1), level: name }).optional(),
  /** The sum of the points of the inputs' levels; a level without points makes it missing. */
  score: z.strictObject({ of: z.array(name).min(1), points: z.record(name, z.number()) }).optional(),
  pattern: z.strictObject({ of: z.array(name).min(1), answers: z.array(z.array(name)).min(1) }).optional(),
  /** Classes of a variable of a context table between its quantiles. */
  quantiles: z.strictObject({ of: name, at: probabilities }).optional(),
  /** An expression over the variables declared before. */
  compute: z
    .string()
    .transform((text, context) => {
      try {
        const expression = parseExpression(text, {});
        return { of: variablesIn(expression), expression, inputs: new Map() };
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        context.addIssue(ownIssue(error.told));
        return z.NEVER;
      }
    })
    .optional(),
};

/** A derived variable as a dataset.yaml declares it. */
export const derived = z
  .strictObject({
    name,
    fr: line,
    en: line,
    levels: z.array(derivedLevel).min(2).optional(),
    ...explained,
    ...derivedFields,
  })
  .transform((entry, context): DerivedVariable<Recipe> => {
    const recipes = (Object.keys(derivedFields) as Recipe["kind"][]).flatMap((kind) =>
      entry[kind] ? [{ kind, ...entry[kind] } as Recipe] : [],
    );
    const [recipe] = recipes;
    const fault =
      recipes.length !== 1
        ? oneRecipe(Object.keys(derivedFields))
        : levelsFault(recipe!, entry.levels?.length);
    if (!recipe || fault) {
      if (fault) context.addIssue(ownIssue(fault));
      return z.NEVER;
    }
    const { name, fr, en, levels, definition, comparability } = entry;
    return { name, label: { fr, en }, levels, definition, comparability, recipe };
  });

/** How many levels a recipe makes; 0 for a number. */
const levelCounts: { readonly [K in Recipe["kind"]]: (recipe: Extract<Recipe, { kind: K }>) => number } = {
  cut: ({ breaks }) => breaks.length + 1,
  recode: ({ groups }) => groups.length,
  count: () => 0,
  any: () => 2,
  score: () => 0,
  pattern: ({ answers }) => answers.length,
  quantiles: ({ at }) => at.length + 1,
  compute: () => 0,
};

function levelsFault(recipe: Recipe, declared = 0): Label | undefined {
  const needed = levelCounts[recipe.kind](recipe as never);
  if (recipe.kind === "compute" && declared === 2) return undefined;
  return needed === declared ? undefined : wrongLevelCount(recipe.kind, needed, declared);
}

const wave = z.strictObject({
  file: z.string().optional(),
  sheet: text.optional(),
  weight: named,
  strata: z.array(named).default([]),
  cluster: named.optional(),
  fpc: named.optional(),
  /** The variables on whose margins the weights were calibrated. */
  calibrated: z.array(name).min(1).optional(),
  link: text.optional(),
});

/** A table of units that respondents belong to; its key's column in the waves has the same name unless `column` is given. */
const contextTable = z.strictObject({
  fr: line.optional(),
  en: line.optional(),
  file: z.string().optional(),
  sheet: text.optional(),
  key: named.optional(),
  weight: named.optional(),
  waves: z.array(text).optional(),
  column: columnName.optional(),
  variables: z.array(z.looseObject({ name })).default([]),
  derived: z.array(z.looseObject({ name })).default([]),
});

export type ContextFile = z.output<typeof contextTable>;

/** What people should know of the survey; `fr` and `en` texts without a full stop, but for whole sentences. */
const survey = z.strictObject({
  field: label.optional(),
  producers: label.optional(),
  sampling: label.optional(),
  weighting: label.optional(),
  comparisons: label.optional(),
  transitions: label.optional(),
  waves: z
    .record(
      named,
      z.strictObject({
        dates: label.optional(),
        mode: label.optional(),
        respondents: label.optional(),
        field: label.optional(),
      }),
    )
    .default({}),
});

/** A dataset.yaml before `extends` is followed; variables are checked once it has been. */
export const datasetFile = z.strictObject({
  id: fileId.optional(),
  /** An embedded dataset whose declarations hold unless this file says otherwise. */
  extends: name.optional(),
  kind: z.enum(["synthetic", "microdata"]).optional(),
  title: label.optional(),
  notes: z.strictObject({ fr: z.string(), en: z.string() }).optional(),
  survey: survey.optional(),
  file: z.string().optional(),
  key: named.optional(),
  waves: z
    .record(named, wave)
    .refine((waves) => Object.keys(waves).length > 0, ownError(noWave))
    .optional(),
  context: z.record(name, contextTable).default({}),
  /** What all studies of the dataset share: the units of their figures, and the reference levels of their models. */
  units: z.record(z.string(), label).default({}),
  references: z.record(name, name).default({}),
  variables: z.array(z.looseObject({ name })).default([]),
  derived: z.array(z.looseObject({ name })).default([]),
  /** Variables and context tables of the extended dataset that these data do not have. */
  absent: z.array(name).default([]),
});

export type DatasetFile = z.output<typeof datasetFile>;
