import { weightTable } from "../reports/weightReport.ts";
import { InputError } from "../text/errors.ts";
import { titled } from "../text/language.ts";
import { calibrate } from "../weights/calibrate.ts";
import { variablesOfMargins } from "../weights/constraints.ts";
import type { Bounds, CalibrationMethod } from "../weights/distances.ts";
import { recordOfMargins } from "../weights/history.ts";
import { marginsIn } from "../weights/marginFiles.ts";
import { makeReplicates, type ReplicateMethod, replicateWeights } from "../weights/replicates.ts";
import { selectionNotes } from "./oldSample.ts";
import { progressBar } from "./progress.ts";
import { checkBounds, constraintsIn, methodNote, type ScaleOptions, scaleOf } from "./weightCalibrate.ts";
import { openWeighted, valuesInside, type WeightOptions } from "./weightFile.ts";
import { checkOutputs, newColumn, putDiagnosis, writeWeighted } from "./weightOutput.ts";

export interface ReplicateCommandOptions extends WeightOptions, ScaleOptions {
  readonly strata?: readonly string[];
  readonly cluster?: string;
  readonly fpc?: string;
  readonly method: ReplicateMethod;
  readonly replicates: number;
  readonly seed?: number;
  readonly fay?: number;
  readonly prefix: string;
  readonly calibrateReplicates?: readonly string[];
  readonly calibrateMethod: CalibrationMethod;
  readonly calibrateBounds?: Bounds;
  readonly population?: number;
}

/** More numbers than this are no file that anybody could use. */
const mostNumbers = 2e8;

/** `panel weight replicate`: replicate weights of a design, calibrated one by one where margins are given. */
export async function replicateCommand(options: ReplicateCommandOptions, dataFolder: string): Promise<void> {
  const { method, weight, prefix, lang, calibrateReplicates: marginFiles = [], calibrateMethod } = options;
  if (options.fay !== undefined && method !== "brr")
    throw new InputError("Fay's factor belongs to --method brr", { field: "--fay" });
  if (method === "bootstrap" && options.seed === undefined)
    throw new InputError(
      "a bootstrap needs a seed, so that it can be repeated",
      {},
      { advice: "For example --seed 1" },
    );
  const { calibrateBounds: bounds } = options;
  if (marginFiles.length > 0) checkBounds({ method: calibrateMethod, ...(bounds && { bounds }) });
  await checkOutputs(options, marginFiles);
  const margins = await marginsIn(marginFiles);
  const sample = await openWeighted(
    options,
    (header) => variablesOfMargins(margins, (name) => header.includes(name)),
    dataFolder,
    { zeros: true },
  );
  const { before, inside, file, design } = sample;
  const made = makeReplicates(design, method, {
    replicates: options.replicates,
    seed: options.seed ?? 0,
    fay: options.fay ?? 0,
  });
  if (made.count * file.rows > mostNumbers)
    throw new InputError(
      `${made.count} replicates of ${file.rows} rows are too many`,
      { file: options.data },
      {
        advice: "Take --method bootstrap",
      },
    );
  const names = Array.from({ length: made.count }, (_, at) => `${prefix}${at + 1}`);
  for (const name of names) newColumn({ column: name }, name, file);
  const { constraints, population } =
    margins.length > 0
      ? constraintsIn(sample, margins, { ...options, margins: marginFiles })
      : { constraints: [], population: undefined };
  const scale = scaleOf(before, population, options);
  const calibrated = (weights: Float64Array) =>
    constraints.length > 0
      ? calibrate(
          weights.map((weight) => weight * scale),
          constraints,
          calibrateMethod,
          bounds,
        ).weights
      : weights;
  const column =
    constraints.length > 0 ? newColumn(options, `${weight ?? "weight"}_calibrated`, file) : undefined;
  const full = calibrated(before);
  const show = progressBar(made.count, lang === "fr" ? "Répliques" : "Replicates");
  const replicates = names.map((name, at) => {
    show(at);
    try {
      return calibrated(replicateWeights(design, made, at));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      throw new InputError(`${name} cannot be calibrated: ${error.message}`);
    }
  });
  show(made.count);
  const showRow = progressBar(file.rows, lang === "fr" ? "Lignes écrites" : "Rows written");
  const columns = column === undefined ? replicates : [full, ...replicates];
  const equal = made.factors.every((factor) => factor === made.factors[0]);
  const record = {
    prefix,
    count: made.count,
    method,
    scale: equal ? made.scale * made.factors[0]! : made.scale,
    ...(equal ? {} : { factors: Array.from(made.factors) }),
  };
  await writeWeighted(
    sample,
    options,
    {
      names: column === undefined ? names : [column, ...names],
      valueAt: (row, at) => {
        if (at === 0) showRow(row + 1);
        return columns[at]![row]!;
      },
    },
    {
      command: "weight replicate",
      column: column ?? null,
      replicates: record,
      ...(margins.length > 0 && { margins: recordOfMargins(margins) }),
      options: {
        method,
        strata: options.strata ?? [],
        cluster: options.cluster ?? null,
        fpc: options.fpc ?? null,
        seed: options.seed ?? null,
        fay: options.fay ?? null,
        calibrateMethod: margins.length > 0 ? calibrateMethod : null,
        calibrateBounds: bounds ? [bounds.low, bounds.high] : null,
        scale: margins.length > 0 ? options.scale : null,
      },
      result: {},
    },
  );
  const named = column ?? weight;
  const flags = `${named === undefined ? "" : `--weight ${named} `}--replicates ${prefix}`;
  const change = { before: valuesInside(before, inside), after: valuesInside(full, inside), scale };
  await putDiagnosis(
    sample,
    {
      title: titled(
        lang === "fr" ? "Poids de réplication" : "Replicate weights",
        `${prefix}1–${prefix}${made.count}`,
        lang,
      ),
      request: { command: "weight replicate", weight: weight ?? null, ...record },
      key: "weights",
      rows: weightTable(change, lang),
      notes: [
        ...selectionNotes(options),
        ...(constraints.length > 0 ? [methodNote(calibrateMethod, bounds, undefined, lang)] : []),
        lang === "fr"
          ? `Méthode ${method}, ${made.count} répliques ; à utiliser avec : ${flags}`
          : `Method ${method}, ${made.count} replicates; to be used with: ${flags}`,
      ],
    },
    change,
    { format: options.format ?? "text", lang },
  );
}
