import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
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
    { numRuns: 150, seed: 20_221_129 },
  );
}, 300_000);
