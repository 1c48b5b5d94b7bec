import type { WeightedSample } from "../../samples/weighted.ts";
import { refuseUndefined } from "../../sources/expressions/evaluate.ts";
import { parseExpression, variablesIn } from "../../sources/expressions/expression.ts";
import { crossFactors, type Factor } from "../../sources/tables/factor.ts";
import { expressionOver, variableOf } from "../../sources/tables/table.ts";
import { InputError } from "../../text/errors.ts";
import { conditionUndefined } from "../../text/messages/expressions.ts";
import {
  classUnknown,
  nobodyResponded,
  quantilesOfPropensity,
  respondentNotCondition,
  responseExplainedTwice,
  responseUnknown,
} from "../../text/messages/weightSteps.ts";
import {
  type Adjusted,
  adjustByClass,
  adjustByPropensity,
  type WeightingClass,
} from "../../weights/nonresponse.ts";
import { propensityClasses, responsePropensity, variablesOfPropensity } from "../../weights/propensity.ts";
import { changeOf, countOutside } from "./change.ts";
import { newColumn, type Unread, type Weighting, type WeightingStep } from "./step.ts";

/** What response depends on: weighting classes, or a model; without either, all rows are one class. */
export interface NonresponseRequest {
  /** The name of the new column. */
  readonly column?: string | undefined;
  /** The condition that respondents meet. */
  readonly respondent: string;
  /** Variables whose crossing makes the weighting classes. */
  readonly classes?: readonly string[] | undefined;
  /** The right side of the response model's formula. */
  readonly propensity?: string | undefined;
  /** Classes of about equal size by response propensity. */
  readonly quantiles?: number | undefined;
}

export interface NonresponseResult extends Weighting {
  readonly respondents: number;
  /** Rows that were to be weighted, and rows that were not. */
  readonly rows: number;
  readonly outside: number;
  /** The weighting classes, where there are any. */
  readonly classes: readonly WeightingClass[];
}

const place = { field: "--respondent" };

/** Respondents' weights that stand for those who did not respond too. */
export const nonresponseStep: WeightingStep<NonresponseRequest, NonresponseResult> = {
  check,
  variables: ({ respondent, classes = [], propensity }) => [
    ...variablesIn(parseExpression(respondent, place)),
    ...classes,
    ...(propensity === undefined ? [] : variablesOfPropensity(propensity)),
  ],
  compute: (sample, request) => {
    check(request);
    const { before } = sample;
    const name = newColumn(sample, request.column, "nonresponse");
    const responded = respondentsIn(sample, request.respondent);
    const { weights, classes } = adjusted(sample, request, responded);
    const answered = (values: Float64Array) => values.filter((_, row) => responded(row));
    return {
      columns: [{ name, weights }],
      change: changeOf(answered(before), answered(weights)),
      respondents: answered(before).length,
      rows: before.filter((value) => value > 0).length,
      outside: countOutside(sample),
      classes,
    };
  },
  record: (_, { respondent, classes, propensity, quantiles }, result) => ({
    column: result.columns[0]!.name,
    options: {
      respondent,
      classes: classes ?? null,
      propensity: propensity ?? null,
      quantiles: quantiles ?? null,
    },
    result: {
      respondents: result.respondents,
      rows: result.rows,
      ...(result.classes.length > 0 && { classes: result.classes }),
    },
  }),
};

function check({ classes, propensity, quantiles }: Unread<NonresponseRequest>): void {
  if (classes !== undefined && propensity !== undefined) throw new InputError(responseExplainedTwice);
  if (quantiles !== undefined && propensity === undefined) throw new InputError(quantilesOfPropensity);
}

/** Whether a row inside responded; throws where that is unknown, or where nobody did. */
function respondentsIn({ table, inside }: WeightedSample, text: string): (row: number) => boolean {
  const condition = expressionOver(table, text, place);
  if (condition.type !== "truth") throw new InputError(respondentNotCondition, place, { value: text });
  const answers = Uint8Array.from({ length: table.rows }, (_, row) => {
    if (!inside[row]) return 0;
    const answer = condition.evaluate(row);
    if (answer === undefined)
      throw refuseUndefined(condition, row, (column) => table.place(row, column), conditionUndefined);
    if (answer === null) throw new InputError(responseUnknown, table.place(row), { value: text });
    return Number(answer);
  });
  if (!answers.includes(1)) throw new InputError(nobodyResponded, place, { value: text });
  return (row) => answers[row] === 1;
}

function adjusted(
  sample: WeightedSample,
  { classes, propensity: terms, quantiles }: NonresponseRequest,
  responded: (row: number) => boolean,
): Adjusted {
  const { table, design, inside, before } = sample;
  if (terms === undefined) return adjustByClass(before, responded, classesOf(sample, classes));
  const propensity = responsePropensity(table, design, inside, terms, responded);
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
