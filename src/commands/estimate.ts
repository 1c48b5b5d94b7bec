import type { TestOutcome } from "../reports/analysis.ts";
import { designNotes } from "../reports/designNote.ts";
import { differenceRows, type NamedContrast } from "../reports/differences.ts";
import {
  type EstimateReport,
  estimateNotes,
  estimateRows,
  type GroupResult,
  type Statistic,
  statisticName,
} from "../reports/estimateReport.ts";
import { labelIn } from "../reports/labels.ts";
import { decimalsFor } from "../reports/tidy.ts";
import type { CrossedFactor, Factor } from "../sources/factor.ts";
import { type Table, variableOf } from "../sources/table.ts";
import { waveVariable } from "../sources/waveTable.ts";
import { type Cells, makeCells } from "../survey/cells.ts";
import { difference } from "../survey/contrasts.ts";
import {
  consecutiveGroups,
  designFreedom,
  type Freedom,
  groupRows,
  summariseDesign,
} from "../survey/domains.ts";
import type { Estimate, Replacement } from "../survey/estimators.ts";
import { intervals } from "../survey/intervals.ts";
import { estimateQuantiles } from "../survey/quantiles.ts";
import { estimateBy } from "../survey/statistics.ts";
import { InputError } from "../text/errors.ts";
import type { Language } from "../text/language.ts";
import { levelsOf } from "./crosstab.ts";
import { formatOf, type OutputOptions, put } from "./output.ts";
import { type DesignedSample, openSample, type SampleOptions } from "./sample.ts";

export interface EstimateOptions extends SampleOptions, OutputOptions {
  readonly stat: Statistic;
  readonly by?: readonly string[];
  readonly level: number;
  readonly df: Freedom;
  readonly missing: "exclude" | "as-level";
  readonly test?: true;
  readonly deff?: Replacement | true;
}

/** What a statistic gives, group by group. */
interface Computed {
  readonly groups: CrossedFactor;
  readonly missing: number;
  readonly cells: Cells;
  readonly results: readonly GroupResult[];
  /** The estimates that can be compared: not quantiles. */
  readonly comparable: ReadonlyMap<number, Estimate>;
}

/** `panel estimate`: a mean, total, ratio or quantile of a numeric variable by other variables. */
export async function estimateCommand(
  variable: string,
  options: EstimateOptions,
  dataFolder: string,
): Promise<void> {
  formatOf(options);
  const { stat: statistic, lang, level, deff, test } = options;
  const named = options.by ?? [];
  if (new Set([variable, ...named]).size <= named.length)
    throw new InputError("a variable stands twice in the table", {}, { value: [variable, ...named] });
  const denominator = statistic.kind === "ratio" ? [statistic.denominator] : [];
  const sample = await openSample(options, [variable, ...denominator, ...named], dataFolder);
  const { table, design, names, waves } = sample;
  const by = [...(waves.length > 0 && !named.includes(waveVariable) ? [waveVariable] : []), ...named];
  const factors = by.map((name) => levelsOf(table, name, "--by", options));
  const computed = compute(sample, variable, factors, options);
  if (computed.results.length === 0) throw new InputError("nobody with a weight answered", table.place());
  const report: EstimateReport = {
    variable,
    statistic,
    by,
    level,
    replacement: deff === undefined || deff === true ? "without" : deff,
    effects: deff !== undefined,
  };
  const { codebook } = table;
  const contrasts =
    waves.length > 0 && by[0] === waveVariable ? waveDifferences(computed, factors, level) : [];
  const summary = summariseDesign(design, sample.mask, computed.missing, computed.cells, options.df);
  const title = statisticName(report, codebook, lang);
  const groups = by.map((name) => labelIn(codebook, name, "", lang)).join(" × ");
  const compared = test ? compareTwo(computed, factors, level) : undefined;
  const shownContrasts = compared ? [compared] : contrasts;
  await put(
    {
      ...sample,
      title: groups === "" ? title : `${title} ${lang === "fr" ? "selon" : "by"} ${groups}`,
      design: summary,
      rows: estimateRows(computed.results, computed.groups, factors, report, codebook, lang),
      differences:
        shownContrasts.length > 0
          ? differenceRows(
              shownContrasts,
              compared ? [] : by.slice(1),
              {
                kind: "number",
                level,
                decimals: decimalsFor(shownContrasts.map(({ contrast }) => contrast.se)),
              },
              codebook,
              lang,
            )
          : undefined,
      test: compared && tTest(compared),
      notes: [...designNotes(design, summary, names, lang), ...estimateNotes(report, lang)],
    },
    options,
  );
}

function compute(
  { table, design, mask }: DesignedSample,
  variable: string,
  by: readonly Factor[],
  { stat, level, df: freedom, lang }: EstimateOptions,
): Computed {
  const values = numbersOf(table, variable, "the variable", lang);
  const wholeDesign = freedom === "design" ? designFreedom(design) : undefined;
  if (stat.kind === "quantile") {
    const { groups, missing } = groupRows(design, mask, by, (row) => !Number.isNaN(values[row]!));
    const quantiles = estimateQuantiles(design, values, groups, stat.probability, level, wholeDesign);
    const cells = makeCells(design, [{ codes: groups.codes, size: groups.levels.length }]);
    const results = quantiles.flatMap((estimate, group) =>
      estimate ? [{ group, estimate, interval: estimate }] : [],
    );
    return { groups, missing, cells, results, comparable: new Map() };
  }
  const denominator =
    stat.kind === "ratio" ? numbersOf(table, stat.denominator, "the denominator", lang) : undefined;
  const { groups, missing, cells, estimates } = estimateBy(
    design,
    mask,
    stat.kind,
    { values, denominator },
    by,
  );
  const results = estimates.map(({ group, estimate }) => {
    const spread = { ...estimate, df: wholeDesign ?? estimate.df };
    return { group, estimate: spread, interval: intervals.wald(spread, level) };
  });
  return {
    groups,
    missing,
    cells,
    results,
    comparable: new Map(estimates.map(({ group, estimate }) => [group, estimate])),
  };
}

function numbersOf(table: Table, name: string, role: string, language: Language): Float64Array {
  const variable = variableOf(table, name, role);
  if (variable.type === "categorical")
    throw new InputError(
      `${name} is categorical (${labelIn(table.codebook, name, "", language)})`,
      table.place(undefined, name),
      {
        value: variable.levels.slice(0, 5).map((level) => level.name),
        advice: "For its levels see panel crosstab",
      },
    );
  return table.numbers(name);
}

const levelsIn = ({ members }: CrossedFactor, factors: readonly Factor[], group: number) =>
  factors.map((factor, j) => factor.levels[members[j]![group]!]!);

/** The differences between consecutive waves, the first of the by variables, in each crossing of the others. */
function waveDifferences(
  { groups, cells, comparable }: Computed,
  factors: readonly Factor[],
  level: number,
): NamedContrast[] {
  return consecutiveGroups(groups).flatMap(([first, second]) => {
    const [before, after] = [comparable.get(first), comparable.get(second)];
    if (!before || !after) return [];
    const [from, ...shared] = levelsIn(groups, factors, first) as [string, ...string[]];
    const [to] = levelsIn(groups, factors, second) as [string];
    return [{ shared, from, to, contrast: difference(cells, before, after, level) }];
  });
}

/** The second of two groups against the first. */
function compareTwo(
  { groups, cells, comparable }: Computed,
  factors: readonly Factor[],
  level: number,
): NamedContrast {
  const [first, second, ...more] = [...comparable];
  if (!first || !second || more.length > 0)
    throw new InputError(
      "a t test compares two groups",
      { field: "--test" },
      {
        value: [...comparable.keys()].map((group) => groups.levels[group]!),
        advice:
          "Name one variable with --by and keep two of its levels with --where; quantiles have no t test",
      },
    );
  const nameOf = (group: number) => levelsIn(groups, factors, group).join(" × ");
  return {
    shared: [],
    from: nameOf(first[0]),
    to: nameOf(second[0]),
    contrast: difference(cells, first[1], second[1], level),
  };
}

function tTest({ contrast }: NamedContrast): TestOutcome {
  const { statistic, df, p } = contrast;
  return {
    method: { fr: "Test t selon le plan de sondage", en: "Design-based t test" },
    result:
      statistic === null || p === null
        ? {
            reason: {
              fr: "il y a trop peu de grappes (ou de répondants) pour ce test",
              en: "there are too few clusters (or respondents) for this test",
            },
          }
        : { statistic, df1: df, df2: null, p },
  };
}
