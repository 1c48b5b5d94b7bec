import { expect, test } from "vitest";
import { drawPanel, drawRespondents } from "../../../src/figures/synthesis/draw.ts";
import { drawPopulation, type Person } from "../../../src/figures/synthesis/population.ts";
import { isOneOf } from "../../../src/study/domain.ts";
import type { Attribute, Population } from "../../../src/study/population.ts";

const declared = (size: number, attributes: readonly Attribute[]) =>
  ({
    size,
    attributes,
    panel: { stratum: "region", sizes: { nord: 60, sud: 20 } },
  }) as unknown as Population;
const region: Attribute = { name: "region", shares: { nord: 0.5, sud: 0.5 }, effects: [] };
const count = (people: readonly Person[], name: string, level: string) =>
  people.filter((person) => person[name] === level).length;

test("people belong to the units of their region in proportion to the product of the units' sizes", () => {
  const units = [
    { unit: "a", region: "nord", people: 100, access: 4 },
    { unit: "b", region: "nord", people: 300, access: 2 },
    { unit: "c", region: "sud", people: 1, access: 1 },
  ];
  const home: Attribute = {
    name: "home",
    member: { of: "units", matching: ["region"], sizes: ["people", "access"] },
  };
  const people = drawPopulation(declared(20_000, [region, home]), new Map([["units", units]]), 1);
  // 400 against 600 of 10,000 people of the north, give or take four standard errors of 0.5 points.
  expect(count(people, "unit", "a") / 10_000).toBeGreaterThan(0.38);
  expect(count(people, "unit", "a") / 10_000).toBeLessThan(0.42);
  expect(count(people, "unit", "c")).toBe(10_000);
});

test("of every eight people alike in turn, as many as the shares say have each level", () => {
  const answer: Attribute = {
    name: "answer",
    shares: { Oui: 0.25, Non: 0.75 },
    // Three times the odds: shares of a half each.
    effects: [{ when: isOneOf("region", ["sud"]), add: { Oui: Math.log(3) }, slope: 0 }],
  };
  const people = drawPopulation(declared(160, [region, answer]), new Map(), 1);
  for (const [place, expected] of [
    ["nord", 2],
    ["sud", 4],
  ] as const) {
    const own = people.filter((person) => person.region === place);
    expect(own).toHaveLength(80);
    for (let at = 0; at < 80; at += 8) expect(count(own.slice(at, at + 8), "answer", "Oui")).toBe(expected);
  }
});

test("the panel has the sizes of its strata, mixed, and a wave's respondents are as many as said, the willing first", () => {
  const willing: Attribute = { name: "willing", shares: { Oui: 0.5, Non: 0.5 }, effects: [] };
  const population = declared(400, [region, willing]);
  const panel = drawPanel(drawPopulation(population, new Map(), 1), population);
  expect(count(panel, "region", "nord")).toBe(60);
  expect(count(panel, "region", "sud")).toBe(20);
  expect(count(panel.slice(0, 40), "region", "sud")).toBe(10);
  const wave = {
    respondents: 40,
    propensity: [{ when: isOneOf("willing", ["Oui"]), add: Math.log(3) }],
  } as unknown as Population["waves"][string];
  const respondents = drawRespondents(panel, wave);
  expect(respondents).toHaveLength(40);
  expect(count(respondents, "willing", "Oui")).toBeGreaterThan(25);
});
