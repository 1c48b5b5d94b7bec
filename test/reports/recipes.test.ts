import { spawnSync } from "node:child_process";
import { chmodSync } from "node:fs";
import { csvParse } from "d3-dsv";
import { expect, test } from "vitest";
import { type FigureResult, type Reproduction, reproduce } from "../../src/figures/reproduce.ts";
import { figureCommand, modelCommand } from "../../src/reports/recipes.ts";
import { openStudy } from "../../src/study/openStudy.ts";
import { folderWith } from "../support/files.ts";
import { runIn, shellWords } from "../support/inProcess.ts";
import { dataFolder, root } from "../support/oracle.ts";

const reproductions = await Promise.all(
  ["er1245", "collaboration-2022"].map(async (id) => {
    const { study, dataset } = await openStudy(id, dataFolder);
    return reproduce(study, dataset);
  }),
);

/** Runs a command as it is printed, in a shell, and returns the rows of its CSV. */
function rowsOf(command: string) {
  const bin = folderWith({ panel: `#!/bin/sh\nexec "${process.execPath}" "${root}bin/panel.js" "$@"\n` });
  chmodSync(`${bin}/panel`, 0o755);
  const { stdout, stderr, status } = spawnSync("sh", ["-c", `${command} --format csv`], {
    encoding: "utf8",
    env: { ...process.env, PATH: `${bin}:${process.env.PATH}`, LC_ALL: "C.UTF-8" },
  });
  expect(status, stderr).toBe(0);
  return csvParse(stdout);
}

type Rows = ReturnType<typeof rowsOf>;

/** Checks that rows of a command's CSV have a figure's number, and its interval where there is one. */
function expectFigure(rows: Rows, { figure, result }: FigureResult): void {
  const { statistic, levels, wave, since } = figure.estimand!;
  const { computed, low, high } = result as { computed: number; low: number; high: number };
  const totalOf = (of: string) => Number(rows.find((row) => row.wave === of)!.estimate);
  if (statistic === "percent-change") {
    expect(100 * (totalOf(wave) / totalOf(since!) - 1)).toBeCloseTo(computed, 9);
    return;
  }
  if (statistic === "respondents") {
    expect(Number(rows[0]!.n)).toBe(computed);
    return;
  }
  const counted = levels.length === 1 ? levels[0] : "1";
  const row = rows.find((own) => statistic === "mean" || Object.values(own)[1] === counted)!;
  const scale = statistic === "percent" ? 100 : 1;
  for (const [key, value] of Object.entries({ estimate: computed, low, high }))
    expect(scale * Number(row[key]), key).toBeCloseTo(value, 9);
}

const estimated = reproductions.map(({ figures }) => figures.filter(({ figure }) => figure.estimand));

/** Figures of the second study whose flags those of the first do not have: several levels. */
const severalLevels = estimated[1]!.filter(({ figure }) => figure.estimand!.levels.length > 1).slice(0, 3);

/** What commands printed, by their lines: figures that are printed several times have one command. */
const printed = new Map<string, Rows>();

test.each([
  ...estimated[0]!.map((own) => [own.figure.id, own, 0] as const),
  ...severalLevels.map((own) => [own.figure.id, own, 1] as const),
])("the command that recomputes %s gives its number and interval", async (_, own, at) => {
  const command = figureCommand(own.figure.estimand!, reproductions[at]!)!;
  if (!printed.has(command)) {
    const { status, stdout, stderr } = await runIn(80, [...shellWords(command).slice(1), "--format", "csv"]);
    expect(status, stderr).toBe(0);
    printed.set(command, csvParse(stdout));
  }
  expectFigure(printed.get(command)!, own);
});

test("a shell reads the command as it is printed", () => {
  const quoted = estimated[0]!.find(({ figure }) => {
    const { domain } = figure.estimand!;
    return domain !== undefined && figureCommand(figure.estimand!, reproductions[0]!)!.includes("'");
  })!;
  expectFigure(rowsOf(figureCommand(quoted.figure.estimand!, reproductions[0]!)!), quoted);
});

test.each(["adoption-2019-2022", "nb-canaux-2022"])(
  "the command printed with the model %s gives its coefficients",
  (id) => {
    const [reproduction] = reproductions as [Reproduction];
    const model = reproduction.models.find(({ description }) => description.id === id)!;
    const rows = rowsOf(modelCommand(model, reproduction)!);
    expect(rows).toHaveLength(model.terms.length);
    model.terms.forEach((term, line) => {
      if (term.role !== "estimated") return;
      expect(Number(rows[line]!.estimate)).toBeCloseTo(term.estimate!, 9);
      expect(Number(rows[line]!.se)).toBeCloseTo(term.se!, 9);
    });
  },
);

test("another dataset is led to by its declaration; data in the place of the embedded ones have no command", () => {
  const [{ study, dataset, figures }] = reproductions as [Reproduction];
  const { description } = dataset;
  const { estimand } = figures.find(({ figure }) => figure.estimand)!.figure;
  const mine = { ...dataset, description: { ...description, source: "my panel/dataset.yaml" } };
  expect(figureCommand(estimand!, { study, dataset: mine })).toContain("--data 'my panel/dataset.yaml'");
  const waves = description.waves.map((wave) => ({ ...wave, file: "mine.xlsx" }));
  const inPlace = { ...dataset, description: { ...description, waves } };
  expect(figureCommand(estimand!, { study, dataset: inPlace })).toBeUndefined();
});
