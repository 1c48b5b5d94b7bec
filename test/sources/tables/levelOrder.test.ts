import fc from "fast-check";
import { expect, test } from "vitest";
import { inLevelOrder } from "../../../src/sources/tables/levelOrder.ts";

/** Each list is in the order in which people list its levels. */
const lists = {
  "classes of whole numbers": ["5-9", "10-19", "20-29", "100-199"],
  "open classes": ["<30", "30-49", "50+"],
  "open classes with signs": ["<=30", "31-50", ">50"],
  "a least one and one above it": ["5-49", ">=50"],
  "zero belongs to no open class": ["<1", "1", "2", "3 et plus"],
  "French words": ["Moins de 30 ans", "De 30 à 49 ans", "50 ans et plus"],
  "French signs": ["- de 100", "100 à 999", "1 000 à 9 999", "+ de 9 999"],
  "English words": ["under 5 km", "5 to 10 km", "more than 10 km"],
  "thousands with commas": ["$500-$999", "$1,000-$4,999", "$5,000 or more"],
  "decimals with commas and points": ["0,5 h", "1,5 h", "2.5 h", "10 h"],
  "classes of R": ["(-Inf,5]", "(5,10]", "(10,15]", "(15, Inf]"],
  "classes closed on the left": ["[0;5[", "[5;15[", "[15;100]"],
  "two classes that begin alike": ["50-59", "50+"],
  "names with numbers": ["Q1", "Q2", "Q10"],
  "names without regard to case and accents": ["Élevé", "faible", "Moyen"],
  "numbers before names": ["0", "1-2", "3+", "Ne sait pas"],
  "codes of départements": ["01", "09", "19", "2A", "2B", "21", "75", "971"],
  "numbers with letters that are no départements": ["1", "2A", "2B", "9", "21"],
  dates: ["2019-12-31", "2020-02-01", "2020-10-01"],
  "negative numbers": ["-10", "-5", "0", "5"],
};

test.each(Object.entries(lists))("levels have their natural order: %s", (_, levels) => {
  expect(inLevelOrder([...levels].reverse())).toEqual(levels);
});

test("the order of levels does not depend on that of the rows", () => {
  const level = fc.oneof(
    fc.constantFrom(...Object.values(lists).flat(), "a01", "a1", "A1", "é", "e"),
    fc.string({ maxLength: 6 }),
  );
  fc.assert(
    fc.property(fc.uniqueArray(level, { maxLength: 12 }), (levels) => {
      expect(inLevelOrder([...levels].reverse())).toEqual(inLevelOrder(levels));
    }),
  );
});
