import type { WeightDistribution } from "../../analyses/weights/change.ts";
import { decimalsOfCounts } from "../../text/numbers.ts";
import { plain } from "../../text/reader.ts";
import { words } from "../../text/words.ts";
import { type MarginCheck, percentiles } from "../../weights/diagnosis.ts";
import type { WeightingClass } from "../../weights/nonresponse.ts";
import type { Column } from "./column.ts";
import { decimalsFor } from "./estimateColumns.ts";

const distributionNames = {
  before: words.weightBefore,
  after: words.weightAfter,
  ratio: words.weightRatio,
} as const;

/** Three digits or more of the mean. */
const decimalsOf = ({ mean }: WeightDistribution) => decimalsFor([mean / 20]);

/** A column of what the ratios of weights have not. */
function ofWeights(column: Omit<Column<WeightDistribution>, "kind">): Column<WeightDistribution> {
  return {
    ...column,
    kind: "number",
    value: (row, reader) => (row.of === "ratio" ? null : column.value(row, reader)),
  };
}

/** What a methodologist looks at in weights: their distribution before and after, and that of the ratios. */
export const weightSummaryColumns: readonly Column<WeightDistribution>[] = [
  {
    key: "weights",
    title: words.weights,
    kind: "text",
    values: Object.keys(distributionNames),
    value: ({ of }) => of,
    text: ({ of }, reader) => reader.say(distributionNames[of]),
  },
  { key: "rows", title: plain("n"), kind: "count", value: ({ rows }) => rows },
  ofWeights({
    key: "sum",
    title: words.sum,
    decimals: ({ sum }) => decimalsOfCounts([sum]),
    value: ({ sum }) => sum,
  }),
  { key: "mean", title: words.mean, kind: "number", decimals: decimalsOf, value: ({ mean }) => mean },
  { key: "min", title: plain("min"), kind: "number", decimals: decimalsOf, value: ({ min }) => min },
  ...percentiles.map(
    (percent, at): Column<WeightDistribution> => ({
      key: `p${percent}`,
      title: plain(`p${percent}`),
      kind: "number",
      decimals: decimalsOf,
      value: (row) => row.percentiles[at],
    }),
  ),
  { key: "max", title: plain("max"), kind: "number", decimals: decimalsOf, value: ({ max }) => max },
  { key: "cv", title: words.cv, kind: "number", decimals: 3, value: ({ cv }) => cv },
  ofWeights({ key: "deff", title: words.deff, decimals: 3, value: ({ kish }) => kish }),
  ofWeights({ key: "effective", title: words.effective, value: ({ effective }) => effective }),
];

/** The names of a crossing, which margins write with colons. */
const crossed = (name: string) => name.replaceAll(":", " × ");

/** The margins before, as they should be, and after; with the decimals that the least of them needs. */
export function marginCheckColumns(checks: readonly MarginCheck[]): Column<MarginCheck>[] {
  const least = Math.min(...checks.map(({ target }) => Math.abs(target)));
  const decimals = least >= 1e4 ? 0 : least >= 100 ? 1 : Math.max(3, decimalsOfCounts([least]));
  return [
    {
      key: "variable",
      title: words.variable,
      kind: "text",
      grouping: true,
      value: ({ variable }) => variable,
      text: ({ labels: { variable } }, { say }) => crossed(say(variable)),
    },
    {
      key: "level",
      title: words.level,
      kind: "text",
      value: ({ level }) => level,
      text: ({ labels: { level } }, { say }) => crossed(say(level)),
    },
    { key: "before", title: words.weightBefore, kind: "number", decimals, value: ({ before }) => before },
    { key: "target", title: words.target, kind: "number", decimals, value: ({ target }) => target },
    { key: "after", title: words.weightAfter, kind: "number", decimals, value: ({ after }) => after },
    {
      key: "change",
      title: words.targetOverBefore,
      kind: "number",
      decimals: 3,
      value: ({ before, target }) => (before === 0 ? null : target / before),
    },
    {
      key: "met",
      title: words.afterOverTarget,
      kind: "number",
      decimals: 4,
      value: ({ target, after }) => (target === 0 ? null : after / target),
    },
  ];
}

/** Weighting classes with their response rates. */
export const classColumns: readonly Column<WeightingClass>[] = [
  { key: "class", title: words.weightingClass, kind: "text", value: ({ name }) => name },
  { key: "rows", title: plain("n"), kind: "count", value: ({ rows }) => rows },
  { key: "respondents", title: words.respondents, kind: "count", value: ({ respondents }) => respondents },
  { key: "rate", title: words.responseRate, kind: "share", decimals: 1, value: ({ rate }) => rate },
  { key: "factor", title: words.weightFactor, kind: "number", decimals: 3, value: ({ rate }) => 1 / rate },
];
