import type { Field, Tidy } from "../reports/tidy.ts";
import { levelNames, type Variable } from "../sources/tables/codebook.ts";
import type { Table } from "../sources/tables/table.ts";
import type { Language } from "../text/language.ts";
import { formatNumber } from "../text/numbers.ts";
import { say } from "../text/words.ts";
import { openTable, type SampleOptions } from "./oldSample.ts";
import { formatOf, type OutputOptions, put } from "./output.ts";

/** `panel describe`: the variables of a file or dataset. */
export async function describeCommand(
  options: SampleOptions & OutputOptions,
  dataFolder: string,
): Promise<void> {
  formatOf(options);
  const sample = await openTable(options, dataFolder);
  const { table } = sample;
  const { lang } = options;
  const title = `${table.codebook.size} variables`;
  await put(
    {
      ...sample,
      title,
      request: { command: "describe" },
      rows: describeTable(table, lang),
      records: records(table, lang),
      notes: [],
    },
    options,
  );
}

function describeTable(table: Table, language: Language): Tidy {
  const field = (key: string, title: string, kind: Field["kind"], shown = true): Field => ({
    key,
    title,
    kind,
    shown,
  });
  const variables = [...table.codebook.values()];
  const labelled = variables.some(({ name, label }) => label[language] !== name);
  return {
    fields: [
      field("variable", say("variable", language), "text"),
      {
        ...field("type", say("type", language), "text"),
        label: (type) => say(type as Variable["type"], language),
      },
      field("answers", say("answered", language), "count"),
      field("missing", say("missingAnswers", language), "count"),
      field("min", "min", "number", false),
      field("max", "max", "number", false),
      field("levels", say("values", language), "text"),
      field("label", say("label", language), "text", labelled),
    ],
    rows: variables.map((variable) => {
      const { answers, min, max, values } = describeVariable(table, variable, language);
      return [
        variable.name,
        variable.type,
        answers,
        table.rows - answers,
        min,
        max,
        values,
        variable.label[language],
      ];
    }),
  };
}

/** Levels that are listed by name; of more only the number is told. */
const mostListed = 6;

/** The variables for JSON, with all their levels. */
function records(table: Table, language: Language): object[] {
  return [...table.codebook.values()].map((variable) => {
    const { answers, min, max } = describeVariable(table, variable, language);
    const levels =
      variable.type === "categorical"
        ? variable.levels.map(({ name, label }, at) => ({
            name,
            label: label[language],
            n: countsOf(table, variable.name, variable.levels.length)[at]!,
          }))
        : null;
    return {
      variable: variable.name,
      label: variable.label[language],
      type: variable.type,
      answers,
      missing: table.rows - answers,
      min,
      max,
      levels,
    };
  });
}

function countsOf(table: Table, name: string, size: number): number[] {
  const counts = new Array<number>(size).fill(0);
  for (const code of table.factor(name).codes) if (code >= 0) counts[code]!++;
  return counts;
}

function describeVariable(table: Table, variable: Variable, language: Language) {
  if (variable.type === "categorical") {
    const names = levelNames(variable);
    const counts = countsOf(table, variable.name, names.length);
    const listed = names
      .slice(0, mostListed)
      .map((name, at) => `${name} (${formatNumber(counts[at]!, 0, language)})`);
    const more = names.length - listed.length;
    return {
      answers: counts.reduce((sum, count) => sum + count, 0),
      min: null,
      max: null,
      values: listed.join(", ") + (more > 0 ? ` … +${more}` : ""),
    };
  }
  let answers = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const value of table.numbers(variable.name)) {
    if (Number.isNaN(value)) continue;
    answers++;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const none = answers === 0;
  const shown = (value: number) => {
    const rounded = String(Number.isInteger(value) ? value : Number(value.toPrecision(6)));
    if (/e/.test(rounded)) return rounded;
    return formatNumber(Number(rounded), (rounded.split(".")[1] ?? "").length, language);
  };
  return {
    answers,
    min: none ? null : min,
    max: none ? null : max,
    values: none ? "" : `${shown(min)} – ${shown(max)}`,
  };
}
