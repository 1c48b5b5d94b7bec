import { join } from "node:path";
import { expect } from "vitest";
import { crosstab } from "../../src/analyses/crosstab.ts";
import { type ModelResults, model } from "../../src/analyses/model.ts";
import { type FileRequest, sampleOfFile } from "../../src/samples/sampleOfFile.ts";
import { root } from "./oracle.ts";

const csv = join(root, "data/examples/survey.csv");

/** A statement of DuckDB that makes the table `survey` of the example file in a schema. */
export const surveyIn = (schema: string): string =>
  `CREATE TABLE "${schema}".survey AS SELECT * FROM read_csv('${csv}', types = {'owns': 'VARCHAR'})`;

/** A cross-tab with its test and a logistic model of the example survey: of the file, or of groups of its rows on a server. */
export async function analysesOfSurvey(data = csv, choice: Pick<FileRequest, "database"> = {}) {
  const sample = await sampleOfFile(data, {
    variables: ["owns", "sex", "age_class"],
    weight: "w",
    strata: ["region"],
    cluster: "town",
    grouped: true,
    ...choice,
  });
  const { rows, test } = crosstab(sample, { outcome: "owns", by: ["sex", "age_class"], test: "second" });
  const [fitted] = model(sample, { formula: "owns ~ age_class + sex", family: "logistic" });
  const { terms, tests, fit } = fitted!.result as ModelResults;
  return { rows, test, terms, tests, fit };
}

/** Checks that numbers are the same but for a relative difference, and all else is the same. */
export function closeTo(relative: number, own: unknown, other: unknown): void {
  if (typeof other === "number" && typeof own === "number")
    expect(Math.abs(own - other)).toBeLessThanOrEqual(relative * Math.abs(other));
  else if (typeof other === "object" && other !== null)
    for (const [name, value] of Object.entries(other)) closeTo(relative, (own as never)?.[name], value);
  else expect(own).toEqual(other);
}
