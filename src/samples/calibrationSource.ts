import { InputError } from "../text/errors.ts";
import { changedSinceCalibration, unknownCalibration } from "../text/messages/samples.ts";
import { marginsOfRecord, readHistory } from "../weights/history.ts";
import { historyFile } from "../weights/historyFile.ts";
import { marginsIn } from "../weights/marginFiles.ts";
import type { CalibrationSource } from "./calibrated.ts";
import type { CalibratedRequest, VarianceData } from "./varianceRequest.ts";

/** Reads what weights were calibrated on: from a file of margins, or else from the file beside the data. */
export async function readCalibration(
  { margins, base }: CalibratedRequest,
  data: VarianceData,
): Promise<CalibrationSource> {
  const source =
    margins === undefined ? await recordedCalibration(data) : { margins: await marginsIn([margins]) };
  return base === undefined ? source : { ...source, base };
}

/** What the file beside the data tells of the calibration that the weights come from. */
async function recordedCalibration({ path, sheet, weight }: VarianceData): Promise<CalibrationSource> {
  const steps = await readHistory(path, sheet);
  const file = historyFile(path);
  /** The step that made a column, among those that come before another one. */
  const made = (column: string | null | undefined, before: number) =>
    steps.slice(0, before).findLastIndex((step) => typeof column === "string" && step.column === column);
  const isCalibrated = (at: number): boolean =>
    at >= 0 && (steps[at]!.margins !== undefined || isCalibrated(made(steps[at]!.weight, at)));
  const at = made(weight, steps.length);
  const step = steps[at];
  if (!step?.margins) {
    const others = steps.flatMap((own) => (own.margins && own.column !== null ? [own.column] : []));
    const fault = isCalibrated(at) ? changedSinceCalibration : unknownCalibration([...new Set(others)]);
    throw new InputError(fault, { file }, { value: weight });
  }
  const { margins, weight: base, options } = step;
  const { where, derive } = options;
  const chained = isCalibrated(made(base, at));
  return { margins: marginsOfRecord(margins, file), where, derive, base, chained };
}
