import { expect, test } from "vitest";
import { formulasOf } from "../../src/analyses/modelRequest.ts";

test("the normal distribution has no degrees of freedom to give", () => {
  const request = { formula: "y ~ x", family: "linear", normal: true, freedom: 31 } as const;
  expect(() => formulasOf(request)).toThrow();
  expect(() => formulasOf({ ...request, normal: false })).not.toThrow();
});
