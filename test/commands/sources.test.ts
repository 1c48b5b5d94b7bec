import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { sourceChoices } from "../../src/commands/sourceFlags.ts";
import { verdicts } from "../../src/study/claims.ts";
import { interests } from "../../src/study/evidence.ts";
import { folderWith } from "../support/files.ts";
import { dataFolder } from "../support/oracle.ts";
import { panel } from "./run.ts";

test("flags offer the values of the modules that use them", () => {
  expect(sourceChoices.verdict).toEqual(verdicts);
  expect(sourceChoices.interest).toEqual(interests);
});

describe("panel claims", () => {
  test("has the expected verdict on all 109 claims, and finds the year of the 44 % by itself", () => {
    const folder = folderWith();
    const { status, stdout } = panel(["claims", "--format", "json"], folder);
    const { claims, expected, data, recomputed } = JSON.parse(stdout);
    expect([status, claims.length, expected, data.kind]).toEqual([0, 109, true, "synthetic"]);
    const own = claims.find(({ id }: { id: string }) => id === "gestion-par-eux-memes");
    expect(own).toMatchObject({
      said: 44,
      verdict: "misattributed",
      taken_from: "er1245:sans-secretariat-2011",
      differs: "year",
    });
    const written = readdirSync(join(folder, "reports/claims")).sort();
    expect(written).toEqual(["claims.csv", "claims.svg", "manifest.json", "recomputed.csv", "report.md"]);
    const report = readFileSync(join(folder, "reports/claims/report.md"), "utf8");
    expect(report).toMatch(/^SYNTHETIC DATA/);
    expect(report).toContain("![claims.svg](claims.svg)");
    const unsupported = claims.filter(({ verdict }: { verdict: string }) => verdict === "unsupported");
    for (const { id } of unsupported)
      expect(recomputed.some((row: { id: string }) => row.id === id)).toBe(true);
  });

  test("shows what is asked for, and still judges all", () => {
    const asked = ["--verdict", "contradicted", "--study", "er1245", "--format", "csv", "--lang", "fr"];
    const { status, stdout, stderr } = panel(["claims", "article-no-secretary", ...asked], folderWith());
    const lines = stdout.trim().split("\n");
    expect([status, lines.length]).toEqual([0, 7]);
    expect(lines.slice(1).every((line) => line.startsWith('"synthetic, seed 1245"'))).toBe(true);
    expect(stderr).toContain("6 affirmations sur 48");
  });

  test("draws what is asked for, the same as in the folder", () => {
    const folder = folderWith();
    expect(panel(["claims", "article-no-secretary", "--chart", "own.svg"], folder).status).toBe(0);
    expect(readFileSync(join(folder, "own.svg"), "utf8")).toBe(
      readFileSync(join(folder, "reports/claims/claims.svg"), "utf8"),
    );
    const none = panel(["claims", "--verdict", "unsupported", "--chart", "none.svg"], folder);
    expect([none.status, none.stderr]).toEqual([
      2,
      "panel: option --chart: no claim has a percentage and a published figure to draw. Leave --chart out\n",
    ]);
  });

  test.each(["claims", "evidence"])("the folder of %s has the formats that no terminal shows", (command) => {
    const folder = folderWith();
    for (const format of ["docx", "xlsx"]) {
      const { status, stdout } = panel([command, "--out", "r", "--format", format], folder);
      expect([status, stdout]).toEqual([0, ""]);
      expect(
        readFileSync(join(folder, `r/report.${format}`))
          .subarray(0, 2)
          .toString(),
      ).toBe("PK");
    }
    expect(panel([command, "--format", "html"], folder).stdout).toContain("<!doctype html>");
  });

  test("exits with 1 where a verdict is not the expected one, and says which was", () => {
    const source = join(dataFolder, "sources/thesis-secretaries");
    const folder = folderWith(
      Object.fromEntries(
        readdirSync(source).map((name) => [`mine/${name}`, readFileSync(join(source, name), "utf8")]),
      ),
    );
    const file = join(folder, "mine/claims.csv");
    writeFileSync(file, readFileSync(file, "utf8").replace(",agrees,Trois", ",rounded,Trois"));
    const { status, stdout } = panel(["claims", "mine/"], folder);
    expect(status).toBe(1);
    expect(stdout).toContain("agrees [expected: rounded]");
  });

  test("refuses what does not exist, before anything is written", () => {
    const folder = folderWith();
    for (const [words, message] of [
      [["no-such"], "unknown source"],
      [["../../etc"], "unknown source"],
      [["--study", "er9"], "unknown study"],
      [["--verdict", "false"], "verdict"],
      [["--data", "none/"], "there is no such file or folder"],
    ] as const) {
      const { status, stderr } = panel(["claims", ...words], folder);
      expect(status).toBe(2);
      expect(stderr).toContain(message);
    }
    expect(existsSync(join(folder, "reports"))).toBe(false);
  });
});

describe("panel evidence", () => {
  test("lists all rows, and marks a vendor who speaks of what he sells", () => {
    const folder = folderWith();
    const { status, stdout } = panel(["evidence", "--format", "json", "--out", "e"], folder);
    const { evidence, criteria, themes } = JSON.parse(stdout);
    expect([status, evidence.length, criteria.length, themes.length]).toEqual([0, 31, 37, 45]);
    const own = evidence.filter((row: { own_product: string }) => row.own_product === "yes");
    expect(own.map(({ id }: { id: string }) => id).sort()).toEqual([
      "appels-traites-virtuelle",
      "cout-dr-r-apres",
      "reservation-en-ligne",
    ]);
    expect(readdirSync(join(folder, "e")).sort()).toEqual([
      "criteria.csv",
      "evidence.csv",
      "manifest.json",
      "report.md",
      "themes.csv",
    ]);
  });

  test("shows one measure, one solution or one interest", () => {
    const rows = (...words: string[]) =>
      JSON.parse(panel(["evidence", ...words, "--format", "json"], folderWith()).stdout);
    const calls = rows("--measure", "calls", "--interest", "none");
    expect(calls.evidence.map(({ value }: { value: number }) => value)).toEqual([15.5, 19, 12.3, 7.4]);
    expect([calls.criteria, calls.themes]).toEqual([[], []]);
    const remote = rows("--solution", "remote");
    expect([remote.evidence.length, remote.criteria.length, remote.themes.length]).toEqual([0, 3, 5]);
    const { status, stderr } = panel(["evidence", "--measure", "cals"], folderWith());
    expect([status, stderr]).toEqual([2, 'panel: unknown term; found "cals". Did you mean "calls"?\n']);
  });
});
