import type { Figure, Published } from "../../study/figures.ts";
import type { Wording } from "../../study/wording.ts";
import { plain } from "../../text/reader.ts";
import { words } from "../../text/words.ts";
import { type Column, fileColumn, type ResultTable, resultTable } from "./column.ts";
import { publishedText } from "./verdicts.ts";

/** The words of what is published or said, and the rule by which they are read, for files. */
export const wordColumns = <Row>(of: (row: Row) => Published | undefined): Column<Row>[] => [
  fileColumn<Row>(
    "words",
    "text",
    (row, { say }) => {
      const wording = of(row)?.words;
      return wording && say(wording.label);
    },
    { about: "the words that stand in place of a number" },
  ),
  fileColumn<Row>(
    "read_as",
    "text",
    (row, { say }) => {
      const wording = of(row)?.words;
      return wording && say(wording.rule);
    },
    { about: "the rule by which the words are an interval" },
  ),
];

/** The words of figures, and how they are read. */
export const wordTable = (figures: readonly Figure[]): ResultTable =>
  resultTable<Wording>(
    undefined,
    words.wordings,
    [
      { key: "words", title: words.wordings, kind: "text", value: ({ label }, { say }) => say(label) },
      {
        key: "range",
        title: plain("%"),
        kind: "text",
        align: "right",
        value: (wording, reader) => publishedText({ ...wording, decimals: 0 }, reader),
      },
      { key: "rule", title: words.readAs, kind: "text", value: ({ rule }, { say }) => say(rule) },
    ],
    [...new Set(figures.flatMap(({ published }) => published.words ?? []))],
  );
