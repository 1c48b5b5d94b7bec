import type { Unread, WeightingStep } from "../analyses/weights/step.ts";
import {
  type StepName,
  type StepRequests,
  type StepResults,
  weightingSteps,
} from "../analyses/weights/steps.ts";
import { weightReport } from "../reports/weightReport.ts";
import { InputError } from "../text/errors.ts";
import { replicatesMade } from "../text/messages/weightNotes.ts";
import { noRatiosToDraw } from "../text/messages/weightSteps.ts";
import { readerOf } from "../text/reader.ts";
import { marginsIn } from "../weights/marginFiles.ts";
import { openWeighted } from "./openWeighted.ts";
import { putReport } from "./output.ts";
import { progressBar } from "./progress.ts";
import { checkOutputs, drawRatios, type WeightOptions, writeWeighted } from "./weightOutput.ts";

/** `panel weight …`: makes new weights, writes the file with them and how they were made, and prints their diagnosis. */
export async function weightCommand<Name extends StepName>(
  name: Name,
  options: WeightOptions & Unread<StepRequests[Name]>,
): Promise<void> {
  const step: WeightingStep<StepRequests[Name], StepResults[Name]> = weightingSteps[name];
  const { data, out, chart, margins: files = [], format = "text", lang } = options;
  const reader = readerOf(lang);
  step.check(options);
  await checkOutputs(options, files);
  // Flags have the names of what a step is asked for; of margins they name the files.
  const read = { margins: await marginsIn(files), progress: progressBar(reader.say(replicatesMade)) };
  const request = { ...options, ...read } as unknown as StepRequests[Name];
  const sample = await openWeighted(
    options,
    (header) => step.variables(request, header),
    step.zeros,
    step.negatives,
  );
  const result = step.compute(sample, request);
  if (step.record && out !== undefined) {
    const record = { command: `weight ${name}`, ...step.record(sample, request, result) };
    await writeWeighted(sample, result.columns, record, { data, out }, reader);
  }
  const report = weightReport(name, sample, request, result);
  if (chart !== undefined) await drawRatios(result.change, report, chart, reader);
  await putReport(report, { format, lang });
}

/** `panel weight diagnose`: the same without new weights, so that ratios are those to weights of another name. */
export async function diagnoseCommand(
  options: WeightOptions & Unread<StepRequests["diagnose"]>,
): Promise<void> {
  if (options.chart !== undefined && options.baseWeight === undefined)
    throw new InputError(noRatiosToDraw, { field: "--chart" });
  await weightCommand("diagnose", options);
}
