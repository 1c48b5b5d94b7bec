import { expect, test } from "vitest";
import { neighboursOf } from "../../../src/figures/claims/neighbours.ts";
import { registryOf } from "../../../src/study/registry.ts";
import { loadStudy, studiesOf } from "../../../src/study/study.ts";
import { folderWith } from "../../support/files.ts";
import { inventedFiles } from "../../support/invented.ts";

const folder = folderWith(inventedFiles([]));
const study = await loadStudy("er", folder);
const registry = registryOf(study.declaration, await studiesOf("pets", folder));

const boundsOf = (id: string) => {
  const figure = study.figures.find((own) => own.id === id)!;
  const { figures, allowed } = neighboursOf(figure, study, registry);
  return { ties: figures.map(({ kind, reading }) => [kind, reading.registered.figure.id]), allowed };
};

test("the same quantity that is printed in words bounds the number", () => {
  expect(boundsOf("pet-2022")).toEqual({ ties: [["same", "pet-words"]], allowed: { low: 38, high: 42 } });
});

test("a percentage lies between those of the classes that make up its base", () => {
  const { ties, allowed } = boundsOf("dog-2022");
  expect(ties).toEqual([
    ["class", "dog-house"],
    ["class", "dog-farm"],
    ["class", "dog-flat"],
  ]);
  expect(allowed).toEqual({ low: 11.5, high: 71.5 });
});

test("classes that leave somebody out bound nothing, nor does another year", () => {
  expect(boundsOf("pet-2019")).toEqual({ ties: [], allowed: undefined });
  const without = study.figures.filter(({ id }) => id !== "dog-farm");
  const others = registryOf(study.declaration, [{ ...study, figures: without }]);
  const dogs = study.figures.find(({ id }) => id === "dog-2022")!;
  expect(neighboursOf(dogs, study, others).figures).toEqual([]);
});

test("the percentage of all others bounds as what is left of 100", () => {
  const [first] = study.figures.filter(({ id }) => id === "pet-2022");
  const { measured, published } = first!;
  const petless = { ...first!, id: "petless", measured: { ...measured!, levels: ["no"] } };
  const whole = { ...study, figures: [first!, { ...petless, published: { ...published, value: 59 } }] };
  const { figures, allowed } = neighboursOf(first!, whole, registryOf(study.declaration, [whole]));
  expect(figures.map(({ kind }) => kind)).toEqual(["others"]);
  expect(allowed).toEqual({ low: 40.5, high: 41.5 });
});
