import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folderWith } from "../support/files.ts";
import { runIn } from "../support/inProcess.ts";
import { panel } from "./run.ts";

const crosstab = ["crosstab", "secretariat", "--by", "sexe", "--dataset", "panel4"];

test("a chart is written in the format that its file's name ends with", () => {
  const folder = folderWith();
  const drawn = (file: string, ...rest: string[]) => {
    expect(panel([...crosstab, "--chart", file, ...rest], folder).status).toBe(0);
    return readFileSync(join(folder, file));
  };
  const svg = drawn("a.svg").toString();
  expect(svg).toMatch(/^<svg/);
  expect(svg).toContain("SYNTHETIC DATA");
  expect(JSON.parse(drawn("a.json").toString()).$schema).toContain("vega-lite");
  const page = drawn("a.html", "--lang", "fr").toString();
  expect(page).toContain('<html lang="fr">');
  expect(page).toContain("<svg");
  expect(drawn("a.png").subarray(1, 4).toString()).toBe("PNG");
  expect(drawn("b.svg", "--chart-type", "stacked").toString()).not.toBe(svg);
});

test("the numbers of a chart have the decimals that are asked for", async () => {
  const folder = folderWith();
  const texts = async (...words: string[]) => {
    const chart = join(folder, "a.json");
    expect((await runIn(80, [...words, "--dataset", "panel4", "--chart", chart])).status).toBe(0);
    return readFileSync(chart, "utf8");
  };
  const owned = ["crosstab", "secretariat", "--by", "sexe"];
  expect(await texts(...owned, "--digits", "3")).toMatch(/"text":\s*"78\.\d{3}%"/);
  expect(await texts(...owned, "--digits", "2", "--chart-type", "stacked")).toMatch(/"text":\s*"78\.\d{2}%"/);
  expect(await texts("estimate", "age", "--stat", "mean", "--by", "sexe", "--digits", "4")).toMatch(
    /"57\.\d{4} \[57\.\d{4} ; 58\.\d{4}\]"/,
  );
  expect(await texts("model", "age ~ sexe", "--family", "linear", "--digits", "5")).toMatch(
    /"[−-]4\.\d{5} \[/,
  );
});

test("a picture has the same bytes in two runs", () => {
  const folder = folderWith();
  const args = ["estimate", "nb_canaux", "--stat", "mean", "--by", "mode", "--dataset", "panel4", "--chart"];
  for (const file of ["a.png", "b.png"]) expect(panel([...args, file], folder).status).toBe(0);
  expect(readFileSync(join(folder, "a.png")).equals(readFileSync(join(folder, "b.png")))).toBe(true);
});

test("bars of 100 % are those of each group", () => {
  const args = [...crosstab, "--percent", "total", "--chart", "a.svg", "--chart-type", "stacked"];
  const { status, stderr } = panel(args, folderWith());
  expect(status).toBe(2);
  expect(stderr).toContain("bars of 100% show percentages of each group");
});

test("a chart of some rows says which, and a variable may have any name", async () => {
  const folder = folderWith({ "a.csv": "__proto__,x\nb,1\nb,2\nc,2\nc,1\nd,1\n" });
  const chart = (name: string) => JSON.stringify(JSON.parse(readFileSync(join(folder, name), "utf8")));
  const words = ["crosstab", "x", join(folder, "a.csv"), "--by", "__proto__", "--where", "__proto__ != 'd'"];
  const own = await runIn(80, [...words, "--chart", join(folder, "own.json"), "--lang", "fr"]);
  expect(own.status, own.stderr).toBe(0);
  expect(chart("own.json")).toMatch(/Condition\s:/);
  expect((await runIn(80, [...words, "--format", "json", "--out", join(folder, "b.json")])).status).toBe(0);
  const given = ["chart", join(folder, "b.json"), "--out", join(folder, "given.json"), "--lang", "fr"];
  expect((await runIn(80, given)).status).toBe(0);
  expect(chart("given.json")).toBe(chart("own.json"));
});
