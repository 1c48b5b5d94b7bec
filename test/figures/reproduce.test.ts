import { beforeAll, describe, expect, test } from "vitest";
import { agrees, type Reproduction, reproduce, summarise } from "../../src/figures/reproduce.ts";
import { termsOf } from "../../src/models/results/terms.ts";
import { readDataset } from "../../src/sources/datasets/dataset.ts";
import { embeddedFile, loadDataset } from "../../src/study/dataset.ts";
import { estimateMean } from "../../src/survey/estimators.ts";
import { designOfWave } from "../../src/survey/waveDesign.ts";
import { dataFolder, expectClose, given, oracle } from "../support/oracle.ts";
import { reproduceEmbedded } from "../support/panel.ts";

const studies = ["er1245", "collaboration-2022"] as const;
type Id = (typeof studies)[number];

let reproductions: Readonly<Record<Id, Reproduction>>;
beforeAll(async () => {
  reproductions = {
    er1245: await reproduceEmbedded("er1245"),
    "collaboration-2022": await reproduceEmbedded("collaboration-2022"),
  };
});

const tolerance = 1e-8;

describe.each(studies)(
  "%s on the synthetic panel is what R's survey computes from the same spreadsheet",
  (id) => {
    test("every figure", () => {
      const expected = new Map(oracle(`${id}-figures.csv`).map((row) => [row.id, row]));
      const computable = reproductions[id].figures.filter(({ figure }) => figure.estimand);
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
      const expected = oracle(`${id}-tables.csv`);
      const cells = reproductions[id].tables.flatMap(({ description, rows }) =>
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

    test("every term of the models, and of those that check them", () => {
      const expected = oracle(`${id}-models.csv`);
      const terms = reproductions[id].models.flatMap(({ description, result }) => {
        if ("refusal" in result) throw new Error(result.refusal.en);
        return termsOf(result).flatMap((term) =>
          term.role !== "estimated" ? [] : { ...term, model: description.id, n: result.n },
        );
      });
      expect(expected).toHaveLength(terms.length);
      for (const { model, variable, level, n, ...found } of terms) {
        const row = expected.find(
          (other) => other.model === model && other.variable === variable && other.level === level,
        )!;
        for (const field of ["estimate", "se", "statistic", "df", "p", "low", "high"] as const)
          expectClose(found[field], given(row[field]), tolerance, `${model} ${variable} ${level} ${field}`);
        expect(n).toBe(given(row.n));
      }
    });

    test("every comparison of figures or levels, and every Wald test, of the findings", () => {
      const expected = new Map(oracle(`${id}-findings.csv`).map((row) => [row.id, row]));
      const { findings } = reproductions[id];
      expect(expected.size).toBe(findings.length);
      for (const { finding, comparison, ratio, test: wald } of findings) {
        const row = expected.get(finding.id)!;
        expect(wald === null, finding.id).toBe(finding.sign !== "0" || finding.model === "");
        for (const field of ["estimate", "se", "statistic"] as const)
          expectClose(comparison?.[field] ?? null, given(row[field]), tolerance, `${finding.id} ${field}`);
        const ofRatio = { ratio: "estimate", ratio_se: "se", ratio_low: "low", ratio_high: "high" } as const;
        for (const [column, field] of Object.entries(ofRatio))
          expectClose(ratio?.[field] ?? null, given(row[column]), tolerance, `${finding.id} ${column}`);
        for (const field of ["F", "df1", "df2"] as const)
          expectClose(wald?.[field] ?? null, given(row[field] ?? ""), tolerance, `${finding.id} ${field}`);
        expectClose((comparison ?? wald)!.p, given(row.p), tolerance, `${finding.id} p`);
      }
    });
  },
);

test("every score is the one that R adds up", async () => {
  const { waves } = await readDataset(loadDataset(embeddedFile("panel4", dataFolder), dataFolder));
  const wave = waves.get("2022")!;
  const expected = oracle("collaboration-2022-scores.csv");
  expect(expected).toHaveLength(19);
  for (const row of expected) {
    const values = wave.table.numbers(row.variable!);
    const answered = values.filter((value) => !Number.isNaN(value));
    const mean = estimateMean(designOfWave(wave), values)!;
    expectClose(mean.estimate, given(row.mean), tolerance, `${row.variable} mean`);
    expectClose(mean.se, given(row.se), tolerance, `${row.variable} se`);
    expect({
      n: answered.length,
      missing: values.length - answered.length,
      min: Math.min(...answered),
      max: Math.max(...answered),
    }).toEqual({ n: given(row.n), missing: given(row.missing), min: given(row.min), max: given(row.max) });
  }
});

test("doctors and territories fall between the quartiles that R weights by population", async () => {
  const description = loadDataset(embeddedFile("panel4", dataFolder), dataFolder);
  const wave = (await readDataset(description)).waves.get("2022")!;
  const expected = oracle("collaboration-2022-quartiles.csv");
  expect(expected).toHaveLength(20);
  for (const { variable, class: level, respondents, upper } of expected) {
    const classes = wave.table.array(variable!);
    const { of } = description.context[0]!.derived.find(({ name }) => name === variable)!.recipe;
    const own = [...wave.table.array(of)].filter((_, row) => classes[row] === level);
    expect(own).toHaveLength(given(respondents)!);
    if (upper !== "") expect(Math.max(...own.map(Number))).toBeLessThanOrEqual(given(upper)!);
  }
});

test.each(studies)(
  "the synthetic panel meets every calibrated figure of %s, and no held-out figure differs",
  (id) => {
    const reproduction = reproductions[id];
    const { figures } = summarise(reproduction);
    const of = (use: "calibrated" | "held-out") =>
      reproduction.figures.filter(({ figure }) => figure.use === use).length;
    expect(figures.calibrated.reproduced).toBe(of("calibrated"));
    expect(figures["held-out"].reproduced + figures["held-out"].compatible).toBe(of("held-out"));
    const contradicted = reproduction.findings.filter(({ status }) => status === "contradicted");
    expect(contradicted.map(({ finding }) => finding.id)).toEqual([]);
    expect(agrees(reproduction, false)).toBe(true);
    expect(agrees(reproduction, true)).toBe(false);
  },
);

test("a statement of no difference is confirmed where every pair of levels is within its margin", () => {
  const { study, dataset } = reproductions["collaboration-2022"];
  const none = study.findings.filter(({ sign }) => sign === "0");
  const findings = [2, 0.001].flatMap((margin) => none.map((finding) => ({ ...finding, margin })));
  const found = reproduce({ ...study, figures: [], tables: [], findings }, dataset).findings;
  found.forEach(({ status, equivalence, finding }, at) => {
    const isWide = at < none.length;
    expect(equivalence! < 0.05, finding.id).toBe(isWide);
    expect(status).toBe(isWide ? "confirmed" : "not rejected");
  });
});

test("a finding about levels that the model lacks has that reason", () => {
  const { study, dataset } = reproductions.er1245;
  const [first] = study.findings;
  const [found] = reproduce({ ...study, findings: [{ ...first!, level: ["none"] }] }, dataset).findings;
  expect(found).toMatchObject({ status: "not computable", comparison: null });
  expect(found!.reason!.en).toBe("the model lacks the levels or the variable that the statement compares");
});

test("no held-out figure measures what a calibrated one does, in either publication", () => {
  const figures = studies.flatMap((id) => reproductions[id].figures.map(({ figure }) => figure));
  const measured = (use: string) =>
    figures.filter((figure) => figure.use === use).map(({ estimand }) => JSON.stringify(estimand));
  const seen = new Set(measured("calibrated"));
  expect(measured("held-out").filter((estimand) => seen.has(estimand))).toEqual([]);
});

test("figures that contradict one another are compared, and do not count", () => {
  const own = reproductions["collaboration-2022"].figures.filter(
    ({ figure }) => figure.use === "irreconcilable",
  );
  expect(own.map(({ figure }) => figure.published.value)).toEqual([37, 50, 44, 36]);
  expect(own.some(({ status }) => status === "differs")).toBe(true);
  const { "collaboration-2022": reproduction } = reproductions;
  const counted = reproduction.figures.map((result) => ({
    ...result,
    figure: { ...result.figure, use: "held-out" as const },
  }));
  expect(agrees({ ...reproduction, figures: counted }, false)).toBe(false);
});

test.each(studies)("about a quarter of the computable figures of %s are held out", (id) => {
  const { figures } = summarise(reproductions[id]);
  const total = (counts: Record<string, number>) =>
    Object.values(counts).reduce((sum, count) => sum + count, 0);
  const share = total(figures["held-out"]) / (total(figures["held-out"]) + total(figures.calibrated));
  expect(share).toBeGreaterThan(0.2);
  expect(share).toBeLessThan(0.3);
});

test.each(studies)(
  "no published value of %s reaches the estimates: with others the same is computed",
  (id) => {
    const reproduction = reproductions[id];
    const published = { value: 1, decimals: 0 };
    const figures = reproduction.study.figures.map((figure) => ({ ...figure, published }));
    const findings = reproduction.study.findings.map((finding) => ({
      ...finding,
      sign: finding.sign === "0" ? ("0" as const) : ("-" as const),
    }));
    const blind = reproduce({ ...reproduction.study, figures, findings }, reproduction.dataset);
    expect(blind.figures.map(({ result }) => result)).toEqual(
      reproduction.figures.map(({ result }) => result),
    );
    expect(blind.findings.map(({ comparison, test: wald }) => ({ comparison, wald }))).toEqual(
      reproduction.findings.map(({ comparison, test: wald }) => ({ comparison, wald })),
    );
    const termsIn = ({ models }: typeof blind) =>
      models.map(({ result }) => ("refusal" in result ? result : termsOf(result)));
    expect(termsIn(blind)).toEqual(termsIn(reproduction));
    expect(agrees(blind, false)).toBe(false);
  },
);
