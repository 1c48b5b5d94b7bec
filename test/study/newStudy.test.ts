import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { panel } from "../commands/run.ts";
import { folderWith } from "../support/files.ts";
import { root } from "../support/oracle.ts";

/** The files that the how-to shows, by name. */
const files = Object.fromEntries(
  [...readFileSync(join(root, "docs/new-study.md"), "utf8").matchAll(/^```\w+ (\S+)\n([^`]*)```/gm)].map(
    ([, name, content]) => [`er1244/${name}`, content!],
  ),
);

test("the study of the how-to is reproduced from its folder", () => {
  expect(Object.keys(files).sort()).toEqual([
    "er1244/figures.csv",
    "er1244/findings.csv",
    "er1244/study.yaml",
  ]);
  const folder = folderWith(files);
  const { status, stdout, stderr } = panel(["reproduce", "er1244/", "--format", "json"], folder);
  expect(stderr.split("\n")).toEqual([
    expect.stringContaining("panel bound er1244/ --save writes them"),
    "Report written to reports/er1244",
    "",
  ]);
  expect(status).toBe(0);
  const { summary, figures, findings, models } = JSON.parse(stdout);
  expect(figures).toHaveLength(5);
  expect(summary.figures["held-out"].differs + summary.figures["held-out"]["not computable"]).toBe(0);
  expect(findings.map(({ status: verdict }: { status: string }) => verdict)).toEqual(["confirmed"]);
  const references = models[0].terms.filter(({ role }: { role: string }) => role === "reference");
  expect(references.map(({ level }: { level: string }) => level)).toEqual([
    "60 ans ou plus",
    "Homme",
    "autre région",
  ]);
  expect(readFileSync(join(folder, "reports/er1244/charts/modes.svg"), "utf8")).toMatch(/^<svg/);
});

test("a panel is drawn from the study of the how-to, and has its figures where they are calibrated", () => {
  const calibrated = files["er1244/figures.csv"]!.replaceAll(",held-out,", ",calibrated,");
  const folder = folderWith({ ...files, "er1244/figures.csv": calibrated });
  const drawn = panel(
    ["synth", "er1244/", "--maximum-entropy", "--seed", "2", "--out", "panel.xlsx"],
    folder,
  );
  expect(drawn.status).toBe(0);
  expect(drawn.stderr).toContain("no row describes a real person");
  const { stdout } = panel(
    ["reproduce", "er1244/", "--data", "panel.xlsx", "--no-out", "--format", "json"],
    folder,
  );
  const { calibrated: counted } = JSON.parse(stdout).summary.figures;
  expect(counted).toMatchObject({ reproduced: 4, differs: 0, "not computable": 0 });
}, 60_000);

test("a mistake in a study's folder is told with its file and line", () => {
  const wrong = {
    ...files,
    "er1244/figures.csv": files["er1244/figures.csv"]!.replace(",mode,seul,,31", ",modes,seul,,31"),
  };
  const { status, stderr } = panel(["reproduce", "er1244/"], folderWith(wrong));
  expect(stderr).toBe(
    'panel: file er1244/figures.csv, line 3: unknown variable; found "modes". Did you mean "mode"?\n',
  );
  expect(status).toBe(2);
});
