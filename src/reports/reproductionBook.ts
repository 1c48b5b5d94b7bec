import type { ModelResult } from "../figures/models.ts";
import type {
  FigureResult,
  FindingResult,
  Reproduction,
  TableResult,
  TableRow,
} from "../figures/reproduce.ts";
import { estimandOfCell } from "../figures/studyTables.ts";
import { originOf } from "../samples/sampleOfDataset.ts";
import { type Estimand, type Figure, figuresOfEstimand } from "../study/figures.ts";
import type { ModelTable } from "../study/study.ts";
import { titled } from "../text/language.ts";
import { bookWords, highOf, lowOf, statedSigns } from "../text/messages/dataBooks.ts";
import { modelTitles } from "../text/messages/modelTitles.ts";
import { plain, type Reader } from "../text/reader.ts";
import { typeset } from "../text/typography.ts";
import { words } from "../text/words.ts";
import { bodyOf, type Group, grouped, numberCell, type Shown, shown, shownOver } from "./bookColumns.ts";
import { codebookOf } from "./codebookOf.ts";
import { dataLine } from "./dataLines.ts";
import type { BookSheet, DataBook } from "./formats/dataBook.ts";
import { modelsAlone, modelsOf, sizeOf } from "./modelSection.ts";
import { disclosureNotes } from "./notes/disclosureNote.ts";
import { type Footnotes, footnoteLines, modelFootnotes, tableFootnotes } from "./notes/footnotes.ts";
import { methodWords } from "./surveySection.ts";
import type { Column } from "./tables/column.ts";
import { figureTable } from "./tables/figureColumns.ts";
import { findingTable } from "./tables/findingColumns.ts";
import { decimalsBy } from "./tables/modelColumns.ts";
import { type DigestedTerm, digestedTerms, starNote, starsOf } from "./tables/modelDigest.ts";
import { ratioDecimals, ratioTitle } from "./tables/ratioColumns.ts";
import { type StudyTerm, studyTermColumns, studyTerms } from "./tables/studyModelColumns.ts";
import { type Line, linesOf, shapeOf, studyTableColumns } from "./tables/studyTableColumns.ts";
import { publishedInUnit } from "./tables/verdicts.ts";

/** A study's results as French official statistics publish the data of a study: a sheet for each table. */
export function reproductionBook(reproduction: Reproduction, reader: Reader): DataBook {
  const { study, dataset, tables, models } = reproduction;
  const { say } = reader;
  const notice = say(dataLine(originOf(dataset)));
  const sheets = [
    ...tables.map((table) => tableSheet(table, reproduction, reader)),
    ...modelsAlone(reproduction).map((model) => modelSheet(model.description, [model], reproduction, reader)),
    ...study.modelTables.map((table) => modelSheet(table, modelsOf(table, models), reproduction, reader)),
    figureSheet(reproduction, reader),
    findingSheet(reproduction, reader),
  ];
  return {
    contents: say(bookWords.contents),
    lines: [notice, say(study.title), say(study.source), ...disclosureNotes(reproduction).map(say)],
    sheets: sheets
      .filter(({ rows }) => rows.length > 0)
      .map((sheet) => ({ ...sheet, subtitle: noteLine(notice, reader) })),
  };
}

type Sheet = Omit<BookSheet, "subtitle">;

/** A table or chart: a row for each outcome or level, with the estimates of each wave beside what is published of them. */
function tableSheet(table: TableResult, reproduction: Reproduction, reader: Reader): Sheet {
  const { description, rows } = table;
  const { say } = reader;
  const { whole, several } = shapeOf(description);
  const codebook = codebookOf(reproduction, description.waves.at(-1)!);
  const body = bodyOf(
    grouped(linesOf(rows), ({ variable }) => (several ? reader.label(codebook, variable) : undefined)),
    ({ variable, level }) => reader.label(codebook, variable, whole ? level : ""),
    description.waves.flatMap((wave) => waveColumns(wave, table, reproduction, reader)),
  );
  const reasons = new Set(rows.flatMap(({ result }) => ("reason" in result ? say(result.reason) : [])));
  const section = reproduction.study.sections.get(description.id);
  const title = say(description.title);
  return {
    name: section ? say(section) : description.id,
    title: section ? `${say(section)}. ${title}` : title,
    unit: rows.every(({ level }) => level !== "") ? say(bookWords.inPercent) : "",
    ...body,
    notes: [
      ...[...reasons].map((reason) => lineOf(say(bookWords.unavailable), reason, reader)),
      ...useNotes(reproduction, reader),
      ...notesOf(tableFootnotes(table, reproduction), reader),
    ],
  };
}

/** The columns of a wave; those of what is published where a figure is of the very same cell. */
function waveColumns(
  wave: string,
  { description }: TableResult,
  reproduction: Reproduction,
  reader: Reader,
): Shown<Line>[] {
  const { say } = reader;
  const [estimate, ...others] = shown(
    studyTableColumns(reproduction),
    reader,
    {
      estimate: { title: bookWords.estimate, decimals: 1 },
      se: { decimals: 2 },
      se_known: { decimals: 2 },
      low: { title: lowOf(words.interval), decimals: 1 },
      high: { title: highOf(words.interval), decimals: 1 },
      n: {},
    },
    [wave],
  );
  const orMark: Shown<TableRow> = {
    ...estimate!,
    cell: (row) => ("reason" in row.result ? say(bookWords.unavailable) : estimate!.cell(row)),
  };
  const published: Shown<Figure>[] = [
    {
      labels: [wave, say(words.published)],
      width: 13,
      cell: (figure) => publishedNumber(figure, reader) ?? publishedInWords(figure, reproduction, reader),
    },
    { labels: [wave, say(words.use)], width: 11, cell: ({ use }) => say(words[use]) },
  ];
  return [
    ...shownOver([orMark, ...others], (line: Line) => line.rows.get(wave)),
    ...shownOver(published, (line: Line) => {
      const row = line.rows.get(wave);
      return row && publishedAs(estimandOfCell(row, description), reproduction);
    }),
  ];
}

/** The figure that publishes an estimand: the most exact one, and words where there is no number. */
function publishedAs(estimand: Estimand, { study }: Reproduction): Figure | undefined {
  const exactness = ({ published: { value, decimals } }: Figure) => (value === undefined ? -1 : decimals);
  return figuresOfEstimand(study.figures, estimand).sort((a, b) => exactness(b) - exactness(a))[0];
}

/** A published number with the decimals that are printed; null where words or bounds stand for it. */
const publishedNumber = ({ published: { value, decimals } }: Figure, reader: Reader) =>
  value === undefined ? null : numberCell(value, decimals, "number", reader);

/** The words or bounds that are published in place of a number. */
const publishedInWords = ({ published, unit }: Figure, { study }: Reproduction, reader: Reader) =>
  published.value === undefined
    ? publishedInUnit(published, study.units.get(unit) ?? plain(unit), reader)
    : null;

/** Models side by side: a row for each coefficient, the levels of a variable below its label. */
function modelSheet(
  table: Omit<ModelTable, "models">,
  models: readonly ModelResult[],
  reproduction: Reproduction,
  reader: Reader,
): Sheet {
  const { say } = reader;
  const fitted = models.flatMap(({ result, terms }) =>
    "refusal" in result ? [] : [{ model: result, terms }],
  );
  const several = models.length > 1;
  return {
    name: table.id,
    title: say(table.title),
    unit: "",
    ...bodyOf(
      grouped(digestedTerms(fitted), ({ level, name }) => (level === "" ? undefined : say(name))),
      ({ level, name, levelName }) => say(level === "" ? name : levelName),
      models.flatMap((model) =>
        termColumns(model, several ? [say(model.description.title)] : [], reproduction, reader),
      ),
    ),
    notes: [
      ...models.map(({ description, result }) => {
        const told = "refusal" in result ? say(result.refusal) : sizeOf(result, reader);
        return noteLine(several ? `${say(description.title)}. ${told}` : told, reader);
      }),
      noteLine(say(words.modelMethod), reader),
      noteLine(say(starNote), reader),
      ...notesOf(modelFootnotes(table, models, reproduction), reader),
    ],
  };
}

/** A model's columns, below labels that they share. */
function termColumns(
  model: ModelResult,
  over: readonly string[],
  reproduction: Reproduction,
  reader: Reader,
): Shown<DigestedTerm>[] {
  const { say } = reader;
  const { result, terms } = model;
  if ("refusal" in result) return [];
  const byVariable = decimalsBy(terms, 1);
  const decimals = ({ term }: StudyTerm) => byVariable(term);
  const ofRatio = ({ link, term }: StudyTerm) => ratioDecimals(link, term);
  const [estimate, ...others] = shown(
    studyTermColumns(reproduction),
    reader,
    {
      estimate: { title: modelTitles.coefficient, decimals },
      se: { title: words.se, decimals },
      se_known: { decimals },
      exp: { title: ratioTitle(result) ?? plain("exp"), decimals: ofRatio },
      exp_low: { title: lowOf(words.interval), decimals: ofRatio },
      exp_high: { title: highOf(words.interval), decimals: ofRatio },
      p: { title: words.p, kind: "p" },
      p_known: { kind: "p" },
    },
    over,
  );
  const columns: Shown<StudyTerm>[] = [
    {
      ...estimate!,
      cell: (row) => (row.term.role === "estimated" ? estimate!.cell(row) : say(modelTitles[row.term.role])),
    },
    ...others,
    { labels: [...over, say(bookWords.stars)], width: 7, cell: ({ term }) => starsOf(term.p) || null },
  ];
  const rows = new Map(studyTerms(model, reproduction).map((row) => [keyOf(row.term), row]));
  return shownOver(columns, (term) => rows.get(keyOf(term)));
}

const keyOf = ({ variable, level }: Pick<DigestedTerm, "variable" | "level">) => `${variable}\0${level}`;

/** All published figures beside what is computed, by section, with what each measures. */
function figureSheet(reproduction: Reproduction, reader: Reader): Sheet {
  const { say } = reader;
  const { figures } = reproduction;
  const own: readonly Column<FigureResult>[] = figureTable(figures, reproduction).columns;
  const { decimals } = own.find(({ key }) => key === "low")!;
  return {
    name: say(bookWords.figures),
    title: say(words.figures),
    unit: "",
    ...bodyOf<FigureResult>(
      bySection(figures, ({ figure }) => figure, reproduction, reader),
      ({ figure }) => say(figure.label),
      [
        {
          labels: [say(words.published)],
          width: 11,
          cell: ({ figure }) => publishedNumber(figure, reader),
        },
        ...shown(own, reader, {
          computed: {},
          se: {},
          se_known: {},
          low: { title: lowOf(words.interval) },
          high: { title: highOf(words.interval), decimals },
          n: {},
          page: { width: 5 },
        }),
        {
          labels: [say(bookWords.inWords)],
          width: 26,
          cell: ({ figure }) => publishedInWords(figure, reproduction, reader),
        },
        ...shown(own, reader, {
          unit: { title: words.unit },
          status: { width: 16 },
          use: {},
          wave: { title: words.wave, width: 10 },
          statistic: { title: words.statistic },
          variable: { title: words.variable, width: 22 },
          level: { title: words.level, width: 22 },
          domain: { title: words.field, width: 30 },
          id: { title: plain("id"), width: 26 },
        }),
      ],
    ),
    notes: [noteLine(say(methodWords(reproduction.dataset)), reader), ...useNotes(reproduction, reader)],
  };
}

/** The published statements beside the comparisons that test them, by section. */
function findingSheet(reproduction: Reproduction, reader: Reader): Sheet {
  const { say } = reader;
  const own: readonly Column<FindingResult>[] = findingTable(reproduction).columns;
  const inThree = { decimals: 3 };
  const inTwo = { decimals: 2 };
  return {
    name: say(bookWords.findings),
    title: say(words.findings),
    unit: "",
    ...bodyOf<FindingResult>(
      bySection(reproduction.findings, ({ finding }) => finding, reproduction, reader),
      ({ finding }) => say(finding.label),
      [
        ...shown(own, reader, {
          shown: {},
          se: inThree,
          se_known: inThree,
          low: { ...inThree, title: lowOf(words.interval) },
          high: { ...inThree, title: highOf(words.interval) },
        }),
        ...shown(
          own,
          reader,
          {
            ratio: { title: bookWords.estimate },
            ratio_low: { ...inTwo, title: lowOf(words.interval) },
            ratio_high: { ...inTwo, title: highOf(words.interval) },
          },
          [say(words.ratio)],
        ),
        ...shown(own, reader, { p: {}, p_known: {}, page: { width: 5 } }),
        {
          labels: [say(bookWords.stated)],
          width: 9,
          cell: ({ finding: { sign } }) => say(statedSigns[sign]),
        },
        ...shown(own, reader, {
          status: { width: 16 },
          basis: {},
          comparison: { width: 50 },
          model: { title: words.model, width: 26 },
          id: { title: plain("id"), width: 26 },
        }),
      ],
    ),
    notes: [noteLine(say(words.basisNote), reader)],
  };
}

/** Rows below the titles of their sections, in the order of the publication. */
const bySection = <Row>(
  rows: readonly Row[],
  of: (row: Row) => { readonly section: string },
  { study }: Reproduction,
  { say }: Reader,
): Group<Row>[] =>
  [...study.sections]
    .map(([id, title]) => ({ title: say(title), rows: rows.filter((row) => of(row).section === id) }))
    .filter((group) => group.rows.length > 0);

/** What it means that a figure was seen or not; of no matter where nothing was made from figures. */
const useNotes = ({ dataset }: Reproduction, reader: Reader): string[] =>
  dataset.provenance.kind === "synthetic" ? [noteLine(reader.say(words.useNote), reader)] : [];

/** The footnotes in the order of French official statistics. */
const notesOf = ({ note, reading, field, source }: Footnotes, reader: Reader): string[] =>
  [{ note }, { reading }, { field }, { source }].flatMap((own) => footnoteLines(own, reader));

const noteLine = (text: string, reader: Reader) => lineOf(reader.say(words.footnote), text, reader);

const lineOf = (title: string, text: string, { language }: Reader) =>
  typeset(titled(title, text, language), language);
