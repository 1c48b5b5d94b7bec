// Writes the invented survey that the examples run on into data/examples: node scripts/exampleSurvey.js
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { load } from "../bench/bundle.js";

const scratch = mkdtempSync(join(tmpdir(), "panel-examples-"));
const { makeRandom } = await load(["numerics/random"], scratch);
rmSync(scratch, { recursive: true });
const { uniform, integer } = makeRandom(1245);
const outcomes = makeRandom(1246);

/** How many towns a region has, how many of them are drawn, and how its people differ. */
const regions = {
  North: { towns: 40, drawn: 8, wealth: 1.1, answer: 0.9 },
  South: { towns: 30, drawn: 6, wealth: 1, answer: 0.75 },
  East: { towns: 24, drawn: 5, wealth: 0.95, answer: 0.85 },
  West: { towns: 20, drawn: 5, wealth: 0.9, answer: 0.8 },
};
const personsDrawn = 20;

const chance = (probability) => uniform() < probability;
const yesNo = (probability) => (chance(probability) ? "yes" : "no");
const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
const logistic = (value) => 1 / (1 + Math.exp(-value));
const poisson = (mean) => {
  let count = 0;
  for (let product = uniform(); product > Math.exp(-mean); product *= uniform()) count++;
  return count;
};

function person(region, town) {
  const age = integer(18, 90);
  const age_class = age < 40 ? "under 40" : age < 65 ? "40 to 64" : "65 or over";
  const social = integer(1, 4);
  const adults = integer(1, 3);
  const children = age < 60 ? Math.min(4, poisson(0.9)) : 0;
  const income =
    Math.round(
      (regions[region].wealth * 1500 * Math.exp(0.15 * social + town.wealth + 0.35 * normal())) / 10,
    ) * 10;
  const years = integer(1, 3);
  return {
    sex: chance(0.52) ? "F" : "M",
    ...{ age, age_class, class: social, adults, children, income },
    owns: yesNo(logistic(-3.2 + 0.035 * age + income / 1500)),
    drives: yesNo(logistic(2 - 0.02 * age + income / 4000)),
    moved: yesNo(logistic(0.5 - 0.04 * age)),
    ...{ years, visits: poisson(years * (0.8 + age / 40)) },
  };
}

const population = Object.entries(regions).flatMap(([region, { towns }]) =>
  Array.from({ length: towns }, (_, at) => {
    const town = { region, name: `${region[0]}${String(at + 1).padStart(2, "0")}`, wealth: 0.12 * normal() };
    return { ...town, people: Array.from({ length: integer(60, 140) }, () => person(region, town)) };
  }),
);

/** What came of an interview: answered (R), refused (N), of nobody in the population (I), or unknown (U). */
const statusOf = (answered) => (answered ? "R" : outcomes.pick(["N", "N", "N", "I", "U"]));

/** Some of a list, drawn at random without replacement, in the order of the list. */
function drawn(list, count) {
  const left = list.map((_, at) => at);
  const chosen = Array.from({ length: count }, () => left.splice(integer(0, left.length - 1), 1)[0]);
  return chosen.sort((a, b) => a - b).map((at) => list[at]);
}

const sample = Object.entries(regions).flatMap(([region, { towns, drawn: count, answer }]) =>
  drawn(
    population.filter((town) => town.region === region),
    count,
  ).flatMap((town) => {
    const people = drawn(town.people, personsDrawn);
    const answered = people.map(({ age }) => (chance(answer - (age < 40 ? 0.15 : 0)) ? 1 : 0));
    const respondents = answered.reduce((sum, one) => sum + one, 0);
    const base = (towns / count) * (town.people.length / personsDrawn);
    const place = { region, town: town.name, towns };
    return people.map((one, at) => ({
      answered: answered[at],
      sampled: { ...place, d: base.toFixed(3), sex: one.sex, age: one.age, age_class: one.age_class },
      person: { ...place, w: ((base * personsDrawn) / respondents).toFixed(3), ...one },
    }));
  }),
);

const csv = (rows) =>
  [Object.keys(rows[0]), ...rows.map(Object.values)].map((cells) => `${cells.join(",")}\n`).join("");
const everybody = population.flatMap(({ region, people }) => people.map((one) => ({ region, ...one })));
const count = (test) => everybody.filter(test).length;
const valuesOf = (variable) => [...new Set(everybody.map((one) => one[variable]))].sort();

const files = {
  "survey.csv": sample
    .filter(({ answered }) => answered === 1)
    .map(({ person }, at) => ({ id: at + 1, ...person })),
  "sample.csv": sample.map(({ sampled, answered }, at) => ({
    ...{ id: at + 1, ...sampled, answered },
    status: statusOf(answered === 1),
  })),
  "margins.csv": ["sex", "age_class", "region"].flatMap((variable) =>
    valuesOf(variable).map((level) => ({ variable, level, total: count((one) => one[variable] === level) })),
  ),
  "cells.csv": valuesOf("region").flatMap((region) =>
    valuesOf("sex").map((sex) => ({
      ...{ region, sex },
      total: count((one) => one.region === region && one.sex === sex),
    })),
  ),
};
for (const [name, rows] of Object.entries(files))
  writeFileSync(fileURLToPath(new URL(`../data/examples/${name}`, import.meta.url)), csv(rows));
