import fc from "fast-check";
import { expect, test } from "vitest";
import { crossCodes, crossFactors, factorOf } from "../../src/sources/tables/factor.ts";

test("levels are crossed in their order, and only combinations that occur are there", () => {
  const crossed = crossFactors(4, [factorOf(["b", "a", null, "b"]), factorOf(["x", "y", "x", "x"])]);
  expect(crossed.levels).toEqual(["a × y", "b × x"]);
  expect([...crossed.codes]).toEqual([1, 0, -1, 1]);
  expect(crossed.members.map((member) => [...member])).toEqual([
    [0, 1],
    [1, 0],
  ]);
});

test("many possible combinations are grouped as few are: by what occurs, in the order of the codes", () => {
  const code = fc.integer({ min: -1, max: 4 });
  fc.assert(
    fc.property(fc.array(fc.tuple(code, code, code), { minLength: 1, maxLength: 30 }), (rows) => {
      const group = (size: number) => {
        const columns = [0, 1, 2].map((j) => ({ codes: Int32Array.from(rows, (row) => row[j]!), size }));
        const { group: found, codes, count } = crossCodes(rows.length, columns);
        return { found: [...found], codes: codes.map((column) => [...column]), count };
      };
      // Sizes of which the combinations fit a dense array, a map of numbers, and no number at all.
      expect(group(1000)).toEqual(group(5));
      expect(group(2 ** 31 - 1)).toEqual(group(5));
    }),
  );
});
