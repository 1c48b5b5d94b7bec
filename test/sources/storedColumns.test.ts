import { expect, test } from "vitest";
import { storedColumn } from "../../src/sources/files/storedColumns.ts";
import type { StoredColumn } from "../../src/sources/formats/storedTable.ts";
import { TextAnswers } from "../../src/sources/formats/textAnswers.ts";
import { isoTime } from "../../src/sources/formats/times.ts";

const none = { codes: [], na: [], asNumbers: false };

const numbers = (values: readonly number[], more: Partial<StoredColumn> = {}): StoredColumn => ({
  name: "q1",
  valueLabels: [],
  answers: Float64Array.from(values),
  ...more,
});

function texts(answers: readonly (string | null)[], more: Partial<StoredColumn> = {}): StoredColumn {
  const builder = new TextAnswers(answers.length);
  answers.forEach((text, row) => {
    builder.set(row, text);
  });
  return { name: "q1", valueLabels: [], answers: builder.factor(), ...more };
}

const yesNo = [
  { value: 2, label: "No" },
  { value: 1, label: "Yes" },
];

test("numbers that all have labels are categories in the order of their codes, those too that no row has", () => {
  const { column } = storedColumn(
    numbers([1, 1, Number.NaN], { label: "Owns it?", valueLabels: [...yesNo, { value: 3, label: "Both" }] }),
    none,
  );
  expect(column.variable).toMatchObject({
    type: "categorical",
    label: { en: "Owns it?" },
    levels: [
      { name: "1", label: { fr: "Yes", en: "Yes" } },
      { name: "2", label: { en: "No" } },
      { name: "3", label: { en: "Both" } },
    ],
  });
  expect([...column]).toEqual(["1", "1", null]);
});

test("numbers of which some have no label stay numbers, and are told", () => {
  const { column, notes } = storedColumn(numbers([1, 40, 2, 40], { valueLabels: yesNo }), none);
  expect(column.variable.type).toBe("numeric");
  expect([...column]).toEqual([1, 40, 2, 40]);
  expect(notes).toEqual([{ kind: "values without label", column: "q1", texts: [{ text: "40", rows: 2 }] }]);
});

test("numbers that are wanted as such are numbers, labels or not", () => {
  const { column } = storedColumn(numbers([1, 2], { valueLabels: yesNo }), { ...none, asNumbers: true });
  expect([...column]).toEqual([1, 2]);
});

test("values that the file declares missing, one by one or by a range, are no answers and are counted", () => {
  const { column, coded } = storedColumn(
    numbers([1, 9, -5, -99, 9, 2.5], { missing: { values: [9], range: [-99, -5] } }),
    none,
  );
  expect([...column]).toEqual([1, null, null, null, null, 2.5]);
  expect(coded).toEqual([
    { text: "-99", rows: 1 },
    { text: "-5", rows: 1 },
    { text: "9", rows: 2 },
  ]);
});

test("labels of missing values make no categories of numbers", () => {
  const { column } = storedColumn(
    numbers([30, 99], { valueLabels: [{ value: 99, label: "Refused" }], missing: { values: [99] } }),
    none,
  );
  expect(column.variable.type).toBe("numeric");
  expect([...column]).toEqual([30, null]);
});

test("codes and marks that somebody says to be missing are none of the answers", () => {
  const { column, coded, marks } = storedColumn(numbers([1, 8, 7], { valueLabels: yesNo }), {
    codes: ["8"],
    na: ["7.0"],
    asNumbers: false,
  });
  expect([...column]).toEqual(["1", null, null]);
  expect(coded).toEqual([
    { text: "7", rows: 1 },
    { text: "8", rows: 1 },
  ]);
  expect(marks).toEqual(["7.0"]);
});

test("missing numbers with names of their own are told with their rows", () => {
  const { notes } = storedColumn(
    numbers([1, Number.NaN, Number.NaN], {
      marks: [
        { text: ".a", rows: 2 },
        { text: ".b", rows: 0 },
      ],
    }),
    none,
  );
  expect(notes).toEqual([{ kind: "marks", column: "q1", texts: [{ text: ".a", rows: 2 }] }]);
});

test("texts are levels in their natural order, but for those with labels, which come first; an empty text is missing", () => {
  const { column } = storedColumn(
    texts(["Q10", "", "Q2", null, "X"], {
      valueLabels: [
        { value: "X", label: "Other" },
        { value: "Y", label: "Never" },
      ],
    }),
    none,
  );
  expect(column.variable).toMatchObject({
    levels: [
      { name: "X", label: { en: "Other" } },
      { name: "Y", label: { en: "Never" } },
      { name: "Q2", label: { en: "Q2" } },
      { name: "Q10" },
    ],
  });
  expect([...column]).toEqual(["Q10", null, "Q2", null, "X"]);
});

test("levels that somebody put in order keep it, those too that no row has", () => {
  const answers = { levels: ["Low", "Medium", "High"], codes: Int8Array.of(2, 0, -1) };
  const { column } = storedColumn({ name: "q1", valueLabels: [], answers, isOrdered: true }, none);
  expect(column.variable).toMatchObject({ levels: [{ name: "Low" }, { name: "Medium" }, { name: "High" }] });
  expect([...column]).toEqual(["High", "Low", null]);
});

test("texts that the file or somebody declares missing are no answers", () => {
  const { column, coded } = storedColumn(texts(["a", "ZZ", "9", "b"], { missing: { values: ["ZZ"] } }), {
    ...none,
    codes: ["9"],
  });
  expect([...column]).toEqual(["a", null, null, "b"]);
  expect(coded).toEqual([
    { text: "ZZ", rows: 1 },
    { text: "9", rows: 1 },
  ]);
});

test("names, labels and levels have one form of Unicode", () => {
  const { column } = storedColumn(
    { ...texts(["e\u0301te\u0301"]), name: "a\u0302ge", label: "e\u0301" },
    none,
  );
  expect(column.variable).toMatchObject({ name: "\u00e2ge", label: { fr: "\u00e9" } });
  expect([...column]).toEqual(["\u00e9t\u00e9"]);
});

test("dates are levels as ISO writes them, in the order of time", () => {
  const day = 86_400;
  const { column } = storedColumn(numbers([day, Number.NaN, -day, day], { time: "date" }), none);
  expect(column.variable).toMatchObject({ levels: [{ name: "1969-12-31" }, { name: "1970-01-02" }] });
  expect([...column]).toEqual(["1970-01-02", null, "1969-12-31", "1970-01-02"]);
});

test.each([
  [0, "date", "1970-01-01"],
  [951_782_400, "date", "2000-02-29"],
  [951_782_400 + 3661, "datetime", "2000-02-29T01:01:01"],
  [-0.5, "datetime", "1969-12-31T23:59:59.500"],
  [86_399.999_999, "datetime", "1970-01-01T23:59:59.999"],
  [86_399.999_999, "time", "23:59:59.999"],
  [86_400, "datetime", "1970-01-02T00:00:00"],
  [3661.25, "time", "01:01:01.250"],
  [-90, "time", "-00:01:30"],
  [100 * 3600, "time", "100:00:00"],
] as const)("%d seconds as a %s are %s", (seconds, kind, written) => {
  expect(isoTime(seconds, kind)).toBe(written);
});
