import { fitModel } from "../models/fit/model.ts";
import { parseFormula, variablesOf } from "../models/formula/formula.ts";
import { classTable, type WeightChange, weightSection, weightTable } from "../reports/weightReport.ts";
import { parseExpression, variablesIn } from "../sources/expressions/expression.ts";
import { crossFactors } from "../sources/tables/factor.ts";
import { expressionOver, type Table, variableOf } from "../sources/tables/table.ts";
import { numberColumn } from "../sources/tables/typedColumn.ts";
import { InputError } from "../text/errors.ts";
import { titled } from "../text/language.ts";
import { say } from "../text/words.ts";
import {
  adjustByClass,
  adjustByPropensity,
  propensityClasses,
  type WeightingClass,
} from "../weights/nonresponse.ts";
import { selectionNotes } from "./oldSample.ts";
import { outsideNotes } from "./weightCalibrate.ts";
import { openWeighted, type WeightedFile, type WeightOptions } from "./weightFile.ts";
import { checkOutputs, newColumn, putDiagnosis, writeWeighted } from "./weightOutput.ts";

export interface NonresponseOptions extends WeightOptions {
  /** The condition that respondents meet. */
  readonly respondent: string;
  /** Variables whose crossing makes the weighting classes. */
  readonly classes?: readonly string[];
  /** The right side of the response model's formula. */
  readonly propensity?: string;
  /** Classes of about equal size by response propensity. */
  readonly quantiles?: number;
}

interface Adjustment {
  readonly weights: Float64Array;
  readonly classes: readonly WeightingClass[];
  readonly note: { readonly fr: string; readonly en: string };
}

const place = { field: "--respondent" };

/** `panel weight nonresponse`: respondents' weights that stand for those who did not respond too. */
export async function nonresponseCommand(options: NonresponseOptions, dataFolder: string): Promise<void> {
  const { weight, respondent, classes, propensity, quantiles, lang } = options;
  if ((classes === undefined) === (propensity === undefined))
    throw new InputError(
      classes === undefined
        ? "nothing tells what response depends on"
        : "--classes and --propensity exclude each other",
      {},
      {
        advice:
          'Name weighting classes, as in --classes region,sex, or a model, as in --propensity "age + sex"',
      },
    );
  if (quantiles !== undefined && propensity === undefined)
    throw new InputError("--quantiles belongs to --propensity");
  await checkOutputs(options);
  const formula =
    propensity === undefined ? undefined : parseFormula(`~ ${propensity}`, { field: "--propensity" });
  const sample = await openWeighted(
    options,
    [
      ...variablesIn(parseExpression(respondent, place)),
      ...(classes ?? []),
      ...(formula ? variablesOf(formula) : []),
    ],
    dataFolder,
  );
  const { before, inside, file, table } = sample;
  const column = newColumn(options, `${weight ?? "weight"}_nonresponse`, file);
  const responded = respondentsIn(table, inside, respondent);
  const {
    weights,
    classes: found,
    note,
  } = formula ? byModel(sample, propensity!, responded, quantiles) : byClasses(sample, classes!, responded);
  const answered = (values: Float64Array) => values.filter((_, row) => responded(row) && inside[row] === 1);
  const change: WeightChange = { before: answered(before), after: answered(weights), scale: 1 };
  const result = {
    respondents: change.after.length,
    rows: before.filter((value) => value > 0).length,
    ...(found.length > 0 && { classes: found }),
  };
  await writeWeighted(
    sample,
    options,
    { names: [column], valueAt: (row) => weights[row]! },
    {
      command: "weight nonresponse",
      column,
      options: {
        respondent,
        classes: classes ?? null,
        propensity: propensity ?? null,
        quantiles: quantiles ?? null,
      },
      result,
    },
  );
  const title = say("weightingClass", lang);
  await putDiagnosis(
    sample,
    {
      title: titled(
        lang === "fr" ? "Correction de la non-réponse" : "Adjustment for non-response",
        `${weight ?? "1"} → ${column}`,
        lang,
      ),
      request: {
        command: "weight nonresponse",
        weight: weight ?? null,
        column,
        respondent,
        classes: classes ?? [],
        propensity: propensity ?? null,
        quantiles: quantiles ?? null,
        where: options.where ?? [],
      },
      facts: { result: { respondents: result.respondents, rows: result.rows } },
      ...(found.length > 0
        ? { key: "classes", rows: classTable(found, title, lang), sections: [weightSection(change, lang)] }
        : { key: "weights", rows: weightTable(change, lang) }),
      notes: [
        ...selectionNotes(options),
        note[lang],
        lang === "fr"
          ? `${result.respondents} répondants sur ${result.rows} lignes ; les autres ont un nouveau poids nul.`
          : `${result.respondents} respondents of ${result.rows} rows; the others have a new weight of zero.`,
        ...outsideNotes(sample, lang),
      ],
    },
    change,
    options,
  );
}

/** Whether a row responded; throws where that is unknown, or where all or none did. */
function respondentsIn(table: Table, inside: Uint8Array, text: string): (row: number) => boolean {
  const { type, evaluate } = expressionOver(table, text, place);
  if (type !== "truth")
    throw new InputError("this is no condition", place, {
      value: text,
      advice: 'Compare it, as in --respondent "responded == 1"',
    });
  const answers = Uint8Array.from({ length: table.rows }, (_, row) => {
    if (!inside[row]) return 0;
    const answer = evaluate(row);
    if (answer === null)
      throw new InputError("it is unknown whether this row responded", table.place(row), { value: text });
    return Number(answer);
  });
  if (!answers.includes(1)) throw new InputError("nobody responded", place, { value: text });
  return (row) => answers[row] === 1;
}

function byClasses(
  { table, inside, before }: WeightedFile,
  names: readonly string[],
  responded: (row: number) => boolean,
): Adjustment {
  const factors = names.map((name) => table.factor(variableOf(table, name, "--classes").name));
  names.forEach((name, at) => {
    const missing = factors[at]!.codes.findIndex((code, row) => inside[row] === 1 && code < 0);
    if (missing >= 0)
      throw new InputError("a row lacks its weighting class", table.place(missing, name), {
        advice: "Impute it, or leave such rows out with --where",
      });
  });
  const { weights, classes } = adjustByClass(before, responded, crossFactors(table.rows, factors));
  return {
    weights,
    classes,
    note: {
      fr: `Groupes de réponse homogène : ${names.join(" × ")} ; taux de réponse pondérés.`,
      en: `Weighting classes: ${names.join(" × ")}; weighted response rates.`,
    },
  };
}

function byModel(
  { table, design, inside, before }: WeightedFile,
  terms: string,
  responded: (row: number) => boolean,
  quantiles: number | undefined,
): Adjustment {
  for (const name of variablesOf(parseFormula(`~ ${terms}`, { field: "--propensity" }))) {
    const { codes } = table.factor(variableOf(table, name, "--propensity").name);
    const missing = codes.findIndex((code, row) => inside[row] === 1 && code < 0);
    if (missing >= 0)
      throw new InputError(
        "a row lacks an answer that the response model needs",
        table.place(missing, name),
        {
          advice: "Respondents and others must have it: impute it, or leave such rows out with --where",
        },
      );
  }
  const outcome = "(responded)";
  const answers = Float64Array.from(before, (_, row) => Number(responded(row)));
  const withOutcome = table.withColumn(
    numberColumn({ name: outcome, type: "numeric", label: { fr: outcome, en: outcome } }, answers),
  );
  const model = fitModel(withOutcome, design, inside, {
    formula: parseFormula(`\`${outcome}\` ~ ${terms}`, { field: "--propensity" }),
    family: "logistic",
    covariance: "design",
    references: new Map(),
    normal: false,
    level: 0.95,
  });
  if ("refusal" in model)
    throw new InputError(`the response model does not exist: ${model.refusal.en}`, { field: "--propensity" });
  const { group, fit } = model.fitted;
  const propensity = (row: number) => fit.means[group[row]!]!;
  const formula = `~ ${terms}`;
  if (quantiles === undefined)
    return {
      weights: adjustByPropensity(before, responded, propensity),
      classes: [],
      note: {
        fr: `Poids divisés par la probabilité de réponse estimée (régression logistique pondérée ${formula}).`,
        en: `Weights over the estimated response propensity (weighted logistic regression ${formula}).`,
      },
    };
  return {
    ...adjustByClass(before, responded, propensityClasses(before, propensity, quantiles)),
    note: {
      fr: `Groupes de réponse homogène : ${quantiles} quantiles de la probabilité de réponse estimée (régression logistique pondérée ${formula}) ; taux de réponse pondérés.`,
      en: `Weighting classes: ${quantiles} quantiles of the estimated response propensity (weighted logistic regression ${formula}); weighted response rates.`,
    },
  };
}
