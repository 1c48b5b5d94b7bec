import { stringify } from "csv-stringify/sync";
import { type FitRequest, type FittedModel, fitModel } from "../../src/models/fit/model.ts";
import type { Refusal } from "../../src/models/fit/refusals.ts";
import { parseFormula } from "../../src/models/formula/formula.ts";
import { readFileTable } from "../../src/sources/files/readFileTable.ts";
import type { Table } from "../../src/sources/tables/table.ts";
import { type Design, makeDesign } from "../../src/survey/design.ts";
import type { Mask } from "../../src/survey/domains.ts";
import { folderWith } from "./files.ts";

/** A table of these columns, as if it were read from a file; null and NaN are missing answers. */
export function tableWith(columns: Readonly<Record<string, readonly unknown[]>>): Promise<Table> {
  const names = Object.keys(columns);
  const rows = Array.from({ length: columns[names[0]!]!.length }, (_, row) =>
    names.map((name) => {
      const value = columns[name]![row];
      return value === null || Number.isNaN(value) ? "" : value;
    }),
  );
  const folder = folderWith({ "table.csv": stringify([names, ...rows]) });
  return readFileTable(`${folder}/table.csv`);
}

export interface FitOptions extends Partial<Omit<FitRequest, "formula">> {
  readonly design?: Design;
  readonly mask?: Mask;
}

/** Fits a model of these columns; without a design every row counts once. */
export async function fitColumns(
  formula: string,
  columns: Readonly<Record<string, readonly unknown[]>>,
  { design, mask, ...options }: FitOptions = {},
): Promise<FittedModel | Refusal> {
  const table = await tableWith(columns);
  return fitModel(
    table,
    design ?? makeDesign(new Float64Array(table.rows).fill(1)),
    mask ?? new Uint8Array(table.rows).fill(1),
    {
      formula: parseFormula(formula),
      family: "linear",
      covariance: "design",
      references: new Map(),
      normal: false,
      level: 0.95,
      ...options,
    },
  );
}

/** The same of a model that exists. */
export async function fitted(...args: Parameters<typeof fitColumns>): Promise<FittedModel> {
  const model = await fitColumns(...args);
  if ("refusal" in model) throw new Error(model.refusal.en);
  return model;
}

/** Why a model does not exist. */
export async function refused(...args: Parameters<typeof fitColumns>): Promise<string> {
  const model = await fitColumns(...args);
  return "refusal" in model ? model.refusal.en : `fitted: ${model.coefficients.join(", ")}`;
}
