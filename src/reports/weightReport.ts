import type { CalibrateResult } from "../analyses/weights/calibrate.ts";
import type { WeightChange } from "../analyses/weights/change.ts";
import type { NonresponseRequest } from "../analyses/weights/nonresponse.ts";
import type { MarginRequest } from "../analyses/weights/onMargins.ts";
import type { StepName, StepRequests, StepResults } from "../analyses/weights/steps.ts";
import { finite } from "../analyses/weights/trim.ts";
import type { WeightedSample } from "../samples/weighted.ts";
import type { Label } from "../text/language.ts";
import {
  calibratedBy,
  extremeRatios,
  ineligibleKeep,
  negativeWeights,
  postStratified,
  ratiosAtBounds,
  redundantMargins,
  replicatesAdjusted,
  replicatesBy,
  respondentsOf,
  responseByClasses,
  responseByPropensity,
  responseByQuantiles,
  responseOverall,
  rowsOutside,
  scaledFirst,
  sharesNormalised,
  stepNames,
  stepTitle,
  trimmedTo,
  zeroWeightsAside,
} from "../text/messages/weightNotes.ts";
import { words } from "../text/words.ts";
import { roundedShares } from "../weights/constraints.ts";
import type { MarginCheck } from "../weights/diagnosis.ts";
import { selectionNotes } from "./notes/selectionNotes.ts";
import { isScaled, ratioBins } from "./ratioChart.ts";
import type { Report } from "./report.ts";
import { type ResultTable, resultTable } from "./tables/column.ts";
import { classColumns, marginCheckColumns, weightSummaryColumns } from "./tables/weightColumns.ts";

/** A step that was made. */
interface Made<Request, Result> {
  readonly sample: WeightedSample;
  readonly request: Request;
  readonly result: Result;
}

/** What is told of a step. */
interface StepReport<Request, Result> {
  /** What the title names. */
  readonly subject: (made: Made<Request, Result>) => string;
  /** What was asked for, and what goes into JSON besides tables. */
  readonly request: (made: Made<Request, Result>) => object;
  readonly facts?: (result: Result) => object;
  /** The main table, and others. */
  readonly tables: (result: Result) => readonly [ResultTable, ...ResultTable[]];
  readonly notes: (made: Made<Request, Result>) => readonly (Label | false)[];
}

/** What is told of each step. */
const stepReports: { readonly [Name in StepName]: StepReport<StepRequests[Name], StepResults[Name]> } = {
  calibrate: calibrationReport(methodOf),
  rake: calibrationReport(methodOf),
  "post-stratify": calibrationReport(() => postStratified),
  nonresponse: {
    subject: newColumn,
    request: ({ sample, request, result }) => ({
      column: result.columns[0]!.name,
      respondent: request.respondent,
      ineligible: request.ineligible ?? null,
      classes: request.classes ?? [],
      propensity: request.propensity ?? null,
      quantiles: request.quantiles ?? null,
      where: sample.selection.where,
    }),
    facts: ({ respondents, rows, ineligible, zeros }) => ({
      result: { respondents, rows, ineligible, zeros },
    }),
    tables: ({ classes, change }) =>
      classes.length > 0
        ? [resultTable("classes", words.weightingClasses, classColumns, classes), distributionOf(change)]
        : [distributionOf(change)],
    notes: ({ request, result }) => [
      responseOf(request),
      respondentsOf(result.respondents, result.rows),
      result.ineligible > 0 && ineligibleKeep(result.ineligible),
      result.zeros > 0 && zeroWeightsAside(result.zeros),
      result.outside > 0 && rowsOutside(result.outside),
    ],
  },
  trim: {
    subject: newColumn,
    request: ({ sample, request, result }) => ({
      column: result.columns[0]!.name,
      bounds: finite(request.bounds),
      where: sample.selection.where,
    }),
    facts: ({ trimmed, rounds }) => ({ result: { trimmed, rounds } }),
    tables: ({ change }) => [distributionOf(change)],
    notes: ({ request, result: { trimmed, rounds, change, outside } }) => [
      trimmedTo(request.bounds, trimmed, rounds),
      ...cautionsOf(change),
      outside > 0 && rowsOutside(outside),
    ],
  },
  replicate: {
    subject: ({ result: { replicates } }) => `${replicates.prefix}1–${replicates.prefix}${replicates.count}`,
    request: ({ result }) => result.replicates,
    tables: ({ change }) => [distributionOf(change)],
    notes: ({ sample, request, result: { replicates, calibration, column } }) => {
      const weight = column ?? sample.names.weight;
      return [
        calibration !== undefined && calibratedBy(calibration.method, calibration.bounds),
        ...normalisedIn(request),
        replicatesBy(replicates.method, replicates.count, flagsOf(replicates.prefix, weight)),
      ];
    },
  },
  diagnose: {
    subject: ({ sample }) => sample.names.weight!,
    request: ({ sample, request }) => ({
      baseWeight: request.baseWeight ?? null,
      where: sample.selection.where,
    }),
    tables: ({ checks, change }) =>
      checks.length > 0 ? [marginTable(checks), distributionOf(change)] : [distributionOf(change)],
    notes: ({ request, result: { zeros, change } }) => [
      ...normalisedIn(request),
      zeros > 0 && zeroWeightsAside(zeros),
      ...cautionsOf(change),
    ],
  },
};

/** The report of a step: its diagnosis of the weights. */
export function weightReport<Name extends StepName>(
  name: Name,
  sample: WeightedSample,
  request: StepRequests[Name],
  result: StepResults[Name],
): Report {
  const report: StepReport<StepRequests[Name], StepResults[Name]> = stepReports[name];
  const made = { sample, request, result };
  const { origin, names } = sample;
  const adjusted = result.again && result.replicates;
  const [main, ...sections] = report.tables(result);
  return {
    origin,
    title: stepTitle(stepNames[name], report.subject(made)),
    request: {
      ...{
        command: `weight ${name}`,
        ...sample.file?.standing.said,
        ...sample.file?.coding,
        weight: names.weight ?? null,
      },
      ...report.request(made),
      ...(adjusted && { replicates: adjusted }),
    },
    facts: { ...report.facts?.(result), ratios: ratioBins(result.change) },
    main,
    sections,
    notes: [
      ...selectionNotes(sample),
      ...report.notes(made).filter((note) => note !== false),
      ...(adjusted
        ? [replicatesAdjusted(adjusted.count, flagsOf(adjusted.prefix, result.columns[0]!.name))]
        : []),
    ],
  };
}

function calibrationReport<Request extends MarginRequest>(
  told: (result: CalibrateResult) => Label,
): StepReport<Request, CalibrateResult> {
  return {
    subject: newColumn,
    request: ({ sample, result: { columns, method } }) => ({
      column: columns[0]!.name,
      method,
      where: sample.selection.where,
    }),
    facts: ({ iterations, redundant, change: { scale }, bounds }) => ({
      result: { iterations, redundant, scale, bounds: bounds ? [bounds.low, bounds.high] : null },
    }),
    tables: ({ checks, change }) => [marginTable(checks), distributionOf(change)],
    notes: ({ request, result }) => {
      const { change, redundant, outside } = result;
      return [
        told(result),
        ...normalisedIn(request),
        isScaled(change) && scaledFirst(change.scale),
        redundant.length > 0 && redundantMargins(redundant),
        ...cautionsOf(change),
        outside > 0 && rowsOutside(outside),
      ];
    },
  };
}

/** The flags by which estimates take replicates. */
const flagsOf = (prefix: string, weight: string | undefined) =>
  `${weight === undefined ? "" : `--weight ${weight} `}--replicates ${prefix}`;

/** "w → w_raked". */
function newColumn({ sample, result }: Made<unknown, StepResults[StepName]>): string {
  return `${sample.names.weight ?? "1"} → ${result.columns[0]!.name}`;
}

function methodOf({ method, bounds, iterations }: CalibrateResult): Label {
  return calibratedBy(method, bounds, iterations);
}

function responseOf({ classes = [], propensity, quantiles }: NonresponseRequest): Label {
  if (propensity === undefined) return classes.length > 0 ? responseByClasses(classes) : responseOverall;
  return quantiles === undefined
    ? responseByPropensity(propensity)
    : responseByQuantiles(propensity, quantiles);
}

const marginTable = (checks: readonly MarginCheck[]): ResultTable =>
  resultTable("margins", words.target, marginCheckColumns(checks), checks);

const distributionOf = ({ distributions }: WeightChange): ResultTable =>
  resultTable("weights", words.distribution, weightSummaryColumns, distributions);

/** The margins whose shares are normalised. */
const normalisedIn = ({
  margins = [],
}: {
  readonly margins?: MarginRequest["margins"] | undefined;
}): Label[] => roundedShares(margins).map(({ name, sum }) => sharesNormalised(name, sum));

/** What should be known of new weights whose report is a table alone. */
export const weightWarnings = ({ change, redundant = [] }: Warned): Label[] => [
  ...(change.cautions.negative > 0 ? [negativeWeights(change.cautions.negative)] : []),
  ...(redundant.length > 0 ? [redundantMargins(redundant)] : []),
];

interface Warned extends Pick<StepResults[StepName], "change"> {
  readonly redundant?: readonly string[];
}

/** How many weights are negative, or ratios extreme or at a bound, where any are. */
function cautionsOf({ cautions: { negative, extreme, atLow, atHigh } }: WeightChange): (Label | false)[] {
  return [
    negative > 0 && negativeWeights(negative),
    extreme > 0 && extremeRatios(extreme),
    atLow + atHigh > 0 && ratiosAtBounds(atLow, atHigh),
  ];
}
