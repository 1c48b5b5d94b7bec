import type { Reproduction, TableResult } from "../figures/reproduce.ts";
import { originOf } from "../samples/sampleOfDataset.ts";
import type { DesignPart } from "../study/study.ts";
import type { Label } from "../text/language.ts";
import { knownDesignNote } from "../text/messages/reproduction.ts";
import type { Reader } from "../text/reader.ts";
import { words } from "../text/words.ts";
import { codebookOf } from "./codebookOf.ts";
import { dataLine } from "./dataLines.ts";
import { tableBlock } from "./formats/blocks.ts";
import { type Block, heading, paragraph } from "./formats/document.ts";
import { heldOutTexts } from "./heldOutTexts.ts";
import { modelBlocks } from "./modelSection.ts";
import { disclosureNotes } from "./notes/disclosureNote.ts";
import { footnoteBlocks, tableFootnotes } from "./notes/footnotes.ts";
import { publishedWorkbookBlocks } from "./publishedWorkbookSection.ts";
import { methodWords, surveyBlocks } from "./surveySection.ts";
import type { ResultTable } from "./tables/column.ts";
import { figureTable } from "./tables/figureColumns.ts";
import { findingTable } from "./tables/findingColumns.ts";
import { summaryTables, waveWeightTable } from "./tables/studySummaries.ts";
import { studyTableOfWaves } from "./tables/studyTableColumns.ts";
import { wordTable } from "./tables/wordColumns.ts";

/** The whole reproduction as a document: figures by section, tables (with their charts), models, findings, summary. */
export function reproductionBlocks(reproduction: Reproduction, reader: Reader, withCharts = false): Block[] {
  const { study, dataset, tables, known, workbook } = reproduction;
  const { say } = reader;
  const imagesOf = ({ description: { id, title } }: TableResult) =>
    study.charts
      .filter(({ table }) => withCharts && table === id)
      .map((chart): Block => ({ kind: "image", file: `charts/${chart.id}.svg`, text: say(title) }));
  const aboutGenerator = (note: "useNote" | "findingNote") =>
    dataset.provenance.kind === "synthetic" ? [paragraph(say(words[note]), "faint")] : [];
  return [
    paragraph(say(dataLine(originOf(dataset)))),
    heading(1, say(study.title)),
    paragraph(say(study.source)),
    ...disclosureNotes(reproduction).map((note) => paragraph(say(note))),
    ...(study.notes ? [paragraph(say(study.notes), "faint")] : []),
    ...surveyBlocks(reproduction, reader),
    heading(2, say(words.weights)),
    tableBlock(waveWeightTable(dataset), reader),
    heading(2, say(words.figures)),
    paragraph(say(methodWords(dataset)), "faint"),
    ...(known ? [paragraph(say(noteOfKnown(known.parts, reproduction, reader)), "faint")] : []),
    ...aboutGenerator("useNote"),
    ...figureBlocks(reproduction, reader),
    heading(2, say(words.tables)),
    ...tables.flatMap((table) => [
      heading(3, say(table.description.title)),
      ...imagesOf(table),
      tableBlock(studyTableOfWaves(table, reproduction), reader),
      ...footnoteBlocks(tableFootnotes(table, reproduction), reader),
    ]),
    heading(2, say(words.models)),
    paragraph(say(words.modelMethod), "faint"),
    ...modelBlocks(reproduction, reader),
    heading(2, say(words.findings)),
    paragraph(say(words.basisNote), "faint"),
    ...aboutGenerator("findingNote"),
    tableBlock(findingTable(reproduction), reader),
    ...(workbook ? publishedWorkbookBlocks(workbook, reader) : []),
    heading(2, say(words.summary)),
    ...summaryBlocks(reproduction, reader),
  ];
}

/** What the second variances of a reproduction rest on. */
export function noteOfKnown(
  parts: readonly DesignPart[],
  reproduction: Pick<Reproduction, "dataset">,
  { label }: Reader,
): Label {
  const waves = reproduction.dataset.description.waves.map(({ name, calibrated = [] }) => {
    const codebook = codebookOf(reproduction, name);
    return { name, margins: calibrated.map((variable) => label(codebook, variable)).join(", ") };
  });
  return knownDesignNote(parts, waves);
}

/** The figures by section; how their words are read; and again those that no data can give at once, with what the study says of them. */
function figureBlocks(reproduction: Reproduction, reader: Reader): Block[] {
  const { figures, study } = reproduction;
  const { say } = reader;
  const bySection = [...study.sections].flatMap(([section, title]) => {
    const own = figures.filter(({ figure }) => figure.section === section);
    return own.length === 0
      ? []
      : [heading(3, say(title)), tableBlock(figureTable(own, reproduction), reader)];
  });
  const wordings = wordTable(figures.map(({ figure }) => figure));
  const contradicting = figures.filter(({ figure }) => figure.use === "irreconcilable");
  const explained = (title: Label, note: Label, table: ResultTable) =>
    table.rows.length === 0
      ? []
      : [heading(3, say(title)), paragraph(say(note), "faint"), tableBlock(table, reader)];
  return [
    ...bySection,
    ...explained(words.wordings, words.wordingNote, wordings),
    ...explained(words.irreconcilables, words.irreconcilableNote, figureTable(contradicting, reproduction)),
    ...[...new Set(contradicting.map(({ figure }) => say(figure.note)))].map((note) =>
      paragraph(note, "faint"),
    ),
  ];
}

export function summaryBlocks(reproduction: Reproduction, reader: Reader): Block[] {
  const [figures, findings] = summaryTables(reproduction);
  return [
    tableBlock(figures, reader),
    paragraph(""),
    tableBlock(findings, reader),
    ...heldOutTexts(reproduction, reader).flatMap((text) => [paragraph(""), paragraph(text)]),
  ];
}
