import { expect, test } from "vitest";
import { partOf } from "../../src/study/part.ts";
import { loadStudy } from "../../src/study/study.ts";
import { dataFolder } from "../support/oracle.ts";

const er = await loadStudy("er1245", dataFolder);
const collaboration = await loadStudy("collaboration-2022", dataFolder);
const idsOf = (parts: readonly { readonly id: string }[]) => parts.map(({ id }) => id);

test("a figure is alone, and a model of its id is told", () => {
  const { kind, study, others } = partOf(er, "secretariat-2022");
  expect([kind, idsOf(study.figures), study.models, study.tables, others]).toEqual([
    "figure",
    ["secretariat-2022"],
    [],
    [],
    ["model:secretariat-2022"],
  ]);
});

test("a model is named by its kind where a figure has its id", () => {
  const { kind, study, others } = partOf(er, "model:secretariat-2022");
  expect([kind, idsOf(study.models), study.figures, others]).toEqual(["model", ["secretariat-2022"], [], []]);
});

test("a finding has what it compares: figures, or contrasts with their models", () => {
  const ofFigures = partOf(collaboration, "c-infirmieres-generalistes").study;
  expect(idsOf(ofFigures.figures)).toEqual(["infirmieres-hebdomadaire", "generalistes-hebdomadaire"]);
  expect(ofFigures.models).toEqual([]);
  const ofContrasts = partOf(collaboration, "c-infirmieres-msp-locaux").study;
  expect(idsOf(ofContrasts.operands)).toEqual(["coef-infirmieres-msp", "coef-infirmieres-pluri"]);
  expect(ofContrasts.models.length).toBeGreaterThan(0);
});

test("what no part is called is refused, with names like it", () => {
  expect(() => partOf(er, "secretariat-2021")).toThrow(/unknown figure, finding or model.*secretariat-2022/s);
  expect(() => partOf(er, "finding:secretariat-2022")).toThrow("unknown finding");
});
