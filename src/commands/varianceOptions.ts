import { existsSync } from "node:fs";
import type { ColumnChoice } from "../sources/fileTable.ts";
import type { Table } from "../sources/table.ts";
import { calibrationOn } from "../survey/calibration.ts";
import { type Design, makeDesign } from "../survey/design.ts";
import { designFreedom, type Freedom, type Mask } from "../survey/domains.ts";
import type { Replication } from "../survey/replication.ts";
import { InputError } from "../text/errors.ts";
import type { MarginCheck } from "../weights/diagnosis.ts";
import type { WeightStep } from "../weights/history.ts";
import { historyFile } from "../weights/historyFile.ts";
import type { Margin } from "../weights/margins.ts";
import type { ReplicateMethod } from "../weights/replicates.ts";

/** How variances take account of calibration or of replicate weights, as the command line says. */
export interface VarianceOptions {
  /** A file of margins; true for those that the file beside the data tells. */
  readonly calibrated?: string | true;
  readonly baseWeight?: string;
  /** The prefix of their columns. */
  readonly replicates?: string;
  /** How they were made; or, without a prefix, how they are made from the design. */
  readonly replicateMethod?: ReplicateMethod;
  readonly replicateCount?: number;
  readonly seed?: number;
  readonly fay?: number;
  readonly replicateScale?: number;
  readonly mse?: true;
}

export const varianceFlags = [
  "calibrated",
  "baseWeight",
  "replicates",
  "replicateMethod",
  "replicateCount",
  "seed",
  "fay",
  "replicateScale",
  "mse",
] as const satisfies readonly (keyof VarianceOptions)[];

/** What variances rest on besides strata and clusters. */
export interface VarianceBasis {
  /** Columns that it needs. */
  readonly columns: ColumnChoice;
  readonly replicateColumns: ColumnChoice;
  /** The conditions that the calibrated rows met, and the variables that were made for the calibration. */
  readonly where?: readonly string[];
  readonly derive?: readonly string[];
  /** The design with it; `calibratedRows` are those that meet the conditions. */
  readonly applied: (design: Design, table: Table, header: readonly string[], calibratedRows: Mask) => Design;
  readonly calibrated?: { readonly margins: string; readonly chained: boolean } | undefined;
  /** Whether it is replicates that are made, which no calibration has seen. */
  readonly made?: boolean;
  /** Files that it is read from. */
  readonly reads?: readonly string[];
  readonly replicates?: { readonly prefix: string; readonly method: string } | undefined;
}

const none: ColumnChoice = () => [];

interface Context {
  readonly data: string;
  readonly sheet?: string | undefined;
  readonly weight?: string | undefined;
  readonly strata?: readonly string[] | undefined;
  readonly cluster?: string | undefined;
  readonly fpc?: string | undefined;
  readonly df?: Freedom | undefined;
}

/** Reads the margins, or what the replicate weights are; undefined where variances rest on strata and clusters alone. */
export async function varianceBasis(
  options: VarianceOptions,
  context: Context,
): Promise<VarianceBasis | undefined> {
  const { calibrated, replicates, weight, ...rest } = { ...options, ...context };
  if (options.fay !== undefined && options.replicateMethod !== "brr")
    throw new InputError("Fay's factor belongs to --replicate-method brr", { field: "--fay" });
  const useless = uselessFlag(options);
  if (useless)
    throw new InputError(useless.what, { field: flagOf(useless.flag) }, { advice: useless.advice });
  if (calibrated === undefined && options.baseWeight !== undefined)
    throw new InputError("--base-weight belongs to --calibrated");
  if (calibrated !== undefined && (replicates ?? options.replicateMethod) !== undefined)
    throw new InputError(
      replicates === undefined
        ? "replicates that are made from the design are not calibrated"
        : "replicate weights take account of calibration themselves",
      {},
      {
        advice:
          "Leave out --calibrated, and calibrate the replicates: panel weight replicate --calibrate-replicates",
      },
    );
  if ((calibrated !== undefined || replicates !== undefined) && weight === undefined)
    throw new InputError("the weights have no name", {}, { advice: "Name them with --weight" });
  if (calibrated !== undefined) return calibratedBasis(calibrated, weight!, options, context);
  if (replicates === undefined)
    return options.replicateMethod && madeBasis(options.replicateMethod, options, context);
  const foreign = (["strata", "cluster", "fpc"] as const).find((flag) => rest[flag] !== undefined);
  if (foreign)
    throw new InputError(`replicate weights stand for strata and clusters; leave out --${foreign}`);
  return replicatedBasis(replicates, options, context);
}

/** A flag that goes without the one that it belongs to. */
function uselessFlag({ replicates, replicateMethod, replicateCount, seed, ...others }: VarianceOptions) {
  const { fay, replicateScale, mse } = others;
  const given = (flags: object) => Object.entries(flags).find(([, value]) => value !== undefined)?.[0];
  const read =
    replicates === undefined &&
    given(replicateMethod === undefined ? { fay, replicateScale, mse } : { replicateScale });
  if (read)
    return {
      flag: read,
      what: "there are no replicate weights",
      advice: "Name their prefix with --replicates",
    };
  const made =
    (replicates !== undefined || replicateMethod !== "bootstrap") && given({ replicateCount, seed });
  if (made)
    return {
      flag: made,
      what: "no bootstrap replicates are made",
      advice: "It belongs to --replicate-method bootstrap without --replicates",
    };
  return undefined;
}

export const flagOf = (name: string) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

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

async function calibratedBasis(
  calibrated: string | true,
  weight: string,
  { baseWeight }: VarianceOptions,
  context: Context,
): Promise<VarianceBasis> {
  const { targetsOf, variablesOfMargins } = await import("../weights/targets.ts");
  const { checkMargins } = await import("../weights/diagnosis.ts");
  const source = await (calibrated === true ? recordedSource(weight, context) : sourceInFile(calibrated));
  const { margins, where, derive, chained, file } = source;
  const base = baseWeight ?? source.base;
  return {
    columns: (header) => [
      ...variablesOfMargins(margins, (name) => header.includes(name)),
      ...(typeof base === "string" ? [base] : []),
    ],
    replicateColumns: none,
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
      const { targets } = targetsOf(table, margins, inside, { sumOfWeights });
      const baseWeights = before.map((value, row) => (inside[row] ? value : 0));
      refuseUnmet(checkMargins(targets, baseWeights, weights), weight);
      return {
        ...design,
        calibration: calibrationOn(
          baseWeights,
          targets.map(({ auxiliary }) => auxiliary),
        ),
      };
    },
  };
}

/** Whether the file beside the data tells that weights are calibrated, where nobody asks to take account of it. */
export async function forgottenCalibration({ data, sheet, weight }: Context): Promise<boolean> {
  if (weight === undefined || !existsSync(historyFile(data))) return false;
  const { readHistory } = await import("../weights/history.ts");
  // Another program's file of that name is no concern of ours.
  const steps = await readHistory(data, sheet).catch(() => []);
  return steps.findLast(({ column }) => column === weight)?.margins !== undefined;
}

async function sourceInFile(file: string): Promise<CalibrationSource> {
  const { readMargins } = await import("../weights/margins.ts");
  const { readSheets } = await import("../sources/sheets.ts");
  const margins = readMargins(await readSheets(file));
  return { margins, base: undefined, where: undefined, derive: [], chained: false, file };
}

async function recordedSource(weight: string, { data, sheet }: Context): Promise<CalibrationSource> {
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

async function replicatedBasis(
  prefix: string,
  options: VarianceOptions,
  { data, sheet, weight, df }: Context,
): Promise<VarianceBasis> {
  const { readHistory } = await import("../weights/history.ts");
  const step = (await readHistory(data, sheet)).findLast(({ replicates }) => replicates?.prefix === prefix);
  const record = step?.replicates;
  if (step) refuseForeign(step, options, weight!, historyFile(data));
  const columnsIn: ColumnChoice = (header) => {
    const found = header
      .filter((name) => name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length)))
      .sort((a, b) => Number(a.slice(prefix.length)) - Number(b.slice(prefix.length)));
    if (found.length < 2)
      throw new InputError(
        "there are no replicate weights of this prefix",
        { file: data, field: "--replicates" },
        {
          value: prefix,
          advice: `They are columns named ${prefix}1, ${prefix}2 …`,
        },
      );
    if (record && found.length !== record.count)
      throw new InputError(
        `the file has ${found.length} replicate weights, but ${record.count} were made`,
        { file: data },
        { value: prefix, advice: `See ${historyFile(data)}` },
      );
    return found;
  };
  return {
    columns: none,
    replicateColumns: columnsIn,
    replicates: { prefix, method: record?.method ?? options.replicateMethod ?? "" },
    applied: (design, table, header) => {
      const names = columnsIn(header);
      const weights = names.map((name) => {
        const values = table.numbers(name);
        const odd = values.findIndex((value) => !Number.isFinite(value));
        if (odd >= 0) throw new InputError("a replicate weight is missing", table.place(odd, name));
        return values;
      });
      const replication: Replication = {
        weights,
        centredOnEstimate: options.mse ?? false,
        ...(record
          ? {
              scale: record.scale,
              factors: Float64Array.from(record.factors ?? new Float64Array(names.length).fill(1)),
            }
          : { scale: scaleOf(options, names.length, data), factors: new Float64Array(names.length).fill(1) }),
      };
      return replicated(design, replication, df);
    },
  };
}

/** Throws where flags contradict what is told of replicate weights, or where they are those of other weights. */
function refuseForeign(
  { replicates, column, weight: before }: WeightStep,
  { replicateMethod, replicateScale, fay }: VarianceOptions,
  weight: string,
  file: string,
): void {
  const own = column ?? before;
  if (own !== null && own !== weight)
    throw new InputError(
      "the replicate weights are those of other weights",
      { file },
      {
        value: weight,
        advice: `They belong to --weight ${own}`,
      },
    );
  const { method } = replicates!;
  if (replicateScale !== undefined || fay !== undefined || (replicateMethod ?? method) !== method)
    throw new InputError(
      "the file beside the data tells how the replicate weights were made",
      { file },
      {
        value: method,
        advice: "Leave out --replicate-method, --replicate-scale and --fay, or move the file away",
      },
    );
}

/** Replicates that are made from the design's strata and clusters, and not kept. */
async function madeBasis(
  method: ReplicateMethod,
  { replicateCount = 500, seed, fay = 0, mse }: VarianceOptions,
  { df }: Context,
): Promise<VarianceBasis> {
  if (method === "bootstrap" && seed === undefined)
    throw new InputError("a bootstrap needs a seed, so that it can be repeated", { field: "--seed" });
  const { makeReplicates, replicateWeights } = await import("../weights/replicates.ts");
  return {
    columns: none,
    replicateColumns: none,
    replicates: { prefix: "", method },
    made: true,
    applied: (design) => {
      const made = makeReplicates(design, method, { replicates: replicateCount, seed: seed ?? 0, fay });
      const weights = Array.from({ length: made.count }, (_, at) => replicateWeights(design, made, at));
      const { scale, factors } = made;
      return replicated(design, { weights, scale, factors, centredOnEstimate: mse ?? false }, df);
    },
  };
}

/** The design with its replicates, which stand for strata and clusters. */
function replicated(
  { weights, place, lonely }: Design,
  replication: Replication,
  df: Freedom | undefined,
): Design {
  const design = { ...makeDesign(weights, { place, lonely }), replication };
  if (df !== "design") return design;
  return { ...design, replication: { ...replication, freedom: designFreedom(design) } };
}

/** The scale of replicates of which only the method is known (`svrepdesign` in R's survey). */
function scaleOf(
  { replicateMethod, replicateScale, fay }: VarianceOptions,
  count: number,
  data: string,
): number {
  if (replicateScale !== undefined) return replicateScale;
  const scales: Partial<Record<ReplicateMethod, number>> = {
    jk1: (count - 1) / count,
    brr: 1 / (count * (1 - (fay ?? 0)) ** 2),
    bootstrap: 1 / (count - 1),
  };
  const scale = replicateMethod && scales[replicateMethod];
  if (scale !== undefined) return scale;
  throw new InputError(
    replicateMethod === undefined
      ? "nothing tells how the replicate weights were made"
      : "replicates that leave out a cluster of a stratum have factors that the weights do not tell",
    { file: `${data}.json` },
    {
      advice:
        replicateMethod === undefined
          ? "Say it with --replicate-method jk1, brr or bootstrap, or --replicate-scale"
          : "Give their common factor with --replicate-scale",
    },
  );
}
