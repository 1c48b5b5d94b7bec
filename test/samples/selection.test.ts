import { describe, expect, test } from "vitest";
import { derived, parseDerivations, select, variablesOfSelection } from "../../src/samples/selection.ts";
import { tableWith } from "../support/table.ts";

const people = () =>
  tableWith({ age: [30, 45, null, 60], region: ["A", "B", "A", null], income: [1, 2, 3, 4] });

describe("conditions", () => {
  test("choose every row where there are none", async () => {
    expect(select(await people(), {})).toEqual({
      mask: Uint8Array.of(1, 1, 1, 1),
      unknown: 0,
      where: [],
      derive: [],
    });
  });

  test("must all hold", async () => {
    const where = ["age >= 40", 'region == "B"'];
    const table = derived(await people(), parseDerivations(["x = 1"]));
    expect(select(table, { where, derive: ["x = 1"] })).toMatchObject({
      mask: Uint8Array.of(0, 1, 0, 0),
      where,
      derive: ["x = 1"],
    });
  });

  test("leave out rows of which they are unknown; those count unless another condition fails", async () => {
    expect(select(await people(), { where: ["age >= 40"] })).toMatchObject({
      mask: Uint8Array.of(0, 1, 0, 1),
      unknown: 1,
    });
    expect(select(await people(), { where: ["age >= 40", 'region == "B"'] }).unknown).toBe(1);
    expect(select(await people(), { where: ["age >= 40", "income != 3"] }).unknown).toBe(0);
    expect(select(await people(), { where: ["age >= 40", "income < 4"] }).unknown).toBe(1);
  });

  test("are refused where they are none, and where no row meets them", async () => {
    const table = await people();
    expect(() => select(table, { where: ["age + 1"] })).toThrow(
      'option --where: this is no condition; found "age + 1". Compare it, as in: age >= 40',
    );
    expect(() => select(table, { where: ["age > 40", "age < 40"] })).toThrow(
      'option --where: no row meets the condition; found "age > 40 and age < 40"',
    );
  });
});

describe("derived variables", () => {
  test("are written name = expression, and may use one another", async () => {
    const derivations = parseDerivations(["decade = 10 * floor(age / 10)", " old=decade >= 40"]);
    expect(derivations).toEqual([
      { name: "decade", text: "10 * floor(age / 10)" },
      { name: "old", text: "decade >= 40" },
    ]);
    const table = derived(await people(), derivations);
    expect([...table.codebook.keys()]).toEqual(["age", "region", "income", "decade", "old"]);
    expect(table.numbers("decade")).toEqual(Float64Array.of(30, 40, Number.NaN, 60));
    expect(table.numbers("old")).toEqual(Float64Array.of(0, 1, Number.NaN, 1));
  });

  test("have any name in backquotes", () => {
    expect(parseDerivations(["`my var` = 2 * age", "` a, b `=`my var`"])).toEqual([
      { name: "my var", text: "2 * age" },
      { name: "a, b", text: "`my var`" },
    ]);
    expect(() => parseDerivations(["` ` = 1"])).toThrow("a derived variable is written name = expression");
  });

  test("count once where they stand twice", () => {
    expect(parseDerivations(["a = 1", "a = 1"])).toHaveLength(1);
  });

  test.each(["a", "a == 1", "2a = 1", "a =", "= 1"])("%j is no definition", (text) => {
    expect(() => parseDerivations([text])).toThrow("a derived variable is written name = expression");
  });

  test("take no name that there is, in the table or among the names that are taken", async () => {
    const table = await people();
    const message = 'option --derive: there is a variable of that name; found "age". Choose another';
    expect(() => derived(table, [{ name: "age", text: "income" }])).toThrow(message);
    expect(() => derived(table, parseDerivations(["b = 1", "b = 2"]))).toThrow('found "b"');
    expect(() => derived(table, [{ name: "unread", text: "1" }], ["unread"])).toThrow('found "unread"');
  });
});

describe("what does not exist is no missing answer", () => {
  const chosen = async (derive: readonly string[], where: readonly string[] = []) => {
    const table = derived(
      await tableWith({ inc: [10, 0, null, -4], sex: ["m", "f", "f", "m"] }),
      parseDerivations(derive),
    );
    return select(table, { derive, where });
  };

  test.each([
    ["l = log(inc)", "column inc: log(inc) does not exist for this row; found 0"],
    ["l = 1 / inc", "1/inc does not exist for this row; found 0"],
    ["l = 2 + sqrt(inc)", "column inc: sqrt(inc) does not exist for this row; found -4"],
    ["l = exp(100 * inc)", "exp(100 * inc) does not exist for this row; found 10"],
    ["l = log(inc) > 1", "log(inc) does not exist for this row; found 0"],
  ])("%s is refused", async (definition, message) => {
    await expect(chosen([definition])).rejects.toThrow(message);
  });

  test("a row that is not wanted may lack it, and a missing answer stays one", async () => {
    expect((await chosen(["l = log(inc)"], ["inc > 0 or missing(inc)"])).mask).toEqual(
      Uint8Array.of(1, 0, 1, 0),
    );
    expect((await chosen(["l = log(inc)"], ["inc > 0", "l > 1"])).mask).toEqual(Uint8Array.of(1, 0, 0, 0));
    expect((await chosen([], ["inc > 0 and log(inc) > 1"])).mask).toEqual(Uint8Array.of(1, 0, 0, 0));
  });

  test("conditions and variables that are derived from it are refused by their cause", async () => {
    await expect(chosen([], ["log(inc) > 1"])).rejects.toThrow(
      "column inc: log(inc) does not exist for this row; found 0. Leave such rows out first",
    );
    await expect(chosen(["l = log(inc)", "m = l + 1"], ["m > 0"])).rejects.toThrow(
      "column inc: log(inc) does not exist for this row; found 0. That is no missing answer",
    );
    await expect(chosen(["l = log(inc)"], ["missing(l)"])).rejects.toThrow("log(inc) does not exist");
  });
});

test("the variables of definitions and conditions are known before the data are read", () => {
  expect(variablesOfSelection(parseDerivations(["d = age + income"]), ['region == "A"', "d > 2"])).toEqual([
    "age",
    "income",
    "region",
    "d",
  ]);
});

describe("derived texts", () => {
  test("are categorical variables, with levels in the order in which they are first named", async () => {
    const definition = 'group = if(age < 40, "young", if(region == "B", "older, B", "older"))';
    const table = derived(
      await people(),
      parseDerivations([definition, 'b = recode(group, "young" = 0, other = 1)']),
    );
    expect(table.factor("group").levels).toEqual(["young", "older, B", "older"]);
    expect(Array.from(table.typed("group"))).toEqual(["young", "older, B", null, null]);
    expect(table.numbers("b")).toEqual(Float64Array.of(0, 1, Number.NaN, Number.NaN));
    const { mask } = select(table, { derive: [definition], where: ['group == "young"'] });
    expect(mask).toEqual(Uint8Array.of(1, 0, 0, 0));
  });

  test("that do not exist in a row that is wanted are refused", async () => {
    const derive = ['size = if(log(income - 1) > 0, "large", "small")'];
    const table = derived(await people(), parseDerivations(derive));
    expect(() => select(table, { derive })).toThrow(/log\(income - 1\) does not exist for this row; found 1/);
    expect(select(table, { derive, where: ["income > 1"] }).mask).toEqual(Uint8Array.of(0, 1, 1, 1));
  });
});
