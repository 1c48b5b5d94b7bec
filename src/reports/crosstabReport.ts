import type { CrosstabResult } from "../analyses/crosstab.ts";
import type { EstimateRow } from "../analyses/estimateRow.ts";
import type { Sample } from "../samples/sample.ts";
import type { Label } from "../text/language.ts";
import {
  associationTests,
  by as byGroups,
  intervalMethods,
  noLogitAtEnds,
  percentBases,
  proportionIntervals,
} from "../text/messages/tableNotes.ts";
import { both, plain } from "../text/reader.ts";
import { labelsFor } from "./labelRecords.ts";
import { designNotes, discardedNotes, effectNotes, errorsOf } from "./notes/designNotes.ts";
import { selectionNotes } from "./notes/selectionNotes.ts";
import type { Report } from "./report.ts";
import { type Column, resultTable } from "./tables/column.ts";
import {
  countColumns,
  differenceTable,
  estimateColumns,
  intervalTitle,
  levelColumns,
} from "./tables/estimateColumns.ts";

/** Of percentages. */
const decimals = 1;

/** A cross-tab with its title, tests and notes; design effects are for people where they are asked for. */
export function crosstabReport(
  sample: Sample,
  result: CrosstabResult,
  { effects, request }: { readonly effects: boolean; readonly request: object },
): Report {
  const { by, outcome, rows, overall, differences, test, level } = result;
  const title = crosstabTitle(sample, result);
  const own = crosstabColumns(sample, result, effects);
  return {
    origin: sample.origin,
    reads: sample.reads,
    title,
    request,
    design: result.design,
    labels: labelsFor(sample.table.codebook, result.variables),
    main: resultTable("rows", title, own, rows),
    digest: resultTable(undefined, title, own, [...rows, ...overall]),
    sections: [
      ...(overall.length > 0
        ? [{ ...resultTable("overall", title, own.slice(by.length), overall), audience: "files" as const }]
        : []),
      ...(sample.waves.length > 0
        ? [
            differenceTable(differences, sample.table.codebook, [...by.slice(1), outcome], by[0]!, {
              kind: "share",
              level,
              decimals,
            }),
          ]
        : []),
    ],
    test: test && { method: associationTests[test.name], result: test.result },
    notes: [
      ...selectionNotes(sample.selection),
      ...effectNotes(result.replacement, result.design, effects),
      ...designNotes(sample, result.design),
      ...intervalNotes(sample, result),
    ],
  };
}

function crosstabColumns(
  { table }: Sample,
  { variables, level, rows }: CrosstabResult,
  effects: boolean,
): Column<EstimateRow>[] {
  return [
    ...levelColumns<EstimateRow>(table.codebook, variables, ({ levels }) => levels),
    ...proportionColumns(level, effects, rows),
  ];
}

/** The columns of a cross-tab besides those of levels. */
export function proportionColumns(
  level: number,
  effects: boolean,
  rows: readonly EstimateRow[],
): Column<EstimateRow>[] {
  const style = { kind: "share", title: plain("%"), level, decimals, errorDecimals: decimals + 1 } as const;
  return [...estimateColumns<EstimateRow>(style), ...countColumns(effects, rows)];
}

function crosstabTitle({ table }: Sample, { outcome, by, percent }: CrosstabResult): Label {
  const base = percentBases[by.length === 0 ? "total" : percent];
  return both((reader) => {
    const [own, ...groups] = [outcome, ...by].map((name) => reader.label(table.codebook, name));
    const what = groups.length === 0 ? own : `${own} ${reader.say(byGroups)} ${groups.join(" × ")}`;
    return `${what}, ${reader.say(base)}`;
  });
}

/** How the intervals were made. */
function intervalNotes({ design }: Sample, result: CrosstabResult): Label[] {
  const { interval, level, freedom, extreme, absentReplicates } = result;
  return [
    proportionIntervals(
      errorsOf(design),
      intervalTitle(level),
      intervalMethods[interval],
      freedom === "design",
    ),
    ...(interval === "logit" && extreme ? [noLogitAtEnds] : []),
    ...discardedNotes(absentReplicates),
  ];
}
