import { join } from "node:path";
import { expect, test } from "vitest";
import type { CellResult } from "../../src/figures/compareWorkbook.ts";
import { agrees, reproduce } from "../../src/figures/reproduce.ts";
import { estimandKey } from "../../src/study/figures.ts";
import { openStudy } from "../../src/study/openStudy.ts";
import { folderWith } from "../support/files.ts";
import { dataFolder, expectClose } from "../support/oracle.ts";
import { publishedNumbers, publishedWorkbook } from "../support/publishedWorkbook.ts";

// The tables of er1245 as their publisher would lay them out, with R's numbers: every one of them is known for what it is.

async function compared(change?: (cells: Map<string, unknown>) => void) {
  const folder = folderWith({ "ER1245.xlsx": await publishedWorkbook(change) });
  const opened = await openStudy("er1245", dataFolder, { workbook: join(folder, "ER1245.xlsx") });
  const reproduction = reproduce(opened.study, opened.dataset, [], opened.workbook);
  return { ...reproduction, workbook: reproduction.workbook! };
}

const place = ({ cell: { sheet, cell } }: CellResult) => `${sheet}!${cell}`;
const whole = await compared();

test("every number of the workbook is compared, and is what the workbook shows", () => {
  const { cells, unmatched, unknown, absent } = whole.workbook;
  expect({ unmatched, unknown, absent }).toEqual({ unmatched: [], unknown: [], absent: [] });
  expect(cells.filter(({ status }) => status !== "reproduced").map(place)).toEqual([]);
  expect(agrees(whole, false)).toBe(true);
});

test("each is R's number of the same estimand or term", () => {
  const parts = ["se", "low", "high", "stars"];
  for (const { sheet, cell, kind, value, ...expected } of publishedNumbers) {
    const part = parts.includes(kind!) ? kind! : "estimate";
    const found = whole.workbook.cells.filter(
      (row) =>
        place(row) === `${sheet}!${cell}` &&
        row.cell.measure.part === part &&
        row.cell.shows.kind !== "reference",
    );
    expect(found, `${sheet}!${cell} ${kind}`).toHaveLength(1);
    const [{ computed, cell: own }] = found as [CellResult];
    const { measure } = own;
    if (measure.of === "term") {
      const variable = measure.variable || "(Intercept)";
      expect([measure.model, variable, measure.level]).toEqual([
        expected.model,
        expected.variable,
        expected.level,
      ]);
    } else if (measure.of === "estimand") {
      const { wave, variable, levels } = measure.estimand;
      expect([wave, variable, levels.join("|")]).toEqual([expected.wave, expected.variable, expected.level]);
    }
    if (kind === "stars") {
      const stars = "*".repeat([0.01, 0.05, 0.1].filter((level) => Number(value) < level).length);
      expect(computed, `${sheet}!${cell}`).toBe(stars);
    } else expectClose(computed as number, Number(value), 1e-7, `${sheet}!${cell} ${kind}`);
  }
});

test("a number that the text prints too is calibrated where the generator saw it, and others are held out", () => {
  const calibrated = whole.figures.filter(({ figure }) => figure.use === "calibrated");
  const measured = new Set(calibrated.map(({ figure }) => estimandKey(figure.estimand!)));
  for (const { cell, use } of whole.workbook.cells) {
    const { measure } = cell;
    const wasSeen = measure.of === "estimand" && measured.has(estimandKey(measure.estimand));
    expect(use === "calibrated", `${cell.sheet}!${cell.cell}`).toBe(wasSeen);
  }
  expect(whole.workbook.cells.filter(({ use }) => use === "calibrated").length).toBeGreaterThan(0);
});

test.each([
  ["Graphique 1!C6", 31.4],
  ["Tableau compl 1!D14", 12],
  ["Tableau compl A!D9", "[1,65 ; 3,49]"],
  ["Tableau compl C!C10", "14,4**"],
  ["Tableau compl B!D9", "(0,037)"],
  ["Tableau compl A!C7", "***"],
])("one altered cell is the one that differs: %s", async (address, content) => {
  const { workbook, ...rest } = await compared((cells) => cells.set(address, content));
  const others = workbook.cells.filter(({ status }) => status !== "reproduced");
  expect([...new Set(others.map(place))]).toEqual([address]);
  if (others.some(({ status }) => status === "differs"))
    expect(agrees({ ...rest, workbook }, false)).toBe(false);
});

test("a label that says nothing keeps its numbers from being compared, and the nearest ones are told", async () => {
  const { workbook } = await compared((cells) =>
    cells.set("Graphique 1!B6", "Secrétariat télphonique distant"),
  );
  expect(workbook.unmatched.map(({ cell, label }) => [cell, label])).toEqual([
    ["C6", "Secrétariat télphonique distant"],
    ["D6", "Secrétariat télphonique distant"],
  ]);
  expect(workbook.unmatched[0]!.nearest).toContain("Secrétariat téléphonique à distance");
  expect(workbook.cells.every(({ status }) => status === "reproduced")).toBe(true);
});

test("a table that nothing is declared of is told, as is one that is declared and absent", async () => {
  const { workbook } = await compared((cells) =>
    cells.set(
      "Tableau compl 2!A1",
      "Tableau 2 – Nombre moyen de canaux utilisés par les médecins généralistes, selon l’âge et le sexe",
    ),
  );
  expect(workbook.unknown).toMatchObject([
    { sheet: "Tableau compl 2", cells: 12, nearest: expect.arrayContaining(["Tableau complémentaire 2"]) },
  ]);
  expect(workbook.absent).toEqual(["Tableau complémentaire 2"]);
});
