import type { PublishedValue } from "../charts/groupedBars.ts";
import { estimandOfCell, type Reproduction, type TableResult, type TableRow } from "../figures/reproduce.ts";
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
  const values = own.map(({ published }) => ({
    value: published.value ?? null,
    ...acceptedRange(published),
  }));
  return values.sort(
    (a, b) => Number(a.value === null) - Number(b.value === null) || a.high - a.low - (b.high - b.low),
  )[0];
}

/** The published numbers of levels that follow one another, each once. */
export function publishedLevels(table: TableResult, reproduction: Reproduction) {
  const found = new Map<
    string,
    { wave: string; variable: string; levels: readonly string[]; value: number }
  >();
  for (const { estimand, published } of figuresOf(table, reproduction)) {
    const { wave, variable } = estimand;
    const order = table.rows.filter((row) => row.wave === wave && row.variable === variable);
    const places = estimand.levels
      .map((level) => order.findIndex((row) => row.level === level))
      .sort((a, b) => a - b);
    const inRow = places.every((place, at) => place === places[0]! + at);
    if (published.value === undefined || variable === undefined || !inRow) continue;
    const levels = places.map((place) => order[place]!.level);
    found.set(JSON.stringify([wave, variable, levels]), { wave, variable, levels, value: published.value });
  }
  return [...found.values()];
}
