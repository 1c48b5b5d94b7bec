import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { summarise } from "../src/figures/reproduce.ts";
import { panel } from "./commands/run.ts";
import { folderWith } from "./support/files.ts";
import { root } from "./support/oracle.ts";
import { reproduceEmbedded } from "./support/panel.ts";

const readme = readFileSync(join(root, "README.md"), "utf8");

test("the README shows what the program prints", () => {
  const printed = new Set(panel(["reproduce", "er1245"], folderWith()).stdout.split("\n"));
  const shown = readme
    .slice(readme.indexOf("    $ npx panel reproduce er1245\n"))
    .split("\n")
    .slice(1)
    .map((line) => line.replace(/^ {4}/, ""));
  const excerpt = shown.slice(
    0,
    shown.findIndex((line) => line.startsWith("It also writes")),
  );
  expect(excerpt.length).toBeGreaterThan(15);
  expect(excerpt.filter((line) => line !== "" && line !== "…" && !printed.has(line))).toEqual([]);
});

test("the README counts what the program counts", async () => {
  const reproduction = await reproduceEmbedded("er1245");
  const { figures, findings } = summarise(reproduction);
  for (const use of ["calibrated", "held-out"] as const) {
    const { reproduced, compatible, differs } = figures[use];
    const cells = [reproduced, compatible, differs, reproduced + compatible + differs].join(" \\| +");
    expect(readme).toMatch(new RegExp(`\\| ${use} +\\| +${cells.replaceAll(" \\| +", " \\| +")} \\|`));
  }
  expect(readme).toContain(
    `of ${reproduction.findings.length} findings ${findings.confirmed} are confirmed, ${findings["not confirmed"]} have the stated sign`,
  );
});
