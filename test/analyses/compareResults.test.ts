import { describe, expect, test } from "vitest";
import { compareResults } from "../../src/analyses/compareResults.ts";
import { flatten } from "../../src/sources/results/records.ts";

const documentOf = (estimate: number, more: object = {}) => ({
  data: { kind: "synthetic", notice: "SYNTHETIC DATA" },
  rows: [
    { sex: "f", owns: "yes", estimate, n: 10, note: null, ...more },
    { sex: "m", owns: "yes", estimate: 0.5, n: 12, note: "lonely" },
  ],
});
const changesOf = (before: object, after: object, tolerance = 1e-8) =>
  compareResults(flatten(before, ""), flatten(after, ""), tolerance).changes;

describe("two documents of results", () => {
  test("are the same up to the tolerance, relative to the larger number", () => {
    expect(changesOf(documentOf(0.25), documentOf(0.25 * (1 + 9e-9)))).toEqual([]);
    expect(changesOf(documentOf(0.25), documentOf(0.25 * (1 + 2e-8)))).toMatchObject([
      { kind: "changed", table: "rows", record: "f · yes", field: "estimate" },
    ]);
  });

  test("are the same where rounding leaves something of a zero, and not where a zero has become a number", () => {
    expect(changesOf(documentOf(0), documentOf(1e-16), 0)).toEqual([]);
    expect(changesOf(documentOf(0), documentOf(1e-6))).toHaveLength(1);
    expect(changesOf(documentOf(0), documentOf(1e-6))[0]).toMatchObject({ before: 0, after: 1e-6, share: 1 });
  });

  test("differ where a number is no longer computed, or comes anew", () => {
    const [change] = changesOf(documentOf(0.25), { ...documentOf(0.25), rows: documentOf(Number.NaN).rows });
    expect(change).toMatchObject({ kind: "changed", field: "estimate" });
    expect(changesOf(documentOf(0.25), documentOf(0.25, { se: 0.1 }))).toMatchObject([
      { kind: "added", field: "se", before: null, after: 0.1 },
    ]);
  });

  test("are compared record by record, whatever the order", () => {
    const turned = documentOf(0.25);
    expect(changesOf(documentOf(0.25), { ...turned, rows: [...turned.rows].reverse() })).toEqual([]);
    expect(changesOf(documentOf(0.25), { ...turned, rows: turned.rows.slice(1) })).toMatchObject([
      { kind: "removed", record: "f · yes", field: null },
    ]);
  });

  test("are the same in another language: labels, titles and notes do not count", () => {
    const french = documentOf(0.25, { label: "Oui" });
    french.data.notice = "DONNÉES SYNTHÉTIQUES";
    expect(changesOf(documentOf(0.25), french)).toEqual([]);
  });

  test("differ by the data that they were computed from, and by verdicts", () => {
    const real = documentOf(0.25, { status: "differs" });
    real.data.kind = "microdata";
    expect(changesOf(documentOf(0.25, { status: "reproduced" }), real)).toMatchObject([
      { record: "data.kind", before: "synthetic", after: "microdata" },
      { field: "status", before: "reproduced", after: "differs" },
    ]);
  });

  test("list within records are tables of their own: the terms of each model", () => {
    const models = (estimate: number) => ({
      models: [
        { id: "a", terms: [{ term: "x", estimate: 1 }] },
        { id: "b", terms: [{ term: "x", estimate }] },
      ],
    });
    expect(changesOf(models(1), models(2))).toMatchObject([
      { table: "models/b/terms", record: "x", share: 0.5 },
    ]);
  });
});
