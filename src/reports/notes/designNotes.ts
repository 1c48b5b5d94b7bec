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
    weightsSum(sum),
    kishSize(effective),
  ];
  return [designNote(design, names, summary), both((reader) => rows.map(reader.say).join(""))];
}

/** What a design is made of; with the strata and clusters that are counted, and the degrees of freedom, where one summary has them. */
export function designNote(design: Design, names: DesignNames, summary?: DesignSummary): Label {
  const parts = [designParts.weight(names.weight), ...structureOf(design, names, summary)];
  if (summary) return listed([...parts, designParts.freedom(summary.df)]);
  return both((reader) => `${reader.say(listed(parts))}.`);
}

/** What variances rest on: replicate weights, or strata, clusters and the rest. */
function structureOf(design: Design, names: DesignNames, summary: DesignSummary | undefined): Label[] {
  const { replicates, strata, cluster, fpc, calibrated } = names;
  if (design.replication)
    return [
      designParts.replicates(design.replication.factors.length, replicates?.prefix, replicates?.method),
    ];
  return [
    designParts.strata(strata, summary?.strata),
    designParts.clusters(cluster, summary?.clusters),
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
