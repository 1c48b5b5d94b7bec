import type { TopLevelSpec } from "vega-lite";
import { groupedBars } from "../charts/groupedBars.ts";
import { stackedBars } from "../charts/stackedBars.ts";
import type { Caption } from "../charts/style.ts";
import { venn } from "../charts/venn.ts";
import type { Reproduction, TableResult, TableRow } from "../figures/reproduce.ts";
import { levelNames } from "../sources/tables/codebook.ts";
import type { ChartDescription } from "../study/study.ts";
import type { Language } from "../text/language.ts";
import { formatNumber } from "../text/numbers.ts";
import { say, type Word } from "../text/words.ts";
import { dataLine } from "./dataLine.ts";
import { codebookAt, labelIn } from "./labels.ts";

type Draw = (
  chart: ChartDescription,
  table: TableResult,
  reproduction: Reproduction,
  language: Language,
) => TopLevelSpec;

const drawers: Readonly<Record<ChartDescription["type"], Draw>> = {
  "grouped-bars": (_, table, reproduction, language) => {
    const bars = table.rows.map((row) => {
      const result = "computed" in row.result ? row.result : { computed: null, low: null, high: null };
      const codebook = codebookAt(reproduction, row.wave);
      return {
        outcome: labelIn(codebook, row.variable, "", language),
        group: row.wave,
        value: result.computed,
        low: result.low,
        high: result.high,
        text: percentage(row, 1, language),
      };
    });
    return groupedBars(bars, captionOf(table, reproduction, "weightedWithInterval", language));
  },

  "stacked-bars": (_, table, reproduction, language) => {
    const segments = table.rows.map((row) => {
      const codebook = codebookAt(reproduction, row.wave);
      return {
        bar: labelIn(codebook, row.variable, "", language),
        level: labelIn(codebook, row.variable, row.level, language),
        value: "computed" in row.result ? row.result.computed : null,
        text: percentage(row, 0, language),
      };
    });
    return stackedBars(segments, captionOf(table, reproduction, "weighted", language));
  },

  venn: ({ sets = [] }, table, reproduction, language) => {
    const [wave] = table.description.waves;
    const codebook = codebookAt(reproduction, wave!);
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
        text: percentage(row, 0, language),
        label: labelIn(codebook, row.variable, row.level, language),
      };
    });
    const none = regions.find(({ inside }) => !inside.includes(true))?.label ?? "";
    const names = sets.map((set) => labelIn(codebook, set, "", language)) as [string, string, string];
    return venn(names, regions, none, captionOf(table, reproduction, "weighted", language));
  },
};

/** The study's charts of computed values, as SVG by file name. */
export async function renderCharts(
  reproduction: Reproduction,
  language: Language,
): Promise<Map<string, string>> {
  const { renderSvg } = await import("../charts/render.ts");
  const rendered = new Map<string, string>();
  for (const chart of reproduction.study.charts) {
    const table = reproduction.tables.find(({ description }) => description.id === chart.table)!;
    const specification = drawers[chart.type](chart, table, reproduction, language);
    rendered.set(`${chart.id}.svg`, await renderSvg(specification));
  }
  return rendered;
}

function captionOf(
  { description, rows }: TableResult,
  { dataset, study }: Reproduction,
  method: Word,
  language: Language,
): Caption {
  const sizes = rows.flatMap(({ result }) => ("n" in result ? result.n : []));
  const range = [Math.min(...sizes), Math.max(...sizes)].map((n) => formatNumber(n, 0, language));
  const n = sizes.length === 0 ? "" : `n = ${[...new Set(range)].join("–")}. `;
  return {
    title: description.title[language],
    subtitle: [
      dataLine(dataset, language),
      `${n}${say(method, language)} ${say("publication", language)} ${study.source[language]}.`,
    ],
  };
}

function percentage({ result }: TableRow, decimals: number, language: Language): string {
  if ("reason" in result) return say("not computable", language);
  return `${formatNumber(result.computed, decimals, language)}${language === "fr" ? "\u202f" : ""}%`;
}
