import type { DesignNames, Sample } from "../../samples/sample.ts";
import { type Design, isLonely } from "../../survey/design.ts";
import type { DesignSummary } from "../../survey/domains.ts";
import type { Replacement } from "../../survey/estimators.ts";
import type { Label } from "../../text/language.ts";
import {
  designParts,
  discardedReplicates,
  errorKinds,
  kishSize,
  listed,
  noDesignEffect,
  rowsUnknown,
  rowsUsed,
  rowsWeightless,
  weightsSum,
} from "../../text/messages/designNotes.ts";
import { both } from "../../text/reader.ts";

/** Footnotes on the design, and on the rows that were used and left out. */
export function designNotes(
  { design, names }: Pick<Sample, "design" | "names">,
  summary: DesignSummary,
): Label[] {
  const { unknown, weightless, sumOfWeights: sum, effective } = summary;
  const rows = [
    rowsUsed(summary),
    ...(unknown > 0 ? [rowsUnknown(unknown)] : []),
    ...(weightless > 0 ? [rowsWeightless(weightless)] : []),
    weightsSum(sum, isWhole(sum) ? 0 : 1),
    kishSize(effective),
  ];
  return [
    listed([
      designParts.weight(names.weight),
      ...structureOf(design, names, summary),
      designParts.freedom(summary.df),
    ]),
    both((reader) => rows.map(reader.say).join("")),
  ];
}

/** What variances rest on: replicate weights, or strata, clusters and the rest. */
function structureOf(design: Design, names: DesignNames, summary: DesignSummary): Label[] {
  const { replicates, strata, cluster, fpc, calibrated } = names;
  if (design.replication)
    return [
      designParts.replicates(design.replication.factors.length, replicates?.prefix, replicates?.method),
    ];
  return [
    designParts.strata(strata, summary.strata),
    designParts.clusters(cluster, summary.clusters),
    ...(fpc ? [designParts.fpc(fpc)] : []),
    ...(design.strata.some(isLonely) ? [designParts.lonely(design.lonely)] : []),
    ...(calibrated ? [designParts.calibrated(calibrated)] : []),
  ];
}

/** What standard errors are, by what variances rest on. */
export function errorsOf({ calibration, replication }: Design): Label {
  if (replication) return errorKinds.replicated;
  return calibration ? errorKinds.calibrated : errorKinds.linearised;
}

/** How many replicates some estimates do not have, where that is so. */
export function discardedNotes(absent: number): Label[] {
  return absent === 0 ? [] : [discardedReplicates(absent)];
}

/** Why there are no design effects, where there are none. */
export function effectNotes(
  replacement: Replacement,
  { sumOfWeights, used, weightless }: DesignSummary,
  shown: boolean,
): Label[] {
  return !shown || replacement === "with" || sumOfWeights > used - weightless ? [] : [noDesignEffect];
}

/** Whether a sum is a whole number but for rounding. */
const isWhole = (sum: number) => Math.abs(sum - Math.round(sum)) <= 1e-9 * Math.abs(sum);
