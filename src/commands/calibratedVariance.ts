import { existsSync } from "node:fs";
import { calibrationOn } from "../survey/calibration.ts";
import { InputError } from "../text/errors.ts";
import type { MarginCheck } from "../weights/diagnosis.ts";
import { historyFile } from "../weights/historyFile.ts";
import type { Margin } from "../weights/margins.ts";
import type { VarianceBasis, VarianceContext, VarianceOptions } from "./varianceOptions.ts";

/** What weights were calibrated on. */
interface CalibrationSource {
  readonly margins: readonly Margin[];
  /** The weights before: null where every row counted once, undefined where nothing tells. */
  readonly base: string | null | undefined;
  /** The rows that were calibrated; where nothing tells, those of positive weight. */
  readonly where: readonly string[] | undefined;
  readonly derive: readonly string[];
  /** Whether the weights before were calibrated too. */
  readonly chained: boolean;
  readonly file: string;
}

/** Variances of residuals from the margins that weights meet. */
export async function calibratedBasis(
  calibrated: string | true,
  weight: string,
  { baseWeight }: VarianceOptions,
  context: VarianceContext,
): Promise<VarianceBasis> {
  const { constraintsOf, variablesOfMargins } = await import("../weights/constraints.ts");
  const { checkMargins } = await import("../weights/diagnosis.ts");
  const source = await (calibrated === true ? recordedSource(weight, context) : sourceInFile(calibrated));
  const { margins, where, derive, chained, file } = source;
  const base = baseWeight ?? source.base;
  return {
    columns: (header) => [
      ...variablesOfMargins(margins, (name) => header.includes(name)),
      ...(typeof base === "string" ? [base] : []),
    ],
    replicateColumns: () => [],
    where: where ?? [],
    derive,
    reads: [file],
    calibrated: { margins: margins.map(({ name }) => name).join(", "), chained },
    applied: (design, table, _, calibratedRows) => {
      const { weights } = design;
      const before =
        base === undefined
          ? weights
          : base === null
            ? new Float64Array(table.rows).fill(1)
            : table.numbers(base);
      const inside = where ? calibratedRows : Uint8Array.from(weights, (after) => Number(after !== 0));
      const odd = before.findIndex((value, row) => inside[row] === 1 && !(value > 0));
      if (odd >= 0)
        throw new InputError(
          "the weight before calibration is not positive",
          table.place(odd, base ?? undefined),
          { value: before[odd] },
        );
      const sumOfWeights = weights.reduce((sum, value) => sum + value, 0);
      const { constraints } = constraintsOf(table, margins, inside, { sumOfWeights });
      const baseWeights = before.map((value, row) => (inside[row] ? value : 0));
      refuseUnmet(checkMargins(constraints, baseWeights, weights), weight);
      return {
        ...design,
        calibration: calibrationOn(
          baseWeights,
          constraints.map(({ auxiliary }) => auxiliary),
        ),
      };
    },
  };
}

/** Whether the file beside the data tells that weights are calibrated, where nobody asks to take account of it. */
export async function forgottenCalibration({ data, sheet, weight }: VarianceContext): Promise<boolean> {
  if (weight === undefined || !existsSync(historyFile(data))) return false;
  const { readHistory } = await import("../weights/history.ts");
  // Another program's file of that name is no concern of ours.
  const steps = await readHistory(data, sheet).catch(() => []);
  return steps.findLast(({ column }) => column === weight)?.margins !== undefined;
}

async function sourceInFile(file: string): Promise<CalibrationSource> {
  const { marginsIn } = await import("./marginFiles.ts");
  const margins = await marginsIn([file]);
  return { margins, base: undefined, where: undefined, derive: [], chained: false, file };
}

async function recordedSource(weight: string, { data, sheet }: VarianceContext): Promise<CalibrationSource> {
  const { readHistory, marginsOfRecord } = await import("../weights/history.ts");
  const steps = await readHistory(data, sheet);
  const file = historyFile(data);
  const made = (column: string | null, before: number) =>
    steps.slice(0, before).findLastIndex((step) => column !== null && step.column === column);
  const at = made(weight, steps.length);
  const step = steps[at];
  const isCalibrated = (from: number): boolean =>
    from >= 0 && (steps[from]!.margins !== undefined || isCalibrated(made(steps[from]!.weight, from)));
  if (!step?.margins)
    throw new InputError(
      isCalibrated(at)
        ? "the weights were changed after they were calibrated, and meet the margins no more"
        : "nothing tells on which margins the weights are calibrated",
      { file },
      {
        value: weight,
        advice: isCalibrated(at) ? "Calibrate them again" : "Name their file: --calibrated margins.csv",
      },
    );
  const { margins, weight: base, options } = step;
  const chained = isCalibrated(made(base, at));
  return { ...options, margins: marginsOfRecord(margins, file), base, chained, file };
}

/** Weighted totals further than this from a margin, relative to it, are not calibrated on it. */
const unmet = 1e-5;

function refuseUnmet(checks: readonly MarginCheck[], weight: string): void {
  const off = checks.find(
    ({ target, after, magnitude }) =>
      Math.abs(after - target) > unmet * Math.max(Math.abs(target), magnitude),
  );
  if (off)
    throw new InputError(
      `the weights ${weight} do not meet the margin ${off.level === "" ? off.variable : `${off.variable}=${off.level}`}`,
      { field: "--calibrated" },
      {
        value: off.after,
        advice: `It is ${off.target}. Standard errors take account of margins that the weights meet, and of no others`,
      },
    );
}
