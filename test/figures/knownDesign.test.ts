import { beforeAll, describe, expect, test } from "vitest";
import { valuesOf } from "../../src/figures/compute.ts";
import { type Reproduction, reproduce } from "../../src/figures/reproduce.ts";
import { withKnownDesign } from "../../src/samples/knownDesign.ts";
import { isContrast } from "../../src/study/operands.ts";
import type { DesignPart } from "../../src/study/study.ts";
import { measureOf } from "../../src/study/study.ts";
import { expectClose, given, oracle } from "../support/oracle.ts";
import { reproduceEmbedded } from "../support/panel.ts";

const variances: DesignPart[][] = [["calibrated"], ["fpc"], ["calibrated", "fpc"]];
const studies = ["er1245", "collaboration-2022"] as const;

let reproductions: Readonly<Record<(typeof studies)[number], Reproduction>>;
beforeAll(async () => {
  reproductions = {
    er1245: await reproduceEmbedded("er1245"),
    "collaboration-2022": await reproduceEmbedded("collaboration-2022"),
  };
});

describe.each(studies)("variances of %s that use more of the design are those of R's survey", (id) => {
  test.each(variances.map((parts) => [parts]))("%s", (parts) => {
    const { study, dataset } = reproductions[id];
    const known = reproduce(study, withKnownDesign(dataset, parts));
    const expected = oracle(`${id}-variances.csv`).filter(({ variance }) => variance === parts.join(","));
    const of = (kind: string) => expected.filter((row) => row.kind === kind);

    const figures = known.figures.flatMap(({ figure, result }) =>
      result && "se" in result && result.se !== null && figure.estimand!.statistic !== "percent-change"
        ? [{ id: figure.id, se: result.se }]
        : [],
    );
    expect(figures.map((figure) => figure.id)).toEqual(of("figure").map((row) => row.id));
    of("figure").forEach((row, at) => {
      expectClose(figures[at]!.se, given(row.se), 1e-8, row.id!);
    });

    const compared = known.findings.flatMap(({ finding, comparison }) =>
      comparison && finding.model === "" && !isContrast(measureOf(study, finding.first!))
        ? [{ ...comparison, id: finding.id }]
        : [],
    );
    expect(compared.map((comparison) => comparison.id)).toEqual(of("finding").map((row) => row.id));
    of("finding").forEach((row, at) => {
      expectClose(compared[at]!.se, given(row.se), 1e-8, row.id!);
      expectClose(compared[at]!.p, given(row.p), 1e-8, `${row.id} p`);
    });

    expect(new Set(of("model").map((row) => row.id)).size).toBe(2);
    for (const row of of("model")) {
      const { terms } = known.models.find(({ description }) => description.id === row.id)!;
      const found = terms.find(({ term }) => term === row.term)!;
      expectClose(found.se, given(row.se), 1e-8, `${row.id} ${row.term}`);
      expectClose(found.p, given(row.p), 1e-8, `${row.id} ${row.term} p`);
    }
  });
});

test("a second variance stands beside the default, and changes no estimate and no verdict", () => {
  const { study, dataset, ...plain } = reproductions.er1245;
  const { known, ...own } = reproduce(study, dataset, ["calibrated"]);
  expect(own.figures).toEqual(plain.figures);
  expect(own.findings).toEqual(plain.findings);
  expect(known!.parts).toEqual(["calibrated"]);
  known!.figures.forEach(({ figure, result }, at) => {
    const { computed, n } = valuesOf(plain.figures[at]!.result);
    expectClose(valuesOf(result).computed, computed, 1e-12, figure.id);
    expect(valuesOf(result).n).toBe(n);
  });
});

test("totals of calibrated weights are known, and so their change has no error; its sampling fraction is none", () => {
  const { study, dataset } = reproductions.er1245;
  const changeWith = (parts: readonly DesignPart[]) => {
    const { figures } = reproduce(study, withKnownDesign(dataset, parts));
    return figures.find(({ figure }) => figure.estimand?.statistic === "percent-change")!.result!;
  };
  expect(valuesOf(changeWith(["calibrated"])).se).toBeCloseTo(0, 12);
  expect(changeWith(["fpc"])).toHaveProperty("reason");
});

test("a study that asks for a second variance has it without being asked", () => {
  const { study, dataset } = reproductions.er1245;
  expect(reproduce({ ...study, variance: ["calibrated"] }, dataset).known!.parts).toEqual(["calibrated"]);
  expect(reproduce(study, dataset).known).toBeUndefined();
});

test("sampling fractions leave comparisons of two waves alone, and say so", () => {
  const { study, dataset } = reproductions.er1245;
  const waveOf = (id: string | undefined) => study.figures.find((figure) => figure.id === id)?.estimand?.wave;
  const untold = reproduce(study, withKnownDesign(dataset, ["fpc"])).findings.filter(({ reason }) => reason);
  expect(untold.length).toBeGreaterThan(0);
  for (const { finding, reason } of untold) {
    expect(waveOf(finding.first)).not.toBe(waveOf(finding.second));
    expect(reason!.en).toMatch(/finite population correction, which waves together cannot have/);
  }
});
