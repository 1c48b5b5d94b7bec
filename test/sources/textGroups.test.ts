import { truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FileTableOptions } from "../../src/sources/files/fileTable.ts";
import { mayBeGrouped, readTextGroups } from "../../src/sources/files/textGroups.ts";
import { folderWith } from "../support/files.ts";
import { runIn } from "../support/inProcess.ts";

/** What a text of survey rows is made of: its records, and how they are written. */
interface Written {
  readonly rows: readonly (readonly string[])[];
  readonly header: readonly string[];
  readonly delimiter: string;
  readonly lineBreak: string;
  readonly before: string;
  readonly after: string;
  readonly isQuoted: boolean;
}

const often = <Value>(usual: readonly Value[], odd: readonly Value[]) =>
  fc.oneof(
    { weight: 30, arbitrary: fc.constantFrom(...usual) },
    { weight: 1, arbitrary: fc.constantFrom(...odd) },
  );

const fields = [
  often(
    ["a", "b", "é", "c d"],
    ["", " a", "b ", "e\u0301", "NA", ".", '"a', 'a"b', '" a "', '"b" ', ' "b"', "\0"],
  ),
  often(["1", "2", "10"], ["01", "1.0", "NA", "nd", "#N/A", "-3", "1e2", "x", "", "1,5", "'=1+1", "=1+1"]),
  often(["s1", "s2"], ["", "Total", '"s""2"', '"s\n1"', '"s,1"', "'s1", "\u00a0"]),
  often(
    ["1", "1.5", "2.25", "0.75"],
    ["0", "", "NA", "-1", "01", "1_0", "1e0", "+1", " 1 ", "1,5", "900", "inf", ".5", "1.", "1e-9"],
  ),
];

const record = fc.oneof(
  { weight: 60, arbitrary: fc.tuple(...fields) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      [],
      [""],
      ["", "", "", ""],
      ["a"],
      ["a", "1", "s1", "1", ""],
      ["a", "1", "s1", "1", "", ""],
      ["a", "1", "s1", "1", " "],
      ["Total", "", "", "9"],
    ),
  },
);

const written: fc.Arbitrary<Written> = fc.record({
  rows: fc.array(record, { minLength: 1, maxLength: 40 }),
  header: often(
    [["g", "x", "s", "w"]],
    [
      ["", "x", "s", "w"],
      ["g", "x", "g", "w"],
      ["g", "x", "s"],
      ["g", "", "s", "w"],
    ],
  ),
  delimiter: often([",", ";", "\t"], ["|"]),
  lineBreak: often(["\n", "\r\n"], ["\r", "\n\n"]),
  before: often([""], ["\ufeff", "\n", "sep=;\n"]),
  after: often(["\n", ""], ["\n\n", "\x1a", "\r\n", "\n \n", "\nTotal,,,9\n"]),
  isQuoted: fc.boolean(),
});

function textOf({ rows, header, delimiter, lineBreak, before, after, isQuoted }: Written): string {
  const quote = (text: string) => (isQuoted && !text.includes('"') ? `"${text}"` : text);
  const lines = [header, ...rows.map((row) => row.map(quote))].map((line) => line.join(delimiter));
  return `${before}${lines.join(lineBreak)}${after}`;
}

/** What is printed, with numbers to ten digits, since groups add up in another order than rows. */
async function printed(engine: string, words: readonly string[]) {
  const { status, stdout, stderr } = await runIn(80, [
    ...words,
    "--engine",
    engine,
    "--format",
    "json",
    "--lang",
    "en",
  ]);
  const told =
    stdout &&
    JSON.parse(stdout, (key, own) =>
      key === "engine" ? "" : typeof own === "number" ? Number(own.toPrecision(10)) : own,
    );
  return { status, told, stderr };
}

const analyses = [
  ["crosstab", "g", "--by", "s", "--weight", "w"],
  ["crosstab", "x,g", "--weight", "w", "--strata", "s"],
  ["estimate", "x", "--stat", "mean", "--by", "g"],
  ["crosstab", "g", "--where", "x > 1", "--na", "NA,2", "--weight", "w"],
  [
    "crosstab",
    "s",
    "--by",
    "g",
    "--missing-code",
    "x=10",
    "--derive",
    "big = x > 1",
    "--missing",
    "as-level",
  ],
] as const;

test("a text gives the same by DuckDB as from memory, whatever is odd in it", async () => {
  const file = join(folderWith({}), "rows.csv");
  await fc.assert(
    fc.asyncProperty(written, fc.constantFrom(...analyses), async (text, analysis) => {
      writeFileSync(file, textOf(text));
      const words = [...analysis, "--data", file];
      expect(await printed("duckdb", words)).toEqual(await printed("memory", words));
    }),
    { numRuns: 60, seed: 20_221_129 },
  );
}, 300_000);

describe("rows of a text are grouped by DuckDB", () => {
  const groups = async (text: string | Uint8Array, options: FileTableOptions = {}) => {
    const file = join(folderWith({ "rows.csv": text }), "rows.csv");
    const table = await readTextGroups(file, { engine: "duckdb", ...options }, () => ({ weight: "w" }));
    const { levels, codes } = table?.factor("g") ?? { levels: [], codes: [] };
    return (
      table &&
      Array.from(codes, (code, at) => [levels[code], table.numbers("w")[at], table.aggregates!.rows[at]])
    );
  };
  const ab = [
    ["a", 3, 2],
    ["b", 4, 1],
  ];

  test.each([
    ["lines of Windows", "g,w\r\na,1\r\nb,4\r\na,2\r\n"],
    ["quotes that enclose fields", '"g","w"\n"a","1"\n"b","4"\n"a","2"\n'],
    ["a byte-order mark, and no break after the last line", "\ufeffg,w\na,1\nb,4\na,2"],
    ["empty lines", "g,w\n\na,1\nb,4\n\na,2\n\n"],
    ["a decimal comma that is told", "g;w\na;1,0\nb;4,0\na;2,0\n"],
    ["lines in quotes after lines without, and a last field that is empty", 'g,w,x\na,1,\n"b",4,""\na,2,\n'],
    ["the weights at the end of lines of Windows", "x,g,w\r\n,a,1\r\n,b,4\r\n,a,2.0\r\n"],
  ])("that has %s", async (_, text) => {
    expect(await groups(text)).toEqual(ab);
  });

  test.each([
    ["a field too many, though it is empty", "g,w\na,1\nb,4,\n"],
    ["two fields too many, which are empty", "w,g\n1,a\n4,b,,\n"],
    ["a field too many", "w,g\n1,a\n4,b,c\n"],
    ["a field too few", "w,g\n1,a\n4\n1,a\n"],
    ["a last field that is empty, and one too many", "g,w,x\na,1,\nb,4,,\n"],
    ["spaces around quotes", 'g,w\n "a",1\nb,4\n'],
    ["a quote within a field", 'g,w\na"b,1\nb,4\n'],
    ["a record that is blank", "g,w\na,1\n,\n"],
    ["a lone return", "g,w\na,1\rb,4\n"],
    [
      "a byte of no UTF-8",
      Uint8Array.from([..."g,w\na,1\nb"].map((letter) => letter.charCodeAt(0)).concat(0xe9, 44, 50, 10)),
    ],
    ["NUL", "g,w\na\0,1\nb,4\n"],
    ["a mark of DOS at its end", "g,w\na,1\nb,4\n\x1a"],
    ["a row of totals at its foot", "g,w\na,1\nb,4\nTotal,5\n"],
    ["a weight that is missing", "g,w\na,1\nb,\n"],
    ["a weight that is a code", "g,w\na,1\nb,04\n"],
    ["a weight that is a code, in quotes", 'g,w\na,1\n"b","04"\n'],
    ["a weight without its decimals", "g,w\na,1\nb,4.\n"],
    ["a weight with a mark between digits that DuckDB leaves out", "g,w\na,1\nb,1_0\n"],
    ["weights far apart", "g,w\na,1\nb,1000000\n"],
  ])("but not where it has %s", async (_, text) => {
    expect(await groups(text)).toBeUndefined();
  });

  test("but not where a number is said to be no answer, which may be a weight", async () => {
    expect(await groups("g,w\na,1\nb,4\na,2\n", { na: ["4"] })).toBeUndefined();
  });
});

test("a large text is grouped where nobody says otherwise, unless it is packed or in another encoding", async () => {
  const folder = folderWith({ "small.csv": "", "large.csv": "", "large.csv.gz": "" });
  const file = (name: string) => join(folder, name);
  for (const name of ["large.csv", "large.csv.gz"]) truncateSync(file(name), 100e6);
  expect(await mayBeGrouped(file("large.csv"), {})).toBe(true);
  expect(await mayBeGrouped(file("large.csv"), { engine: "auto" })).toBe(true);
  expect(await mayBeGrouped(file("small.csv"), {})).toBe(false);
  expect(await mayBeGrouped(file("small.csv"), { engine: "duckdb" })).toBe(true);
  expect(await mayBeGrouped(file("large.csv.gz"), {})).toBe(false);
  expect(await mayBeGrouped(file("large.csv"), { encoding: "windows-1252" })).toBe(false);
});
