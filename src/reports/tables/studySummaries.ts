import { type Reproduction, summarise } from "../../figures/reproduce.ts";
import { figureStatuses, findingStatuses } from "../../figures/verdict.ts";
import type { Dataset } from "../../sources/datasets/dataset.ts";
import { type Use, uses } from "../../study/figures.ts";
import { type Basis, bases } from "../../study/findings.ts";
import type { Label } from "../../text/language.ts";
import { decimalsOfCounts } from "../../text/numbers.ts";
import { words } from "../../text/words.ts";
import { summariseWeights, type WeightSummary } from "../../weights/diagnosis.ts";
import { type Column, type ResultTable, resultTable } from "./column.ts";
import { tones } from "./verdicts.ts";

interface WaveWeights extends WeightSummary {
  readonly wave: string;
}

/** The weights of each wave: their sum, their extremes and what their inequality costs. */
export function waveWeightTable({ waves }: Dataset): ResultTable {
  const number = (
    key: string,
    title: Label,
    decimals: Column<WaveWeights>["decimals"],
    value: (row: WaveWeights) => number,
  ): Column<WaveWeights> => ({ key, title, kind: "number", decimals, value });
  return resultTable<WaveWeights>(
    undefined,
    words.weights,
    [
      { key: "wave", title: words.wave, kind: "text", value: ({ wave }) => wave },
      number("rows", words.respondents, 0, ({ rows }) => rows),
      number(
        "sum",
        words.sumOfWeights,
        ({ sum }) => decimalsOfCounts([sum]),
        ({ sum }) => sum,
      ),
      number("smallest", words.smallest, 2, ({ min, mean }) => min / mean),
      number("largest", words.largest, 2, ({ max, mean }) => max / mean),
      number("kish", words.kish, 2, ({ kish }) => kish),
    ],
    [...waves.values()].map(({ name, weights }) => ({ wave: name, ...summariseWeights(weights) })),
  );
}

/** How many results have each status. */
export type Counts<Status extends string> = Readonly<Record<Status, number>>;

/** A column of each status with the number of results that have it, and their sum. */
export function countColumns<Row, Status extends keyof typeof tones>(
  title: Label,
  statuses: readonly Status[],
  nameOf: (row: Row) => Label,
  countsOf: (row: Row) => Counts<Status>,
): Column<Row>[] {
  return [
    {
      key: "name",
      title,
      kind: "text",
      value: (row, { say }) => say(nameOf(row)),
    },
    ...statuses.map(
      (status): Column<Row> => ({
        key: status,
        title: words[status],
        kind: "count",
        value: (row) => countsOf(row)[status],
        text: (row) => String(countsOf(row)[status]),
        tone: (row) => (countsOf(row)[status] > 0 ? tones[status] : "faint"),
      }),
    ),
    {
      key: "all",
      title: words.all,
      kind: "count",
      value: (row) => statuses.reduce((sum, status) => sum + countsOf(row)[status], 0),
      text: (row) => String(statuses.reduce((sum, status) => sum + countsOf(row)[status], 0)),
    },
  ];
}

/** How many figures of each use, and how many findings of each basis, have each status. */
export function summaryTables(reproduction: Reproduction): readonly [ResultTable, ResultTable] {
  const summary = summarise(reproduction);
  return [
    resultTable<Use>(
      undefined,
      words.figures,
      countColumns<Use, (typeof figureStatuses)[number]>(
        words.figures,
        figureStatuses,
        (use) => words[use],
        (use) => summary.figures[use],
      ),
      uses,
    ),
    resultTable<Basis>(
      undefined,
      words.findings,
      countColumns<Basis, (typeof findingStatuses)[number]>(
        words.findings,
        findingStatuses,
        (basis) => words[basis],
        (basis) => summary.findings[basis],
      ),
      bases,
    ),
  ];
}
