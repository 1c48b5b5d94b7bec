import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { summarise } from "../src/figures/reproduce.ts";
import { panel } from "./commands/run.ts";
import { folderWith } from "./support/files.ts";
import { root } from "./support/oracle.ts";
import { reproduceEmbedded } from "./support/panel.ts";

const readme = readFileSync(join(root, "README.md"), "utf8");

/** The examples with their output: a command after "$", and the lines that are indented as it is. */
const examples = [...readme.matchAll(/^ {4}\$ npx panel (.*)\n((?: {4}.*\n|\n)*)/gm)].map(
  ([, command, shown]) => ({
    command: command!,
    lines: shown!.split("\n").map((line) => line.replace(/^ {4}/, "")),
  }),
);

/** The files that the examples read: the embedded workbook, and what a block of the README shows. */
const files = {
  "data/panel4/panel4.xlsx": readFileSync(join(root, "data/panel4/panel4.xlsx")),
  "margins.csv": /```csv\n([^`]*)```/.exec(readme)![1]!,
};

test.each(examples)("the README shows what panel $command prints", ({ command, lines }) => {
  const words = command.match(/"[^"]*"|\S+/g)!.map((word) => word.replaceAll('"', ""));
  const printed = new Set(panel(words, folderWith(files)).stdout.split("\n"));
  expect(lines.length).toBeGreaterThan(10);
  expect(lines.filter((line) => line !== "" && line !== "…" && !printed.has(line))).toEqual([]);
});

test.each(["er1245", "collaboration-2022"])("the README counts what the program counts of %s", async (id) => {
  const reproduction = await reproduceEmbedded(id);
  const { figures, findings } = summarise(reproduction);
  for (const use of ["calibrated", "held-out"] as const) {
    const { reproduced, compatible, differs } = figures[use];
    const cells = [reproduced, compatible, differs, reproduced + compatible + differs].join(" \\| +");
    expect(readme).toMatch(
      new RegExp(`\\| ${id} +\\| ${use} +\\| +${cells.replaceAll(" \\| +", " \\| +")} \\|`),
    );
  }
  const counts = `${findings.confirmed} of ${reproduction.findings.length} are confirmed, ${findings["not confirmed"]} have the stated sign`;
  expect(readme.replaceAll("\n", " ")).toContain(`of ${id} ${counts}`);
});
