import { describe, expect, test } from "vitest";
import { compareInputs, compareResults } from "../../src/analyses/compareResults.ts";
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

  test("know groups by their levels, whatever their variables are called", () => {
    const grouped = (rows: readonly (readonly [string, string, number])[]) => ({
      rows: rows.map(([section, status, estimate]) => ({ section, status, owns: "yes", estimate, n: 5 })),
    });
    const before = grouped([
      ["a", "employed", 1],
      ["b", "employed", 2],
      ["a", "retired", 3],
    ]);
    expect(
      changesOf(
        before,
        grouped([
          ["b", "employed", 2.5],
          ["a", "retired", 3],
          ["a", "employed", 1],
        ]),
      ),
    ).toMatchObject([{ record: "b · employed · yes", field: "estimate", before: 2, after: 2.5 }]);
  });

  test("do not name a variable of a file by its label, which depends on the language", () => {
    const described = (label: string) => ({ rows: [{ variable: "x", label, type: "numeric", answers: 3 }] });
    expect(changesOf(described("âge"), described("age"))).toEqual([]);
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

describe("what two runs have read", () => {
  const read = (...digests: readonly (readonly [string, string])[]) =>
    digests.map(([name, sha256]) => ({ name, sha256 }));

  test("differs where a file of a name has changed, is new or is gone", () => {
    const before = read(["a.csv", "1"], ["b.csv", "2"], ["c.csv", "3"]);
    expect(compareInputs(before, read(["a.csv", "1"], ["b.csv", "9"], ["d.csv", "4"]))).toEqual([
      { name: "b.csv", before: ["2"], after: ["9"] },
      { name: "c.csv", before: ["3"], after: [] },
      { name: "d.csv", before: [], after: ["4"] },
    ]);
  });

  test("is the same in another order, and not known where a run does not tell", () => {
    const both = read(["f.csv", "1"], ["f.csv", "2"]);
    expect(compareInputs(both, [...both].reverse())).toEqual([]);
    expect(compareInputs(undefined, both)).toEqual([]);
  });
});
