import { expect, test } from "vitest";
import type { FindingResult, Reproduction } from "../../src/figures/reproduce.ts";
import { recordsOf } from "../../src/reports/tables/column.ts";
import { findingTable } from "../../src/reports/tables/findingColumns.ts";
import { plain, readerOf } from "../../src/text/reader.ts";

test("a finding that cannot be computed says why", () => {
  const finding = (reason: string, note: string) =>
    ({
      finding: {
        id: note,
        model: "m",
        level: ["a"],
        versus: ["b"],
        note,
        section: "s",
        label: plain("older"),
        sign: "+",
        page: 1,
      },
      ...{
        status: "not computable",
        reason: plain(reason),
        comparison: null,
        ratio: null,
        test: null,
        equivalence: null,
      },
    }) as unknown as FindingResult;
  const reproduction = {
    study: { sections: new Map([["s", plain("Section")]]) },
    models: [{ description: { id: "m" }, result: { terms: [] } }],
    findings: [finding("nobody answered", "page 3"), finding("the data lack x", "")],
  } as unknown as Reproduction;
  expect(recordsOf(findingTable(reproduction), readerOf("en")).map(({ note }) => note)).toEqual([
    "nobody answered; page 3",
    "the data lack x",
  ]);
});
