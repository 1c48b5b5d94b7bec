import { cpSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { checkSource } from "../../src/study/checkSource.ts";
import { openSources, rowsFor } from "../../src/study/openSources.ts";
import { openRegistry } from "../../src/study/registry.ts";
import { listSources, loadSource } from "../../src/study/source.ts";
import { folderWith } from "../support/files.ts";
import { inventedFiles } from "../support/invented.ts";
import { dataFolder } from "../support/oracle.ts";

test("the embedded sources are whole, and name only what there is", async () => {
  const { sources } = await openSources([], dataFolder);
  const rows = (named: "claims" | "evidence" | "criteria" | "themes") =>
    sources.map((source) => source[named].length);
  expect(sources.map(({ id }) => id)).toEqual(listSources(dataFolder));
  expect(rows("claims")).toEqual([48, 14, 47]);
  expect(rows("evidence")).toEqual([0, 0, 31]);
  expect(rows("criteria")).toEqual([0, 6, 31]);
  expect(rows("themes")).toEqual([0, 45, 0]);
});

const claim = { id: "c", relation: "=", said: 40, about: "er:pet-2022" };

/** Reads the invented paper with one text of one file changed. */
async function changed(file: string, from: string, to: string) {
  const files = inventedFiles([claim]);
  expect(files[file], "the text to change").toContain(from);
  const folder = folderWith({ ...files, [file]: files[file]!.replace(from, to) });
  const paper = await loadSource("paper", folder);
  checkSource(paper, await openRegistry(paper.declaration, folder));
}

describe("a mistake in a source is told with its place", () => {
  const claims = "sources/paper/claims.csv";
  const yaml = "sources/paper/source.yaml";
  test.each([
    [claims, "er:pet-2022", "er:pet-2202", /line 2, column about: unknown published figure.*"er:pet-2022"/],
    [claims, "er:pet-2022", "../../../etc/passwd", /column about: unknown published figure/],
    [claims, "\nc,a", "\n../c,a", /line 2, column id: an id has lower-case letters/],
    [claims, "c,a,1", "c,b,1", /column section: unknown section; found "b"/],
    [claims, "c,a,1", "c,a,1-", /column line: lines are written/],
    [claims, "words,,", "wrods,,", /column kind: /],
    [claims, "=,40", "=,4O", /column said: not a number/],
    [claims, "=,40,,", "=,,9,", /column high: is missing/],
    [claims, "=,40,,", "=,,9,8", /column low: the interval's low is above/],
    [claims, "=,40", "=,", /column said: this relation needs a value, or two figures/],
    [claims, "=,40", ",40", /column reason: a claim needs a measure, a relation, or the reason/],
    [claims, "words,,,,,", "words,2022,percent,dgo,yes,", /column variable: unknown variable; found "dgo"/],
    [claims, "words,,,,,", "words,2022,percent,dog,maybe,", /unknown level of dog; found "maybe"/],
    [claims, "words,,,,,", "words,2202,percent,dog,yes,", /column wave: unknown wave; found "2202"/],
    [claims, "words,,,,,", "words,2022,percent,dog,,", /column level: is missing/],
    [claims, "words,,,,,", "words,2022,percent,dog,yes,home", /column domain: a domain is written/],
    [claims, ",agrees,", ",true,", /column expected: /],
    [claims, ",agrees,", "d,agrees,", /column same_as: unknown claim; found "d"/],
    [yaml, "kind: press", "kind: blog", /source\.yaml, line 3, field kind/],
    [yaml, "id: paper", "id: ../paper", /field id: an id, which names files/],
    [yaml, "title: {", "title: [", /source\.yaml, line 4: the YAML is broken/],
    [yaml, "dataset: pets", "dataset: pests", /field dataset: unknown dataset.*"pets"/],
    [
      yaml,
      "interest: none",
      "interest: none\nchecks: [{ id: k, fr: x, en: x, claims: [c], mixture: { of: [q], parts: [[q], []] } }]",
      /each part of a mixture has as many/,
    ],
    [
      yaml,
      "interest: none",
      "interest: none\nchecks: [{ id: k, fr: x, en: x, claims: [c] }]",
      /exactly one of/,
    ],
    [
      yaml,
      "interest: none",
      "interest: none\nchecks: [{ id: k, fr: x, en: x, claims: [c], product: { of: [q], is: q } }]",
      /field checks\.k: unknown quantity; found "q"/,
    ],
  ])("%s: %s → %s", async (file, from, to, message) => {
    await expect(changed(file, from, to)).rejects.toThrow(message);
  });
});

test("evidence names terms, references and figures that there are", async () => {
  const quantity = {
    ...{ id: "q", section: "a", line: 1, measure: "calls", solution: "calls", value: 5 },
    ...{ design: "thesis", interest: "none", fr: "x", en: "x" },
  };
  const read = async (more: object) => {
    const folder = folderWith(inventedFiles([claim], [{ ...quantity, ...more }]));
    const paper = await loadSource("paper", folder);
    checkSource(paper, await openRegistry(paper.declaration, folder));
  };
  await read({});
  await expect(read({ solution: "cals" })).rejects.toThrow(/column solution: unknown term.*"calls"/);
  await expect(read({ cited: "who" })).rejects.toThrow(/column cited: unknown reference/);
  await expect(read({ beside: "er:no" })).rejects.toThrow(/column beside: unknown published figure/);
  await expect(read({ n: "many" })).rejects.toThrow(/column n: /);
});

test("a source is named by its id, or by a folder with a slash", async () => {
  const folder = folderWith();
  cpSync(join(dataFolder, "sources", "thesis-secretaries"), join(folder, "mine"), { recursive: true });
  const before = process.cwd();
  process.chdir(folder);
  try {
    expect((await loadSource("mine/", dataFolder)).claims).toHaveLength(14);
    await expect(loadSource("mine", dataFolder)).rejects.toThrow("For the folder of that name write ./mine");
    await expect(loadSource("../mine", dataFolder)).rejects.toThrow("unknown source");
    await expect(loadSource("thesis", dataFolder)).rejects.toThrow("unknown source");
  } finally {
    process.chdir(before);
  }
});

test("a researcher's variable must have the levels that a claim names", async () => {
  const yes = "{ name: msp, levels: [{ code: 1, name: Yes, en: Yes }, { code: 2, name: No, en: No }] }";
  const folder = folderWith({ "mine/dataset.yaml": `extends: panel4\nvariables:\n  - ${yes}\n` });
  const opened = await openSources(["article-no-secretary"], dataFolder);
  await expect(rowsFor(opened, dataFolder, join(folder, "mine"))).rejects.toThrow(
    /field msp: a level that the study uses is not declared; found "Oui"/,
  );
});

test("notes on claims and quantities of embedded sources are in both languages", async () => {
  for (const id of listSources(dataFolder)) {
    const { claims, evidence } = await loadSource(id, dataFolder);
    const noted = [...claims, ...evidence].filter(({ note }) => note.en !== "");
    expect(noted.filter(({ note }) => note.fr === note.en)).toEqual([]);
  }
});
