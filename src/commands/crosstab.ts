import type { TestOutcome } from "../reports/analysis.ts";
import {
  type CrosstabLevels,
  type CrosstabReport,
  crosstabDecimals,
  crosstabNotes,
  crosstabRows,
  crosstabTitle,
} from "../reports/crosstabReport.ts";
import { designNotes } from "../reports/designNote.ts";
import { differenceRows, type NamedContrast } from "../reports/differences.ts";
import type { Factor } from "../sources/factor.ts";
import { type Table, variableOf, withMissingLevel } from "../sources/table.ts";
import { waveVariable } from "../sources/waveTable.ts";
import { type AssociationTestName, testAssociation } from "../survey/association.ts";
import { difference } from "../survey/contrasts.ts";
import { type Crosstab, crosstab, type PercentBase } from "../survey/crosstab.ts";
import { consecutiveGroups, designFreedom, type Freedom, summariseDesign } from "../survey/domains.ts";
import type { Replacement } from "../survey/estimators.ts";
import type { IntervalMethod } from "../survey/intervals.ts";
import { InputError } from "../text/errors.ts";
import type { Label } from "../text/language.ts";
import { say } from "../text/words.ts";
import { formatOf, type OutputOptions, put } from "./output.ts";
import { openSample, type SampleOptions } from "./sample.ts";

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
  const by = [...(waves.length > 0 && !named.includes(waveVariable) ? [waveVariable] : []), ...named];
  const levels = {
    outcome: levelsOf(table, outcome, "the outcome", options),
    by: by.map((name) => levelsOf(table, name, "--by", options)),
  };
  const result = crosstab(design, mask, levels.outcome, levels.by, percent);
  if (result.table.length === 0) throw new InputError("nobody with a weight answered", table.place());
  const report: CrosstabReport = {
    outcome,
    by,
    percent,
    interval,
    level,
    replacement: deff === undefined || deff === true ? "without" : deff,
    effects: deff !== undefined,
    df: options.df === "design" ? designFreedom(design) : undefined,
  };
  const { codebook } = table;
  const comparesWaves = waves.length > 0 && by[0] === waveVariable && percent === "by";
  const rows = crosstabRows(result, levels, report, codebook, lang);
  const summary = summariseDesign(design, mask, result.missing, result.cells, options.df);
  await put(
    {
      ...sample,
      title: crosstabTitle(report, codebook, lang),
      design: summary,
      rows,
      differences: comparesWaves
        ? differenceRows(
            waveDifferences(result, levels, level),
            [...by.slice(1), outcome],
            { kind: "share", level, decimals: crosstabDecimals },
            codebook,
            lang,
          )
        : undefined,
      test: test && runTest(result, test === true ? "second" : test),
      notes: [...designNotes(design, summary, names, lang), ...crosstabNotes(report, rows, lang)],
    },
    options,
  );
}

/** The differences between consecutive waves of each proportion. */
function waveDifferences(
  { table, groups, cells }: Crosstab,
  { outcome, by }: CrosstabLevels,
  level: number,
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
              contrast: difference(cells, before.proportion, after.proportion, level),
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

function runTest({ cells }: Crosstab, name: AssociationTestName): TestOutcome {
  const domain = Array.from(cells.rows.keys());
  return { method: testNames[name], result: testAssociation(cells, domain, [0, 1], name) };
}
