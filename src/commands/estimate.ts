import type { TestOutcome } from "../reports/analysis.ts";
import { designNotes, effectNotes } from "../reports/designNote.ts";
import { differenceSection, type NamedContrast } from "../reports/differences.ts";
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
import type { CrossedFactor, Factor } from "../sources/tables/factor.ts";
import { variableOf } from "../sources/tables/table.ts";
import { type Cells, makeCells } from "../survey/cells.ts";
import { type ContrastOptions, difference } from "../survey/contrasts.ts";
import {
  consecutiveGroups,
  designFreedom,
  type Freedom,
  groupRows,
  rowsOf,
  summariseDesign,
} from "../survey/domains.ts";
import { type Estimate, type Replacement, withFreedom } from "../survey/estimators.ts";
import { intervals } from "../survey/intervals.ts";
import { estimateQuantiles } from "../survey/quantiles.ts";
import { estimateBy } from "../survey/statistics.ts";
import { InputError } from "../text/errors.ts";
import { levelsOf } from "./crosstab.ts";
import {
  type DesignedSample,
  describeRequest,
  groupsOf,
  openSample,
  type SampleOptions,
  selectionNotes,
} from "./oldSample.ts";
import { formatOf, type OutputOptions, put } from "./output.ts";

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
  const by = groupsOf(options.by, sample);
  const factors = by.map((name) => levelsOf(table, name, "--by", options));
  const computed = compute(sample, variable, factors, options);
  if (computed.results.length === 0)
    throw new InputError(
      statistic.kind === "ratio"
        ? "nobody with a weight answered, or the denominator's total is zero"
        : "nobody with a weight answered",
      table.place(),
    );
  if (test && statistic.kind === "quantile")
    throw new InputError("quantiles have no t test", { field: "--test" }, { advice: "Take --stat mean" });
  const report: EstimateReport = {
    variable,
    statistic,
    by,
    level,
    replacement: deff === undefined || deff === true ? "without" : deff,
    effects: deff !== undefined && statistic.kind !== "quantile",
  };
  const { codebook } = table;
  const comparison = { level, freedom: options.df === "design" ? designFreedom(design) : undefined };
  const contrasts = waves.length > 0 ? waveDifferences(computed, factors, comparison) : [];
  const summary = summariseDesign(
    design,
    sample.mask,
    { missing: computed.missing, unknown: sample.unknown },
    computed.cells,
    options.df,
  );
  const rows = estimateRows(computed.results, computed.groups, factors, report, codebook, lang);
  const everybody = by.length > 0 && waves.length === 0;
  const whole = everybody
    ? compute({ ...sample, mask: rowsOf(computed.groups) }, variable, [], options)
    : undefined;
  const title = statisticName(report, codebook, lang);
  const groups = by.map((name) => labelIn(codebook, name, "", lang)).join(" × ");
  const compared = test ? compareTwo(computed, factors, comparison) : undefined;
  const shownContrasts = compared ? [compared] : contrasts;
  await put(
    {
      ...sample,
      title: groups === "" ? title : `${title} ${lang === "fr" ? "selon" : "by"} ${groups}`,
      request: {
        command: "estimate",
        variable,
        statistic,
        by,
        level,
        df: options.df,
        missing: options.missing,
        deff: report.replacement,
        ...describeRequest(options, sample),
      },
      design: summary,
      rows,
      overall: whole && estimateRows(whole.results, whole.groups, [], { ...report, by: [] }, codebook, lang),
      sections:
        shownContrasts.length > 0
          ? [
              differenceSection(
                shownContrasts,
                compared ? [] : by.slice(1),
                by[0]!,
                {
                  kind: "number",
                  level,
                  decimals: decimalsFor(shownContrasts.map(({ contrast }) => contrast.se ?? 0)),
                },
                codebook,
                lang,
              ),
            ]
          : [],
      test: compared && tTest(compared),
      notes: [
        ...selectionNotes(options),
        ...(statistic.kind === "quantile"
          ? []
          : effectNotes(report.replacement, summary, deff !== undefined, lang)),
        ...designNotes(design, summary, names, lang),
        ...estimateNotes(report, design, computed.results, lang),
      ],
    },
    options,
  );
}

function compute(
  { table, design, mask }: DesignedSample,
  variable: string,
  by: readonly Factor[],
  { stat, level, df: freedom }: EstimateOptions,
): Computed {
  const values = table.numbers(variableOf(table, variable, "the variable").name);
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
    stat.kind === "ratio"
      ? table.numbers(variableOf(table, stat.denominator, "the denominator").name)
      : undefined;
  const { groups, missing, cells, estimates } = estimateBy(
    design,
    mask,
    stat.kind,
    { values, denominator },
    by,
  );
  const results = estimates.map(({ group, estimate }) => {
    const spread = withFreedom(estimate, wholeDesign);
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

const levelsIn = ({ members }: CrossedFactor, factors: readonly Factor[], group: number) =>
  factors.map((factor, j) => factor.levels[members[j]![group]!]!);

/** The differences between consecutive waves, the first of the by variables, in each crossing of the others. */
function waveDifferences(
  { groups, cells, comparable }: Computed,
  factors: readonly Factor[],
  options: ContrastOptions,
): NamedContrast[] {
  return consecutiveGroups(groups).flatMap(([first, second]) => {
    const [before, after] = [comparable.get(first), comparable.get(second)];
    if (!before || !after) return [];
    const [from, ...shared] = levelsIn(groups, factors, first) as [string, ...string[]];
    const [to] = levelsIn(groups, factors, second) as [string];
    return [{ shared, from, to, contrast: difference(cells, before, after, options) }];
  });
}

/** The second of two groups against the first. */
function compareTwo(
  { groups, cells, comparable }: Computed,
  factors: readonly Factor[],
  options: ContrastOptions,
): NamedContrast {
  const [first, second, ...more] = [...comparable];
  if (!first || !second || more.length > 0)
    throw new InputError(
      "a t test compares two groups",
      { field: "--test" },
      {
        value: [...comparable.keys()].map((group) => groups.levels[group]!),
        advice: "Name one variable with --by and keep two of its levels with --where",
      },
    );
  const nameOf = (group: number) => levelsIn(groups, factors, group).join(" × ");
  return {
    shared: [],
    from: nameOf(first[0]),
    to: nameOf(second[0]),
    contrast: difference(cells, first[1], second[1], options),
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
