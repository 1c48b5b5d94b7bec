import type { FindingResult, Reproduction } from "../../figures/reproduce.ts";
import { findingStatuses } from "../../figures/verdict.ts";
import type { LevelGroup } from "../../sources/tables/codebook.ts";
import { bases, type Finding } from "../../study/findings.ts";
import type { Comparison } from "../../survey/comparison.ts";
import { titled } from "../../text/language.ts";
import { plain, type Reader } from "../../text/reader.ts";
import { words } from "../../text/words.ts";
import { codebookOf } from "../codebookOf.ts";
import { type Column, fileColumn, type ResultTable, resultTable } from "./column.ts";
import { besides, knownColumn } from "./knownColumns.ts";
import { tones } from "./verdicts.ts";

/** How a stated sign is written in files, where a plus or minus would begin a formula, and for people. */
const signs: { readonly [Sign in Finding["sign"]]: { readonly name: string; readonly shown: string } } = {
  "+": { name: "positive", shown: "+" },
  "-": { name: "negative", shown: "−" },
  "0": { name: "none", shown: "0" },
};

/** The published statements beside the models' comparisons, a row per finding. */
export const findingTable = (
  reproduction: Reproduction,
  rows: readonly FindingResult[] = reproduction.findings,
): ResultTable => resultTable("findings", words.findings, findingColumns(reproduction), rows);

export function findingColumns(
  reproduction: Pick<Reproduction, "models" | "dataset" | "study" | "findings" | "known">,
): Column<FindingResult>[] {
  const { models, study, findings, known } = reproduction;
  const knownOf = besides(findings, known?.findings ?? []);
  const se = fileColumn("se", "number", compared("se"), { title: words.se });
  const p: Column<FindingResult> = { key: "p", title: words.p, kind: "p", value: pOf };
  const modelOf = ({ finding }: FindingResult) =>
    models.find(({ description }) => description.id === finding.model);
  return [
    fileColumn("id", "text", ({ finding }) => finding.id),
    fileColumn("section", "text", ({ finding }, { say }) => say(study.sections.get(finding.section)!)),
    { key: "label", title: words.finding, kind: "text", value: ({ finding }, { say }) => say(finding.label) },
    {
      key: "page",
      title: words.page,
      kind: "count",
      secondary: 1,
      tone: "faint",
      value: ({ finding }) => finding.page,
    },
    fileColumn("model", "text", ({ finding }) => finding.model || null, {
      about: "null when the statement compares two figures, or two contrasts of models",
    }),
    fileColumn("first", "text", ({ finding }) => finding.first || null, {
      about: "the figure or contrast that is compared with the second",
    }),
    fileColumn("second", "text", ({ finding }) => finding.second || null),
    fileColumn("factor", "number", ({ finding }) => (finding.first ? finding.factor : null), {
      about: "by which the second is multiplied before it is subtracted from the first",
    }),
    fileColumn("variable", "text", ({ finding }) => finding.variable || null),
    fileColumn("level", "text", ({ finding }) => cellOf(finding.level), {
      about: "several are joined by |, and * is all; null when the statement is of the whole variable",
    }),
    fileColumn("versus", "text", ({ finding }) => cellOf(finding.versus)),
    {
      key: "comparison",
      title: words.comparison,
      kind: "text",
      audience: "people",
      secondary: 1,
      tone: "faint",
      value: (row, reader) => comparisonText(row, modelOf(row)?.description.wave, reproduction, reader),
    },
    {
      key: "sign",
      title: plain("±"),
      kind: "text",
      align: "right",
      value: ({ finding }) => signs[finding.sign].name,
      text: ({ finding }) => signs[finding.sign].shown,
      values: Object.values(signs).map(({ name }) => name),
      about: "none for no significant difference",
    },
    {
      key: "basis",
      title: words.basis,
      kind: "text",
      secondary: 1,
      tone: "faint",
      value: ({ finding }) => finding.basis,
      text: ({ finding }, { say }) => say(words[finding.basis]),
      values: bases,
    },
    {
      key: "shown",
      title: words.estimateOrF,
      kind: "number",
      decimals: 3,
      audience: "people",
      value: ({ comparison, test }) => comparison?.estimate ?? test?.F,
    },
    fileColumn("estimate", "number", compared("estimate")),
    se,
    ...knownColumn(known, se, (row) => knownOf(row)?.comparison?.se),
    fileColumn("statistic", "number", compared("statistic")),
    fileColumn("df", "number", compared("df")),
    fileColumn("low", "number", compared("low")),
    fileColumn("high", "number", compared("high")),
    fileColumn("F", "number", ({ test }) => test?.F, {
      about: "Wald's test of the variable, when the statement is that it makes no difference",
    }),
    fileColumn("df1", "count", ({ test }) => test?.df1),
    fileColumn("df2", "number", ({ test }) => test?.df2),
    {
      key: "ratio",
      title: words.ratio,
      kind: "number",
      decimals: 2,
      value: ({ ratio }) => ratio?.estimate,
      about: "the first over the second",
    },
    fileColumn("ratio_se", "number", ({ ratio }) => ratio?.se),
    fileColumn("ratio_low", "number", ({ ratio }) => ratio?.low, {
      about: "of the interval that is symmetric on the log scale",
    }),
    fileColumn("ratio_high", "number", ({ ratio }) => ratio?.high),
    p,
    ...knownColumn(known, p, (row) => pOf(knownOf(row))),
    fileColumn("margin", "number", ({ finding }) => finding.margin),
    fileColumn("p_equivalence", "number", ({ equivalence }) => equivalence, {
      about: "the largest of the two one-sided tests that levels differ by less than the margin",
    }),
    {
      key: "status",
      title: words.verdict,
      kind: "text",
      value: ({ status }) => status,
      text: ({ status, reason }, { say, language }) =>
        reason ? titled(say(words[status]), say(reason), language) : say(words[status]),
      tone: ({ status }) => tones[status],
      values: findingStatuses,
    },
    fileColumn(
      "note",
      "text",
      ({ reason, finding }, { say }) =>
        [reason ? say(reason) : "", say(finding.note)].filter(Boolean).join("; ") || null,
    ),
  ];
}

/** A group of levels as it stands in a study's findings. */
const cellOf = (group: LevelGroup) => (group === "*" ? group : group.join("|") || null);
const compared = (key: keyof Comparison) => (row: FindingResult) => row.comparison?.[key];

const pOf = (row: FindingResult | undefined) => row?.comparison?.p ?? row?.test?.p;

function comparisonText(
  { finding }: FindingResult,
  wave: string | undefined,
  reproduction: Pick<Reproduction, "dataset">,
  reader: Reader,
): string {
  const against = reader.say(words.against);
  if (wave === undefined) {
    const times = finding.factor === 1 ? "" : `${reader.exact(finding.factor)} × `;
    return `${finding.first} ${against} ${times}${finding.second}`;
  }
  const label = (level: string) => reader.label(codebookOf(reproduction, wave), finding.variable, level);
  if (finding.sign === "0") return `${label("")} (${reader.say(words.waldTest)})`;
  const [level, versus] = [finding.level, finding.versus].map((group) =>
    group === "*" ? reader.say(words.overallMean) : group.map(label).join(", "),
  );
  return `${level} ${against} ${versus}`;
}
