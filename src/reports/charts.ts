import type { TopLevelSpec } from "vega-lite";
import { change, type Point } from "../charts/change.ts";
import { combinations } from "../charts/combinations.ts";
import { groupedBars } from "../charts/groupedBars.ts";
import type { Caption } from "../charts/page.ts";
import type { PngOf } from "../charts/png.ts";
import type { PublishedValue } from "../charts/publishedMarks.ts";
import { stackedBars } from "../charts/stackedBars.ts";
import { valuesOf } from "../figures/compute.ts";
import type { Reproduction, TableResult, TableRow } from "../figures/reproduce.ts";
import { originOf } from "../samples/sampleOfDataset.ts";
import { levelNames } from "../sources/tables/codebook.ts";
import type { ChartDescription, Study } from "../study/study.ts";
import type { Label } from "../text/language.ts";
import {
  changeInPoints,
  intervalName,
  publishedIntervals,
  publishedParts,
  publishedValue,
} from "../text/messages/charts.ts";
import { inPrint, type Reader } from "../text/reader.ts";
import { visibleJson } from "../text/visible.ts";
import { words } from "../text/words.ts";
import { agreementChart, drawnFigures } from "./agreementChart.ts";
import { chartFootnotes, isSilent, withoutSharedStart } from "./chartLabels.ts";
import { codebookOf } from "./codebookOf.ts";
import { dataLine } from "./dataLines.ts";
import { forestOfTable, modelsDrawn } from "./forestChart.ts";
import { tableFootnotes } from "./notes/footnotes.ts";
import { publishedCell, publishedLevels } from "./publishedCells.ts";
import { intervalTitle } from "./tables/estimateColumns.ts";

/** What a chart is drawn from, and who reads it. */
interface Subject {
  readonly chart: ChartDescription;
  readonly table: TableResult;
  readonly reproduction: Reproduction;
  readonly reader: Reader;
}

const interval = intervalName(intervalTitle(0.95));

/** The values of a row, and what is published of it. */
function drawnOf(row: TableRow, { table, reproduction, reader }: Subject, decimals: number) {
  const { computed: value, low, high } = valuesOf(row.result);
  const published = publishedCell(row, table, reproduction);
  return { value, low, high, text: percentage(row, decimals, reader), published };
}

const drawers: Readonly<Record<ChartDescription["type"], (subject: Subject) => TopLevelSpec>> = {
  "grouped-bars": (subject) => {
    const { table, reproduction, reader } = subject;
    const bars = table.rows.map((row) => ({
      outcome: reader.label(codebookOf(reproduction, row.wave), row.variable),
      group: row.wave,
      ...drawnOf(row, subject, 1),
    }));
    const notes = intervalNote(bars.map(({ published }) => published));
    return groupedBars(bars, namesFor(reader), captionOf(subject, words.weighted, notes));
  },

  change: (subject) => {
    const { table, reproduction, reader } = subject;
    const [before, after] = table.description.waves as [string, string];
    const rows = table.description.outcomes.flatMap(({ variable }) => {
      const points = [before, after].flatMap((wave): Point[] => {
        const row = table.rows.find((own) => own.variable === variable && own.wave === wave)!;
        const { value, ...own } = drawnOf(row, subject, 1);
        return value === null ? [] : [{ value, ...own }];
      });
      if (points.length < 2) return [];
      const [first, second] = points as [Point, Point];
      const by = second.value - first.value;
      const text = `${by > 0 ? "+" : ""}${reader.number(by, 1)}`;
      return [
        {
          label: reader.label(codebookOf(reproduction, after), variable),
          points: [first, second] as const,
          text,
        },
      ];
    });
    const names = {
      ...namesFor(reader),
      times: [before, after] as const,
      change: reader.say(changeInPoints),
    };
    const notes = intervalNote(rows.flatMap(({ points }) => points.map(({ published }) => published)));
    return change(rows, names, captionOf(subject, words.weighted, notes));
  },

  "stacked-bars": (subject) => {
    const { table, reproduction, reader } = subject;
    const { start, rest } = withoutSharedStart(
      table.description.outcomes.map(({ variable }) =>
        reader.label(
          codebookOf(reproduction, table.rows.find((row) => row.variable === variable)!.wave),
          variable,
        ),
      ),
      reader.language,
    );
    const barOf = new Map(table.description.outcomes.map(({ variable }, at) => [variable, rest[at]!]));
    const segments = table.rows.map((row) => {
      const codebook = codebookOf(reproduction, row.wave);
      return {
        bar: barOf.get(row.variable)!,
        level: reader.label(codebook, row.variable, row.level),
        silent: isSilent(codebook, row.variable, row.level),
        value: valuesOf(row.result).computed,
        text: percentage(row, 0, reader),
      };
    });
    const parts = publishedLevels(table, reproduction).map(({ wave, variable, levels, ...value }) => ({
      bar: barOf.get(variable)!,
      levels: levels.map((level) => reader.label(codebookOf(reproduction, wave), variable, level)),
      ...value,
    }));
    const notes = [
      ...(parts.some(({ value }) => value !== null) ? [publishedParts] : []),
      ...intervalNote(parts),
    ];
    const caption = captionOf(subject, words.weighted, notes);
    return stackedBars(segments, parts, { start, published: reader.say(publishedValue) }, caption);
  },

  combinations: (subject) => {
    const { chart, table, reproduction, reader } = subject;
    const { sets = [] } = chart;
    const codebook = codebookOf(reproduction, table.description.waves[0]!);
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
    const rows = table.rows.map((row) => {
      const answer = answers[levels.indexOf(row.level)] ?? [];
      const inside = sets.map((set) => inSet(set, answer[recipe?.of.indexOf(set) ?? -1]));
      return { inside, label: reader.label(codebook, row.variable, row.level), ...drawnOf(row, subject, 1) };
    });
    const names = { ...namesFor(reader), sets: sets.map((set) => reader.label(codebook, set)) };
    const notes = intervalNote(rows.map(({ published }) => published));
    return combinations(rows, names, captionOf(subject, words.weighted, notes));
  },
};

/** The note on bands, where there are any. */
const intervalNote = (published: readonly (PublishedValue | undefined)[]): Label[] =>
  published.some((own) => own?.value === null) ? [publishedIntervals] : [];

const namesFor = ({ say }: Reader) => ({ interval: say(interval), published: say(publishedValue) });

function specificationOf(chart: ChartDescription, reproduction: Reproduction, reader: Reader): TopLevelSpec {
  const table = reproduction.tables.find(({ description }) => description.id === chart.table)!;
  return drawers[chart.type]({ chart, table, reproduction, reader });
}

/** The charts of a study by name: those that it declares, its models, and all its figures. */
export function chartsOf(reproduction: Reproduction, language: Reader): Map<string, TopLevelSpec> {
  const reader = inPrint(language);
  const { study } = reproduction;
  const figures = agreementChart(drawnFigures(reproduction), reader);
  return new Map([
    ...study.charts.map((chart) => [chart.id, specificationOf(chart, reproduction, reader)] as const),
    ...modelsDrawn(study).flatMap(({ id, table }) => {
      const drawn = forestOfTable(table, reproduction, reader);
      return drawn ? [[id, drawn] as const] : [];
    }),
    ...(figures ? [[figuresName, figures] as const] : []),
  ]);
}

/** The name of the chart of all figures. */
export const figuresName = "published-computed";
const kinds = ["svg", "png", "vl.json"] as const;

/** The names of all files of charts that a study may have. */
export const chartNames = (study: Study): string[] =>
  [...study.charts, ...modelsDrawn(study), { id: figuresName }].flatMap(({ id }) =>
    kinds.map((kind) => `${id}.${kind}`),
  );

/** A chart of a study, drawn. */
export interface DrawnChart {
  readonly id: string;
  readonly specification: TopLevelSpec;
  readonly svg: string;
  /** Its PNG, where it is wanted; it may still be being drawn. */
  readonly png: Promise<Uint8Array> | undefined;
}

/** The study's charts, drawn as SVG, and as PNG where something draws it. */
export async function drawCharts(
  reproduction: Reproduction,
  reader: Reader,
  pngOf?: PngOf,
): Promise<DrawnChart[]> {
  const { renderSvg } = await import("../charts/render.ts");
  const drawn: DrawnChart[] = [];
  for (const [id, specification] of chartsOf(reproduction, reader)) {
    const svg = await renderSvg(specification);
    drawn.push({ id, specification, svg, png: pngOf?.(svg) });
  }
  return drawn;
}

/** Charts as pictures, and as Vega-Lite with their data, by file name. */
export async function chartFiles(charts: readonly DrawnChart[]): Promise<Map<string, string | Uint8Array>> {
  const files = new Map<string, string | Uint8Array>();
  for (const { id, specification, svg, png } of charts) {
    files.set(`${id}.svg`, svg);
    if (png) files.set(`${id}.png`, await png);
    files.set(`${id}.vl.json`, visibleJson(specification));
  }
  return files;
}

/** Charts as SVG by their names. */
export const picturesOf = (charts: readonly DrawnChart[]): ReadonlyMap<string, string> =>
  new Map(charts.map(({ id, svg }) => [id, svg]));

function captionOf(
  { table, reproduction, reader }: Subject,
  method: Label,
  notes: readonly Label[] = [],
): Caption {
  const { description, rows } = table;
  const { dataset, study } = reproduction;
  const sizes = rows.flatMap(({ result }) => ("n" in result ? result.n : []));
  const range = [Math.min(...sizes), Math.max(...sizes)].map((n) => reader.number(n));
  const n = sizes.length === 0 ? "" : `n\u00a0=\u00a0${[...new Set(range)].join("–")}. `;
  return {
    language: reader.language,
    title: reader.say(description.title),
    subtitle: [
      reader.say(dataLine(originOf(dataset))),
      `${n}${reader.say(method)} ${reader.say(words.publication)} ${reader.say(study.source)}.`,
    ],
    footnotes: chartFootnotes(tableFootnotes(table, reproduction, notes), reader),
  };
}

function percentage({ result }: TableRow, decimals: number, reader: Reader): string {
  if ("reason" in result) return reader.say(words["not computable"]);
  return reader.percent(result.computed, decimals);
}
