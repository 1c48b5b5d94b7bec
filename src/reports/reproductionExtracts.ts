import { agrees, differingIn, type Reproduction, uncomputedIn } from "../figures/reproduce.ts";
import { originOf } from "../samples/sampleOfDataset.ts";
import { agreement } from "../text/messages/reproduction.ts";
import type { Reader } from "../text/reader.ts";
import { words } from "../text/words.ts";
import { workbookWords } from "../text/workbookWords.ts";
import { dataLine } from "./dataLines.ts";
import { tableBlock } from "./formats/blocks.ts";
import { type Block, heading, paragraph } from "./formats/document.ts";
import { disclosureNotes } from "./notes/disclosureNote.ts";
import { summaryBlocks } from "./reproductionReport.ts";
import { figureTable } from "./tables/figureColumns.ts";
import { findingTable } from "./tables/findingColumns.ts";
import { cellSummary, cellTable } from "./tables/publishedCellColumns.ts";

/** The verdict of a reproduction, and how many figures and findings have each status. */
export function summaryDocument(reproduction: Reproduction, strict: boolean, reader: Reader): Block[] {
  const { workbook } = reproduction;
  return [
    ...verdictBlocks(reproduction, strict, reader),
    heading(2, reader.say(words.summary)),
    ...summaryBlocks(reproduction, reader),
    ...(workbook
      ? [heading(2, reader.say(workbookWords.publishersWorkbook)), tableBlock(cellSummary(workbook), reader)]
      : []),
  ];
}

/** The verdict, and what speaks against it: figures, findings, numbers of the publisher's workbook such as coefficients. */
export function differingDocument(reproduction: Reproduction, strict: boolean, reader: Reader): Block[] {
  const { figures, findings, cells } = differingIn(reproduction, strict);
  const tables = [
    figureTable(figures, reproduction),
    findingTable(reproduction, findings),
    { ...cellTable(cells), title: workbookWords.publishersWorkbook },
  ];
  return [
    ...verdictBlocks(reproduction, strict, reader),
    ...tables
      .filter(({ rows }) => rows.length > 0)
      .flatMap((table) => [heading(2, reader.say(table.title)), tableBlock(table, reader)]),
  ];
}

function verdictBlocks(reproduction: Reproduction, strict: boolean, { say }: Reader): Block[] {
  const { study, dataset } = reproduction;
  return [
    paragraph(say(dataLine(originOf(dataset)))),
    heading(1, say(study.title)),
    paragraph(say(agreement(agrees(reproduction, strict), strict, uncomputedIn(reproduction)))),
    ...disclosureNotes(reproduction).map((note) => paragraph(say(note))),
  ];
}
