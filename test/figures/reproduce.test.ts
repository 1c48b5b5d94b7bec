import { beforeAll, describe, expect, test } from "vitest";
import { agrees, type Reproduction, reproduce, summarise } from "../../src/figures/reproduce.ts";
import { termsOf } from "../../src/models/terms.ts";
import { expectClose, given, oracle } from "../support/oracle.ts";
import { reproduceEmbedded } from "../support/panel.ts";

let er1245: Reproduction;
beforeAll(async () => {
  er1245 = await reproduceEmbedded("er1245");
});

const tolerance = 1e-8;

describe("er1245 on the synthetic panel is what R's survey computes from the same spreadsheet", () => {
  test("every figure", () => {
    const expected = new Map(oracle("er1245-figures.csv").map((row) => [row.id, row]));
    const computable = er1245.figures.filter(({ figure }) => figure.estimand);
    expect([...expected.keys()].sort()).toEqual(computable.map(({ figure }) => figure.id).sort());
    for (const { figure, result } of computable) {
      const row = expected.get(figure.id)!;
      expect(result, figure.id).toHaveProperty("computed");
      if (!result || "reason" in result) continue;
      if (figure.estimand?.statistic !== "respondents")
        expectClose(result.computed, given(row.estimate), tolerance, `${figure.id} estimate`);
      for (const field of ["se", "low", "high"] as const)
        expectClose(result[field], given(row[field]), tolerance, `${figure.id} ${field}`);
      expect(result.n, `${figure.id} n`).toBe(given(row.n));
    }
  });

  test("every cell of the tables", () => {
    const expected = oracle("er1245-tables.csv");
    const cells = er1245.tables.flatMap(({ description, rows }) =>
      rows.map((row) => ({ ...row, table: description.id })),
    );
    expect(expected).toHaveLength(cells.length);
    for (const { table, wave, variable, level, result } of cells) {
      const row = expected.find(
        (other) =>
          other.table === table &&
          other.wave === wave &&
          other.variable === variable &&
          other.level === level,
      )!;
      if ("reason" in result) throw new Error(result.reason.en);
      expectClose(result.computed, given(row.estimate), tolerance, `${variable} ${level}`);
      for (const field of ["se", "low", "high", "n"] as const)
        expectClose(result[field], given(row[field]), tolerance, `${variable} ${level} ${field}`);
    }
  });

  test("every term of the models", () => {
    const expected = oracle("er1245-models.csv");
    const terms = er1245.models.flatMap(({ description, result }) => {
      if ("refusal" in result) throw new Error(result.refusal.en);
      return termsOf(result).flatMap((term) =>
        term.role !== "estimated" ? [] : { ...term, model: description.id, n: result.n },
      );
    });
    expect(expected).toHaveLength(terms.length);
    for (const { model, variable, level, comparison, n } of terms) {
      const row = expected.find(
        (other) => other.model === model && other.variable === variable && other.level === level,
      )!;
      for (const field of ["estimate", "se", "statistic", "df", "p", "low", "high"] as const)
        expectClose(
          comparison![field],
          given(row[field]),
          tolerance,
          `${model} ${variable} ${level} ${field}`,
        );
      expect(n).toBe(given(row.n));
    }
  });

  test("every comparison of the findings", () => {
    const expected = new Map(oracle("er1245-findings.csv").map((row) => [row.id, row]));
    expect(expected.size).toBe(er1245.findings.length);
    for (const { finding, comparison } of er1245.findings)
      for (const field of ["estimate", "se", "statistic", "p"] as const)
        expectClose(
          comparison![field],
          given(expected.get(finding.id)![field]),
          tolerance,
          `${finding.id} ${field}`,
        );
  });
});

test("the synthetic panel meets every calibrated figure, and no held-out figure differs", () => {
  const { figures } = summarise(er1245);
  const of = (use: "calibrated" | "held-out") =>
    er1245.figures.filter(({ figure }) => figure.use === use).length;
  expect(figures.calibrated.reproduced).toBe(of("calibrated"));
  expect(figures["held-out"].reproduced + figures["held-out"].compatible).toBe(of("held-out"));
  expect(agrees(er1245, false)).toBe(true);
  expect(agrees(er1245, true)).toBe(false);
});

test("about a quarter of the computable figures are held out", () => {
  const { figures } = summarise(er1245);
  const total = (counts: Record<string, number>) =>
    Object.values(counts).reduce((sum, count) => sum + count, 0);
  const share = total(figures["held-out"]) / (total(figures["held-out"]) + total(figures.calibrated));
  expect(share).toBeGreaterThan(0.2);
  expect(share).toBeLessThan(0.3);
});

test("no published value reaches the estimates: with other published values the same is computed", () => {
  const published = { value: 1, decimals: 0 };
  const figures = er1245.study.figures.map((figure) => ({ ...figure, published }));
  const findings = er1245.study.findings.map((finding) => ({ ...finding, sign: "-" as const }));
  const blind = reproduce({ ...er1245.study, figures, findings }, er1245.dataset);
  expect(blind.figures.map(({ result }) => result)).toEqual(er1245.figures.map(({ result }) => result));
  expect(blind.findings.map(({ comparison }) => comparison)).toEqual(
    er1245.findings.map(({ comparison }) => comparison),
  );
  const termsIn = ({ models }: typeof blind) =>
    models.map(({ result }) => ("refusal" in result ? result : termsOf(result)));
  expect(termsIn(blind)).toEqual(termsIn(er1245));
  expect(agrees(blind, false)).toBe(false);
});
