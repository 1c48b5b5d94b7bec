import { expect, test } from "vitest";
import type { FindingResult, Reproduction } from "../../src/figures/reproduce.ts";
import { recordsOf } from "../../src/reports/tables/column.ts";
import { findingTable } from "../../src/reports/tables/findingColumns.ts";
import { plain, readerOf } from "../../src/text/reader.ts";

test("a finding that cannot be computed says why: its model does not exist, or lacks what is compared", () => {
  const finding = (model: string, note: string) =>
    ({
      finding: { id: model, model, note, section: "s", label: plain("older"), sign: "+", page: 1 },
      ...{ status: "not computable", comparison: null, test: null },
    }) as unknown as FindingResult;
  const reproduction = {
    study: { sections: new Map([["s", plain("Section")]]) },
    models: [
      { description: { id: "none" }, result: { refusal: plain("nobody answered") } },
      { description: { id: "other" }, result: { terms: [] } },
    ],
    findings: [finding("none", "page 3"), finding("other", "")],
  } as unknown as Reproduction;
  expect(recordsOf(findingTable(reproduction), readerOf("en")).map(({ note }) => note)).toEqual([
    "nobody answered; page 3",
    "the model lacks the levels or the variable that the statement compares",
  ]);
});
