import {
  type Criterion,
  designs,
  type Evidence,
  type Interest,
  interests,
  type Theme,
} from "../../study/evidence.ts";
import type { Registry } from "../../study/registry.ts";
import type { Source } from "../../study/source.ts";
import { plain, type Reader } from "../../text/reader.ts";
import { designNames, interestNames, ownProduct } from "../../text/sourceWords.ts";
import { words } from "../../text/words.ts";
import { type Column, fileColumn, type ResultTable, resultTable } from "./column.ts";
import { publishedInUnit, publishedText } from "./verdicts.ts";

/** A row of a source's table with its source. */
export interface Of<Row> {
  readonly source: Source;
  readonly row: Row;
}

const term = (source: Source, name: string, { say }: Reader) => say(source.terms.get(name) ?? plain(name));

/** A column of terms that the sources share, by their names. */
const termColumn = <Key extends "measure" | "solution" | "criterion" | "theme" | "setting">(
  key: Key,
): Column<Of<Readonly<Record<Key, string>>>> => ({
  key,
  title: words[key],
  kind: "text",
  value: ({ row }) => row[key],
  text: ({ row, source }, reader) => term(source, row[key], reader),
});

/** Where a row is, in all tables. */
const located = <
  Row extends { readonly id: string; readonly section: string; readonly lines: string },
>(): Column<Of<Row>>[] => [
  { key: "source", title: words.source, kind: "text", audience: "files", value: ({ source }) => source.id },
  fileColumn("id", "text", ({ row }) => row.id),
  fileColumn("section", "text", ({ row, source }, { say }) => say(source.sections.get(row.section)!)),
];

const linesColumn = <Row extends { readonly lines: string }>(): Column<Of<Row>> => ({
  key: "lines",
  title: words.lines,
  kind: "text",
  align: "right",
  secondary: 1,
  tone: "faint",
  value: ({ row }) => row.lines,
  text: ({ row }) => row.lines.replace(/,.*/, " …"),
});

/** Who has an interest in a row, and whether he speaks of what he sells. */
interface Interested {
  readonly interest: Interest;
  readonly own: boolean;
}

/** The interest in a quantity: a vendor's own product is what the reference that it cites sells, or else its source. */
function inQuantity({ source, row }: Of<Evidence>): Interested {
  const { sells } = source.references.find(({ id }) => id === row.cited) ?? source;
  return { interest: row.interest, own: row.interest === "vendor" && sells.includes(row.solution) };
}

const inCriterion = ({ source: { interest, sells }, row }: Of<Criterion>): Interested => ({
  interest,
  own: interest === "vendor" && sells.includes(row.solution),
});

/** The interest in a row, with a mark where a vendor speaks of what he sells. */
const interestColumns = <Row>(interestIn: (row: Of<Row>) => Interested): Column<Of<Row>>[] => [
  {
    key: "interest",
    title: words.interest,
    kind: "text",
    secondary: 1,
    value: (row) => interestIn(row).interest,
    text: (row, { say }) => say(interestIn(row).own ? ownProduct : interestNames[interestIn(row).interest]),
    tone: (row) => (interestIn(row).own ? "bad" : interestIn(row).interest === "vendor" ? "fair" : undefined),
    values: interests,
  },
  fileColumn("own_product", "text", (row) => (interestIn(row).own ? "yes" : "no"), {
    values: ["yes", "no"],
    about: "whether a vendor speaks of what he sells",
  }),
];

/** Quantities, each with year, place, number, design and interest; figures of the panel stand beside. */
export function evidenceColumns({ figures }: Pick<Registry, "figures">): Column<Of<Evidence>>[] {
  return [
    {
      key: "label",
      title: words.quantity,
      kind: "text",
      value: ({ row }, { say }) => say(row.label),
    },
    ...located<Evidence>(),
    linesColumn(),
    termColumn("measure"),
    termColumn("solution"),
    {
      key: "value",
      title: words.value,
      kind: "number",
      wrap: true,
      value: ({ row }) => row.value?.value,
      text: valueText,
      about: "null where words stand for low to high, or for no number",
    },
    fileColumn("low", "number", ({ row }) => row.value?.low),
    fileColumn("high", "number", ({ row }) => row.value?.high),
    fileColumn("unit", "text", ({ row, source }, reader) =>
      row.unit === "" ? null : term(source, row.unit, reader),
    ),
    fileColumn("per", "text", ({ row, source }, reader) =>
      row.per === "" ? null : term(source, row.per, reader),
    ),
    fileColumn("cited", "text", ({ row }) => row.cited || null),
    { key: "year", title: words.year, kind: "text", secondary: 1, value: ({ row }) => row.year || null },
    { key: "place", title: words.place, kind: "text", secondary: 1, value: ({ row }) => row.where || null },
    { key: "n", title: plain("n"), kind: "count", secondary: 1, value: ({ row }) => row.n },
    {
      key: "design",
      title: words.design,
      kind: "text",
      secondary: 1,
      value: ({ row }) => row.design,
      text: ({ row }, { say }) => say(designNames[row.design]),
      values: designs,
    },
    ...interestColumns(inQuantity),
    {
      key: "beside",
      title: words.beside,
      kind: "text",
      secondary: 1,
      tone: "faint",
      value: ({ row }) => row.beside.join("; ") || null,
      text: ({ row }, reader) =>
        row.beside
          .map((key) => {
            const { figure, study } = figures.get(key)!;
            return `${publishedInUnit(figure.published, plain(figure.unit), reader)} (${study.id} ${reader.say(words.page)} ${figure.page})`;
          })
          .join(" ; "),
      about: "figures of the panel, each as study:figure",
    },
    fileColumn("note", "text", ({ row }, { say }) => say(row.note) || null),
  ];
}

function valueText({ row, source }: Of<Evidence>, reader: Reader): string {
  if (!row.value) return "";
  const unit = row.unit === "" ? "" : ` ${term(source, row.unit, reader)}`;
  const per = row.per === "" ? "" : ` / ${term(source, row.per, reader)}`;
  return `${publishedText(row.value, reader)}${unit}${per}`;
}

export const criterionColumns: readonly Column<Of<Criterion>>[] = [
  { key: "label", title: words.label, kind: "text", value: ({ row }, { say }) => say(row.label) },
  ...located<Criterion>(),
  linesColumn(),
  termColumn("solution"),
  termColumn("criterion"),
  {
    key: "sign",
    title: plain("±"),
    kind: "text",
    value: ({ row }) => (row.sign === "+" ? "advantage" : "drawback"),
    text: ({ row }) => (row.sign === "+" ? "+" : "−"),
    tone: ({ row }) => (row.sign === "+" ? "good" : "bad"),
    values: ["advantage", "drawback"],
  },
  ...interestColumns(inCriterion),
];

export const themeColumns: readonly Column<Of<Theme>>[] = [
  { key: "label", title: words.label, kind: "text", value: ({ row }, { say }) => say(row.label) },
  ...located<Theme>(),
  linesColumn(),
  termColumn("theme"),
  {
    key: "expectedness",
    title: words.expectedness,
    kind: "text",
    value: ({ row }) => row.expectedness || null,
    text: ({ row }, { say }) => (row.expectedness === "" ? "" : say(words[row.expectedness])),
    values: ["expected", "unexpected"],
  },
  termColumn("setting"),
];

export const evidenceTable = (rows: readonly Of<Evidence>[], registry: Registry): ResultTable =>
  resultTable("evidence", words.quantity, evidenceColumns(registry), rows);
export const criterionTable = (rows: readonly Of<Criterion>[]): ResultTable =>
  resultTable("criteria", words.criteria, criterionColumns, rows);
export const themeTable = (rows: readonly Of<Theme>[]): ResultTable =>
  resultTable("themes", words.themes, themeColumns, rows);
