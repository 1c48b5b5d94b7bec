import fc from "fast-check";
import { expect, test } from "vitest";
import type { Block, Heading, TableBlock } from "../../src/reports/formats/document.ts";
import { renderText } from "../../src/reports/formats/text.ts";
import { displayWidth, wordsOf, wrapped } from "../../src/text/lines.ts";

const left = (title: string, more: Partial<Heading> = {}): Heading => ({ title, align: "left", ...more });
const right = (title: string, more: Partial<Heading> = {}): Heading => ({ title, align: "right", ...more });
const table = (columns: readonly Heading[], rows: readonly (readonly string[])[]): TableBlock => ({
  kind: "table",
  columns,
  rows: rows.map((row) => row.map((text) => ({ text }))),
});
const lines = (block: Block, width: number) =>
  renderText([block], { colour: false, width }).trimEnd().split("\n");

const coefficients = table(
  [left("Variable", { names: true }), left("Level", { names: true }), right("b"), right("95% CI")],
  [
    ["(intercept)", "", "0.258", "[0.15 ; 0.36]"],
    ["Class of age", "under 50 years", "0.162", "[0.09 ; 0.23]"],
    ["", "50 years or over", "ref.", ""],
  ],
);

test("columns that name the rows stand below one another where lines are too short", () => {
  expect(lines(coefficients, 46)).toEqual([
    "Variable / Level        b         95% CI",
    "(intercept)         0.258  [0.15 ; 0.36]",
    "Class of age",
    "  under 50 years    0.162  [0.09 ; 0.23]",
    "  50 years or over   ref.",
  ]);
  expect(lines(coefficients, 60)[1]).toBe("(intercept)                     0.258  [0.15 ; 0.36]");
});

test("columns of one unit stay together where tables are parted and lines are long enough", () => {
  const units = table(
    [
      left("Level", { names: true }),
      ...["F", "F, n", "M", "M, n"].map((title) => right(title, { unit: title[0]! })),
    ],
    [["yes", "57.0%", "106", "55.2%", "103"]],
  );
  expect(lines(units, 25)).toEqual([
    "Level      F  F, n",
    "yes    57.0%   106",
    "",
    "Level      M  M, n",
    "yes    55.2%   103",
  ]);
  expect(lines(units, 14)).toHaveLength(11);
});

test("where that is not enough, the columns are parted into tables that all name the rows", () => {
  expect(lines(coefficients, 34)).toEqual([
    "Variable / Level        b",
    "(intercept)         0.258",
    "Class of age",
    "  under 50 years    0.162",
    "  50 years or over   ref.",
    "",
    "Variable / Level           95% CI",
    "(intercept)         [0.15 ; 0.36]",
    "Class of age",
    "  under 50 years    [0.09 ; 0.23]",
    "  50 years or over",
  ]);
});

test("secondary columns go under their rows, with what they are", () => {
  const figures = table(
    [
      left("Figure", { names: true }),
      right("p.", { secondary: 1, lead: "p." }),
      right("published"),
      left("use", { secondary: 1, lead: "use:" }),
    ],
    [
      ["Have a secretariat", "1", "84 %", "calibrated"],
      ["Did the secretarial work", "", "44 %", ""],
    ],
  );
  expect(lines(figures, 36)).toEqual([
    "Figure                    published",
    "Have a secretariat             84 %",
    "  p. 1 · use: calibrated",
    "Did the secretarial work       44 %",
  ]);
});

test("lines break at words, before no sign of punctuation, and not within an interval", () => {
  expect(wordsOf("de 16,4 % [15,5 ; 18,3] « ici » : 3\u202f100 / an")).toEqual([
    "de",
    "16,4 %",
    "[15,5 ; 18,3]",
    "« ici » :",
    "3\u202f100 / an",
  ]);
  expect(wrapped("une part de 16,4 %", 14, "  ")).toEqual(["une part de", "  16,4 %"]);
  expect(wrapped("en pluriprofessionnel", 18, "  ")).toEqual(["en", "pluriprofessionnel"]);
});

test("wide characters take two columns, and combining marks none", () => {
  expect(displayWidth("東京")).toBe(4);
  expect(displayWidth("e\u0301te\u0301")).toBe(3);
  expect(displayWidth("3\u202f100\u00a0% é …")).toBe(11);
  expect(
    lines(
      table(
        [left("ville"), right("n")],
        [
          ["東京", "1"],
          ["Paris", "22"],
        ],
      ),
      40,
    ),
  ).toEqual(["ville   n", "東京    1", "Paris  22"]);
});

const word = fc.stringMatching(/^[a-zé東]{1,9}$/);
const text = fc.array(word, { maxLength: 8 }).map((words) => words.join(" "));
const tables = fc
  .array(
    fc.record({
      title: text,
      align: fc.constantFrom("left" as const, "right" as const),
      secondary: fc.constantFrom(undefined, undefined, 1, 2),
    }),
    { minLength: 1, maxLength: 7 },
  )
  .chain((columns) =>
    fc.record({
      columns: fc.constant(columns.map((column, at): Heading => ({ ...column, names: at < 2 }))),
      rows: fc.array(fc.tuple(...columns.map(({ align }) => (align === "left" ? text : word))), {
        maxLength: 4,
      }),
    }),
  );

test("no line of a table is longer than the width, and no text is lost", () => {
  fc.assert(
    fc.property(tables, fc.integer({ min: 60, max: 120 }), ({ columns, rows }, width) => {
      const shown = lines(table(columns, rows), width);
      expect(Math.max(...shown.map(displayWidth))).toBeLessThanOrEqual(width);
      const words = new Set(shown.join(" ").split(" "));
      for (const own of rows.flat().flatMap((one) => one.split(" ").filter(Boolean)))
        expect(words).toContain(own);
    }),
  );
});
