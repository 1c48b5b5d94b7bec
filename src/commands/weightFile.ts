import { isDeclaration } from "../samples/sampleOfDataset.ts";
import { sampleOfFile } from "../samples/sampleOfFile.ts";
import type { ColumnChoice, FileTable } from "../sources/files/fileTable.ts";
import type { Mask } from "../survey/domains.ts";
import { InputError } from "../text/errors.ts";
import { type DesignedSample, oldShape, type SampleOptions } from "./oldSample.ts";
import type { OutputOptions } from "./output.ts";

/** What all that make weights are told. */
export interface WeightOptions
  extends Omit<OutputOptions, "out">,
    Pick<SampleOptions, "sheet" | "weight" | "where" | "derive"> {
  readonly data: string;
  /** The name of the new column. */
  readonly column?: string;
  readonly out: string;
  readonly chart?: string;
}

/** A file whose rows are to be weighted. */
export interface WeightedFile extends DesignedSample {
  readonly file: FileTable;
  /** The rows that the conditions let in. */
  readonly inside: Mask;
  /** The weights before; zero outside. */
  readonly before: Float64Array;
}

/** Which rows are to be weighted, and their design. */
type Rows = Pick<WeightOptions, "data" | "sheet" | "weight" | "where" | "derive" | "lang"> &
  Pick<SampleOptions, "strata" | "cluster" | "fpc">;

/**
 * Opens a file for new weights; every row inside the conditions needs a positive weight before, unless `zeros` says that
 * rows of weight zero are outside.
 */
export async function openWeighted(
  options: Rows,
  variables: readonly string[] | ColumnChoice,
  _dataFolder: string,
  { zeros = false } = {},
): Promise<WeightedFile> {
  const { data, sheet, weight, strata, cluster, fpc, where, derive } = options;
  if (isDeclaration(data))
    throw new InputError(
      "weights are made for a file of rows",
      { file: data },
      { advice: "Name a CSV file or a workbook with --data" },
    );
  const request = { sheet, variables, weight, strata, cluster, fpc, where, derive };
  const sample = oldShape(await sampleOfFile(data, { ...request, lonely: "certainty" }), options);
  const { file, mask, design, table } = sample;
  const inside = zeros ? mask.map((is, row) => (design.weights[row] === 0 ? 0 : is)) : mask;
  const zero = design.weights.findIndex((weight, row) => inside[row] === 1 && weight === 0);
  if (zero >= 0)
    throw new InputError("the weight is zero, and would stay so", table.place(zero, weight), {
      value: 0,
      advice: `Leave such rows out: --where '${weight} > 0'; their new weight is zero`,
    });
  return {
    ...sample,
    file,
    inside,
    before: design.weights.map((weight, row) => (inside[row] ? weight : 0)),
  };
}

/** The rows inside, one after the other. */
export const valuesInside = (values: Float64Array, inside: Mask) =>
  values.filter((_, row) => inside[row] === 1);
