import type { ModelResult, Reproduction } from "../figures/reproduce.ts";
import { type Aspect, type Check, checksOf } from "../figures/robustness.ts";
import type { Language } from "../text/language.ts";
import { formatNumber, formatPValue } from "../text/numbers.ts";
import { say } from "../text/words.ts";
import { type Block, cell, heading, left, paragraph, right } from "./document.ts";
import { codebookAt, labelIn } from "./labels.ts";

/** The models beside the models that check them: how often they disagree, and on which coefficients. */
export function describeRobustness(reproduction: Reproduction, language: Language): Block[] {
  const checks = checksOf(reproduction);
  if (checks.length === 0) return [];
  const modelOf = (id: string) => reproduction.models.find(({ description }) => description.id === id)!;
  return [
    heading(3, say("robustness", language)),
    paragraph(say("robustnessNote", language), "faint"),
    countTable(checks, modelOf, language),
    paragraph(""),
    disagreementTable(checks, modelOf, reproduction, language),
  ];
}

type ModelOf = (id: string) => ModelResult;

function countTable(checks: readonly Check[], modelOf: ModelOf, language: Language): Block {
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
      cell(modelOf(check.model).description.title[language]),
      count(check.compared),
      count(check.disagreements.length),
      of(check, "sign"),
      of(check, "significance"),
    ]),
  };
}

function disagreementTable(
  checks: readonly Check[],
  modelOf: ModelOf,
  reproduction: Reproduction,
  language: Language,
): Block {
  const p = (value: number | null) => cell(value === null ? "" : formatPValue(value, language));
  return {
    kind: "table",
    columns: [
      left(say("model", language)),
      left(say("term", language)),
      right(say("estimate", language)),
      right("p"),
      right(say("check", language)),
      right("p"),
      left(say("disagreement", language)),
    ],
    rows: checks.flatMap(({ model, disagreements }) => {
      const { description } = modelOf(model);
      const codebook = codebookAt(reproduction, description.wave);
      return disagreements.map(({ variable, level, own, other, differs }, at) => [
        cell(at === 0 ? description.title[language] : ""),
        cell(
          [labelIn(codebook, variable, "", language), labelIn(codebook, variable, level, language)]
            .slice(0, level === "" ? 1 : 2)
            .join(": "),
        ),
        cell(formatNumber(own.estimate, 3, language)),
        p(own.p),
        cell(formatNumber(other.estimate, 3, language)),
        p(other.p),
        cell(differs.map((aspect) => say(aspect, language)).join(", "), "fair"),
      ]);
    }),
  };
}
