import type { TopLevelSpec } from "vega-lite";
import { groupedBars } from "../charts/groupedBars.ts";
import { stackedBars } from "../charts/stackedBars.ts";
import type { Caption } from "../charts/style.ts";
import { venn } from "../charts/venn.ts";
import type { Reproduction, TableResult, TableRow } from "../figures/reproduce.ts";
import { originOf } from "../samples/sampleOfDataset.ts";
import { levelNames } from "../sources/tables/codebook.ts";
import type { ChartDescription } from "../study/study.ts";
import type { Label } from "../text/language.ts";
import { circlesOfOneSize } from "../text/messages/footnotes.ts";
import type { Reader } from "../text/reader.ts";
import { words } from "../text/words.ts";
import { codebookOf } from "./codebookOf.ts";
import { dataLine } from "./dataLines.ts";
import { footnoteLines, tableFootnotes } from "./notes/footnotes.ts";

type Draw = (
  chart: ChartDescription,
  table: TableResult,
  reproduction: Reproduction,
  reader: Reader,
) => TopLevelSpec;

const drawers: Readonly<Record<ChartDescription["type"], Draw>> = {
  "grouped-bars": (_, table, reproduction, reader) => {
    const bars = table.rows.map((row) => {
      const result = "computed" in row.result ? row.result : { computed: null, low: null, high: null };
      const codebook = codebookOf(reproduction, row.wave);
      return {
        outcome: reader.label(codebook, row.variable),
        group: row.wave,
        value: result.computed,
        low: result.low,
        high: result.high,
        text: percentage(row, 1, reader),
      };
    });
    return groupedBars(bars, captionOf(table, reproduction, words.weightedWithInterval, reader));
  },

  "stacked-bars": (_, table, reproduction, reader) => {
    const segments = table.rows.map((row) => {
      const codebook = codebookOf(reproduction, row.wave);
      return {
        bar: reader.label(codebook, row.variable),
        level: reader.label(codebook, row.variable, row.level),
        value: "computed" in row.result ? row.result.computed : null,
        text: percentage(row, 0, reader),
      };
    });
    return stackedBars(segments, captionOf(table, reproduction, words.weighted, reader));
  },

  venn: ({ sets = [] }, table, reproduction, reader) => {
    const [wave] = table.description.waves;
    const codebook = codebookOf(reproduction, wave!);
    const [pattern] = table.description.outcomes;
    const recipe = reproduction.dataset.description.derived.find(
      ({ name }) => name === pattern!.variable,
    )?.recipe;
    const declared = codebook.get(pattern!.variable);
    const levels = declared?.type === "categorical" ? levelNames(declared) : [];
    const answers = recipe?.kind === "pattern" ? recipe.answers : [];
    const inSet = (set: string, answer: string | undefined) => {
      const variable = codebook.get(set);
      return variable?.type === "categorical" && levelNames(variable)[0] === answer;
    };
    const regions = table.rows.map((row) => {
      const answer = answers[levels.indexOf(row.level)] ?? [];
      const inside = sets.map((set) => inSet(set, answer[recipe?.of.indexOf(set) ?? -1])) as [
        boolean,
        boolean,
        boolean,
      ];
      return {
        inside,
        text: percentage(row, 0, reader),
        label: reader.label(codebook, row.variable, row.level),
      };
    });
    const none = regions.find(({ inside }) => !inside.includes(true))?.label ?? "";
    const names = sets.map((set) => reader.label(codebook, set)) as [string, string, string];
    const caption = captionOf(table, reproduction, words.weighted, reader, [circlesOfOneSize]);
    return venn(names, regions, none, caption);
  },
};

/** The study's charts of computed values, as SVG by their paths in its report. */
export async function renderCharts(reproduction: Reproduction, reader: Reader): Promise<Map<string, string>> {
  const { renderSvg } = await import("../charts/render.ts");
  const rendered = new Map<string, string>();
  for (const chart of reproduction.study.charts) {
    const table = reproduction.tables.find(({ description }) => description.id === chart.table)!;
    const specification = drawers[chart.type](chart, table, reproduction, reader);
    rendered.set(`charts/${chart.id}.svg`, await renderSvg(specification));
  }
  return rendered;
}

function captionOf(
  table: TableResult,
  reproduction: Reproduction,
  method: Label,
  reader: Reader,
  notes: readonly Label[] = [],
): Caption {
  const { description, rows } = table;
  const { dataset, study } = reproduction;
  const sizes = rows.flatMap(({ result }) => ("n" in result ? result.n : []));
  const range = [Math.min(...sizes), Math.max(...sizes)].map((n) => reader.number(n));
  const n = sizes.length === 0 ? "" : `n = ${[...new Set(range)].join("–")}. `;
  return {
    title: reader.say(description.title),
    subtitle: [
      reader.say(dataLine(originOf(dataset))),
      `${n}${reader.say(method)} ${reader.say(words.publication)} ${reader.say(study.source)}.`,
    ],
    footnotes: footnoteLines(tableFootnotes(table, reproduction, notes), reader),
  };
}

function percentage({ result }: TableRow, decimals: number, reader: Reader): string {
  if ("reason" in result) return reader.say(words["not computable"]);
  return reader.percent(result.computed, decimals);
}
