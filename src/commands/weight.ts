import { withReplicates } from "../analyses/weights/adjustedReplicates.ts";
import type { Unread, WeightingStep } from "../analyses/weights/step.ts";
import {
  type StepName,
  type StepRequests,
  type StepResults,
  weightingSteps,
} from "../analyses/weights/steps.ts";
import { writeOutputs } from "../reports/files/outputs.ts";
import { ratioBins, ratioChart } from "../reports/ratioChart.ts";
import { chartSubject } from "../reports/report.ts";
import { weightReport, weightWarnings } from "../reports/weightReport.ts";
import { InputError } from "../text/errors.ts";
import { writtenTo } from "../text/messages/outputs.ts";
import { replicatesMade } from "../text/messages/weightNotes.ts";
import { noRatiosToDraw } from "../text/messages/weightSteps.ts";
import { readerOf } from "../text/reader.ts";
import { marginsIn } from "../weights/marginFiles.ts";
import { chartOutputs } from "./chartOutput.ts";
import { openWeighted } from "./openWeighted.ts";
import { formatOf, openFor, putReport } from "./output.ts";
import { progressBar } from "./progress.ts";
import { tell } from "./tell.ts";
import {
  checkOutputs,
  outputsOf,
  refuseForeignHistory,
  tellWeighted,
  type WeightOptions,
  weightedFiles,
} from "./weightOutput.ts";

/** `panel weight …`: makes new weights, writes the file with them and how they were made, and prints their diagnosis. */
export async function weightCommand<Name extends StepName>(
  name: Name,
  options: WeightOptions & Unread<StepRequests[Name]>,
): Promise<void> {
  const step: WeightingStep<StepRequests[Name], StepResults[Name]> = weightingSteps[name];
  const { data, out, chart, margins: files = [], lang } = options;
  const ofReport = { ...options, out: options.report };
  const reader = readerOf(lang);
  const progress = progressBar(reader.say(replicatesMade));
  const format = formatOf(ofReport, "--report");
  step.check(options);
  checkOutputs(options);
  const { sample, request } = await openFor(outputsOf(options), async () => {
    if (out !== undefined) await refuseForeignHistory(out);
    // Flags have the names of what a step is asked for; of margins they name the files.
    const read = { margins: await marginsIn(files), progress };
    const request = { ...options, ...read } as unknown as StepRequests[Name];
    return {
      request,
      sample: await openWeighted(
        options,
        (header) => step.variables(request, header),
        step.zeros,
        step.negatives,
      ),
    };
  });
  const result = withReplicates(sample, step.compute(sample, request), progress);
  const report = weightReport(name, sample, request, result);
  const isWeighted = step.record && out !== undefined;
  const weighted = isWeighted
    ? await weightedFiles(
        sample,
        result.columns,
        {
          command: `weight ${name}`,
          ...step.record(sample, request, result),
          replicates: result.replicates,
        },
        { data, out },
        reader,
      )
    : [];
  const ratios = ratioBins(result.change);
  const charts = ratios
    ? await chartOutputs(chart, lang, (own) => ratioChart(ratios, chartSubject(report), own))
    : [];
  await writeOutputs([...weighted, ...charts]);
  if (isWeighted) await tellWeighted(data, out);
  for (const { file } of charts) tell(writtenTo(file));
  if (format === "csv" || format === "json") for (const told of weightWarnings(result)) tell(told);
  await putReport(report, ofReport);
}

/** `panel weight diagnose`: the same without new weights, so that ratios are those to weights of another name. */
export async function diagnoseCommand(
  options: WeightOptions & Unread<StepRequests["diagnose"]>,
): Promise<void> {
  if (options.chart !== undefined && options.baseWeight === undefined)
    throw new InputError(noRatiosToDraw, { field: "--chart" });
  await weightCommand("diagnose", options);
}
