import { fitModel } from "../models/fit/model.ts";
import { parseFormula, variablesOf } from "../models/formula/formula.ts";
import type { Factor } from "../sources/tables/factor.ts";
import { type Table, variableOf } from "../sources/tables/table.ts";
import { numberColumn } from "../sources/tables/typedColumn.ts";
import type { Design } from "../survey/design.ts";
import type { Mask } from "../survey/domains.ts";
import { InputError } from "../text/errors.ts";
import { noResponseModel, unknownCovariate } from "../text/messages/weightSteps.ts";
import { plain } from "../text/reader.ts";

const place = { field: "--propensity" };

/** The variables of a response model's terms, such as "age + region". */
export const variablesOfPropensity = (terms: string): readonly string[] =>
  variablesOf(parseFormula(`~ ${terms}`, place));

/**
 * The probability with which a row responds, by a logistic regression of response on some terms over the rows inside, with
 * the weights of the design (Little 1986). Throws where a row lacks an answer that the model needs, for then neither it nor
 * those who did not respond like it could be weighted, and where the model does not exist.
 */
export function responsePropensity(
  table: Table,
  design: Design,
  inside: Mask,
  terms: string,
  responded: (row: number) => boolean,
): (row: number) => number {
  for (const name of variablesOfPropensity(terms)) {
    const { codes } = table.factor(variableOf(table, name, "--propensity").name);
    const missing = codes.findIndex((code, row) => inside[row] === 1 && code < 0);
    if (missing >= 0) throw new InputError(unknownCovariate, table.place(missing, name));
  }
  const model = fitModel(withOutcome(table, responded), design, inside, {
    formula: parseFormula(`\`${outcome}\` ~ ${terms}`, place),
    family: "logistic",
    covariance: "design",
    references: new Map(),
    normal: false,
    level: 0.95,
  });
  if ("refusal" in model) throw new InputError(noResponseModel(model.refusal), place);
  const { group, fit } = model.fitted;
  return (row) => fit.means[group[row]!]!;
}

/** A name that no column of a file is likely to have. */
const outcome = "(responded)";

/** The table with response as one more numeric variable. */
function withOutcome(table: Table, responded: (row: number) => boolean): Table {
  const answers = Float64Array.from({ length: table.rows }, (_, row) => Number(responded(row)));
  return table.withColumn(numberColumn({ name: outcome, type: "numeric", label: plain(outcome) }, answers));
}

/** Significant digits in which propensities are compared: those of equal covariates differ by rounding errors. */
const digits = 12;

/**
 * Classes of about as many rows each by ascending propensity, from 1 to `count`: the rank r of n rows, in the mean for
 * ties, gives class ⌊r·count/(n + 1)⌋ + 1 (`proc rank groups=` in SAS). Rows of weight zero have none.
 */
export function propensityClasses(
  weights: Float64Array,
  propensity: (row: number) => number,
  count: number,
): Factor {
  const values = weights.map((weight, row) =>
    weight === 0 ? Number.NaN : Number(propensity(row).toPrecision(digits)),
  );
  const rows = Array.from(values.keys())
    .filter((row) => weights[row] !== 0)
    .sort((a, b) => values[a]! - values[b]!);
  const codes = new Int32Array(weights.length).fill(-1);
  for (let first = 0; first < rows.length; ) {
    let last = first;
    while (last + 1 < rows.length && values[rows[last + 1]!] === values[rows[first]!]) last++;
    const rank = (first + last) / 2 + 1;
    for (let at = first; at <= last; at++) codes[rows[at]!] = Math.floor((rank * count) / (rows.length + 1));
    first = last + 1;
  }
  return { levels: Array.from({ length: count }, (_, at) => String(at + 1)), codes };
}
