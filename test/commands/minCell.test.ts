import { readFileSync } from "node:fs";
import { join } from "node:path";
import JSZip from "jszip";
import { describe, expect, test } from "vitest";
import { folderWith } from "../support/files.ts";
import { runIn } from "../support/inProcess.ts";

/** Respondents by group and answer; each cell has a weight of its own, so that its numbers are like no others. */
const counts = {
  a: { x: 2, y: 17, z: 30 },
  b: { x: 23, y: 14, z: 40 },
  c: { x: 11, y: 31, z: 60 },
};
type Counts = Readonly<Record<string, Readonly<Record<string, number>>>>;

function fileOf(table: Counts, more = ""): string {
  let cell = 0;
  const lines = Object.entries(table).flatMap(([group, answers]) =>
    Object.entries(answers).flatMap(([answer, n]) => {
      const weight = (10 + Math.sqrt(++cell + 0.7)).toFixed(5);
      return Array.from({ length: n }, (_, at) => `${group},${answer},${weight},${at % 3},${at % 7}`);
    }),
  );
  return join(folderWith({ "a.csv": `g,q,w,h,v\n${lines.join("\n")}\n${more}` }), "a.csv");
}

const file = fileOf(counts);

async function crosstab(...words: string[]) {
  const { status, stdout, stderr } = await runIn(100, ["crosstab", ...words, "--weight", "w"]);
  if (status !== 0) throw new Error(stderr);
  return { stdout, stderr };
}

interface Row {
  readonly g: string | null;
  readonly q: string;
  readonly n: number | null;
  readonly suppressed: "s" | null;
  readonly [key: string]: unknown;
}
const json = async (...words: string[]) =>
  JSON.parse((await crosstab(...words, "--format", "json")).stdout) as {
    readonly rows: readonly Row[];
    readonly overall: readonly Row[];
    readonly [key: string]: unknown;
  };
const withheldIn = (rows: readonly Row[]) =>
  rows.flatMap(({ g, q, suppressed }) => (suppressed ? `${g}${q}` : []));

describe("--min-cell", () => {
  test("withholds the cell of too few and the cheapest others that leave it open", async () => {
    // Rectangles through the 2: 17 + 23 + 14 = 54, 17 + 11 + 31, 30 + 23 + 40, 30 + 11 + 60; the first is the least.
    const { rows, overall } = await json("q", file, "--by", "g", "--min-cell", "5");
    expect(withheldIn(rows)).toEqual(["ax", "ay", "bx", "by"]);
    const [first] = rows;
    for (const key of [
      "estimate",
      "se",
      "low",
      "high",
      "n",
      "total",
      "base",
      "df",
      "deff",
      "effective",
      "cv",
    ])
      expect({ key, value: first![key] }).toEqual({ key, value: null });
    // All groups together are told, but not how exactly: their variance would be one equation more.
    expect(overall.map(({ n, se }) => [n, se === null])).toEqual([
      [36, true],
      [62, true],
      [130, false],
    ]);
  });

  test("tells no standard error to which withheld cells of the same base add, as those of strata do", async () => {
    const strata = ["--percent", "outcome", "--strata", "g", "--min-cell", "5"];
    const { rows } = await json("q", file, "--by", "g", ...strata);
    // The sizes of groups are not told: 11 protects the 2. The variance of b's percentage of x is a sum over the strata a, b and c.
    expect(rows.map(({ g, q, n, se }) => [`${q}${g}`, n === null, se === null])).toEqual([
      ["xa", true, true],
      ["xb", false, true],
      ["xc", true, true],
      ...["ya", "yb", "yc", "za", "zb", "zc"].map((cell) => [cell, false, false]),
    ]);
  });

  test("tells its rule below the table in both languages, and to who makes it how many cells are small", async () => {
    const { stdout, stderr } = await crosstab("q", file, "--by", "g", "--min-cell", "5", "--test");
    expect(stdout).toMatch(/^a +x +s$/m);
    expect(stdout.replace(/\s+/g, " ")).toContain(
      "Cells withheld: 4; these are those that rest on fewer than 5 respondents",
    );
    expect(stdout.replace(/\s+/g, " ")).toContain("the test is withheld");
    expect(stdout).not.toMatch(/primary|secondary|F\(/);
    expect(stderr).toContain("cells of fewer than 5 respondents withheld: 1; others, which protect them: 3");
    const french = await crosstab("q", file, "--by", "g", "--min-cell", "5", "--lang", "fr");
    expect(french.stdout.replace(/\s+/g, " ")).toContain("Cases masquées : 4");
  });

  test("withholds nothing where no cell is small, and says so; an empty cell is none", async () => {
    const own = fileOf({ a: { x: 0, y: 17 }, b: { x: 23, y: 14 } });
    const { stdout } = await crosstab("q", own, "--by", "g", "--min-cell", "5");
    expect(stdout).toContain("nothing is withheld");
    expect(stdout).toMatch(/^a +x +0.0%/m);
  });

  test("withholds all of a group that is too small, with the empty cells in it, and one more group", async () => {
    const own = fileOf({ a: { x: 3, y: 0 }, b: { x: 23, y: 14 }, c: { x: 9, y: 8 }, d: { x: 40, y: 60 } });
    const { rows } = await json("q", own, "--by", "g", "--min-cell", "5");
    // Of the others c is the smallest whose whole is withheld.
    expect(withheldIn(rows)).toEqual(["ax", "ay", "cx", "cy"]);
  });

  test("treats a group alike in the tables of several outcomes", async () => {
    const own = fileOf({ a: { x: 3, y: 0 }, b: { x: 23, y: 14 }, c: { x: 9, y: 8 }, d: { x: 40, y: 60 } });
    const { outcomes } = (await json("q,factor(h),v", own, "--by", "g", "--min-cell", "5")) as unknown as {
      readonly outcomes: readonly { readonly rows: readonly Row[] }[];
    };
    for (const { rows } of outcomes)
      expect([...new Set(rows.filter(({ suppressed }) => suppressed).map(({ g }) => g))]).toEqual(["a", "c"]);
  });

  test("withholds changes between waves of which one side is withheld", async () => {
    const words = ["secretariat", "--by", "tranche_age,sexe", "--dataset", "panel4", "--wave", "2019,2022"];
    const { stdout } = await runIn(100, ["crosstab", ...words, "--min-cell", "12", "--format", "json"]);
    const found = JSON.parse(stdout);
    const of = ({ wave, tranche_age, sexe, secretariat }: Readonly<Record<string, string>>) =>
      [wave, tranche_age, sexe, secretariat].join();
    const withheld = new Set(found.rows.filter((row: Row) => row.suppressed).map(of));
    expect(withheld.size).toBeGreaterThan(1);
    for (const own of found.differences) {
      const sides = [own.from, own.to].map((wave) => of({ ...own, wave }));
      expect(own.estimate === null).toBe(sides.some((side) => withheld.has(side)));
    }
  });
});

describe("nothing of a withheld cell is in any file", () => {
  const asked = ["q", file, "--by", "g", "--weight", "w"];

  /** What a program or a reader would look for: numbers in full precision, and percentages of ten or more as they are printed. */
  async function traces(): Promise<string[]> {
    const { rows } = await json("q", file, "--by", "g");
    return rows
      .filter(({ g, q }) => ["ax", "ay", "bx", "by"].includes(`${g}${q}`))
      .flatMap(({ estimate, se, low, high, total }) => [
        ...[estimate, se, low, high].flatMap((value) => [
          String(value).slice(0, 8),
          String(100 * (value as number)).slice(0, 7),
        ]),
        ...[estimate, low, high].map((value) => ` ${(100 * (value as number)).toFixed(1)}`),
        ...[estimate, low, high].map((value) => `[${(100 * (value as number)).toFixed(1)}`),
        String(total).slice(0, 7),
      ])
      .filter((text) => text.length > 4);
  }

  async function partsOf(path: string): Promise<string> {
    const zip = await JSZip.loadAsync(readFileSync(path));
    return (await Promise.all(Object.values(zip.files).map((part) => part.async("string")))).join("\n");
  }

  test("whatever the format and the layout", async () => {
    const looked = await traces();
    const folder = folderWith({});
    for (const layout of ["long", "wide"])
      for (const [format, name] of [
        ["text", "t.txt"],
        ["csv", "t.csv"],
        ["json", "t.json"],
        ["markdown", "t.md"],
        ["html", "t.html"],
        ["xlsx", "t.xlsx"],
        ["docx", "t.docx"],
      ] as const) {
        const out = join(folder, `${layout}-${name}`);
        const show = layout === "wide" ? ["--show", "n,weighted,base,se,ci,total"] : ["--deff", "--test"];
        const words = [...asked, ...show, "--layout", layout, "--format", format, "--out", out];
        const { status, stderr } = await runIn(100, ["crosstab", ...words, "--min-cell", "5"]);
        expect(status, stderr).toBe(0);
        const text = /xlsx|docx/.test(format) ? await partsOf(out) : readFileSync(out, "utf8");
        expect({ layout, format, found: looked.filter((own) => text.includes(own)) }).toEqual({
          ...{ layout, format },
          found: [],
        });
        if (format !== "csv") expect(text).toMatch(/\bs\b/);
      }
  });

  test("nor in a chart, which says what its mark means", async () => {
    const looked = await traces();
    const folder = folderWith({});
    for (const type of ["bars", "stacked"])
      for (const name of ["c.json", "c.svg"]) {
        const chart = join(folder, `${type}-${name}`);
        const words = [...asked, "--min-cell", "5", "--chart", chart, "--chart-type", type];
        expect((await runIn(100, ["crosstab", ...words])).status).toBe(0);
        const text = readFileSync(chart, "utf8");
        expect(text).toContain("withheld for confidentiality");
        expect({ type, name, found: looked.filter((own) => text.includes(own)) }).toEqual({
          ...{ type, name },
          found: [],
        });
      }
  });
});

describe("--min-cell is refused", () => {
  const refusal = async (...words: string[]) => {
    const { status, stdout, stderr } = await runIn(200, ["crosstab", ...words, "--weight", "w"]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    return stderr;
  };

  test("where all of the table is too few", async () => {
    const own = fileOf({ a: { x: 1, y: 1 }, b: { x: 1, y: 1 } });
    expect(await refusal("q", own, "--by", "g", "--min-cell", "5")).toContain(
      "the whole table rests on fewer than 5 respondents",
    );
  });

  test("where no pattern protects: nearly all weights are those of four", async () => {
    const rows = ["x,90", "x,90", "x,90", "x,90", "y,1", "y,1"];
    const own = join(folderWith({ "a.csv": `q,w\n${rows.join("\n")}\n` }), "a.csv");
    expect(await refusal("q", own, "--min-cell", "5")).toContain("no choice of withheld cells protects");
  });

  test("where it is no number of respondents", async () => {
    expect(await refusal("q", file, "--min-cell", "1")).toContain("--min-cell");
  });
});
