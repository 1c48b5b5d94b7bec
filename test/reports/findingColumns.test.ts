import { expect, test } from "vitest";
import type { FindingResult, Reproduction } from "../../src/figures/reproduce.ts";
import { recordsOf } from "../../src/reports/tables/column.ts";
import { findingTable } from "../../src/reports/tables/findingColumns.ts";
import { plain, readerOf } from "../../src/text/reader.ts";

test("groups of levels are written as in the study's file, and pairs with the factor of the second", () => {
  const row = (finding: object) => ({
    finding: { label: plain("l"), note: plain(""), section: "s", sign: "+", ...finding },
  });
  const reproduction = {
    study: { sections: new Map([["s", plain("Section")]]) },
    dataset: { waves: new Map() },
    models: [{ description: { id: "m", wave: "2022" } }],
    findings: [
      row({ model: "m", variable: "v", level: ["a", "b"], versus: "*" }),
      row({ model: "", first: "one", second: "two", factor: 0.5, level: [], versus: [] }),
    ],
  } as unknown as Reproduction;
  const table = findingTable(reproduction);
  const reader = readerOf("en");
  expect(recordsOf(table, reader)).toMatchObject([
    { level: "a|b", versus: "*", factor: null },
    { level: null, versus: null, first: "one", factor: 0.5 },
  ]);
  const shown = table.columns.find(({ key }) => key === "comparison")!;
  expect(table.rows.map((own) => shown.value(own, reader))).toEqual([
    "a, b against overall mean",
    "one against 0.5 × two",
  ]);
});

test("a finding that cannot be computed says why", () => {
  const finding = (reason: string, note: string) =>
    ({
      finding: {
        id: note,
        model: "m",
        level: ["a"],
        versus: ["b"],
        note: plain(note),
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
