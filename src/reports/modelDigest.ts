import { ratios } from "../models/fit/families.ts";
import { hasRatio, ratioOf, type Term } from "../models/results/terms.ts";
import type { Codebook } from "../sources/tables/codebook.ts";
import type { Language } from "../text/language.ts";
import { formatNumber } from "../text/numbers.ts";
import { say } from "../text/words.ts";
import { labelIn } from "./labels.ts";
import { labelsOf } from "./modelLabels.ts";
import type { ModelResults } from "./modelReport.ts";
import type { Datum, Field, Tidy } from "./tidy.ts";

/** What of a model a digest shows; the fit where it is known. */
type Digested = Pick<ModelResults, "model" | "terms"> & Partial<Pick<ModelResults, "fit">>;

/** A model of one of several outcomes; none where it does not exist. */
export interface OutcomeResults<Results extends Digested = Digested> {
  readonly outcome: string;
  readonly results: Results | undefined;
}

/** From the strictest: how many stars a p-value below the bound has. */
const stars: readonly { readonly below: number; readonly mark: string }[] = [
  { below: 0.001, mark: "***" },
  { below: 0.01, mark: "**" },
  { below: 0.05, mark: "*" },
];

function starsOf(p: number | null): string {
  return (p !== null && stars.find(({ below }) => p < below)?.mark) || "";
}

function starLegend(language: Language): string {
  const bound = (value: number) => formatNumber(value, String(value).length - 2, language);
  return `${stars.map(({ below, mark }) => `${mark} p < ${bound(below)}`).join(", ")}.`;
}

/** Models of several outcomes side by side: the ratios (or coefficients) with stars, a column for each outcome. */
export function modelDigest(models: readonly OutcomeResults[], codebook: Codebook, language: Language): Tidy {
  const present = models.flatMap(({ results }) => results ?? []);
  const lines = mergeTerms(present.map(({ terms }) => terms));
  const labels = present.map(({ model }) => labelsOf(model, codebook, language));
  const labelOf = (variable: string) => labels.map((own) => own.variable(variable))[0] ?? variable;
  const levelOf = (variable: string, level: string) =>
    labels.map((own) => own.level(variable, level)).find((label) => label !== level) ?? level;
  const field = (key: string, title: string, more: Partial<Field> = {}): Field => ({
    key,
    title,
    kind: "text",
    shown: true,
    ...more,
  });
  const count = (value: number) => formatNumber(value, 0, language);
  const footer = (title: string, of: (results: Digested) => string): Datum[] => [
    title,
    "",
    ...models.map(({ results }) => (results ? of(results) : "")),
  ];
  const isDiscrete = present.some(({ fit }) => typeof fit?.nagelkerke === "number");
  return {
    fields: [
      field("variable", say("variable", language), {
        grouping: true,
        label: (variable) => labelOf(variable),
      }),
      field("level", say("level", language), {
        label: (level, row) => levelOf(String(row[0]), level),
      }),
      ...models.map(({ outcome }) =>
        field(outcome, labelIn(codebook, outcome, "", language), { align: "right" }),
      ),
    ],
    rows: [
      ...lines.map(({ variable, level }) => [
        variable,
        level,
        ...models.map(({ results }) => (results ? cellOf(results, variable, level, language) : "–")),
      ]),
      footer(say("rowsUsed", language), ({ model }) => count(model.n)),
      footer(say("missingAnswers", language), ({ model }) => count(model.missing)),
      footer(say("residualDf", language), ({ model }) => (Number.isFinite(model.df) ? count(model.df) : "∞")),
      ...(isDiscrete
        ? [
            footer("R² (Nagelkerke)", ({ fit }) =>
              typeof fit?.nagelkerke === "number" ? formatNumber(fit.nagelkerke, 3, language) : "",
            ),
          ]
        : []),
    ],
  };
}

type Line = Pick<Term, "variable" | "level">;

/** The lines of all models, each once, in the order of the first model that has it. */
function mergeTerms(all: readonly (readonly Term[])[]): Line[] {
  const seen = new Map<string, Line>();
  for (const { variable, level } of all.flat()) seen.set(`${variable}\0${level}`, { variable, level });
  const order = [...new Set([...seen.values()].map(({ variable }) => variable))];
  return order.flatMap((variable) => [...seen.values()].filter((line) => line.variable === variable));
}

function cellOf({ model, terms }: Digested, variable: string, level: string, language: Language): string {
  const term = terms.find((own) => own.variable === variable && own.level === level);
  if (!term) return "";
  if (term.role === "reference") return say("reference", language);
  if (!term.comparison) return say("aliased", language);
  const { estimate, p, se } = term.comparison;
  const shown = hasRatio(model.link) ? ratioOf(model.link, term.comparison).exp! : estimate;
  const digits = hasRatio(model.link) ? 2 : Math.min(6, Math.max(2, 2 - Math.floor(Math.log10(se || 1))));
  return `${formatNumber(shown, digits, language)}${starsOf(p)}`;
}

/** What the cells of a digest are. */
export function digestNote(models: readonly OutcomeResults[], language: Language): string {
  const link = models.flatMap(({ results }) => results?.model.link ?? [])[0];
  const ratio = link && ratios[link];
  const name = say(ratio ?? "coefficient", language);
  return `${name[0]!.toUpperCase()}${name.slice(1)}${language === "fr" ? " ; " : "; "}${starLegend(language)}`;
}
