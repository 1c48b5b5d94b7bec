import type { Reproduction } from "../figures/reproduce.ts";
import { type Aspect, type Check, checksOf } from "../figures/robustness.ts";
import type { Language } from "../text/language.ts";
import { formatNumber } from "../text/numbers.ts";
import { say } from "../text/words.ts";
import { type Block, cell, heading, left, paragraph, right } from "./document.ts";
import { codebookAt, labelIn } from "./labels.ts";
import { type Datum, datum, type Field, type Tidy, tidyTable } from "./tidy.ts";

// TRANSITION: columns of the old kind.
const field = (key: string, title: string, kind: Field["kind"], more: Partial<Field> = {}): Field => ({
  ...{ key, title, kind, shown: true },
  ...more,
});
const hidden = (key: string, kind: Field["kind"]) => field(key, key, kind, { shown: false });

/** The models beside the models that check them: how often they disagree, and on which coefficients. */
export function describeRobustness(reproduction: Reproduction, language: Language): Block[] {
  const checks = checksOf(reproduction);
  if (checks.length === 0) return [];
  return [
    heading(3, say("robustness", language)),
    paragraph(say("robustnessNote", language), "faint"),
    countTable(checks, reproduction, language),
    paragraph(""),
    tidyTable(disagreementTable(reproduction, language), language),
  ];
}

function countTable(checks: readonly Check[], { models }: Reproduction, language: Language): Block {
  const titleOf = (id: string) =>
    models.find(({ description }) => description.id === id)!.description.title[language];
  const count = (value: number) => cell(formatNumber(value, 0, language));
  const of = ({ disagreements }: Check, aspect: Aspect) =>
    count(disagreements.filter(({ differs }) => differs.includes(aspect)).length);
  return {
    kind: "table",
    columns: [
      left(say("model", language)),
      right(say("checked", language)),
      right(say("disagreeing", language)),
      right(say("ofWhichSign", language)),
      right(say("ofWhichSignificance", language)),
    ],
    rows: checks.map((check) => [
      cell(titleOf(check.model)),
      count(check.compared),
      count(check.disagreements.length),
      of(check, "sign"),
      of(check, "significance"),
    ]),
  };
}

/** One tidy shape for all disagreements: a row for each coefficient on which a model and its check do not agree. */
export function disagreementTable(reproduction: Reproduction, language: Language): Tidy {
  const describe = (id: Datum) =>
    reproduction.models.find(({ description }) => description.id === id)!.description;
  const labelOf = ([model, , variable]: readonly Datum[], level: string) =>
    labelIn(codebookAt(reproduction, describe(model!).wave), String(variable), level, language);
  return {
    fields: [
      field("model", say("model", language), "text", {
        grouping: true,
        label: (id) => describe(id).title[language],
      }),
      hidden("check", "text"),
      field("variable", say("variable", language), "text", { label: (_, row) => labelOf(row, "") }),
      field("level", say("level", language), "text", {
        label: (level, row) => (level === "" ? "" : labelOf(row, level)),
      }),
      field("estimate", say("estimate", language), "number", { decimals: 3 }),
      field("p", "p", "p"),
      field("check_estimate", say("check", language), "number", { decimals: 3 }),
      field("check_p", "p", "p"),
      field("differs", say("disagreement", language), "text", {
        label: (differs) =>
          differs
            .split(separator)
            .map((aspect) => say(aspect as Aspect, language))
            .join(", "),
      }),
    ],
    rows: checksOf(reproduction)
      .flatMap(({ disagreements }) => disagreements)
      .map(({ model, check, variable, level, own, other, differs }) => [
        ...[model, check, variable, level],
        ...[datum(own.estimate), datum(own.p), datum(other.estimate), datum(other.p)],
        differs.join(separator),
      ]),
  };
}

const separator = " and ";
