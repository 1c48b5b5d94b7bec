import type { Sample } from "../../samples/sample.ts";
import { weightedSample } from "../../samples/weighted.ts";
import { withReplicates } from "./adjustedReplicates.ts";
import {
  type CalibrateRequest,
  type CalibrateResult,
  calibrateStep,
  postStratifyStep,
  type RakeRequest,
  rakeStep,
} from "./calibrate.ts";
import { type DiagnoseRequest, type Diagnosis, diagnoseStep } from "./diagnose.ts";
import { type NonresponseRequest, type NonresponseResult, nonresponseStep } from "./nonresponse.ts";
import { type ReplicateRequest, type ReplicateResult, replicateStep } from "./replicate.ts";
import type { Weighting, WeightingStep } from "./step.ts";
import { type TrimRequest, type TrimResult, trimStep } from "./trim.ts";

/** What each step is asked for. */
export interface StepRequests {
  readonly calibrate: CalibrateRequest;
  readonly rake: RakeRequest;
  readonly "post-stratify": RakeRequest;
  readonly nonresponse: NonresponseRequest;
  readonly trim: TrimRequest;
  readonly replicate: ReplicateRequest;
  readonly diagnose: DiagnoseRequest;
}

/** What each step gives. */
export interface StepResults extends Record<StepName, Weighting> {
  readonly calibrate: CalibrateResult;
  readonly rake: CalibrateResult;
  readonly "post-stratify": CalibrateResult;
  readonly nonresponse: NonresponseResult;
  readonly trim: TrimResult;
  readonly replicate: ReplicateResult;
  readonly diagnose: Diagnosis;
}

export type StepName = keyof StepRequests;

/** The steps by name: `weightingSteps.rake.compute(sample, { margins })`. */
export const weightingSteps: {
  readonly [Name in StepName]: WeightingStep<StepRequests[Name], StepResults[Name]>;
} = {
  calibrate: calibrateStep,
  rake: rakeStep,
  "post-stratify": postStratifyStep,
  nonresponse: nonresponseStep,
  trim: trimStep,
  replicate: replicateStep,
  diagnose: diagnoseStep,
};

/**
 * Makes weights of a sample's selection by a step, such as `weighting("rake", sample, { margins })`, and says how they changed;
 * `diagnose` makes none. Replicate weights of the sample are adjusted like its weights. Throws for requests that contradict themselves or do not fit the sample.
 */
export function weighting<Name extends StepName>(
  name: Name,
  sample: Sample,
  request: StepRequests[Name],
): StepResults[Name] {
  const step: WeightingStep<StepRequests[Name], StepResults[Name]> = weightingSteps[name];
  step.check(request);
  const weighted = weightedSample(sample, step.zeros, step.negatives);
  return withReplicates(weighted, step.compute(weighted, request));
}
