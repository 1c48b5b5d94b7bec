import type { Wave } from "../sources/datasets/wave.ts";
import type { ColumnValues } from "../sources/tables/codebook.ts";
import { type CodeArray, factorOf } from "../sources/tables/factor.ts";
import { type Table, variableOf } from "../sources/tables/table.ts";
import { InputError } from "../text/errors.ts";
import { correctionOfWave } from "../text/messages/designs.ts";
import { auxiliaryMissing } from "../text/messages/margins.ts";
import type { Auxiliary } from "./auxiliaries.ts";
import { type Calibration, calibrationOn, stackedCalibration, uncalibrated } from "./calibration.ts";
import { type Design, type LonelyRule, makeDesign } from "./design.ts";
import { crossed } from "./designColumns.ts";

/** The sampling design that a dataset declares for one of its waves. */
export function designOfWave(wave: Wave, lonely?: LonelyRule): Design {
  const { weights, strata, clusters, fpc, table } = wave;
  const design = makeDesign(weights, {
    strata: crossed(
      weights.length,
      [...strata.values()].map((column) => factorOf(column)),
    ),
    clusters: clusters && factorOf(clusters),
    fpc,
    correctionAt: (row) => table.place(row),
    lonely,
    place: table.place(),
  });
  return { ...design, calibration: calibrationOf(wave) };
}

/** What the weights of a wave were calibrated on; every row that has a weight has an answer to it. */
function calibrationOf({ calibrated, table, weights }: Wave): Calibration | undefined {
  return (
    calibrated &&
    calibrationOn(
      weights,
      calibrated.map((name) => auxiliaryOf(table, weights, name)),
    )
  );
}

function auxiliaryOf(table: Table, weights: Float64Array, name: string): Auxiliary {
  const isNumber = variableOf(table, name, "the margins").type === "numeric";
  const auxiliary = isNumber ? { numbers: table.numbers(name) } : table.factor(name);
  const lacks = (row: number) =>
    "numbers" in auxiliary ? Number.isNaN(auxiliary.numbers[row]!) : auxiliary.codes[row]! < 0;
  const lacking = Array.from(weights.keys()).filter((row) => weights[row] !== 0 && lacks(row));
  if (lacking.length > 0)
    throw new InputError(auxiliaryMissing(lacking.length, name), table.place(lacking[0], name));
  return { name, ...auxiliary };
}

/**
 * The design of several waves below one another: each respondent is a cluster, or belongs to one, with the rows of all
 * waves that they answered, so that the covariance between waves is estimated. Stratum and cluster are those of the
 * first of these waves; waves that are stratified by different variables, or that have no cluster in common, share no strata.
 * Weights were calibrated in each wave by itself.
 */
export function designOfWaves(waves: readonly Wave[], lonely?: LonelyRule): Design {
  for (const { fpc, table, name } of waves)
    if (fpc) throw new InputError(correctionOfWave(name), table.place());
  const rowOf = new Map<string, number>();
  const keys = waves.flatMap((wave) => wave.keys);
  const firsts = keys.map((key, row) => {
    const first = rowOf.get(key) ?? row;
    rowOf.set(key, first);
    return first;
  });
  const ofFirst = (column: ColumnValues) => firsts.map((first) => column[first]!);
  const stratifiers = new Set(waves.flatMap(({ strata }) => [...strata.keys()]));
  const strata = Array.from(stratifiers, (name) =>
    waves.flatMap((wave) => wave.strata.get(name) ?? wave.keys.map(() => "")),
  );
  // A respondent of a wave without clusters is none of the clusters of another wave, whatever these are called.
  const clusters = waves.flatMap(({ clusters: own, keys: each }) =>
    own ? own.map((name) => `cluster ${name}`) : each.map((key) => `respondent ${key}`),
  );
  const units = factorOf(ofFirst(clusters));
  const waveOf = waves.flatMap(({ keys: own }, at) => own.map(() => String(at)));
  // Samples that were drawn by themselves have each its size, and its strata theirs.
  const areIndependent = !isShared(units.codes, waveOf);
  const design = makeDesign(
    waves.flatMap(({ weights }) => [...weights]),
    {
      strata: crossed(
        keys.length,
        [...strata.map(ofFirst), ...(areIndependent ? [waveOf] : [])].map((column) => factorOf(column)),
      ),
      clusters: units,
      lonely,
      place: { file: waves[0]!.table.place().file },
    },
  );
  if (!waves.some(({ calibrated }) => calibrated)) return design;
  const parts = waves.map((wave) => calibrationOf(wave) ?? uncalibrated(wave.weights));
  return { ...design, calibration: stackedCalibration(parts) };
}

/** Whether a unit has rows of several waves. */
function isShared(units: CodeArray, waveOf: readonly string[]): boolean {
  const known = new Map<number, string>();
  return units.some((unit, row) => {
    const first = known.get(unit) ?? waveOf[row]!;
    known.set(unit, first);
    return first !== waveOf[row];
  });
}
