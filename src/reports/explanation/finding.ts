import type { FindingResult, Reproduction } from "../../figures/reproduce.ts";
import type { LevelGroup } from "../../sources/tables/codebook.ts";
import { type Estimand, wavesOf } from "../../study/figures.ts";
import { type Contrast, isContrast } from "../../study/operands.ts";
import { measureOf, type Study } from "../../study/study.ts";
import type { Label } from "../../text/language.ts";
import { listOf } from "../../text/lists.ts";
import {
  comparisons,
  contrastOf,
  quantitiesAlone,
  rowsSupposed,
  timesFactor,
} from "../../text/messages/explanations.ts";
import { both } from "../../text/reader.ts";
import { words } from "../../text/words.ts";
import { definitionOf } from "../definitions.ts";
import { estimandFootnotes, modelFootnotes } from "../notes/footnotes.ts";
import { designCode, figureCode, figureCommand, modelCode, modelCommand } from "../recipes.ts";
import { findingTable } from "../tables/findingColumns.ts";
import {
  codeOf,
  type Explained,
  type Explanation,
  labelsOf,
  locationOf,
  meaningOf,
  noteIn,
  type Told,
} from "./explanation.ts";
import { regressionText } from "./model.ts";

/** A published statement: what it compares, by what, and what was found. */
export function findingExplanation({ study, whole, reproduction }: Explained): Explanation {
  const own = reproduction!;
  const result = own.findings[0]!;
  const { finding, status, reason } = result;
  const measures =
    finding.model === "" ? [measureOf(study, finding.first!), measureOf(study, finding.second!)] : [];
  const estimands = measures.filter((measure) => !isContrast(measure)) as Estimand[];
  const models = own.models.filter(({ result: fitted }) => !("refusal" in fitted));
  return {
    title: finding.label,
    results: findingTable(own),
    told: {
      ...(measures.length > 0 ? comparedOf(result, measures, study, whole) : ofModel(own, whole)),
      ...fieldsOf(estimands, own),
      place: locationOf(finding, whole),
      verdict: meaningOf(status),
      basis: both(
        ({ say, language }) =>
          `${say(words[finding.basis])}${language === "fr" ? " (" : " ("}${say(words.basisNote)})`,
      ),
      reason: reason ?? undefined,
      note: noteIn(finding.note),
    },
    sections: [],
    code: codeOf(
      [
        ...estimands.map((estimand) => figureCommand(estimand, own)),
        ...models.map((model) => modelCommand(model, own)),
      ],
      [
        designCode(own, [
          ...estimands.flatMap(wavesOf),
          ...models.map(({ description }) => description.wave),
        ]),
        ...estimands.map(figureCode),
        ...models.map(modelCode),
      ],
    ),
    notes: [...(estimands.length > 0 ? [quantitiesAlone] : []), rowsSupposed],
  };
}

/** Whom a comparison is about, and what its variables are. */
function fieldsOf(estimands: readonly Estimand[], reproduction: Reproduction): Told {
  const { models } = reproduction;
  const { field, note } =
    estimands.length > 0
      ? estimandFootnotes(estimands, reproduction)
      : modelFootnotes({}, models, reproduction);
  return { field, variables: note };
}

function comparedOf(
  { finding: { factor } }: FindingResult,
  measures: readonly (Estimand | Contrast)[],
  study: Study,
  whole: Study,
): Told {
  const told = measures.map((measure) =>
    isContrast(measure) ? contrastText(measure, study, whole) : definitionOf(measure, labelsOf(whole)),
  ) as [Label, Label];
  const times = factor === 1 ? undefined : timesFactor(both((reader) => reader.exact(factor)));
  return {
    first: told[0],
    second: times ? both(({ say }) => `${say(times)}${say(told[1])}`) : told[1],
    estimator: comparisons[measures.some(isContrast) ? "contrasts" : "figures"],
  };
}

const ofModel = ({ models }: Reproduction, whole: Study): Told => ({
  definition: regressionText(models[0]!.description, labelsOf(whole)),
  estimator: words.modelMethod,
});

function contrastText({ model, variable, level, versus }: Contrast, { models }: Study, whole: Study): Label {
  const labels = labelsOf(whole);
  const named = (group: LevelGroup) =>
    both((reader) =>
      group === "*"
        ? reader.say(words.overallMean)
        : listOf(
            group.map((one) => reader.label(labels, variable, one)),
            "and",
            reader.language,
          ),
    );
  return contrastOf(
    models.find(({ id }) => id === model)!.title,
    both((reader) => reader.label(labels, variable)),
    named(level),
    named(versus),
  );
}
