import type { NewWeights } from "../../samples/reweighted.ts";
import type { NegativeRule, WeightedSample, ZeroRule } from "../../samples/weighted.ts";
import { InputError } from "../../text/errors.ts";
import { columnTaken, notColumnName } from "../../text/messages/weightSteps.ts";
import type { MarginRecord, ReplicateRecord } from "../../weights/history.ts";
import type { WeightChange } from "./change.ts";

/** What every step gives. */
export interface Weighting {
  /** The new columns, if any; zero where a row has no weight. */
  readonly columns: readonly NewWeights[];
  readonly change: WeightChange;
  /** The same adjustment of other weights of these rows, such as replicate weights, where there is one. */
  readonly again?: ((weights: Float64Array) => Float64Array) | undefined;
  /** How the new columns of replicate weights were made, where there are any. */
  readonly replicates?: ReplicateRecord | undefined;
}

/** How new weights were made, as the file beside them tells it. */
export interface StepRecord {
  /** The new column, where it is a single one. */
  readonly column: string | null;
  readonly margins?: readonly MarginRecord[] | undefined;
  readonly options: object;
  readonly result: object;
}

/** A step of weighting: it makes weights from others, or looks at them. */
export interface WeightingStep<Request, Result extends Weighting> {
  /** What becomes of rows of weight zero; they are refused by default. */
  readonly zeros?: ZeroRule;
  /** Whether it takes negative weights; they are refused by default. */
  readonly negatives?: NegativeRule;
  /** Throws for a request that contradicts itself, before data and margins are read. */
  readonly check: (request: Unread<Request>) => void;
  /** The variables that a request needs among the columns of a file. */
  readonly variables: (request: Request, header: readonly string[]) => readonly string[];
  readonly compute: (sample: WeightedSample, request: Request) => Result;
  /** What is told of the new weights; undefined where a step makes none. */
  readonly record?: (sample: WeightedSample, request: Request, result: Result) => StepRecord;
}

/** A request whose margins may still be the names of their files. */
export type Unread<Request> = Omit<Request, "margins"> & {
  readonly margins?: readonly unknown[] | undefined;
};

/** The name of a new column, by default that of the weights before and a suffix; throws when it cannot be one. */
export function newColumn(sample: WeightedSample, asked: string | undefined, suffix: string): string {
  return checkedColumn(sample, asked ?? `${sample.names.weight ?? "weight"}_${suffix}`);
}

/** The name as it is; throws when it is no name of a column, or when there is a column of that name. */
export function checkedColumn({ table, file }: WeightedSample, name: string): string {
  const place = { field: "--column" };
  if (!/^[\p{L}_][\p{L}\p{N}\p{M}_.]*$/u.test(name))
    throw new InputError(notColumnName, place, { value: name });
  if (table.codebook.has(name) || file?.header.includes(name))
    throw new InputError(columnTaken, { file: table.place().file, ...place }, { value: name });
  return name;
}
