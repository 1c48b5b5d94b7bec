import { desc, op, table as plainTable } from "arquero";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CategoricalVariable } from "../../../src/sources/tables/codebook.ts";
import { expressionOver, sourceAt, Table, tableOf, withDerived } from "../../../src/sources/tables/table.ts";
import { factorColumn, levelOf, numberColumn } from "../../../src/sources/tables/typedColumn.ts";

const sex: CategoricalVariable = {
  name: "sex",
  label: { fr: "Sexe", en: "Sex" },
  type: "categorical",
  levels: [
    { name: "woman", label: { fr: "Femme", en: "Woman" } },
    { name: "man", label: { fr: "Homme", en: "Man" } },
  ],
};
const age = { name: "age", label: { fr: "Âge", en: "Age" }, type: "numeric" } as const;
const codes = Int8Array.of(1, 0, -1, 1);
const ages = Float64Array.of(40, 52, 31, Number.NaN);
const people = tableOf([factorColumn(sex, codes), numberColumn(age, ages)]);

test("arquero and estimators read the same arrays, of which none is a copy", () => {
  expect(people.factor("sex").codes).toBe(codes);
  expect(people.numbers("age")).toBe(ages);
  const beside = people.select("age", "sex").derive({ old: (d: { age: number }) => d.age > 50 });
  expect(beside.factor("sex").codes).toBe(codes);
  expect(beside.rename({ age: "years" }).numbers("years")).toBe(ages);
});

test("a missing answer is null to arquero, −1 among codes and NaN among numbers", () => {
  expect(people.objects()).toEqual([
    { sex: "man", age: 40 },
    { sex: "woman", age: 52 },
    { sex: null, age: 31 },
    { sex: "man", age: null },
  ]);
  expect(people.rollup({ sex: op.valid("sex"), age: op.mean("age") }).object()).toEqual({ sex: 3, age: 41 });
});

describe("what verbs return is a table with the codebook of its columns", () => {
  test("columns that stay are the variables that they were, under the name that they have", () => {
    const renamed = people.filter((d: { age: number }) => d.age < 45).rename({ sex: "gender" });
    expect(renamed).toBeInstanceOf(Table);
    expect([...renamed.codebook]).toEqual([
      ["gender", { ...sex, name: "gender" }],
      ["age", age],
    ]);
    expect(people.codebook.get("sex")).toBe(sex);
  });

  test("numbers and truths that a verb makes are numeric, texts categorical in the order of their names", () => {
    const derived = people.derive({
      decade: (d: { age: number }) => op.floor(d.age / 10),
      old: (d: { age: number }) => d.age > 50,
      word: (d: { age: number }) => (d.age > 50 ? "old" : "Young"),
    });
    expect(derived.codebook.get("decade")).toEqual({
      name: "decade",
      label: { fr: "decade", en: "decade" },
      type: "numeric",
    });
    expect([...derived.numbers("decade")]).toEqual([4, 5, 3, 0]);
    expect([...derived.numbers("old")]).toEqual([0, 1, 0, 0]);
    expect(derived.factor("word").levels).toEqual(["old", "Young"]);
    expect([...derived.factor("word").codes]).toEqual([1, 0, 1, 1]);
  });

  test("a column made anew is the variable of its name where the levels allow for it", () => {
    const imputed = people.impute({ sex: () => "woman" });
    expect(imputed.codebook.get("sex")).toEqual(sex);
    expect([...imputed.factor("sex").codes]).toEqual([1, 0, 0, 1]);
    const counted = people.rollup({ sex: op.distinct("sex") });
    expect(counted.codebook.get("sex")).toEqual({ name: "sex", label: sex.label, type: "numeric" });
  });

  test("groups are those of the levels and of missing answers, in the order of the rows", () => {
    const counts = people.groupby("sex").count();
    expect(counts.objects()).toEqual([
      { sex: "man", count: 2 },
      { sex: "woman", count: 1 },
      { sex: null, count: 1 },
    ]);
    expect(counts.factor("sex").levels).toEqual(["woman", "man"]);
    const filtered = people.filter((d: { age: number }) => d.age > 35).groupby("sex");
    expect(filtered.count().objects()).toEqual([
      { sex: "man", count: 1 },
      { sex: "woman", count: 1 },
    ]);
  });

  test("folded answers and spread ones are variables too", () => {
    const long = tableOf([
      numberColumn({ ...age, name: "before" }, Float64Array.of(1, 2)),
      numberColumn({ ...age, name: "after" }, Float64Array.of(3, Number.NaN)),
    ]).fold(["before", "after"]);
    expect(long.codebook.get("key")!.type).toBe("categorical");
    expect([...long.numbers("value")]).toEqual([1, 3, 2, Number.NaN]);
    const wide = people.pivot("sex", { mean: (d: { age: number }) => op.mean(d.age) });
    expect([...wide.numbers("woman")]).toEqual([52]);
  });
});

describe("rows that a filter leaves, in an order that was asked for", () => {
  const source = { ...sourceAt({ file: "a.csv" }), place: (row?: number) => ({ file: "a.csv", line: row }) };
  const ordered = people
    .withSource(source)
    .filter((d: { age: number }) => d.age > 20)
    .orderby(desc("age"));

  test("are those that an analysis is given", () => {
    expect(ordered.rows).toBe(3);
    expect([...ordered.numbers("age")]).toEqual([52, 40, 31]);
    expect([...ordered.factor("sex").codes]).toEqual([0, 1, -1]);
    expect(ordered.factor("sex").levels).toEqual(["woman", "man"]);
    const derived = withDerived(ordered, "twice", expressionOver(ordered, "2 * age", {}));
    expect([...derived.numbers("twice")]).toEqual([104, 80, 62]);
    expect([...derived.numbers("age")]).toEqual([52, 40, 31]);
  });

  test("have the levels of the variable, and of numbers the distinct ones among them", () => {
    expect(ordered.factor("age")).toEqual({ levels: ["31", "40", "52"], codes: Int8Array.of(2, 1, 0) });
    const oldest = people.filter((d: { age: number }) => d.age > 50);
    expect(oldest.factor("age")).toEqual({ levels: ["52"], codes: Int8Array.of(0) });
    expect(oldest.factor("sex")).toEqual({ levels: ["woman", "man"], codes: Int8Array.of(0) });
  });

  test("still stand where they stood, and new rows stand nowhere", () => {
    expect([0, 1, 2].map((row) => ordered.place(row).line)).toEqual([1, 0, 2]);
    expect(
      ordered
        .reify()
        .filter((d: { age: number }) => d.age < 50)
        .place(0).line,
    ).toBe(0);
    expect(ordered.groupby("sex").count().place(0)).toEqual({ file: "a.csv", line: undefined });
  });

  test("keep their groups when they are copied", () => {
    const grouped = people.groupby("sex").orderby("age").reify();
    expect(grouped.count().objects()).toEqual(people.groupby("sex").count().objects());
  });
});

describe("joins", () => {
  const area: CategoricalVariable = { ...sex, name: "area", levels: ["S", "N"].map(levelOf) };
  const rows = tableOf([
    factorColumn({ ...sex, name: "id", levels: ["a", "b", "c"].map(levelOf) }, Int8Array.of(0, 1, 2)),
    factorColumn(area, Int8Array.of(1, -1, 0)),
  ]);
  const areas = tableOf([
    factorColumn({ ...area, levels: ["N", "S"].map(levelOf) }, Int8Array.of(0, 1)),
    factorColumn(sex, Int8Array.of(1, -1)),
    numberColumn(age, Float64Array.of(7, 8)),
  ]);

  test("bring in the variables of the other table, with their labels and levels", () => {
    for (const joined of [rows.join_left(areas, "area"), rows.lookup(areas, "area")]) {
      const sorted = joined.orderby("id");
      expect([...sorted.codebook.keys()]).toEqual(["id", "area", "sex", "age"]);
      expect(sorted.codebook.get("sex")).toEqual(sex);
      expect(sorted.codebook.get("area")).toEqual(area);
      expect([...sorted.factor("sex").codes]).toEqual([1, -1, -1]);
      expect([...sorted.numbers("age")]).toEqual([7, Number.NaN, 8]);
      expect(sorted.codebook.get("age")!.label).toEqual(age.label);
    }
  });

  test("tell variables of one name apart, and know both", () => {
    const other = tableOf([
      factorColumn(area, Int8Array.of(1)),
      factorColumn({ ...sex, name: "id" }, Int8Array.of(0)),
    ]);
    const { codebook } = rows.join(other, "area");
    expect(codebook.get("id_1")).toEqual({ ...rows.codebook.get("id"), name: "id_1" });
    expect(codebook.get("id_2")).toEqual({ ...sex, name: "id_2" });
  });

  test("with an arquero table of others are tables of ours", () => {
    const joined = rows.join(plainTable({ area: ["N"], x: [1.5] }), "area");
    expect(joined).toBeInstanceOf(Table);
    expect([...joined.numbers("x")]).toEqual([1.5]);
  });
});

describe("tables below one another", () => {
  test("keep types; levels that only the lower one has come after those of the upper one", () => {
    const more = tableOf([
      numberColumn(age, Float64Array.of(60)),
      factorColumn({ ...sex, levels: ["other", "man"].map(levelOf) }, Int8Array.of(0)),
    ]);
    const both = people.concat(more);
    expect([...both.numbers("age")]).toEqual([40, 52, 31, Number.NaN, 60]);
    expect(both.factor("sex").levels).toEqual(["woman", "man", "other"]);
    expect([...both.factor("sex").codes]).toEqual([1, 0, -1, 1, 2]);
    expect(both.codebook.get("sex")!.label).toEqual(sex.label);
  });

  test("lack the answers to what only the upper one has", () => {
    const both = people.concat(tableOf([numberColumn(age, Float64Array.of(60))]));
    expect([...both.factor("sex").codes]).toEqual([1, 0, -1, 1, -1]);
  });

  test("make texts of numbers where the other's answers are texts", () => {
    const both = people.concat(tableOf([factorColumn({ ...sex, name: "age" }, Int8Array.of(0))]));
    expect(both.factor("age").levels).toEqual(["31", "40", "52", "woman"]);
    expect(both.codebook.get("age")!.label).toEqual(age.label);
  });
});

test("numbers are refused of a categorical variable", () => {
  const inFile = people.withSource(sourceAt({ file: "a.xlsx", sheet: "2022" }));
  expect(() => inFile.numbers("sex")).toThrow(
    'file a.xlsx, sheet 2022: sex is not a number; found ["woman","man"]. It is a categorical variable: see panel crosstab',
  );
});

test("verbs give what they give on plain arrays", () => {
  const level = fc.constantFrom("woman", "man", null);
  const number = fc.option(fc.integer({ min: -5, max: 5 }), { nil: null });
  fc.assert(
    fc.property(fc.array(fc.tuple(level, number), { minLength: 1, maxLength: 20 }), (rows) => {
      const texts = rows.map(([text]) => text);
      const numbers = rows.map(([, value]) => value);
      const plain = plainTable({ sex: texts, age: numbers });
      const typed = tableOf([
        factorColumn(
          sex,
          Int8Array.from(texts, (text) => ["woman", "man"].indexOf(text!)),
        ),
        numberColumn(
          age,
          Float64Array.from(numbers, (value) => value ?? Number.NaN),
        ),
      ]);
      const verbs = (table: typeof plain) => {
        const kept = table
          .filter((d: { age: number | null }) => d.age !== null && d.age > -3)
          .orderby("age", "sex");
        return [
          kept,
          kept.reify(),
          kept.reify().concat(table),
          kept.groupby("sex").rollup({ n: op.count(), low: op.min("age") }),
          table
            .groupby("sex")
            .rollup({ n: op.count(), high: op.max("age") })
            .orderby("sex"),
          table.join_left(kept, "age"),
          table.dedupe("sex"),
        ].map((result) =>
          result.objects().map((row) => Object.entries(row).map(([name, value]) => [name, value ?? null])),
        );
      };
      expect(verbs(typed)).toEqual(verbs(plain));
      const kept = typed.filter((d: { age: number | null }) => d.age !== null && d.age > 0);
      expect([...kept.numbers("age")]).toEqual(numbers.filter((value) => value !== null && value > 0));
    }),
  );
});
