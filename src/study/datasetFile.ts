import * as z from "zod";
import type { Recipe } from "../sources/datasets/derive.ts";
import type { DerivedVariable } from "../sources/datasets/description.ts";
import { parseExpression, variablesIn } from "../sources/expressions/expression.ts";
import { decimalMarks } from "../sources/files/decimalMark.ts";
import { encodings } from "../sources/files/encodings.ts";
import { isRange } from "../sources/layout/askedRange.ts";
import { InputError } from "../text/errors.ts";
import { ownError, ownIssue } from "../text/issues.ts";
import type { Label } from "../text/language.ts";
import {
  columnUnchosen,
  descending,
  missingAnswer,
  namelessLevel,
  notCells,
  noWave,
  oneRecipe,
  weightUntold,
  wrongLevelCount,
} from "../text/messages/schemas.ts";
import {
  eitherLabel,
  fileId,
  filled,
  inBoth,
  type Labelled,
  labelOf,
  line,
  name,
  named,
  text,
} from "./schemas.ts";

/** A label in one language or both, under `label`, or as `fr` and `en`. */
const labelled = { label: eitherLabel.optional(), fr: line.optional(), en: line.optional() };

/** A level that is told by its name alone, which is its code and its label too. */
const orName = <Level extends z.ZodType>(level: Level) =>
  z.preprocess(
    (given) => (typeof given === "string" || typeof given === "number" ? { name: String(given) } : given),
    level,
  );

/** One for all waves, or one for each. */
const byWave = <Of extends z.ZodType>(one: Of) => z.union([one, z.record(named, one)]);

/** A level of a file: its name, the code that stands for it in the cells, or both. */
const codedLevel = orName(
  z
    .strictObject({ code: byWave(text).optional(), name: name.optional(), ...labelled })
    .transform((level, context) => {
      const told = level.name ?? level.code;
      if (typeof told !== "string") {
        context.addIssue(ownIssue(namelessLevel));
        return z.NEVER;
      }
      return { code: level.code ?? told, name: told, label: labelOf({ ...level, name: told }) };
    }),
);

const derivedLevel = orName(
  z.strictObject({ name, ...labelled }).transform((level) => ({ name: level.name, label: labelOf(level) })),
);

/** What people should know of a variable besides its label. */
const explained = { definition: eitherLabel.optional(), comparability: eitherLabel.optional() };

/** Codes of missing answers, in all waves or by wave, alone or with what they mean. */
const missing = z.preprocess(
  (given) => (Array.isArray(given) ? { codes: given } : given),
  z
    .strictObject({ codes: byWave(z.array(text).min(1)), ...labelled })
    .transform(({ codes, label = missingAnswer, fr, en }) => ({
      codes,
      label: { fr: fr ?? en ?? label.fr, en: en ?? fr ?? label.en },
    })),
);

/** A variable as a dataset.yaml declares it. */
export const variable = z.strictObject({
  name,
  ...labelled,
  waves: z.array(text).optional(),
  /** The column's name, when it is not the variable's. */
  column: byWave(named).optional(),
  levels: z.array(codedLevel).min(1).optional(),
  missing: missing.optional(),
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

/** The kinds of recipes, as a derived variable names its own. */
export const recipeKinds = Object.keys(derivedFields) as Recipe["kind"][];

/** A derived variable as a dataset.yaml declares it. */
export const derived = z
  .strictObject({
    name,
    ...labelled,
    levels: z.array(derivedLevel).min(2).optional(),
    ...explained,
    ...derivedFields,
  })
  .transform((entry, context): DerivedVariable<Recipe> => {
    const recipes = recipeKinds.flatMap((kind) => (entry[kind] ? [{ kind, ...entry[kind] } as Recipe] : []));
    const [recipe] = recipes;
    const fault = recipes.length !== 1 ? oneRecipe(recipeKinds) : levelsFault(recipe!, entry.levels?.length);
    if (!recipe || fault) {
      if (fault) context.addIssue(ownIssue(fault));
      return z.NEVER;
    }
    const { name, levels, definition, comparability } = entry;
    return { name, label: variableLabel(entry), levels, definition, comparability, recipe };
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

/** The label of a variable, which a text in one language says in both. */
export const variableLabel = (variable: Labelled): Label =>
  labelOf({ ...variable, fr: variable.fr ?? variable.label?.fr ?? variable.en });

/** What stands where a column is yet to be chosen. */
export const unchosen = "?";

const column = named.refine((given) => given !== unchosen, ownError(columnUnchosen));

/** The column of the weights, or 1 where each row counts as one. */
const weight = z
  .custom<string | 1>((given) => given === 1 || typeof given === "string", ownError(weightUntold))
  .refine((given) => given !== unchosen, ownError(columnUnchosen))
  .transform((given) => (given === 1 ? undefined : given.normalize("NFC")));

const wave = z.strictObject({
  file: z.string().optional(),
  sheet: text.optional(),
  /** The cells of the table in its sheet, header included, where it does not begin in the first row. */
  range: filled.refine(isRange, ownError(notCells)).optional(),
  /** The rows of a sheet, or the lines of a text, before the header. */
  skip: z.int().min(0).optional(),
  /** How many rows name the columns. */
  header: z.int().min(0).max(20).optional(),
  encoding: z.enum(encodings).optional(),
  decimal: z.enum(decimalMarks).optional(),
  /** The column that tells respondents apart, where it is not that of the other waves. */
  key: column.optional(),
  weight,
  /** Which rows are the wave's, where not all are: those that have a weight. */
  rows: z.literal("weighted").optional(),
  strata: z.array(column).default([]),
  cluster: column.optional(),
  fpc: named.optional(),
  /** The variables on whose margins the weights were calibrated. */
  calibrated: z.array(name).min(1).optional(),
  link: text.optional(),
});

/** A variable before `extends` is followed. What it says of its label replaces that of the one that it restates. */
const entry = z.looseObject({ name }).transform(({ label: told, ...others }) => {
  const label = eitherLabel.safeParse(told);
  if (label.success) return { ...label.data, ...others };
  return told === undefined ? others : { label: told, ...others };
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
  column: byWave(named).optional(),
  variables: z.array(entry).default([]),
  derived: z.array(entry).default([]),
});

export type ContextFile = z.output<typeof contextTable>;

/** What people should know of the survey; `fr` and `en` texts without a full stop, but for whole sentences. */
const survey = z.strictObject({
  field: eitherLabel.optional(),
  producers: eitherLabel.optional(),
  sampling: eitherLabel.optional(),
  weighting: eitherLabel.optional(),
  comparisons: eitherLabel.optional(),
  transitions: eitherLabel.optional(),
  waves: z
    .record(
      named,
      z.strictObject({
        dates: eitherLabel.optional(),
        mode: eitherLabel.optional(),
        respondents: eitherLabel.optional(),
        field: eitherLabel.optional(),
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
  title: eitherLabel.optional(),
  notes: z.preprocess(inBoth, z.strictObject({ fr: z.string(), en: z.string() })).optional(),
  survey: survey.optional(),
  file: z.string().optional(),
  key: named.optional(),
  waves: z
    .record(named, wave)
    .refine((waves) => Object.keys(waves).length > 0, ownError(noWave))
    .optional(),
  context: z.record(name, contextTable).default({}),
  /** What all studies of the dataset share: the units of their figures, and the reference levels of their models. */
  units: z.record(z.string(), eitherLabel).default({}),
  references: z.record(name, name).default({}),
  variables: z.array(entry).default([]),
  derived: z.array(entry).default([]),
  /** Variables and context tables of the extended dataset that these data do not have. */
  absent: z.array(name).default([]),
});

export type DatasetFile = z.output<typeof datasetFile>;
