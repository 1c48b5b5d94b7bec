import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folderWith } from "../support/files.ts";
import { panel } from "./run.ts";

test("--help shows three real examples and exits 0", () => {
  const { status, stdout, stderr } = panel(["--help"], folderWith());
  expect(status).toBe(0);
  expect(stderr).toBe("");
  expect(stdout.match(/^ {2}\$ panel /gm)).toHaveLength(3);
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
  expect(all.stderr).toBe("83 of 83 figures\n");
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
