import { resolve } from "node:path";
import { vi } from "vitest";
import { withReplicates } from "../../src/analyses/weights/adjustedReplicates.ts";
import type { Unread } from "../../src/analyses/weights/step.ts";
import {
  type StepName,
  type StepRequests,
  type StepResults,
  weightingSteps,
} from "../../src/analyses/weights/steps.ts";
import { openWeighted, type RowOptions } from "../../src/commands/openWeighted.ts";
import { weightCommand } from "../../src/commands/weight.ts";
import type { WeightOptions } from "../../src/commands/weightOutput.ts";
import type { WeightedSample } from "../../src/samples/weighted.ts";
import { marginsIn } from "../../src/weights/marginFiles.ts";

type Asked<Name extends StepName> = Unread<StepRequests[Name]> & { readonly margins?: readonly string[] };

/** A step that was made of a file. */
export interface Made<Name extends StepName> {
  readonly sample: WeightedSample;
  readonly request: StepRequests[Name];
  readonly result: StepResults[Name];
  /** A new column, the first by default. */
  readonly weights: (name?: string) => Float64Array;
}

/** A step over files, whose names are those in a folder. */
export async function weigh<Name extends StepName>(
  folder: string,
  name: Name,
  options: RowOptions & Asked<Name>,
): Promise<Made<Name>> {
  const { data, margins: files = [] }: RowOptions & { readonly margins?: readonly string[] } = options;
  const { check, variables, zeros, compute } = weightingSteps[name];
  check(options);
  const margins = await marginsIn(files.map((file) => resolve(folder, file)));
  const request = { ...options, margins } as unknown as StepRequests[Name];
  const sample = await openWeighted(
    { ...options, data: resolve(folder, data) },
    (header) => variables(request, header),
    zeros,
  );
  const result = withReplicates(sample, compute(sample, request));
  const weights = (column = result.columns[0]!.name) =>
    result.columns.find((own) => own.name === column)!.weights;
  return { sample, request, result, weights };
}

/** The same as a command, whose files are written in the folder; without what it prints. */
export async function weighInto<Name extends StepName>(
  folder: string,
  name: Name,
  options: Omit<WeightOptions, "lang"> & Asked<Name>,
): Promise<void> {
  const printed = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  const told = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const { data, out, margins = [] } = options;
  const files = {
    data: resolve(folder, data),
    ...(out !== undefined && { out: resolve(folder, out) }),
    margins: margins.map((file) => resolve(folder, file)),
  };
  try {
    await weightCommand(name, { ...options, ...files, lang: "en" } as never);
  } finally {
    printed.mockRestore();
    told.mockRestore();
  }
}
