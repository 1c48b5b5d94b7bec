import { beforeAll, expect, test } from "vitest";
import { loadHighs } from "../../src/coherence/highs.ts";
import { controlDisclosure } from "../../src/figures/controlDisclosure.ts";
import { type Reproduction, reproduce } from "../../src/figures/reproduce.ts";
import { renderReproduction } from "../../src/reports/reproductionDocument.ts";
import type { Dataset } from "../../src/sources/datasets/dataset.ts";
import { isOneOf } from "../../src/study/domain.ts";
import type { Estimand } from "../../src/study/figures.ts";
import type { Study } from "../../src/study/study.ts";
import { readerOf } from "../../src/text/reader.ts";
import { reproduceSmall } from "../support/smallStudy.ts";

const highs = await loadHighs();

/** 3 of 40 have no pet, 12 are women, of whom 1 has no pet. */
const rows = Array.from({ length: 40 }, (_, at) => {
  const pet = at < 3 ? 2 : 1;
  const sex = at === 0 || at >= 29 ? 2 : 1;
  return `${at + 1},${1 + (at % 3)},${pet},${sex},${1 + (at % 4)}`;
}).join("\n");

const tables = (models: string) => `
tables:
  - id: t
    title: { fr: T, en: T }
    waves: ["2022"]
    outcomes: [{ variable: pet }, { variable: sex }, { variable: rooms }]
models:
  - { id: pets, title: { fr: M, en: M }, wave: "2022", family: logistic, outcome: { variable: pet, level: Oui }, covariates: [${models}] }
  - { id: rooms, title: { fr: M, en: M }, wave: "2022", family: poisson, outcome: { variable: rooms }, covariates: [sex] }
`;

const asked = async (covariates: string, least: number): Promise<Reproduction> => {
  const { study, dataset } = await reproduceSmall({ rows, study: tables(covariates) });
  const control = controlDisclosure(study, dataset, undefined, least, highs);
  return reproduce(study, dataset, ["fpc"], undefined, control);
};

let found: Reproduction;
beforeAll(async () => {
  found = await asked("sex", 5);
});

const withheld = expect.objectContaining({ en: expect.stringMatching(/^withheld for confidentiality/) });

test("a figure of few respondents has no number and no verdict, nor has the one that adds up to everybody with it", () => {
  expect(found.control).toMatchObject({ least: 5, small: 2, protecting: 0 });
  for (const { figures } of [found, found.known!])
    expect(figures).toMatchObject([
      { status: "not computable", result: { reason: withheld } },
      { status: "not computable", result: { reason: withheld } },
    ]);
});

test("tables withhold the same cells, and tell the others", () => {
  const [{ rows: cells } = { rows: [] }] = found.tables;
  expect(cells.map(({ variable, result }) => [variable, "reason" in result])).toEqual([
    ["pet", true],
    ["pet", true],
    ["sex", false],
    ["sex", false],
    ["rooms", false],
  ]);
});

test("a finding is withheld of which a side is, and a model of one covariate with few respondents of an answer", () => {
  expect(found.findings).toMatchObject([{ status: "not computable", reason: withheld, comparison: null }]);
  expect(found.models.map(({ result }) => "refusal" in result)).toEqual([true, false]);
});

test("a model of several covariates is told unless a level of one has few respondents, or its share has few of an answer", async () => {
  const refusals = async (least: number) =>
    (await asked("sex, rooms", least)).models.map(({ result }) => "refusal" in result);
  // Of the 40 there are 12 women; rooms is a number, which has no levels. Three have no pet.
  expect(await refusals(12)).toEqual([true, false]);
  expect(await refusals(13)).toEqual([true, true]);
  expect(await refusals(3)).toEqual([false, false]);
});

test("a percentage that a withheld group is part of is told without standard error, and nothing is compared with it", async () => {
  const { study, dataset } = found;
  const estimand = study.figures[0]!.estimand!;
  const part = { ...estimand, levels: ["Oui", "Non"] };
  const figures = [...study.figures, { ...study.figures[0]!, id: "all", estimand: part }];
  const findings = [{ ...study.findings[0]!, first: "all", second: "all" }];
  const wider = { ...study, figures, findings };
  const control = controlDisclosure(wider, dataset, undefined, 5, highs);
  const told = reproduce(wider, dataset, [], undefined, control);
  expect(told.figures[2]!.result).toMatchObject({ computed: 100, se: null, low: null, high: null, n: 40 });
  expect(told.findings).toMatchObject([{ status: "not computable", reason: withheld }]);
});

/** What is told of some estimands, of a study that has no others. */
async function toldOf(wanted: readonly Estimand[], study: Study, dataset: Dataset, least: number) {
  const figures = wanted.map((estimand, at) => ({ ...study.figures[0]!, id: `f${at}`, estimand }));
  const own = { ...study, figures, tables: [], findings: [] };
  const told = reproduce(
    own,
    dataset,
    [],
    undefined,
    controlDisclosure(own, dataset, undefined, least, highs),
  );
  return {
    figures: told.figures.map(({ result }) => result !== null && "computed" in result),
    models: told.models.map(({ result }) => !("refusal" in result)),
  };
}

test("a change is withheld where either wave withholds one of its sides", async () => {
  // 3 of 40 have one room in 2019, whom those with two protect; 3 have three in 2022, whom those with one protect.
  const withRooms = (roomsOf: (row: number) => number) =>
    Array.from({ length: 40 }, (_, row) => `${row + 1},1,1,1,${roomsOf(row)}`).join("\n");
  const earlier = withRooms((row) => (row < 3 ? 1 : row < 15 ? 2 : 3));
  const rows = withRooms((row) => (row < 3 ? 3 : row < 15 ? 1 : 2));
  const waves = tables("sex").replace('["2022"]', '["2019", "2022"]');
  const { study, dataset } = await reproduceSmall({ rows, earlier, study: waves });
  const of = (wave: string) =>
    ["1", "2", "3"].map(
      (level): Estimand => ({
        statistic: "percent",
        wave,
        variable: "rooms",
        levels: [level],
        domain: undefined,
      }),
    );
  const change: Estimand = { ...of("2022")[1]!, statistic: "percent-change", since: "2019" };
  const { figures } = await toldOf([...of("2019"), ...of("2022"), change], study, dataset, 5);
  expect(figures).toEqual([false, false, true, false, true, false, false]);
});

test("a model is withheld that tells a percentage that is", async () => {
  // 12 of the 30 with up to three rooms have no pet, and 15 of all 40: 3 of those with four rooms.
  const pets = Array.from({ length: 40 }, (_, row) => {
    const pet = row < 12 || (row >= 30 && row < 33) ? 2 : 1;
    return `${row + 1},1,${pet},${1 + (row % 2)},${row < 30 ? 1 + (row % 3) : 4}`;
  }).join("\n");
  const { study, dataset } = await reproduceSmall({ rows: pets, study: tables("sex, rooms") });
  const domain = isOneOf("rooms", ["1", "2", "3"]);
  const all: Estimand = {
    statistic: "percent",
    wave: "2022",
    variable: "pet",
    levels: ["Oui"],
    domain: undefined,
  };
  const wider = { ...study, models: [{ ...study.models[0]!, domain }] };
  expect(await toldOf([all, { ...all, domain }], wider, dataset, 5)).toEqual({
    figures: [true, false],
    models: [false],
  });
  // With sex alone it is a table of men and women, which add up to it: it is told where the percentage of all is not.
  const single = { ...wider, models: [{ ...wider.models[0]!, covariates: ["sex"] }] };
  expect(await toldOf([all], single, dataset, 5)).toEqual({ figures: [false], models: [true] });
});

test("the document says how much is withheld, and has none of its numbers", () => {
  const run = { version: "1", request: {} } as unknown as Parameters<typeof renderReproduction>[1];
  const json = JSON.parse(renderReproduction(found, run, readerOf("en"), "all", false));
  expect(json.disclosure).toEqual({ least: 5, quantities: 2, models: 1 });
  for (const figure of json.figures)
    expect(figure).toMatchObject({ computed: null, se: null, low: null, high: null, n: null });
  expect(json.tables[0].rows.slice(0, 2)).toMatchObject([{ estimate: null }, { estimate: null }]);
  expect(json.models[0]).toMatchObject({ n: null, missing: null, terms: [] });
});
