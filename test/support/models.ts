import { type FitRequest, type FittedModel, type Fitter, modelFitter } from "../../src/models/fit/model.ts";
import type { Refusal } from "../../src/models/fit/refusals.ts";
import { parseFormula } from "../../src/models/formula/formula.ts";
import type { FileTable } from "../../src/sources/files/fileTable.ts";
import { readFileTable } from "../../src/sources/files/readFileTable.ts";
import type { Table } from "../../src/sources/tables/table.ts";
import type { Design } from "../../src/survey/design.ts";
import { designOf } from "../../src/survey/designColumns.ts";
import { maskOf } from "./estimates.ts";
import { groupings, type RowSource } from "./groupings.ts";
import { oracle, root } from "./oracle.ts";

const designs = new Map(oracle("models/designs.csv").map((row) => [row.design!, row]));
const folders = ["models", "public"];
const tables = new Map<string, Promise<FileTable>>();

function tableOf(data: string): Promise<FileTable> {
  const known =
    tables.get(data) ?? readFirst(folders.map((name) => `${root}test/oracle/${name}/data/${data}.csv`));
  tables.set(data, known);
  return known;
}

async function readFirst([file, ...others]: readonly string[]): Promise<FileTable> {
  try {
    return await readFileTable(file!);
  } catch (error) {
    if (others.length === 0) throw error;
    return readFirst(others);
  }
}

/** A model as test/oracle/models/specs.csv describes it. */
export type Spec = Record<string, string>;

export async function sampleOf(
  name: string,
  source: RowSource = "rows",
): Promise<{ table: Table; design: Design }> {
  const { data, weight, strata, cluster, fpc } = designs.get(name)!;
  const rows = await tableOf(data!);
  const table = source === "rows" ? rows : await groupings[source].grouped(rows, weight || undefined);
  const design = designOf(table, {
    weight: weight || undefined,
    strata: strata ? strata.split("*") : [],
    cluster: cluster || undefined,
    fpc: fpc || undefined,
  });
  return { table, design };
}

export function requestOf(spec: Spec, options: Partial<FitRequest> = {}): FitRequest {
  const references = spec.reference
    ? spec.reference.split(";").map((part) => part.split("=") as [string, string])
    : [];
  return {
    formula: parseFormula(spec.formula!),
    family: spec.family as FitRequest["family"],
    link: spec.link as FitRequest["link"],
    covariance: "design",
    references: new Map(references),
    normal: false,
    level: 0.95,
    ...options,
  };
}

const fitters = new Map<string, Promise<{ table: Table; fitter: Fitter }>>();

async function fitterOf(design: string, source: RowSource) {
  const sample = await sampleOf(design, source);
  return { table: sample.table, fitter: modelFitter(sample.table, sample.design) };
}

/** Fits a model of R's list; all models of a design share what they can. */
export async function fitSpec(
  spec: Spec,
  options: Partial<FitRequest> = {},
  source: RowSource = "rows",
): Promise<FittedModel | Refusal> {
  const name = spec.design!;
  const key = `${name} ${source}`;
  if (!fitters.has(key)) fitters.set(key, fitterOf(name, source));
  const { table, fitter } = await fitters.get(key)!;
  return fitter(maskOf(table, spec.where!), requestOf(spec, options));
}
