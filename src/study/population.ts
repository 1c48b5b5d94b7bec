import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import * as z from "zod";
import { InputError } from "../text/errors.ts";
import { ownIssue } from "../text/issues.ts";
import { type Domain, parseDomain } from "./domain.ts";
import { name, text } from "./schemas.ts";
import { readYaml } from "./yaml.ts";

const clause = z.string().transform((written, context): Domain => {
  try {
    return parseDomain(written, {});
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    context.addIssue(ownIssue(error.told));
    return z.NEVER;
  }
});

/** Added to the log-odds of the named levels when the clause holds; a slope adds to each level as many times its rank. */
const effect = z.strictObject({
  when: clause,
  add: z.record(z.string(), z.number()).default({}),
  slope: z.number().default(0),
});

const member = z.strictObject({ of: name, matching: z.array(name), sizes: z.array(name).min(1) });

const attribute = z.union([
  z.strictObject({
    name,
    shares: z.record(z.string(), z.number().positive()),
    effects: z.array(effect).default([]),
  }),
  /** A lognormal number; effects add to its logarithm. */
  z.strictObject({
    name,
    lognormal: z.strictObject({
      median: z.number().positive(),
      spread: z.number().min(0),
      decimals: z.int().min(0),
    }),
    effects: z.array(z.strictObject({ when: clause, add: z.number() })).default([]),
  }),
  /** A unit of a context table that has the same attributes, in proportion to the product of its sizes. */
  z.strictObject({ name, member }),
  z.strictObject({
    name,
    uniform: z.strictObject({ of: name, ranges: z.record(z.string(), z.tuple([z.int(), z.int()])) }),
  }),
  z.strictObject({ name, plus: z.strictObject({ of: name, add: z.number() }) }),
]);

const population = z.strictObject({
  size: z.int().positive(),
  /** The units of the dataset's context tables. */
  context: z
    .record(name, z.strictObject({ rows: z.int().positive(), attributes: z.array(attribute) }))
    .default({}),
  attributes: z.array(attribute),
  panel: z.strictObject({ stratum: name, sizes: z.record(z.string(), z.int().positive()) }),
  waves: z.record(
    z.string(),
    z.strictObject({
      respondents: z.int().positive(),
      among: clause.optional(),
      /** Log-propensity to answer. */
      propensity: z.array(z.strictObject({ when: clause, add: z.number() })).default([]),
    }),
  ),
  weights: z.strictObject({ margins: z.array(name).min(1), decimals: z.int().min(0) }),
  missing: z.array(z.strictObject({ variables: z.array(name), rate: z.number().min(0).max(1) })),
  /** The variables that are tuned together, stage after stage: a figure is met in the last one that it depends on. */
  tune: z.array(z.array(text).min(1)).min(1),
  /** Levels that tuning neither gives nor takes. */
  untuned: z.array(text).default([]),
});

/** The population that a synthetic panel is drawn from, and how it is drawn. */
export type Population = z.output<typeof population>;
export type Attribute = Population["attributes"][number];
export type Member = z.output<typeof member>;

/** Reads the population.yaml beside a dataset.yaml; undefined where there is none. */
export function findPopulation(datasetFile: string): Population | undefined {
  const file = join(dirname(datasetFile), "population.yaml");
  return existsSync(file) ? readYaml(file, population) : undefined;
}
