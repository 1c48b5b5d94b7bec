import type { PublishedValue } from "../charts/publishedMarks.ts";
import type { Reproduction, TableResult, TableRow } from "../figures/reproduce.ts";
import { estimandOfCell } from "../figures/studyTables.ts";
import { acceptedRange, type Estimand, type Figure, figuresOfEstimand } from "../study/figures.ts";

/** The percentages that a study publishes of a table's variables, waves and domain. */
function figuresOf(
  { description: { waves, domain, outcomes } }: TableResult,
  { study }: Reproduction,
): (Figure & { readonly estimand: Estimand })[] {
  const own = JSON.stringify(domain);
  return study.figures.flatMap((figure) => {
    const { estimand } = figure;
    if (estimand?.statistic !== "percent" || !waves.includes(estimand.wave)) return [];
    if (!outcomes.some(({ variable }) => variable === estimand.variable)) return [];
    return JSON.stringify(estimand.domain) === own ? [{ ...figure, estimand }] : [];
  });
}

/** What is published of a row of a table: a number, or else the narrowest interval. */
export function publishedCell(
  row: TableRow,
  { description }: TableResult,
  { study }: Reproduction,
): PublishedValue | undefined {
  const own = figuresOfEstimand(study.figures, estimandOfCell(row, description));
  return own.map(publishedOf).sort(narrowestLast).at(-1);
}

const publishedOf = ({ published }: Figure): PublishedValue => ({
  value: published.value ?? null,
  ...acceptedRange(published),
});

/** Intervals before numbers, and wide ones before narrow ones. */
const narrowestLast = (a: PublishedValue, b: PublishedValue) =>
  Number(b.value === null) - Number(a.value === null) || b.high - b.low - (a.high - a.low);

interface PublishedLevels extends PublishedValue {
  readonly wave: string;
  readonly variable: string;
  readonly levels: readonly string[];
}

/** What is published of levels that follow one another, each once: a number, or else the narrowest interval. */
export function publishedLevels(table: TableResult, reproduction: Reproduction): PublishedLevels[] {
  const found = figuresOf(table, reproduction).flatMap((figure): PublishedLevels[] => {
    const { wave, variable, levels: own } = figure.estimand;
    const order = table.rows.filter((row) => row.wave === wave && row.variable === variable);
    const places = own.map((level) => order.findIndex((row) => row.level === level)).sort((a, b) => a - b);
    const inRow = places.every((place, at) => place === places[0]! + at);
    if (variable === undefined || !inRow) return [];
    return [{ wave, variable, levels: places.map((place) => order[place]!.level), ...publishedOf(figure) }];
  });
  const key = ({ wave, variable, levels }: PublishedLevels) => JSON.stringify([wave, variable, levels]);
  return [...new Map(found.sort(narrowestLast).map((own) => [key(own), own])).values()];
}
