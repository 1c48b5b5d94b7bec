import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folderWith } from "../support/files.ts";
import { root } from "../support/oracle.ts";
import { panel } from "./run.ts";

test("--help shows real examples and exits 0", () => {
  const { status, stdout, stderr } = panel(["--help"], folderWith());
  expect(status).toBe(0);
  expect(stderr).toBe("");
  expect(stdout.match(/^ {2}\$ panel /gm)).toHaveLength(9);
});

test("--version is that of the package", async () => {
  const { default: manifest } = await import("../../package.json", { with: { type: "json" } });
  expect(panel(["--version"], folderWith()).stdout).toBe(`${manifest.version}\n`);
});

test("studies lists what can be reproduced", () => {
  const { status, stdout } = panel(["studies", "--lang", "fr"], folderWith());
  expect(status).toBe(0);
  expect(stdout).toMatch(/er1245 .*Études et Résultats n° 1245/);
});

test("figures lists what is published without computing; --search ignores case and accents", () => {
  const folder = folderWith();
  const all = panel(["figures", "er1245"], folder);
  expect(all.status).toBe(0);
  expect(all.stderr).toBe("85 of 85 figures\n");
  const found = panel(["figures", "er1245", "--search", "EQUIPES", "--lang", "fr"], folder);
  expect(found.stdout).toContain("Nouveaux équipés : outil en ligne");
  expect(found.stdout).not.toContain("Femmes : disposent");
  expect(readdirSync(folder)).toEqual([]);
});

test("synth takes whole numbers as seeds", () => {
  const folder = folderWith();
  const { status } = panel(["synth", "er1245", "--seed", "x", "--out", "p.xlsx"], folder);
  expect(status).toBe(2);
  expect(existsSync(join(folder, "p.xlsx"))).toBe(false);
});

test("a reader that closes the pipe early is no failure", () => {
  const command = `"${process.execPath}" "${root}bin/panel.js" figures er1245 | head -n 1; exit \${PIPESTATUS[0]}`;
  const { status, stderr } = spawnSync("bash", ["-c", command], { cwd: folderWith(), encoding: "utf8" });
  expect({ status, stderr: stderr.replace(/^\d+ of \d+ figures\n/, "") }).toEqual({ status: 0, stderr: "" });
});

test("synth says at once that it cannot write", () => {
  const { status, stderr } = panel(["synth", "er1245", "--seed", "1", "--out", "none/p.xlsx"], folderWith());
  expect(stderr).toBe("panel: file none/p.xlsx: it cannot be written (ENOENT). Check the path\n");
  expect(status).toBe(2);
});
