import type { WeightedSample } from "../../samples/weighted.ts";
import { refuseUndefined } from "../../sources/expressions/evaluate.ts";
import { parseExpression, variablesIn } from "../../sources/expressions/expression.ts";
import { crossFactors, type Factor } from "../../sources/tables/factor.ts";
import { expressionOver, variableOf } from "../../sources/tables/table.ts";
import { InputError } from "../../text/errors.ts";
import { conditionUndefined } from "../../text/messages/expressions.ts";
import {
  classUnknown,
  ineligibleRespondent,
  nobodyResponded,
  notStatus,
  quantilesOfPropensity,
  responseExplainedTwice,
  statusUnknown,
} from "../../text/messages/weightSteps.ts";
import {
  type Adjusted,
  adjustByClass,
  adjustByPropensity,
  type WeightingClass,
} from "../../weights/nonresponse.ts";
import { propensityClasses, responsePropensity, variablesOfPropensity } from "../../weights/propensity.ts";
import { changeOf, countOutside, countZeros } from "./change.ts";
import { newColumn, type Unread, type Weighting, type WeightingStep } from "./step.ts";

/** What response depends on: weighting classes, or a model; without either, all rows are one class. */
export interface NonresponseRequest {
  /** The name of the new column. */
  readonly column?: string | undefined;
  /** The condition that respondents meet. */
  readonly respondent: string;
  /** The condition that rows known not to be of the target population meet: they keep their weight. */
  readonly ineligible?: string | undefined;
  /** Variables whose crossing makes the weighting classes. */
  readonly classes?: readonly string[] | undefined;
  /** The right side of the response model's formula. */
  readonly propensity?: string | undefined;
  /** Classes of about equal size by response propensity. */
  readonly quantiles?: number | undefined;
}

export interface NonresponseResult extends Weighting {
  readonly respondents: number;
  /** Eligible rows that were to be weighted, and rows that were not. */
  readonly rows: number;
  readonly outside: number;
  /** Ineligible rows, which keep their weight, and rows of weight zero, which stay so. */
  readonly ineligible: number;
  readonly zeros: number;
  /** The weighting classes, where there are any. */
  readonly classes: readonly WeightingClass[];
}

/**
 * Respondents' weights that stand for those who did not respond too. Ineligible rows stand for their like in the frame: they
 * keep their weight and are of no class (Valliant, Dever and Kreuter 2018, chapter 13).
 */
export const nonresponseStep: WeightingStep<NonresponseRequest, NonresponseResult> = {
  zeros: "outside",
  check,
  variables: ({ respondent, ineligible, classes = [], propensity }) => [
    ...variablesIn(parseExpression(respondent, { field: "--respondent" })),
    ...(ineligible === undefined ? [] : variablesIn(parseExpression(ineligible, { field: "--ineligible" }))),
    ...classes,
    ...(propensity === undefined ? [] : variablesOfPropensity(propensity)),
  ],
  compute: (sample, request) => {
    check(request);
    const { before } = sample;
    const name = newColumn(sample, request.column, "nonresponse");
    const isIneligible = ineligibleIn(sample, request);
    const eligible = without(sample, isIneligible);
    const responded = respondentsIn(eligible, request.respondent);
    const keeping = (own: Float64Array, after: Float64Array) =>
      after.map((weight, row) => (isIneligible(row) ? own[row]! : weight));
    const { weights, classes } = adjusted(eligible, request, responded);
    const answered = (values: Float64Array) => values.filter((_, row) => responded(row));
    return {
      columns: [{ name, weights: keeping(before, weights) }],
      again: (own) => keeping(own, adjusted(of(eligible, own), request, responded).weights),
      change: changeOf(answered(before), answered(weights)),
      respondents: answered(before).length,
      rows: eligible.before.filter((value) => value > 0).length,
      outside: countOutside(sample),
      ineligible: before.filter((_, row) => isIneligible(row)).length,
      zeros: countZeros(sample),
      classes,
    };
  },
  record: (_, { respondent, ineligible, classes, propensity, quantiles }, result) => ({
    column: result.columns[0]!.name,
    options: {
      respondent,
      ineligible: ineligible ?? null,
      classes: classes ?? null,
      propensity: propensity ?? null,
      quantiles: quantiles ?? null,
    },
    result: {
      respondents: result.respondents,
      rows: result.rows,
      ineligible: result.ineligible,
      ...(result.classes.length > 0 && { classes: result.classes }),
    },
  }),
};

function check({ classes, propensity, quantiles }: Unread<NonresponseRequest>): void {
  if (classes !== undefined && propensity !== undefined) throw new InputError(responseExplainedTwice);
  if (quantiles !== undefined && propensity === undefined) throw new InputError(quantilesOfPropensity);
}

/** Whether a row inside responded; throws where that is unknown, or where nobody did. */
function respondentsIn(sample: WeightedSample, text: string): (row: number) => boolean {
  const responded = meeting(sample, text, "--respondent");
  if (!responded.includes(1))
    throw new InputError(nobodyResponded, { field: "--respondent" }, { value: text });
  return (row) => responded[row] === 1;
}

/** Whether a row inside is ineligible; throws where that is unknown, or where such a row responded. */
function ineligibleIn(
  sample: WeightedSample,
  { respondent, ineligible }: NonresponseRequest,
): (row: number) => boolean {
  if (ineligible === undefined) return () => false;
  const isIneligible = meeting(sample, ineligible, "--ineligible");
  const inside = { ...sample, inside: isIneligible };
  const both = meeting(inside, respondent, "--respondent", "not met").indexOf(1);
  if (both >= 0) throw new InputError(ineligibleRespondent, sample.table.place(both), { value: respondent });
  return (row) => isIneligible[row] === 1;
}

/** The sample without some rows among those to be weighted. */
function without(sample: WeightedSample, isOut: (row: number) => boolean): WeightedSample {
  return {
    ...sample,
    inside: sample.inside.map((is, row) => (isOut(row) ? 0 : is)),
    before: sample.before.map((weight, row) => (isOut(row) ? 0 : weight)),
  };
}

/** The rows to be weighted with other weights before. */
function of({ design, ...sample }: WeightedSample, weights: Float64Array): WeightedSample {
  const before = weights.map((weight, row) => (sample.inside[row] ? weight : 0));
  return { ...sample, before, design: { ...design, weights } };
}

/** The rows inside that meet a condition; throws where it does not exist, and where it is unknown, unless that is not to meet it. */
function meeting(
  { table, inside }: WeightedSample,
  text: string,
  flag: "--respondent" | "--ineligible",
  unknown: "refused" | "not met" = "refused",
): Uint8Array {
  const place = { field: flag };
  const condition = expressionOver(table, text, place);
  if (condition.type !== "truth") throw new InputError(notStatus[flag], place, { value: text });
  return Uint8Array.from({ length: table.rows }, (_, row) => {
    if (!inside[row]) return 0;
    const answer = condition.evaluate(row);
    if (answer === undefined)
      throw refuseUndefined(condition, row, (column) => table.place(row, column), conditionUndefined);
    if (answer === null && unknown === "refused")
      throw new InputError(statusUnknown[flag], table.place(row), { value: text });
    return Number(answer);
  });
}

function adjusted(
  sample: WeightedSample,
  { classes, propensity: terms, quantiles }: NonresponseRequest,
  responded: (row: number) => boolean,
): Adjusted {
  const { table, design, inside, before } = sample;
  if (terms === undefined) return adjustByClass(before, responded, classesOf(sample, classes));
  // What the propensities' own variance would be is nobody's question.
  const plain = { ...design, replication: undefined };
  const propensity = responsePropensity(table, plain, inside, terms, responded);
  if (quantiles !== undefined)
    return adjustByClass(before, responded, propensityClasses(before, propensity, quantiles));
  return { weights: adjustByPropensity(before, responded, propensity), classes: [] };
}

/** The crossing of some variables, all rows where there are none; throws where a row inside lacks one of them. */
function classesOf({ table, inside }: WeightedSample, names: readonly string[] = []): Factor {
  if (names.length === 0) return { levels: [""], codes: new Int8Array(table.rows) };
  const factors = names.map((name) => table.factor(variableOf(table, name, "--classes").name));
  names.forEach((name, at) => {
    const missing = factors[at]!.codes.findIndex((code, row) => inside[row] === 1 && code < 0);
    if (missing >= 0) throw new InputError(classUnknown, table.place(missing, name));
  });
  return crossFactors(table.rows, factors);
}
