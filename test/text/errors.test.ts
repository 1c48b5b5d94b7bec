import { expect, test } from "vitest";
import { InputError } from "../../src/text/errors.ts";

test("an input error says where, what, the offending value and what to do, in this order", () => {
  const error = new InputError(
    "the weight is negative",
    { file: "a.xlsx", sheet: "2022", row: 7, column: "poids" },
    {
      value: -1,
      advice: "Mend the weight",
    },
  );
  expect(error.message).toBe(
    "file a.xlsx, sheet 2022, row 7, column poids: the weight is negative; found -1. Mend the weight",
  );
});

test("what is not known is left out", () => {
  expect(new InputError("unknown study").message).toBe("unknown study");
});
