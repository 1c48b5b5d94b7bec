import { once } from "../../numerics/once.ts";
import { type Orthonormal, orthonormalise } from "../../numerics/orthonormal.ts";
import type { Table } from "../../sources/tables/table.ts";
import type { Design } from "../../survey/design.ts";
import type { Mask } from "../../survey/domains.ts";
import { InputError } from "../../text/errors.ts";
import { tooManyColumns } from "../../text/messages/models.ts";
import type { Refusal } from "../fit/refusals.ts";
import { countColumns, type ModelColumn, modelColumns } from "./coding.ts";
import type { Formula } from "./formula.ts";
import { type Frame, makeFrame } from "./frame.ts";
import { matrixAt } from "./matrix.ts";
import { type PatternWeights, weighPatterns } from "./observations.ts";

/** The covariates of a model in the rows that it uses: all that does not depend on the outcome's values. */
export interface Covariates {
  readonly frame: Frame;
  readonly weights: PatternWeights;
  readonly columns: readonly ModelColumn[];
  /** The model matrix, made orthonormal in the weights, and the offset of each pattern. */
  readonly matrix: () => { readonly orthonormal: Orthonormal; readonly offset: Float64Array };
}

/** Covariates by formula, rows and reference levels; a refusal tells why they do not exist. */
export type FindCovariates = (
  formula: Formula,
  rows: Mask,
  references: ReadonlyMap<string, string>,
) => Covariates | Refusal;

/** Finds covariates in a design; models of other outcomes with the same covariates in the same rows share them. */
export function sharedCovariates(table: Table, design: Design): FindCovariates {
  const known: { key: string; rows: Mask; covariates: Covariates | Refusal }[] = [];
  return (formula, rows, references) => {
    const { outcome, ...rightSide } = formula;
    const key = JSON.stringify([rightSide, [...references]]);
    const found = known.find((other) => other.key === key && areEqual(other.rows, rows));
    if (found) return found.covariates;
    const covariates = findCovariates(table, design, formula, rows, references);
    known.push({ key, rows, covariates });
    return covariates;
  };
}

function findCovariates(
  table: Table,
  design: Design,
  ...[formula, rows, references]: Parameters<FindCovariates>
): Covariates | Refusal {
  const frame = makeFrame(table, formula, rows, references);
  if ("refusal" in frame) return frame;
  const levelsOf = (atom: number) => frame.factors[atom]?.levels;
  refuseTooManyColumns(countColumns(formula, levelsOf), frame.count, table);
  const weights = weighPatterns(design, frame.group, frame.count);
  const columns = modelColumns(formula, levelsOf);
  return {
    frame,
    weights,
    columns,
    matrix: once(() => {
      const { columns: values, offset } = matrixAt(table, frame, columns);
      return { orthonormal: orthonormalise(values, weights.weights), offset };
    }),
  };
}

/** A model of more columns takes minutes and gigabytes, whatever its patterns. */
const mostColumns = 1000;
/** So does one whose patterns times the square of its columns, which its cost grows with, are more. */
const mostProducts = 1e10;

function refuseTooManyColumns(columns: number, patterns: number, table: Table): void {
  const most = Math.min(mostColumns, Math.floor(Math.sqrt(mostProducts / patterns)));
  if (columns > most) throw new InputError(tooManyColumns(columns, patterns, most), table.place());
}

const areEqual = (a: Mask, b: Mask) => Buffer.compare(a, b) === 0;
