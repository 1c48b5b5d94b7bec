import type { TopLevelSpec } from "vega-lite";
import type { ModelResults } from "../analyses/model.ts";
import { type ForestLine, type ForestPanel, forest } from "../charts/forest.ts";
import type { Reproduction } from "../figures/reproduce.ts";
import type { FamilyName } from "../models/fit/families.ts";
import type { LinkName } from "../models/fit/links.ts";
import { interceptName } from "../models/formula/coding.ts";
import { hasRatio, ratioOf, type Term } from "../models/results/terms.ts";
import { originOf } from "../samples/sampleOfDataset.ts";
import type { ModelTable, Study } from "../study/study.ts";
import type { Label } from "../text/language.ts";
import { logarithmic } from "../text/messages/charts.ts";
import { forestCaption, modelTitles } from "../text/messages/modelTitles.ts";
import type { Labels, Reader } from "../text/reader.ts";
import { chartFootnotes, sharedEnds } from "./chartLabels.ts";
import { dataLine } from "./dataLines.ts";
import { interval } from "./formats/blocks.ts";
import { termLabels } from "./modelLabels.ts";
import { type OutcomeLevels, outcomeOf, outcomeTitle } from "./modelReport.ts";
import { modelsOf } from "./modelSection.ts";
import { modelFootnotes } from "./notes/footnotes.ts";
import { decimalsFor, intervalTitle } from "./tables/estimateColumns.ts";
import { ratioDecimals, ratioTitle } from "./tables/ratioColumns.ts";

/** A model as a forest plot draws it. */
export interface ForestModel {
  readonly family: FamilyName;
  readonly link: LinkName;
  /** Of its intervals. */
  readonly level: number;
  readonly n: number;
  readonly outcome: OutcomeLevels;
  readonly terms: readonly ForestTerm[];
  /** Of the outcome, and of terms. */
  readonly labels: Labels;
}

type ForestTerm = Pick<Term, "variable" | "level" | "role" | "estimate" | "se" | "low" | "high">;

export const forestModel = ({ model, terms }: Pick<ModelResults, "model" | "terms">): ForestModel => ({
  family: model.request.family,
  link: model.link,
  level: model.request.level,
  n: model.n,
  outcome: outcomeOf(model),
  terms,
  labels: termLabels(model, terms),
});

/** What a forest plot is told besides its models. */
interface ForestCaption {
  readonly title: Label;
  /** What data they are of. */
  readonly notice: Label;
  /** The panels' titles, where models stand side by side. */
  readonly titles?: readonly Label[];
  /** Which of their rows, where not all. */
  readonly scope?: readonly Label[];
  readonly footnotes?: readonly string[];
  /** Decimals of the numbers, where they are asked for. */
  readonly digits?: number | undefined;
}

/** The forest plot of one model, or of several side by side; it says what data it is made from. */
export function forestChart(
  models: readonly ForestModel[],
  { title, notice, titles = [], scope = [], footnotes = [], digits }: ForestCaption,
  reader: Reader,
): TopLevelSpec {
  const [{ link, level }] = models as [ForestModel];
  const name = ratioTitle({ link }) ?? modelTitles.coefficient;
  const sizes = models.map(({ n }) => n);
  const interval = reader.say(intervalTitle(level));
  const panels = models.map((model, at) => panelOf(model, titles[at], digits, reader));
  return forest(
    withSharedLines(panels),
    {
      title: reader.say(hasRatio(link) ? logarithmic(name) : name),
      column: `${reader.say(name)} [${interval}]`,
      kind: hasRatio(link) ? "ratio" : "difference",
    },
    {
      language: reader.language,
      title: reader.say(title),
      subtitle: [reader.say(notice), reader.say(forestCaption(name, intervalTitle(level), sizes))],
      footnotes: [...scope.map(reader.say), ...footnotes],
    },
  );
}

/** The name of the chart of a table of models, or of a model that stands alone. */
export const forestName = (id: string): string => `models-${id}`;

/** The models of a study that are drawn, by their charts' names: those of its tables, and each other one that checks none. */
export function modelsDrawn({ models, modelTables }: Study): { id: string; table: ModelTable }[] {
  const inTables = new Set(modelTables.flatMap((table) => table.models));
  const alone = models.filter(({ id, checks }) => checks === undefined && !inTables.has(id));
  return [
    ...modelTables,
    ...alone.map((own): ModelTable => ({ ...own, models: [own.id], reading: own.reading })),
  ].map((table) => ({ id: forestName(table.id), table }));
}

/** The forest plot of a study's models that stand together; undefined where none of them can be fitted. */
export function forestOfTable(
  table: ModelTable,
  reproduction: Reproduction,
  reader: Reader,
): TopLevelSpec | undefined {
  const results = modelsOf(table, reproduction.models);
  const fitted = results.flatMap(({ description, result, terms }) =>
    "refusal" in result ? [] : [{ model: forestModel({ model: result, terms }), title: description.title }],
  );
  if (fitted.length === 0) return undefined;
  const footnotes = chartFootnotes(modelFootnotes(table, results, reproduction), reader);
  const titles = fitted.map(({ title }) => title);
  return forestChart(
    fitted.map(({ model }) => model),
    { notice: dataLine(originOf(reproduction.dataset)), title: table.title, titles, footnotes },
    reader,
  );
}

function panelOf(
  { terms, labels, outcome, link }: ForestModel,
  title: Label | undefined,
  digits: number | undefined,
  reader: Reader,
): ForestPanel {
  const shown = terms.filter(({ variable, role }) => variable !== interceptName && role !== "aliased");
  const lines = shown.flatMap((term, at): ForestLine[] => {
    const { variable, level } = term;
    const inGroup = level !== "";
    const name = reader.label(labels, variable);
    const isNew = inGroup && shown[at - 1]?.variable !== variable;
    const key = `${variable}\0${level}`;
    return [
      ...(isNew
        ? [{ key: `${variable}\0\0`, label: name, kind: "heading" as const, inGroup: false, ...nothing }]
        : []),
      {
        key,
        label: inGroup ? reader.label(labels, variable, level) : name,
        kind: term.role === "reference" ? "reference" : "estimate",
        inGroup,
        ...drawn(term, link, digits, reader),
      },
    ];
  });
  return { title: reader.say(title ?? outcomeTitle(outcome, labels)), lines };
}

/**
 * Models side by side may each have a variable of their own with the same levels, such as the supply of their profession: these
 * share their lines, under the words that begin and end all their names.
 */
function withSharedLines(panels: readonly ForestPanel[]): ForestPanel[] {
  const groupsOf = ({ lines }: ForestPanel) => {
    const heads = lines.filter(({ kind }) => kind === "heading");
    return heads.map((head) => {
      const variable = head.key.split("\0")[0]!;
      const levels = lines.filter(({ key }) => key.startsWith(`${variable}\0`) && key !== head.key);
      return { head, variable, levels: levels.map(({ label }) => label).join("\0") };
    });
  };
  const all = panels.map(groupsOf);
  const holders = (variable: string) =>
    all.filter((groups) => groups.some((own) => own.variable === variable)).length;
  const lone = all.map((groups) => groups.filter(({ variable }) => holders(variable) === 1));
  const heads = lone.flat();
  const alike = heads.every(({ levels }) => levels === heads[0]!.levels);
  if (heads.length < 2 || !alike || lone.some((own) => own.length > 1)) return [...panels];
  const label = sharedEnds(heads.map(({ head }) => head.label));
  return panels.map((panel, at) => {
    const [own] = lone[at]!;
    if (!own) return panel;
    const { head, variable } = own;
    return {
      ...panel,
      lines: panel.lines.map((line) => {
        if (!line.key.startsWith(`${variable}\0`)) return line;
        const key = line.key.replace(variable, "");
        return line === head ? { ...line, key, label } : { ...line, key: `\0${line.label}` };
      }),
    };
  });
}

const nothing = { estimate: null, low: null, high: null, text: "" };

/** What is drawn of a term, and the text beside it. */
function drawn(term: ForestTerm, link: LinkName, digits: number | undefined, reader: Reader) {
  const isRatio = hasRatio(link);
  if (term.role === "reference")
    return { ...nothing, estimate: isRatio ? 1 : 0, text: reader.say(modelTitles.reference) };
  const { exp, exp_low, exp_high } = ratioOf(link, term);
  const { estimate, low, high } = isRatio ? { estimate: exp, low: exp_low, high: exp_high } : term;
  const decimals = digits ?? (isRatio ? ratioDecimals(link, term) : Math.max(2, decimalsFor([term.se])));
  const text = `${reader.number(estimate!, decimals)} ${interval(low, high, decimals, reader)}`;
  return { estimate, low, high, text };
}
