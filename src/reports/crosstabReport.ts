import type { Codebook } from "../sources/tables/codebook.ts";
import type { Factor } from "../sources/tables/factor.ts";
import type { Crosstab, PercentBase } from "../survey/crosstab.ts";
import { type Replacement, withFreedom } from "../survey/estimators.ts";
import { type IntervalMethod, intervals } from "../survey/intervals.ts";
import type { Label, Language } from "../text/language.ts";
import { discardedNotes, errorsOf, intervalTitle } from "./designNote.ts";
import { estimateData, estimateFields, levelFields } from "./fields.ts";
import { labelIn } from "./labels.ts";
import type { Tidy } from "./tidy.ts";

export interface CrosstabReport {
  readonly outcome: string;
  readonly by: readonly string[];
  readonly percent: PercentBase;
  readonly interval: IntervalMethod;
  readonly level: number;
  readonly replacement: Replacement;
  /** Whether people are shown design effects. */
  readonly effects: boolean;
  /** Degrees of freedom for all intervals; those of each domain by default. */
  readonly df?: number | undefined;
}

export interface CrosstabLevels {
  readonly outcome: Factor;
  readonly by: readonly Factor[];
}

/** Of percentages. */
export const crosstabDecimals = 1;

/** The cells of a cross-tab as rows. */
export function crosstabRows(
  { table, groups }: Crosstab,
  { outcome: levels, by: factors }: CrosstabLevels,
  report: CrosstabReport,
  codebook: Codebook,
  language: Language,
): Tidy {
  const { outcome, by, percent, interval, level, replacement, effects } = report;
  // What adds up to 100 % stands together.
  const sorted =
    percent === "outcome" ? [...table].sort((a, b) => a.level - b.level || a.group - b.group) : table;
  return {
    fields: [
      ...levelFields(codebook, report.percent === "outcome" ? [outcome, ...by] : [...by, outcome], language),
      ...estimateFields({ kind: "share", title: "%", level, decimals: crosstabDecimals, effects }, language),
    ],
    rows: sorted.map(({ group, level: at, proportion, n, total }) => {
      const spread = withFreedom(proportion, report.df);
      const groupLevels = factors.map((factor, j) => factor.levels[groups.members[j]![group]!]!);
      const own = levels.levels[at]!;
      return [
        ...(percent === "outcome" ? [own, ...groupLevels] : [...groupLevels, own]),
        ...estimateData(spread, intervals[interval](spread, level), { n, total }, replacement),
      ];
    }),
  };
}

const bases: Record<PercentBase, Label> = {
  by: { fr: "en % de chaque groupe", en: "% of each group" },
  outcome: { fr: "en % de chaque modalité", en: "% of each level of the outcome" },
  total: { fr: "en % du total", en: "% of the total" },
};

/** What the table shows, in words. */
export function crosstabTitle(
  { outcome, by, percent }: CrosstabReport,
  codebook: Codebook,
  language: Language,
): string {
  const label = (variable: string) => labelIn(codebook, variable, "", language);
  const groups = by.map(label).join(" × ");
  const what =
    groups === "" ? label(outcome) : `${label(outcome)} ${language === "fr" ? "selon" : "by"} ${groups}`;
  return `${what}, ${bases[groups === "" ? "total" : percent][language]}`;
}

const methods: Record<IntervalMethod, Label> = {
  logit: { fr: "logit", en: "logit" },
  wald: { fr: "de Wald", en: "Wald" },
  beta: { fr: "de Korn et Graubard (bêta)", en: "Korn-Graubard (beta)" },
  wilson: { fr: "de Wilson", en: "Wilson" },
};

/** How the intervals were made. */
export function crosstabNotes(
  { interval, level, df }: CrosstabReport,
  { table, cells }: Crosstab,
  language: Language,
): string[] {
  const errors = errorsOf(cells.design, language);
  const discarded = discardedNotes(
    table.map(({ proportion }) => proportion),
    language,
  );
  const extreme = table.some(
    ({ proportion }) => proportion.df > 0 && (proportion.estimate === 0 || proportion.estimate === 1),
  );
  const without = interval === "logit" && extreme;
  const title = intervalTitle(level, language);
  const own = df === undefined;
  return language === "fr"
    ? [
        `${errors} ; ${title} ${methods[interval].fr}, avec les degrés de liberté ${own ? "de chaque domaine" : "du plan entier"} ; n : lignes de la case.`,
        ...(without ? ["À 0 % et 100 % la méthode logit ne donne pas d'intervalle ; voir --ci beta."] : []),
        ...discarded,
      ]
    : [
        `${errors}; ${title} ${methods[interval].en}, with the degrees of freedom of ${own ? "each domain" : "the whole design"}; n: rows of the cell.`,
        ...(without ? ["At 0% and 100% the logit method gives no interval; see --ci beta."] : []),
        ...discarded,
      ];
}
