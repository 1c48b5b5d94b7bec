import { expect, test } from "vitest";
import { publishedWorkbookBlocks } from "../../src/reports/publishedWorkbookSection.ts";
import { labelUnknown } from "../../src/text/messages/publishedWorkbooks.ts";
import { readerOf } from "../../src/text/reader.ts";

test("of hundreds of labels that say nothing fifty are listed and the others counted; hidden rows are told", () => {
  const unmatched = Array.from({ length: 300 }, (_, at) => ({
    ...{ sheet: "Feuille", table: "Tableau 9", cell: `B${at + 1}`, labels: [`ligne ${at}`] },
    ...{ reason: labelUnknown, label: `ligne ${at}`, nearest: [] },
  }));
  const hidden = [{ sheet: "Feuille", rows: 2, columns: 0 }];
  const empty = { file: "tables.xlsx", cells: [], unknown: [], absent: [] };
  const shown = JSON.stringify(publishedWorkbookBlocks({ ...empty, unmatched, hidden }, readerOf("en")));
  expect(shown).toContain("ligne 49");
  expect(shown).not.toContain("ligne 50");
  expect(shown).toContain("And 250 more labels");
  expect(shown).toContain("2 rows, 0 columns");
});
