import { basename } from "node:path";
import type { WorkbookResult } from "../figures/compareWorkbook.ts";
import { heldOutOf } from "../figures/heldOut.ts";
import { agrees, differingIn, type Reproduction, summarise } from "../figures/reproduce.ts";
import { originOf } from "../samples/sampleOfDataset.ts";
import type { Reader } from "../text/reader.ts";
import { visibleJson } from "../text/visible.ts";
import { dataRecord, type RunRecord } from "./formats/renderReport.ts";
import { modelsOf } from "./modelSection.ts";
import { withheldIn } from "./notes/disclosureNote.ts";
import { footnoteFields, modelFootnotes, tableFootnotes } from "./notes/footnotes.ts";
import { surveyFields } from "./surveySection.ts";
import { recordsOf, resultTable } from "./tables/column.ts";
import { figureTable } from "./tables/figureColumns.ts";
import { findingTable } from "./tables/findingColumns.ts";
import { cellTable, unknownTableColumns, unmatchedColumns } from "./tables/publishedCellColumns.ts";
import {
  disagreementTable,
  studyModelColumns,
  studyTermColumns,
  studyTerms,
} from "./tables/studyModelColumns.ts";
import { studyTableOfRows } from "./tables/studyTableColumns.ts";

/** What of a reproduction is shown: all, what says that the publication is not reproduced, or how much is. */
export type Extent = "all" | "differs" | "summary";

/** The reproduction, or a part of it, as one JSON document. */
export function renderReproduction(
  reproduction: Reproduction,
  run: RunRecord,
  reader: Reader,
  extent: Extent,
  strict: boolean,
): string {
  return visibleJson({ ...run, ...documentsOf[extent](reproduction, reader, strict) });
}

type MakeDocument = (reproduction: Reproduction, reader: Reader, strict: boolean) => object;

const documentsOf: Readonly<Record<Extent, MakeDocument>> = {
  all: reproductionDocument,
  differs: (reproduction, reader, strict) => {
    const { figures, findings, cells } = differingIn(reproduction, strict);
    const { workbook } = reproduction;
    return {
      ...headOf(reproduction, reader),
      extent: "differs",
      figures: recordsOf(figureTable(figures, reproduction), reader),
      findings: recordsOf(findingTable(reproduction, findings), reader),
      workbook: workbook ? workbookFields({ ...workbook, cells }, reader) : null,
      summary: summaryOf(reproduction),
    };
  },
  summary: (reproduction, reader) => ({
    ...headOf(reproduction, reader),
    extent: "summary",
    summary: summaryOf(reproduction),
  }),
};

const headOf = (reproduction: Reproduction, reader: Reader) => {
  const { study, dataset, known } = reproduction;
  const { say } = reader;
  const disclosure = withheldIn(reproduction);
  return {
    study: {
      id: study.id,
      title: say(study.title),
      source: say(study.source),
      labels: { title: study.title, source: study.source },
      publication: study.publication,
      survey: surveyFields(reproduction, reader),
    },
    data: dataRecord(originOf(dataset), reader),
    variance: known?.parts ?? [],
    ...(disclosure ? { disclosure } : {}),
  };
};

const summaryOf = (reproduction: Reproduction) => ({
  ...summarise(reproduction),
  heldOut: heldOutOf(reproduction) ?? null,
  agrees: agrees(reproduction, false),
});

function reproductionDocument(reproduction: Reproduction, reader: Reader): object {
  const { study, figures, tables, models, workbook } = reproduction;
  const { say } = reader;
  const { title } = figureTable([], reproduction);
  return {
    ...headOf(reproduction, reader),
    extent: "all",
    figures: recordsOf(figureTable(figures, reproduction), reader),
    findings: recordsOf(findingTable(reproduction), reader),
    tables: tables.map((table) => ({
      id: table.description.id,
      title: say(table.description.title),
      ...footnoteFields(tableFootnotes(table, reproduction), reader),
      rows: recordsOf(studyTableOfRows(table, reproduction), reader),
    })),
    models: models.map((model) => ({
      ...recordsOf(resultTable("models", title, studyModelColumns, [model]), reader)[0],
      ...footnoteFields(modelFootnotes(model.description, [model], reproduction), reader),
      terms: recordsOf(
        resultTable("terms", title, studyTermColumns(reproduction), studyTerms(model, reproduction)),
        reader,
      ),
    })),
    model_tables: study.modelTables.map((table) => ({
      id: table.id,
      title: say(table.title),
      models: table.models,
      ...footnoteFields(modelFootnotes(table, modelsOf(table, models), reproduction), reader),
    })),
    disagreements: recordsOf(disagreementTable(reproduction), reader),
    workbook: workbook ? workbookFields(workbook, reader) : null,
    summary: summaryOf(reproduction),
  };
}

function workbookFields(workbook: WorkbookResult, reader: Reader): object {
  const { file, cells, unmatched, unknown, hidden, absent } = workbook;
  const { title } = cellTable([]);
  return {
    file: basename(file),
    cells: recordsOf(cellTable(cells), reader),
    unmatched: recordsOf(resultTable("unmatched", title, unmatchedColumns, unmatched), reader),
    unknown_tables: recordsOf(resultTable("unknown", title, unknownTableColumns, unknown), reader),
    hidden,
    absent_tables: absent,
  };
}
