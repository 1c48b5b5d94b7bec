import type { TestOutcome } from "../reports/analysis.ts";
import {
  type CrosstabLevels,
  type CrosstabReport,
  crosstabDecimals,
  crosstabNotes,
  crosstabRows,
  crosstabTitle,
} from "../reports/crosstabReport.ts";
import { designNotes, effectNotes } from "../reports/designNote.ts";
import { differenceSection, type NamedContrast } from "../reports/differences.ts";
import { waveVariable } from "../sources/datasets/waveTable.ts";
import type { Factor } from "../sources/tables/factor.ts";
import { type Table, variableOf, withMissingLevel } from "../sources/tables/table.ts";
import { type AssociationTestName, testAssociation } from "../survey/association.ts";
import { type ContrastOptions, difference } from "../survey/contrasts.ts";
import { type Crosstab, crosstab, type PercentBase } from "../survey/crosstab.ts";
import { consecutiveGroups, designFreedom, type Freedom, summariseDesign } from "../survey/domains.ts";
import type { Replacement } from "../survey/estimators.ts";
import type { IntervalMethod } from "../survey/intervals.ts";
import { InputError } from "../text/errors.ts";
import type { Label } from "../text/language.ts";
import { say } from "../text/words.ts";
import { describeRequest, groupsOf, openSample, type SampleOptions, selectionNotes } from "./oldSample.ts";
import { formatOf, type OutputOptions, put } from "./output.ts";

export interface CrosstabOptions extends SampleOptions, OutputOptions {
  readonly by?: readonly string[];
  readonly percent: PercentBase;
  readonly ci: IntervalMethod;
  readonly level: number;
  readonly df: Freedom;
  readonly missing: "exclude" | "as-level";
  readonly test?: AssociationTestName | true;
  readonly deff?: Replacement | true;
}

/** `panel crosstab`: weighted proportions of an outcome's levels by other variables. */
export async function crosstabCommand(
  outcome: string,
  options: CrosstabOptions,
  dataFolder: string,
): Promise<void> {
  formatOf(options);
  const { lang, percent, ci: interval, level, deff, test } = options;
  const named = options.by ?? [];
  if (new Set([outcome, ...named]).size <= named.length)
    throw new InputError("a variable stands twice in the table", {}, { value: [outcome, ...named] });
  if (test && named.length === 0 && (options.wave?.length ?? 0) < 2)
    throw new InputError("a test of independence needs groups", {}, { advice: "Name a variable with --by" });
  const sample = await openSample(options, [outcome, ...named], dataFolder);
  const { table, design, mask, names, waves } = sample;
  if (waves.length > 0 && (percent !== "by" || outcome === waveVariable))
    throw new InputError(
      "waves are compared by the percentages of each",
      {},
      { advice: "Leave out --percent, and tabulate another variable" },
    );
  const by = groupsOf(options.by, sample);
  const levels = {
    outcome: levelsOf(table, outcome, "the outcome", options),
    by: by.map((name) => levelsOf(table, name, "--by", options)),
  };
  const result = crosstab(design, mask, levels.outcome, levels.by, percent);
  if (result.table.length === 0) throw new InputError("nobody with a weight answered", table.place());
  const freedom = options.df === "design" ? designFreedom(design) : undefined;
  const report: CrosstabReport = {
    outcome,
    by,
    percent,
    interval,
    level,
    replacement: deff === undefined || deff === true ? "without" : deff,
    effects: deff !== undefined,
    df: freedom,
  };
  const { codebook } = table;
  const rows = crosstabRows(result, levels, report, codebook, lang);
  const everybody = by.length > 0 && waves.length === 0 && percent === "by";
  const overall = everybody
    ? crosstabRows(
        { ...result, table: result.overall },
        { outcome: levels.outcome, by: [] },
        { ...report, by: [] },
        codebook,
        lang,
      )
    : undefined;
  const summary = summariseDesign(
    design,
    mask,
    { missing: result.missing, unknown: sample.unknown },
    result.cells,
    options.df,
  );
  await put(
    {
      ...sample,
      title: crosstabTitle(report, codebook, lang),
      request: {
        command: "crosstab",
        outcome,
        by,
        percent,
        ci: interval,
        level,
        df: options.df,
        missing: options.missing,
        deff: report.replacement,
        ...describeRequest(options, sample),
      },
      design: summary,
      rows,
      overall,
      sections:
        waves.length > 0
          ? [
              differenceSection(
                waveDifferences(result, levels, { level, freedom }),
                [...by.slice(1), outcome],
                waveVariable,
                { kind: "share", level, decimals: crosstabDecimals },
                codebook,
                lang,
              ),
            ]
          : [],
      test: test && runTest(result, test === true ? "second" : test, freedom),
      notes: [
        ...selectionNotes(options),
        ...effectNotes(report.replacement, summary, deff !== undefined, lang),
        ...designNotes(design, summary, names, lang),
        ...crosstabNotes(report, result, lang),
      ],
    },
    options,
  );
}

/** The differences between consecutive waves of each proportion. */
function waveDifferences(
  { table, groups, cells }: Crosstab,
  { outcome, by }: CrosstabLevels,
  options: ContrastOptions,
): NamedContrast[] {
  const nameOf = (group: number, j: number) => by[j]!.levels[groups.members[j]![group]!]!;
  return consecutiveGroups(groups).flatMap(([first, second]) =>
    outcome.levels.flatMap((name, at) => {
      const [before, after] = [first, second].map((group) =>
        table.find((cell) => cell.group === group && cell.level === at),
      );
      return before && after
        ? [
            {
              shared: [...by.slice(1).map((_, j) => nameOf(first, j + 1)), name],
              from: nameOf(first, 0),
              to: nameOf(second, 0),
              contrast: difference(cells, before.proportion, after.proportion, options),
            },
          ]
        : [];
    }),
  );
}

/** More levels than this are values, not a table. */
const mostLevels = 200;

/** A variable's levels, with one for missing answers where that is asked for. */
export function levelsOf(
  table: Table,
  name: string,
  role: string,
  { missing, lang }: Pick<CrosstabOptions, "missing" | "lang">,
): Factor {
  variableOf(table, name, role);
  const factor = table.factor(name);
  if (factor.levels.length > mostLevels)
    throw new InputError(
      `${name} has ${factor.levels.length} different values`,
      table.place(undefined, name),
      {
        advice: "Group them with --derive, or take panel estimate for a numeric variable",
      },
    );
  return missing === "as-level" ? withMissingLevel(factor, say("missing", lang)) : factor;
}

const testNames: Record<AssociationTestName, Label> = {
  first: { fr: "Test de Rao-Scott (premier ordre)", en: "Rao-Scott test (first order)" },
  second: { fr: "Test de Rao-Scott (second ordre)", en: "Rao-Scott test (second order)" },
  wald: { fr: "Test de Wald", en: "Wald test" },
  "adjusted-wald": { fr: "Test de Wald ajusté", en: "Adjusted Wald test" },
};

function runTest({ cells }: Crosstab, name: AssociationTestName, freedom: number | undefined): TestOutcome {
  const domain = Array.from(cells.rows.keys());
  return { method: testNames[name], result: testAssociation(cells, domain, [0, 1], name, freedom) };
}
