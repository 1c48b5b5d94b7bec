import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { summarise } from "../src/figures/reproduce.ts";
import { findingStatuses } from "../src/figures/verdict.ts";
import { bases } from "../src/study/findings.ts";
import { panel } from "./commands/run.ts";
import { folderWith } from "./support/files.ts";
import { root } from "./support/oracle.ts";
import { reproduceEmbedded } from "./support/panel.ts";

const pageNamed = (name: string) => readFileSync(join(root, name), "utf8");
const pages = [
  "README.md",
  "README.fr.md",
  ...readdirSync(join(root, "docs")).flatMap((name) => (name.endsWith(".md") ? [`docs/${name}`] : [])),
];

/** The examples with their output: a command after "$", and the lines that are indented as it is. */
const examples = pages.flatMap((page) =>
  [...pageNamed(page).matchAll(/^ *\$ npx panel (.*)\n((?: {4}.*\n|\n)*)/gm)].map(([, command, shown]) => ({
    page,
    command: command!,
    lines: shown!.split("\n").map((line) => line.replace(/^ {4}/, "")),
  })),
);

/** The files that the examples read: the embedded workbook, an example, and what a block of the page on weights shows. */
const files = {
  "data/panel4/panel4.xlsx": readFileSync(join(root, "data/panel4/panel4.xlsx")),
  "data/examples/table.csv": readFileSync(join(root, "data/examples/table.csv")),
  "margins.csv": /```csv\n([^`]*)```/.exec(pageNamed("docs/weights.md"))![1]!,
};

test.each(examples)("$page shows what panel $command prints", ({ command, lines }) => {
  const words = command.match(/"[^"]*"|\S+/g)!.map((word) => word.replaceAll('"', ""));
  const printed = new Set(panel(words, folderWith(files), { COLUMNS: "" }).stdout.split("\n"));
  expect(lines.length).toBeGreaterThan(10);
  expect(lines.filter((line) => line !== "" && line !== "…" && !printed.has(line))).toEqual([]);
});

/** The commands of a page, those of several lines as one. */
const commandsOf = (page: string) =>
  [
    ...pageNamed(page)
      .replaceAll(/\\\n */g, "")
      .matchAll(/^ {4}(?:\$ )?(n.*)/gm),
  ].map(([, command]) => command!);

test("the README has the same commands and links in French", () => {
  const [english, french] = ["README.md", "README.fr.md"].map((page) => ({
    commands: commandsOf(page).map((command) => command.replace(" --lang fr", "")),
    links: [...pageNamed(page).matchAll(/\]\(([^)]*)\)/g)].map(([, link]) => link).slice(1),
    code: [...new Set(pageNamed(page).match(/`[^`\n]+`/g))].sort(),
  }));
  expect(french).toEqual(english);
});

test.each(["er1245", "collaboration-2022"])(
  "the page on the synthetic panel counts what the program counts of %s",
  async (id) => {
    const reproduction = await reproduceEmbedded(id);
    const { figures, findings } = summarise(reproduction);
    const page = pageNamed("docs/synthetic-panel.md");
    for (const use of ["calibrated", "held-out"] as const) {
      const { reproduced, compatible, differs } = figures[use];
      const cells = [reproduced, compatible, differs, reproduced + compatible + differs].join(" \\| +");
      expect(page).toMatch(
        new RegExp(`\\| ${id} +\\| ${use} +\\| +${cells.replaceAll(" \\| +", " \\| +")} \\|`),
      );
    }
    for (const basis of bases) {
      const counts = findingStatuses.slice(0, 4).map((status) => findings[basis][status]);
      expect(page).toMatch(new RegExp(`\\| ${[id, basis, ...counts].join(" +\\| +")} \\|`));
    }
  },
);

test("pages name pages and pictures that there are", () => {
  for (const page of [...pages, "CONTRIBUTING.md"]) {
    const links = [...pageNamed(page).matchAll(/\]\(([^)#\s]+)\)/g)].map(([, link]) => link!);
    for (const link of links.filter((own) => !own.startsWith("https:")))
      expect(existsSync(join(root, page, "..", link)), `${page}: ${link}`).toBe(true);
  }
});

test("the README's picture is what its command draws", () => {
  const [, command] = /npx panel (model "secretariat [\s\S]*?--chart forest\.svg)/.exec(
    pageNamed("README.md"),
  )!;
  const words = command!
    .replaceAll("\\\n", "")
    .match(/"[^"]*"|\S+/g)!
    .map((word) => word.replaceAll('"', ""));
  const folder = folderWith();
  panel(words, folder);
  expect(readFileSync(join(folder, "forest.svg"), "utf8")).toBe(pageNamed("docs/pictures/forest.svg"));
});
