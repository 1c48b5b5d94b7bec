import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { folderWith } from "../support/files.ts";
import { runIn } from "../support/inProcess.ts";

interface Row {
  readonly g: string | null;
  readonly q: string;
  readonly number: string;
  readonly low: number;
  readonly high: number | null;
  readonly reading: string;
}

const fileWith = (text: string) => join(folderWith({ "t.csv": text }), "t.csv");

async function bound(text: string, ...words: string[]): Promise<Row[]> {
  const { status, stdout, stderr } = await runIn(100, [
    ...["bound", "--cells", fileWith(text), "--format", "json", ...words],
  ]);
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout).cells;
}
const told = (rows: readonly Row[]) =>
  rows.map(({ g, q, number, low, high, reading }) => [
    `${g}${q} ${number}`,
    Number(low.toFixed(4)),
    high === null ? null : Number(high.toFixed(4)),
    reading,
  ]);

describe("what a reader of a table can compute of its withheld cells", () => {
  test("is all of a cell that is withheld alone among those of its group", async () => {
    const rows = await bound("g,q,estimate,n,base\na,x,0.84,21,25\na,y,s,,\nb,x,0.5,9,18\nb,y,0.5,9,18\n");
    // 25 − 21 respondents; 1 − 0.84, which is 0.835 to 0.845.
    expect(told(rows)).toEqual([
      ["ay n", 4, 4, "exact"],
      ["ay estimate", 0.155, 0.165, "near"],
    ]);
  });

  test("is between Fréchet's bounds where a rectangle is withheld and its margins are told", async () => {
    const text = "g,q,n,base\na,x,,\na,y,,\na,z,1,11\nb,x,,\nb,y,,\nb,z,2,4\n,x,9,15\n,y,3,15\n,z,3,15\n";
    // Of 10 in a and 2 in b: 9 are x and 3 are y.
    expect(told(await bound(text))).toEqual([
      ["ax n", 7, 9, "protected"],
      ["ay n", 1, 3, "near"],
      ["bx n", 0, 2, "near"],
      ["by n", 0, 2, "near"],
    ]);
    // Where three are no longer few, that there are no more than that tells nothing.
    expect((await bound(text, "--min-cell", "2")).map(({ reading }) => reading)).toEqual(
      Array(4).fill("protected"),
    );
  });

  test("is told by percentages of each level, and of the whole table, as well", async () => {
    const ofLevels =
      "q,g,h,n,base\nx,a,c,6,20\nx,a,d,5,20\nx,b,c,,\nx,b,d,7,20\ny,a,c,3,12\ny,a,d,4,12\ny,b,c,3,12\ny,b,d,2,12\n";
    const found = await bound(ofLevels);
    expect(found.map(({ low, high }) => [low, high])).toEqual([[2, 2]]);
    const ofAll = "g,h,q,n,base\na,c,x,6,30\na,c,y,5,30\nb,c,x,,\nb,c,y,7,30\na,d,x,4,30\na,d,y,4,30\n";
    expect((await bound(ofAll)).map(({ low, high }) => [low, high])).toEqual([[4, 4]]);
  });

  test("is told by sums of weights, which a printed percentage gives with that of its group", async () => {
    const rows = await bound("g,q,estimate,n,total\na,x,0.6,30,1200\na,y,0.3,,\na,z,s,,\n");
    // The group has from 1,199.5 / 0.65 to 1,200.5 / 0.55, of which y is 0.25 to 0.35.
    const sums = rows.filter(({ number }) => number === "total");
    expect(sums.map(({ q }) => q)).toEqual(["y", "z"]);
    expect(sums[0]!.low).toBeCloseTo((0.25 * 1199.5) / 0.65, 6);
    expect(sums[0]!.high).toBeCloseTo((0.35 * 1200.5) / 0.55, 6);
    // What is left for z: the most of the group less the least of the others.
    expect(sums[1]!.high).toBeCloseTo(1200.5 / 0.55 - 1199.5 - (0.25 * 1199.5) / 0.65, 6);
  });

  test("is nothing of a table that --min-cell protects", async () => {
    const folder = folderWith({});
    const out = join(folder, "t.csv");
    const words = ["owns", "data/examples/survey.csv", "--by", "region,age_class", "--weight", "w"];
    expect((await runIn(100, ["crosstab", ...words, "--min-cell", "8", "--out", out])).status).toBe(0);
    const rows = await bound(readFileSync(out, "utf8"), "--min-cell", "8");
    expect(rows.length).toBeGreaterThan(6);
    expect(new Set(rows.map(({ reading }) => reading))).toEqual(new Set(["protected"]));
  });

  test("is read in French from a CSV of French spreadsheets", async () => {
    const file = fileWith("g;q;estimate;n;base\na;x;0,84;21;25\na;y;s;;\n");
    const { stdout } = await runIn(100, ["bound", "--cells", file, "--lang", "fr"]);
    expect(stdout).toMatch(/^a +y +répondants +s +4 +retrouvé exactement$/m);
    expect(stdout).toMatch(/pourcentage +s +15,50–16,50 +connu de trop près/);
  });
});

describe("a table is refused", () => {
  const refusal = async (...words: string[]) => {
    const { status, stdout, stderr } = await runIn(300, ["bound", ...words]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    return stderr;
  };
  const refused = (text: string) => refusal("--cells", fileWith(text));

  test("where what it prints does not add up", async () => {
    expect(await refused("g,q,n,base\na,x,9,12\na,y,5,12\n")).toContain("does not add up");
  });

  test("where a field is no number, a share is a percentage, or a cell stands twice, with its line", async () => {
    expect(await refused("g,q,n\na,x,9\na,y,few\n")).toMatch(/line "?3"?.*found "few"/);
    expect(await refused("g,q,estimate\na,x,43\n")).toContain("a share (estimate) is from 0 to 1");
    expect(await refused("g,q,n\na,x,9\na,x,8\n")).toContain("stands twice");
  });

  test("where it is no cross-tab of one outcome in lines", async () => {
    expect(await refused("id,weight\n1,2\n")).toContain("no table of one outcome");
    expect(await refused("outcome,g,level,statistic,estimate,n\no,a,x,proportion,0.5,9\n")).toContain(
      "no table of one outcome",
    );
  });

  test("beside a study, and a number of respondents without a table", async () => {
    expect(await refusal("er1245", "--cells", "t.csv")).toContain("--cells is about a table alone");
    expect(await refusal("er1245", "--all", "--min-cell", "5")).toContain("--min-cell says");
    expect(await refusal()).toContain("neither a study nor a table");
  });
});
