import { expect, test } from "vitest";
import { rake } from "../../src/weights/raking.ts";
import { expectClose, given, oracle } from "../support/oracle.ts";

test("raked weights of apistrat are those of R's survey", () => {
  const rows = oracle("raking.csv");
  const totals = oracle("raking-margins.csv");
  const margins = ["stype", "sch.wide", "comp.imp"].map((variable) => ({
    variable,
    values: rows.map((row) => row[variable]!),
    totals: new Map(
      totals.filter((row) => row.variable === variable).map((row) => [row.level!, Number(row.total)]),
    ),
  }));
  const weights = rake(
    rows.map((row) => Number(row.pw)),
    margins,
  );
  rows.forEach((row, at) => {
    expectClose(weights[at], given(row.raked), 1e-9, `weight of ${row.cds}`);
  });
});

test("margins that cannot be met are told", () => {
  const values = ["a", "b"];
  expect(() =>
    rake(
      [1, 1],
      [
        {
          variable: "x",
          values,
          totals: new Map([
            ["a", 1],
            ["b", 1],
            ["c", 1],
          ]),
        },
      ],
    ),
  ).toThrow('nobody in the sample has this level of x; found "c"');
  const one = {
    variable: "x",
    values,
    totals: new Map([
      ["a", 1],
      ["b", 3],
    ]),
  };
  const other = {
    variable: "y",
    values,
    totals: new Map([
      ["a", 3],
      ["b", 1],
    ]),
  };
  expect(() => rake([1, 1], [one, other])).toThrow('the margins cannot be met together; found "x, y"');
});
