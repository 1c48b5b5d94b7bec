import type { VariableSummary } from "../analyses/describe.ts";
import type { Opened } from "../samples/sample.ts";
import { isDateVariable } from "../sources/expressions/dates.ts";
import type { Level } from "../sources/tables/codebook.ts";
import { variables } from "../text/messages/analyses.ts";
import type { Reader } from "../text/reader.ts";
import { plain } from "../text/reader.ts";
import { words } from "../text/words.ts";
import type { Report } from "./report.ts";
import { type Column, resultTable } from "./tables/column.ts";

/** The variables of a table for people and files. */
export function describeReport(
  { origin, file }: Opened,
  found: readonly VariableSummary[],
  reader: Reader,
): Report {
  const title = variables(found.length);
  return {
    origin,
    title,
    request: { command: "describe", ...file?.standing.said, ...file?.coding },
    main: resultTable("rows", title, describeColumns(found, reader, file !== undefined), found),
    entries: (own) => found.map((summary) => entryOf(summary, own)),
    sections: [],
    notes: [],
  };
}

/** `areCodes`: whether levels may be codes that a file of labels, or the data's own, explains. */
function describeColumns(
  found: readonly VariableSummary[],
  reader: Reader,
  areCodes: boolean,
): Column<VariableSummary>[] {
  const labelled = found.some(({ variable: { name, label } }) => reader.say(label) !== name);
  return [
    { key: "variable", title: words.variable, kind: "text", value: ({ variable }) => variable.name },
    {
      key: "type",
      title: words.type,
      kind: "text",
      value: typeOf,
      text: (summary, { say }) => say(words[typeOf(summary)]),
    },
    { key: "answers", title: words.answered, kind: "count", value: ({ answers }) => answers },
    { key: "missing", title: words.missingAnswers, kind: "count", value: ({ missing }) => missing },
    { key: "min", title: plain("min"), kind: "number", audience: "files", value: ({ min }) => min },
    { key: "max", title: plain("max"), kind: "number", audience: "files", value: ({ max }) => max },
    { key: "first", title: words.firstDate, kind: "text", audience: "files", value: ({ first }) => first },
    { key: "last", title: words.lastDate, kind: "text", audience: "files", value: ({ last }) => last },
    {
      key: "levels",
      title: words.values,
      kind: "text",
      secondary: 1,
      value: (own, to) => valuesOf(own, to, areCodes),
    },
    {
      key: "label",
      title: words.label,
      kind: "text",
      secondary: 1,
      audience: labelled ? undefined : "files",
      value: ({ variable }, { say }) => say(variable.label),
    },
  ];
}

/** Levels that are listed by name; of more only the number is told. */
const mostListed = 6;

/** Of a variable whose levels are dates, these. */
const typeOf = ({ variable }: VariableSummary) => (isDateVariable(variable) ? "date" : variable.type);

/** The levels with their rows, or the range. */
function valuesOf(summary: VariableSummary, reader: Reader, areCodes: boolean): string {
  const { variable, counts, min, max, first, last } = summary;
  if (typeOf(summary) === "date") return first === null || last === null ? "" : `${first} – ${last}`;
  if (variable.type === "categorical") {
    const listed = variable.levels
      .slice(0, mostListed)
      .map((level, at) => `${shownLevel(level, reader, areCodes)} (${reader.number(counts![at]!)})`);
    const more = variable.levels.length - listed.length;
    return listed.join(", ") + (more > 0 ? ` … +${more}` : "");
  }
  return min === null || max === null ? "" : `${shown(min, reader)} – ${shown(max, reader)}`;
}

/** A level as conditions name it, with what its code means. */
function shownLevel({ name, label }: Level, { say }: Reader, isCode: boolean): string {
  const meaning = say(label);
  return isCode && meaning !== name ? `${name} = ${meaning}` : name;
}

function shown(value: number, reader: Reader): string {
  const rounded = String(Number.isInteger(value) ? value : Number(value.toPrecision(6)));
  if (/e/.test(rounded)) return rounded;
  return reader.number(Number(rounded), (rounded.split(".")[1] ?? "").length);
}

/** A variable for JSON, with all its levels. */
function entryOf(summary: VariableSummary, { say }: Reader): object {
  const { variable, answers, missing, min, max, first, last, counts } = summary;
  return {
    variable: variable.name,
    label: say(variable.label),
    type: typeOf(summary),
    answers,
    missing,
    min,
    max,
    first,
    last,
    levels:
      variable.type === "categorical"
        ? variable.levels.map(({ name, label }, at) => ({ name, label: say(label), n: counts![at]! }))
        : null,
  };
}
