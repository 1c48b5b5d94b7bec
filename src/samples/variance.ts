import type { ColumnChoice } from "../sources/files/fileTable.ts";
import type { Sample } from "./sample.ts";
import type { VarianceData, VarianceRequest } from "./varianceRequest.ts";

/** What must be known before the data are read, for it tells which columns are needed. */
export interface VarianceBasis {
  readonly columns: ColumnChoice;
  /** Columns of which only the numbers matter. */
  readonly numbers?: ColumnChoice | undefined;
  /** The conditions that the calibrated rows met, and the variables that were made for the calibration. */
  readonly where?: readonly string[] | undefined;
  readonly derive?: readonly string[] | undefined;
  /** The weights before calibration. */
  readonly base?: string | undefined;
  readonly laidOn: <Given extends Sample>(sample: Given) => Given;
}

/** Reads the margins, or what the replicate weights are. What a plain sample does without is loaded only here. */
export async function readVariance(request: VarianceRequest, data: VarianceData): Promise<VarianceBasis> {
  if (request.kind === "calibrated") {
    const { readCalibration } = await import("./calibrationSource.ts");
    const { calibrated, columnsOfCalibration } = await import("./calibrated.ts");
    const source = await readCalibration(request, data);
    const { where, derive } = source;
    return {
      columns: (header) => columnsOfCalibration(source, header),
      where,
      derive,
      base: source.base ?? undefined,
      laidOn: (sample) => calibrated(sample, source),
    };
  }
  const { columnsOfReplicates, replicated, replicatedByDesign } = await import("./replicated.ts");
  if (request.kind === "made")
    return {
      columns: () => [],
      laidOn: (sample) => replicatedByDesign(sample, request),
    };
  const { readReplicates } = await import("./replicateSource.ts");
  const source = await readReplicates(request, data);
  return {
    columns: () => [],
    numbers: (header) => columnsOfReplicates(source, header, data.path),
    laidOn: (sample) => replicated(sample, source),
  };
}
