import { families } from "../../models/fit/families.ts";
import type { Codebook } from "../../sources/tables/codebook.ts";
import type { ModelDescription } from "../../study/study.ts";
import type { Label } from "../../text/language.ts";
import { listOf } from "../../text/lists.ts";
import { atLeastOf, regressionOf, rowsSupposed } from "../../text/messages/explanations.ts";
import { titledLabel } from "../../text/messages/modelTitles.ts";
import { both } from "../../text/reader.ts";
import { words } from "../../text/words.ts";
import { modelKind, termTable } from "../modelReport.ts";
import { sizeOf } from "../modelSection.ts";
import { modelFootnotes } from "../notes/footnotes.ts";
import { designCode, modelCode, modelCommand } from "../recipes.ts";
import { codeOf, designOf, type Explained, type Explanation, labelsOf } from "./explanation.ts";

/** A model: what it explains by what, how it is fitted, and its coefficients. */
export function modelExplanation({ whole, reproduction }: Explained): Explanation {
  const own = reproduction!;
  const model = own.models[0]!;
  const { description, result, terms } = model;
  const { field, note } = modelFootnotes(description, [model], own);
  const isFitted = !("refusal" in result);
  return {
    title: description.title,
    results: isFitted ? termTable({ model: result, terms }) : undefined,
    told: {
      definition: regressionText(description, labelsOf(whole)),
      field,
      variables: note,
      estimator: words.modelMethod,
      variance: isFitted ? designOf(own, [description.wave]) : undefined,
      reason: isFitted ? undefined : result.refusal,
    },
    sections: [],
    code: codeOf([modelCommand(model, own)], [designCode(own, [description.wave]), modelCode(model)]),
    notes: [...(isFitted ? [both((reader) => sizeOf(result, reader))] : []), rowsSupposed],
  };
}

/** The outcome and the covariates of a model, by their labels. */
export function regressionText(
  { family, outcome, covariates, wave }: ModelDescription,
  labels: Codebook,
): Label {
  const named = (variable: string, level = "") => both((reader) => reader.label(labels, variable, level));
  const { variable, level, atLeast } = outcome;
  const explained =
    level !== undefined
      ? titledLabel(named(variable), named(variable, level))
      : atLeast === undefined
        ? named(variable)
        : atLeastOf(
            named(variable),
            both((reader) => reader.exact(atLeast)),
          );
  return regressionOf(
    modelKind(family, families[family].links[0]!),
    explained,
    both((reader) =>
      listOf(
        covariates.map((name) => reader.label(labels, name)),
        "and",
        reader.language,
      ),
    ),
    wave,
  );
}
